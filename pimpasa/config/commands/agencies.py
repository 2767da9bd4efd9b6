"""`pimpasa agencies`: the official list of placement companies."""

from argparse import ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path

from pimpasa.config.commands.base import Commands, add_command, add_group, say
from pimpasa.config.errors import Fault
from pimpasa.config.startup import database


def add_to(commands: Commands) -> None:
    group = add_group(
        commands,
        "agencies",
        does="the official list of placement companies (P3MI)",
        example="pimpasa agencies import p3mi.csv",
    )
    command = add_command(
        group,
        "import",
        does="put a CSV file in the place of the list before",
        example="pimpasa agencies import p3mi.csv --as-of 2025-09-23 --source KP2MI",
        act=import_,
    )
    command.add_argument("file", type=Path, help="a CSV file whose first line names the columns; one is “nama”")
    command.add_argument("--as-of", type=_day, help="the day the list is of, such as 2025-09-23 (default: today)")
    command.add_argument("--source", default="KP2MI", help="whose list it is (default: %(default)s)")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise ArgumentTypeError(f"{text!r} is not a day, such as 2025-09-23") from wrong


def import_(arguments: Namespace) -> int:
    with database():
        from pimpasa.agencies.actions import bring_in
        from pimpasa.agencies.errors import BadList
        from pimpasa.common import clock

        try:
            agencies = bring_in(
                data=arguments.file.read_bytes(),
                source=arguments.source,
                as_of=arguments.as_of or clock.today(),
                by=None,
            )
        except BadList as bad:
            raise Fault(str(bad.reason)) from bad
        say(f"{agencies.number} companies, as of {agencies.as_of}")
    return 0
