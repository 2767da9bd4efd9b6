"""`pimpasa doctor`: is this installation well?"""

from argparse import Namespace

from pimpasa import __version__
from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.startup import database


def add_to(commands: Commands) -> None:
    add_command(
        commands,
        "doctor",
        does="check this installation and say what to do about each fault; exit code 1 when there is one",
        example="PIMPASA_DATA=/srv/pimpasa pimpasa doctor",
        act=examine,
    )


def examine(arguments: Namespace) -> int:
    with database():
        from pimpasa.config import doctor

        findings = list(doctor.examine())
    say(f"pimpasa {__version__}")
    for finding in findings:
        say(f"{'FAULT' if finding.is_fault else 'ok   '}  {finding.state}")
        if finding.is_fault:
            say(f"       → {finding.remedy}")
    return int(any(finding.is_fault for finding in findings))
