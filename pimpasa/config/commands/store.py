"""`pimpasa store`: whose the place for files is, and what was swept there."""

from argparse import Namespace

from pimpasa.config.commands.base import Commands, add_command, add_group, say
from pimpasa.config.errors import Fault
from pimpasa.config.startup import database


def add_to(commands: Commands) -> None:
    group = add_group(commands, "store", does="the store of sealed files", example="pimpasa store own")
    add_command(
        group,
        "own",
        does="take the store over for this installation; the one whose it was keeps and removes nothing there any more",
        example="pimpasa store own",
        act=own,
    )
    bring_back = add_command(
        group,
        "restore",
        does="move an object back that was swept within the last 30 days",
        example="pimpasa store restore exhibits/ab/0193f6c2-7a10-7000-8000-000000000001.k3v9",
        act=restore,
    )
    bring_back.add_argument("name", help="the object's name, as `ledger audit` or a backup says that it is missing")


def own(arguments: Namespace) -> int:
    with database():
        from django.conf import settings

        from pimpasa.evidence.actions.owning import own_store

        own_store()
        say(f"{settings.EVIDENCE_STORE} is this installation's. Others stop writing there within a minute.")
    return 0


def restore(arguments: Namespace) -> int:
    with database():
        from pimpasa.evidence import store
        from pimpasa.evidence.queries import orphans_among

        if orphans_among([arguments.name]):
            raise Fault(f"no file of the database has the name {arguments.name}, so it stays where it is")
        if not store.bring_back(arguments.name):
            raise Fault(f"{arguments.name} is not among what was swept within the last 30 days")
    say(f"{arguments.name} is back")
    return 0
