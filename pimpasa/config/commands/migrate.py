"""`pimpasa migrate`: the tables, as this version of the program needs them."""

from argparse import Namespace

from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.startup import database


def add_to(commands: Commands) -> None:
    command = add_command(
        commands,
        "migrate",
        does="bring the database's tables up to this version of the program",
        example="DATABASE_URL=postgresql://pimpasa@db.internal/pimpasa pimpasa migrate",
        act=migrate,
    )
    command.add_argument(
        "--plan", action="store_true", help="say what would be done, who waits how long and what breaks; do nothing"
    )


def migrate(arguments: Namespace) -> int:
    with database():
        from pimpasa.config import adoption, installation, upgrades

        if arguments.plan:
            adoption.require_known_tables()
            for line in upgrades.lines():
                say(line)
            return 0
        with installation.alone():
            installation.migrate(say)
        say("The tables are up to date.")
    return 0
