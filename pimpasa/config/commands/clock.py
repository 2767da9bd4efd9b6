"""`pimpasa clock`: what the clocks say, and a person's word on it."""

from argparse import ArgumentTypeError, Namespace
from datetime import date, datetime

from pimpasa.config.commands.base import Commands, add_command, add_group, say
from pimpasa.config.errors import Fault
from pimpasa.config.startup import database


def add_to(commands: Commands) -> None:
    group = add_group(
        commands, "clock", does="the clocks, by which things are erased and taken back", example="pimpasa clock show"
    )
    add_command(
        group,
        "show",
        does="say what the clocks say; exit code 1 while they are in doubt",
        example="pimpasa clock show",
        act=show,
    )
    command = add_command(
        group,
        "confirm",
        does="say what day it is, by a calendar: erasing and taking back go on",
        example="pimpasa clock confirm 2025-09-23",
        act=confirm,
    )
    command.add_argument("today", type=_day, help="the present day, such as 2025-09-23")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise ArgumentTypeError(f"{text!r} is not a day, such as 2025-09-23") from wrong


def show(arguments: Namespace) -> int:
    with database():
        from pimpasa.timekeeping.queries import open_doubt, sight

        doubt = open_doubt()
        clocks = sight()
    say(f"{_moment(clocks.database)}  the database's clock")
    say(f"{_moment(clocks.machine)}  this machine's clock")
    say(f"{_moment(clocks.seen)}  last believed")
    say(f"{_moment(clocks.logged)}  newest checkpoint of the log")
    if doubt is not None:
        say("Nothing is erased, expires or is taken back until somebody confirms: pimpasa clock confirm DAY")
    return int(doubt is not None)


def confirm(arguments: Namespace) -> int:
    with database():
        from pimpasa.accounts.errors import Refused
        from pimpasa.timekeeping.actions import confirm_time
        from pimpasa.timekeeping.queries import open_doubt

        doubt = open_doubt()
        if doubt is None:
            say("The clocks are not in doubt.")
            return 0
        try:
            confirm_time(doubt=doubt, today=arguments.today, by=None)
        except Refused as refused:
            raise Fault(str(refused.reason)) from refused
    say("Confirmed: what waited goes on.")
    return 0


def _moment(moment: datetime | None) -> str:
    return "–" if moment is None else moment.strftime("%Y-%m-%d %H:%M:%S UTC")
