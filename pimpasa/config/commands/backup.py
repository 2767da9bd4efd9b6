"""`pimpasa backup` and `pimpasa restore`: an installation as one sealed and signed file."""

import subprocess
import sys
from argparse import ArgumentTypeError, Namespace
from getpass import getpass
from pathlib import Path

from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.errors import Fault
from pimpasa.config.startup import database

LONGEST_REASON = 300


def add_to(commands: Commands) -> None:
    backup = add_command(
        commands,
        "backup",
        does="write everything into one signed file that the backup kit alone opens, while the program runs or not",
        example="pimpasa backup /mnt/cadangan/pimpasa-2025-09-23",
        act=back_up,
    )
    backup.add_argument("file", type=Path, help="the file to write")
    restore = add_command(
        commands,
        "restore",
        does="prove a backup and bring it into an empty installation; asks for the backup kit's code",
        example="PIMPASA_DATA=/srv/pimpasa pimpasa restore /mnt/cadangan/pimpasa-2025-09-23",
        act=bring_back,
    )
    restore.add_argument("file", type=Path, help="the backup")
    restore.add_argument("--check", action="store_true", help="prove it, say how new it is, and bring nothing in")
    restore.add_argument(
        "--known",
        action="append",
        default=[],
        metavar="PLACE",
        help="where a newer state of the log may be: the lost machine's data folder, its store (folder or s3://…), or a"
        " file with a checkpoint; may be given more than once",
    )
    restore.add_argument(
        "--older-than-known",
        type=_reason,
        metavar="REASON",
        help="why an older backup than is known of is brought in; stays on record, by an act",
    )


def _reason(text: str) -> str:
    if not 0 < len(text.strip()) <= LONGEST_REASON:
        raise ArgumentTypeError(f"say why in 1 to {LONGEST_REASON} characters")
    return text.strip()


def back_up(arguments: Namespace) -> int:
    if arguments.file.exists():
        raise Fault(f"{arguments.file} is there already; name another file")
    if not arguments.file.parent.is_dir():
        raise Fault(f"the folder {arguments.file.parent} is not there")
    with database():
        from pimpasa.config.backups.writing import back_up
        from pimpasa.installation.actions import note_backup

        missing = back_up(arguments.file, progress=say)
        note_backup(missing=len(missing))
    say(f"{arguments.file}: {arguments.file.stat().st_size / 1024**2:.1f} MB, signed, and sealed to the backup kit")
    for path in missing:
        say(f"MISSING  {path}: the evidence store does not have it; everything else is in the backup")
    return int(bool(missing))


def bring_back(arguments: Namespace) -> int:
    if not arguments.file.is_file():
        raise Fault(f"{arguments.file} is not there")
    code = getpass("The backup kit's code: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    if arguments.check:
        return _prove(arguments, code)
    with database():
        from pimpasa.common import clock
        from pimpasa.config import anchors, binding
        from pimpasa.config.backups.restoring import restore

        reason = arguments.older_than_known or ""
        proved = restore(arguments.file, code=code, places=arguments.known, reason=reason, progress=say)
        anchors.mark_restored()
        binding.bind_copy(proved.restoration(at=clock.now(), reason=reason))
        if proved.newer is not None:
            anchors.go_on_restored(abandoned=proved.newer.note)
    return _audit()


def _prove(arguments: Namespace, code: str) -> int:
    with database():
        from pimpasa.config.backups.restoring import prove

        proved = prove(arguments.file, code=code, places=arguments.known)
    say(
        f"{arguments.file} is whole and signed by installation {proved.installation}:"
        f" of {proved.made_at:%Y-%m-%d %H:%M} UTC, with {proved.signed} signed acts"
    )
    if proved.newer is None:
        say("Nothing newer is known here.")
        return 0
    say(f"OLDER  {proved.newer.place} knows of {proved.newer.checkpoint.size} signed acts")
    return 1


def _audit() -> int:
    """In a process of its own making: the keys that came with the backup are read anew."""
    say("Checking the log against what was brought in")
    return subprocess.run([sys.executable, "-m", "pimpasa", "ledger", "audit"], check=False).returncode
