"""`pimpasa keys`: the recovery kit, tried out and used."""

import sys
from argparse import Namespace
from getpass import getpass

from pimpasa.config.commands.base import Commands, add_command, add_group, say
from pimpasa.config.errors import Fault
from pimpasa.config.startup import database

_OFFICERS_CODE = "The twelve digits on the officer's own screen, under “Recovery kit”: "


def add_to(commands: Commands) -> None:
    group = add_group(commands, "keys", does="the recovery kit", example="pimpasa keys drill")
    add_command(
        group,
        "drill",
        does="prove that the recovery kit opens a sealed test envelope and every desk's key; asks for the kit's code",
        example="pimpasa keys drill",
        act=drill,
    )
    restore = add_command(
        group,
        "restore",
        does="with the kit, hand the keys of their desks to an officer, when nobody else can; asks for both codes",
        example="pimpasa keys restore hadi@contoh.invalid",
        act=restore_keys,
    )
    restore.add_argument("email", help="the officer, who has signed in once")


def drill(arguments: Namespace) -> int:
    code = _ask_for_code()
    with database():
        from pimpasa.keys.actions.kits import drill_kit
        from pimpasa.keys.errors import WrongKit
        from pimpasa.sealing.errors import SealingError

        try:
            drilled = drill_kit(code=code)
        except (SealingError, WrongKit) as wrong:
            raise Fault(_why(wrong)) from wrong
    say(f"The kit opens a test envelope and {drilled.desk_keys} keys of desks of {drilled.office}.")
    return 0


def restore_keys(arguments: Namespace) -> int:
    code = _ask_for_code()
    with database():
        from pimpasa.accounts.errors import Refused
        from pimpasa.accounts.models import Officer
        from pimpasa.keys.actions.kits import restore_with_kit
        from pimpasa.keys.errors import WrongKit
        from pimpasa.sealing.errors import SealingError

        officer = Officer.objects.filter(email=arguments.email.lower()).first()
        if officer is None:
            raise Fault(f"nobody here has the address {arguments.email}")
        try:
            count = restore_with_kit(code=code, to=officer, key_code=input(_OFFICERS_CODE))
        except Refused as refused:
            raise Fault(str(refused.reason)) from refused
        except (SealingError, WrongKit) as wrong:
            raise Fault(_why(wrong)) from wrong
    say(f"{officer} was handed {count} keys of desks.")
    return 0


def _ask_for_code() -> str:
    question = "The kit's code: "
    return getpass(question) if sys.stdin.isatty() else sys.stdin.readline().strip()


def _why(wrong: Exception) -> str:
    from pimpasa.keys.errors import WrongKit
    from pimpasa.sealing.errors import MalformedCode

    if isinstance(wrong, MalformedCode):
        return "this is no kit's code: 53 letters and digits; one is missing or not right"
    if isinstance(wrong, WrongKit):
        return "this kit belongs to no office here"
    return "the kit is right, but a desk's key does not open with it: restore the database from a backup"
