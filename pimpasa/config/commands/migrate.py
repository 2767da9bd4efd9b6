"""`pimpasa migrate`: the tables, as this version of the program needs them."""

from argparse import Namespace

from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.startup import database


def add_to(commands: Commands) -> None:
    add_command(
        commands,
        "migrate",
        does="bring the database's tables up to this version of the program",
        example="DATABASE_URL=postgresql://pimpasa@db.internal/pimpasa pimpasa migrate",
        act=migrate,
    )


def migrate(arguments: Namespace) -> int:
    with database():
        from pimpasa.config import installation

        with installation.alone():
            installation.migrate(say)
        say("The tables are up to date.")
    return 0
