"""`pimpasa messages`: the translations."""

import sys
from argparse import Namespace

from pimpasa.config.commands.base import Commands, add_command, add_group, say


def add_to(commands: Commands) -> None:
    group = add_group(commands, "messages", does="translations", example="pimpasa messages check")
    add_command(
        group,
        "compile",
        does="merge every area's .po into the .mo that the program reads, where one changed",
        example="pimpasa messages compile",
        act=compile_,
    )
    add_command(
        group,
        "check",
        does="name every text without a translation and every translation that is wrong",
        example="pimpasa messages check",
        act=check,
    )


def compile_(arguments: Namespace) -> int:
    from pimpasa.config import messages

    if written := messages.compile_all():
        say(f"Translations compiled: {written}")
    return 0


def check(arguments: Namespace) -> int:
    from pimpasa.config import messages

    faults = messages.faults()
    for fault in faults:
        print(fault, file=sys.stderr)
    say(f"Translations: {len(faults)} faults" if faults else "Translations: every text has one")
    return 1 if faults else 0
