"""`pimpasa store`: whose the place for files is, and what was swept there."""

from argparse import Namespace

from pimpasa.common.batches import each
from pimpasa.config.commands.base import Commands, add_command, add_group, say
from pimpasa.config.errors import Fault
from pimpasa.config.startup import database

AT_ONCE = 500
WORDS = {
    "missing": "is not in the store",
    "changed": "has other bytes than were kept",
    "unnamed": "was set aside, since nothing names it",
}


def add_to(commands: Commands) -> None:
    group = add_group(commands, "store", does="the store of sealed files", example="pimpasa store own")
    add_command(
        group,
        "own",
        does="take the store over for this installation; the one whose it was keeps and removes nothing there any more",
        example="pimpasa store own",
        act=own,
    )
    add_command(
        group,
        "compare",
        does="compare every kept file with the database and say what differs; exit code 1 when something does",
        example="pimpasa store compare",
        act=compare,
    )
    bring_back = add_command(
        group,
        "restore",
        does="move an object back that was swept within the last 30 days",
        example="pimpasa store restore exhibits/ab/0193f6c2-7a10-7000-8000-000000000001.k3v9",
        act=restore,
    )
    bring_back.add_argument("name", help="the object's name, as doctor, `store compare` or a backup names it")


def own(arguments: Namespace) -> int:
    with database():
        from django.conf import settings

        from pimpasa.evidence.actions.owning import own_store

        own_store()
        say(f"{settings.EVIDENCE_STORE} is this installation's. Others stop writing there within a minute.")
    return 0


def compare(arguments: Namespace) -> int:
    with database():
        from pimpasa.evidence import queries
        from pimpasa.evidence.actions.comparing import compare as compare_one

        number = 0
        for exhibit in each(queries.kept(), AT_ONCE):
            compare_one(exhibit=exhibit)
            number += 1
        differences = list(queries.differences())
    for difference in differences:
        say(f"FAULT  {difference.path} {WORDS[difference.kind]}, seen first on {difference.found_at:%Y-%m-%d}")
    say(f"{number} files compared, {len(differences)} faults")
    return int(bool(differences))


def restore(arguments: Namespace) -> int:
    with database():
        from pimpasa.evidence.actions.comparing import bring_back
        from pimpasa.evidence.queries import orphans_among

        if orphans_among([arguments.name]):
            raise Fault(f"no file of the database has the name {arguments.name}, so it stays where it is")
        if not bring_back(path=arguments.name):
            raise Fault(f"{arguments.name} is not among what was swept within the last 30 days")
    say(f"{arguments.name} is back")
    return 0
