"""`pimpasa monitor`: watches an office's log from anywhere; no database, no office, one folder."""

import time
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.errors import Fault
from pimpasa.ledger.notes import Verifier
from pimpasa.monitor.fetching import fetch
from pimpasa.monitor.looking import Watch, Witness, look
from pimpasa.monitor.memory import Memory

LEAST_PAUSE = 60  # seconds


def add_to(commands: Commands) -> None:
    command = add_command(
        commands,
        "monitor",
        does="look whether an office's public log continues what it showed before; exit code 1 when it does not",
        example="pimpasa monitor https://kantor.example --key 'pimpasa/…/public+…+…' --every 600",
        act=monitor,
        by_settings=False,
    )
    command.add_argument("address", help="the office's address")
    command.add_argument("--key", required=True, metavar="VKEY", help="the log's key, by a way you trust")
    command.add_argument(
        "--witness", action="append", default=[], metavar="VKEY[@URL]", help="who should sign it, and what they show"
    )
    command.add_argument("--every", type=int, metavar="SECONDS", help="look again and again, until Ctrl-C")
    command.add_argument("--data", type=Path, default=Path("pemantau"), help="folder (default: %(default)s)")


def monitor(arguments: Namespace) -> int:
    try:
        witnesses = [Witness.parse(text) for text in arguments.witness]
        watch = Watch(arguments.address.rstrip("/"), Verifier.parse(arguments.key), witnesses)
    except ValueError as wrong:
        raise Fault(str(wrong)) from wrong
    if arguments.every is None:
        return _look(watch, arguments.data)
    while True:
        _look(watch, arguments.data)
        time.sleep(max(arguments.every, LEAST_PAUSE))


def _look(watch: Watch, folder: Path) -> int:
    try:
        surprises = look(watch, Memory(folder), fetch, now=int(time.time()))
    except ValueError as damaged:
        raise Fault(str(damaged)) from damaged
    moment = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    for surprise in surprises:
        say(f"{moment}  SURPRISE  {surprise}")
    if not surprises:
        say(f"{moment}  {watch.log.name} continues what it showed before")
    return int(bool(surprises))
