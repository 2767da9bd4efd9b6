"""`pimpasa keys`: the kits on paper, made, tried out and used."""

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
    add_command(
        group,
        "backup",
        does="make the kit that opens this installation's backups from now on, and print its page for paper",
        example="pimpasa keys backup",
        act=make_backup_kit,
    )
    again = add_command(
        group,
        "renew",
        does="withdraw the key of an officer and print their new invitation, when nobody is left who could agree to it",
        example="pimpasa keys renew hadi@contoh.invalid",
        act=renew,
    )
    again.add_argument("email", help="the officer")
    restore = add_command(
        group,
        "restore",
        does="with the kit, hand the keys of their desks to an officer, when nobody else can; asks for both codes",
        example="pimpasa keys restore hadi@contoh.invalid",
        act=restore_keys,
    )
    restore.add_argument("email", help="the officer, who has signed in once")


def make_backup_kit(arguments: Namespace) -> int:
    with database():
        from pimpasa.config import binding
        from pimpasa.config.installation import require_tables
        from pimpasa.installation.actions import make_backup_kit as make

        require_tables()
        binding.bind()
        say(page_of_backup_kit(make()))
    return 0


def page_of_backup_kit(code: str) -> str:
    """What is printed and locked away: what it is for, the code, and how it is used."""
    from pimpasa.installation.queries import installation

    own = installation()
    return f"""
PIMPASA BACKUP KIT of installation {own.number if own else ""}

It opens this installation's backups and proves that they are its own. It opens no report: for that an office's
recovery kit is needed besides. It is shown this once: print it, and lock it away from the backups and from the
offices' kits. The kit before it opens the backups of before only.

  {code}

To bring a backup back, in an empty folder:  PIMPASA_DATA=/srv/pimpasa pimpasa restore FILE
To try one, once a month:                    pimpasa restore --check FILE
"""


def renew(arguments: Namespace) -> int:
    with database():
        from pimpasa.accounts.invitations import Way, token_of
        from pimpasa.accounts.queries import officer_by_email
        from pimpasa.config.commands.setup import address_of_invitation
        from pimpasa.keys.actions.officer_keys import retire_key

        officer = officer_by_email(arguments.email)
        if officer is None or not officer.is_active:
            raise Fault(f"nobody here who may sign in has the address {arguments.email}")
        retire_key(officer=officer)
        officer.refresh_from_db()
        say(f"{officer}'s key is withdrawn. The link of their first sign-in, for them alone, once, within three days:")
        say(f"  {address_of_invitation(officer, token_of(officer, Way.ALONE))}")
    return 0


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
