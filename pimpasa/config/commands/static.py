"""`pimpasa static`: style sheets, scripts and pictures, ready to serve."""

from argparse import Namespace

from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.startup import prepare_django


def add_to(commands: Commands) -> None:
    add_command(
        commands,
        "static",
        does="collect and compress the static files, where one changed since the last time",
        example="PIMPASA_DATA=/srv/pimpasa pimpasa static",
        act=collect,
    )


def collect(arguments: Namespace) -> int:
    prepare_django()
    from pimpasa.config import static

    if static.collect():
        say("Static files collected")
    return 0
