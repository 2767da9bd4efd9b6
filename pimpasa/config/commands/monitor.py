"""`pimpasa monitor`: watches an office's log from anywhere; no database, no office, one folder."""

import time
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from pimpasa.common.integrity import read_list
from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.errors import Fault
from pimpasa.ledger.notes import Verifier
from pimpasa.monitor.fetching import fetch, see
from pimpasa.monitor.looking import Watch, Witness, look
from pimpasa.monitor.memory import Memory
from pimpasa.monitor.pages import Visit, of_release
from pimpasa.monitor.saying import hear

LEAST_PAUSE = 60  # seconds


def add_to(commands: Commands) -> None:
    command = add_command(
        commands,
        "monitor",
        does="look whether an office's public log, keys and code are what it says and said; exit code 1 when not",
        example="pimpasa monitor https://kantor.example --key 'pimpasa/…/public+…+…' --every 600",
        act=monitor,
        by_settings=False,
    )
    command.add_argument("address", help="the office's address")
    command.add_argument("--key", required=True, metavar="VKEY", help="the log's key, by a way you trust")
    command.add_argument(
        "--witness", action="append", default=[], metavar="VKEY[@URL]", help="who should sign it, and what they show"
    )
    command.add_argument(
        "--code", type=Path, metavar="FILE", help="what a release's scripts are, as `pimpasa static --list` prints it"
    )
    command.add_argument("--every", type=int, metavar="SECONDS", help="look again and again, until Ctrl-C")
    command.add_argument("--data", type=Path, default=Path("pemantau"), help="folder (default: %(default)s)")


def monitor(arguments: Namespace) -> int:
    try:
        witnesses = [Witness.parse(text) for text in arguments.witness]
        watch = Watch(arguments.address.rstrip("/"), Verifier.parse(arguments.key), witnesses)
    except ValueError as wrong:
        raise Fault(str(wrong)) from wrong
    release = _release(arguments.code)
    if arguments.every is None:
        return _look(watch, arguments.data, release)
    while True:
        _look(watch, arguments.data, release)
        time.sleep(max(arguments.every, LEAST_PAUSE))


def _release(file: Path | None) -> dict[str, str] | None:
    try:
        return read_list(file.read_text()) if file else None
    except (OSError, ValueError) as wrong:
        raise Fault(f"{file}: {wrong}") from wrong


def _look(watch: Watch, folder: Path, release: dict[str, str] | None) -> int:
    try:
        memory = Memory(folder)
        surprises = look(watch, memory, fetch, now=int(time.time()))
        heard = hear(watch, memory, fetch)
    except ValueError as damaged:
        raise Fault(str(damaged)) from damaged
    surprises += [*heard.surprises, *of_release(heard.code, release)]
    surprises += Visit(watch.address, heard.code, see).surprises()
    moment = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    for surprise in surprises:
        say(f"{moment}  SURPRISE  {surprise}")
    for news in heard.news:
        say(f"{moment}  {news}")
    if not surprises:
        say(f"{moment}  {watch.log.name} continues what it showed before, and serves what it says")
    return int(bool(surprises))
