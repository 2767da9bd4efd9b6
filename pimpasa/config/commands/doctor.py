"""`pimpasa doctor`: is this installation well?"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pimpasa import __version__
from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.errors import Fault
from pimpasa.config.findings import Finding
from pimpasa.config.startup import database

if TYPE_CHECKING:
    from pimpasa.config.doctor import Found


def add_to(commands: Commands) -> None:
    command = add_command(
        commands,
        "doctor",
        does="check this installation and say what to do about each fault; exit code 1 when there is one",
        example="PIMPASA_DATA=/srv/pimpasa pimpasa doctor",
        act=examine,
    )
    command.add_argument("--json", action="store_true", help="one JSON object, for programs that watch")


def examine(arguments: Namespace) -> int:
    try:
        findings = _examined()
    except Fault as fault:
        if not arguments.json:
            raise
        findings = [("start", Finding(str(fault), "that is what to do first; nothing else was looked at"))]
    if arguments.json:
        say(_as_json(findings))
    else:
        _print(findings)
    return int(any(finding.is_fault for _check, finding in findings))


def _examined() -> Sequence[Found]:
    """Raises Fault where the program cannot even begin, with one line that says what to do."""
    with database():
        from django.db import OperationalError

        from pimpasa.config import doctor

        try:
            return list(doctor.examine())
        except OperationalError as silent:
            return [("database", _silent(str(silent)))]


def _silent(reason: str) -> Finding:
    words = " ".join(reason.split())
    return Finding(f"the database does not answer: {words}", "see DATABASE_URL and PostgreSQL's own log")


def _as_json(found: Sequence[Found]) -> str:
    findings = [
        {"check": check, "fault": finding.is_fault, "state": finding.state, "remedy": finding.remedy}
        for check, finding in found
    ]
    return json.dumps(
        {"version": __version__, "well": not any(finding["fault"] for finding in findings), "findings": findings},
        indent=1,
    )


def _print(found: Sequence[Found]) -> None:
    say(f"pimpasa {__version__}")
    for _check, finding in found:
        say(f"{'FAULT' if finding.is_fault else 'ok   '}  {finding.state}")
        if finding.is_fault:
            say(f"       → {finding.remedy}")
