"""`pimpasa django`: Django's own commands, with the database running."""

from argparse import REMAINDER, Namespace

from pimpasa.config.commands.base import Commands, add_command
from pimpasa.config.startup import database


def add_to(commands: Commands) -> None:
    command = add_command(
        commands,
        "django",
        does="run one of Django's management commands",
        example="pimpasa django showmigrations",
        act=pass_on,
    )
    command.add_argument("words", nargs=REMAINDER, metavar="...", help="the command and its words")


def pass_on(arguments: Namespace) -> int:
    from django.core.management import execute_from_command_line

    with database():
        try:
            execute_from_command_line(["pimpasa django", *(arguments.words or ["help"])])
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0
