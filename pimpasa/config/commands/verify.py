"""`pimpasa verify`: an export or a proof, checked without the database."""

from argparse import Namespace

from pimpasa.config.commands.base import Commands, add_command
from pimpasa.verifier.__main__ import add_arguments, run


def add_to(commands: Commands) -> None:
    command = add_command(
        commands,
        "verify",
        does="check an export or a proof of a report and say what holds; needs neither database nor network",
        example="pimpasa verify laporan-1A2B3-C4D5E.zip --key 'pimpasa/…+…+…'",
        act=verify,
        by_settings=False,
    )
    add_arguments(command)


def verify(arguments: Namespace) -> int:
    return run(arguments.file, arguments.key)
