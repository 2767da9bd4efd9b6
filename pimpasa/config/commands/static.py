"""`pimpasa static`: style sheets, scripts and pictures, ready to serve."""

from argparse import Namespace

from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.startup import prepare_django


def add_to(commands: Commands) -> None:
    command = add_command(
        commands,
        "static",
        does="collect and compress the static files, where one changed since the last time",
        example="PIMPASA_DATA=/srv/pimpasa pimpasa static",
        act=collect,
    )
    command.add_argument("--list", action="store_true", help="print their digests, by which `monitor` compares")


def collect(arguments: Namespace) -> int:
    prepare_django()
    from pimpasa.config import static

    if static.collect() and not arguments.list:
        say("Static files collected")
    if arguments.list:
        say(static.code().rstrip("\n"))
    return 0
