"""`pimpasa backup` and `pimpasa restore`: an installation as one sealed file."""

import subprocess
import sys
from argparse import Namespace
from getpass import getpass
from pathlib import Path

from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.errors import Fault
from pimpasa.config.startup import database


def add_to(commands: Commands) -> None:
    backup = add_command(
        commands,
        "backup",
        does="write everything into one sealed file that an office's recovery kit opens, while the program runs or not",
        example="pimpasa backup /mnt/cadangan/pimpasa-2025-09-23",
        act=back_up,
    )
    backup.add_argument("file", type=Path, help="the file to write")
    restore = add_command(
        commands,
        "restore",
        does="bring a backup into an empty installation; asks for the recovery kit's code",
        example="PIMPASA_DATA=/srv/pimpasa pimpasa restore /mnt/cadangan/pimpasa-2025-09-23",
        act=bring_back,
    )
    restore.add_argument("file", type=Path, help="the backup")


def back_up(arguments: Namespace) -> int:
    if arguments.file.exists():
        raise Fault(f"{arguments.file} is there already; name another file")
    if not arguments.file.parent.is_dir():
        raise Fault(f"the folder {arguments.file.parent} is not there")
    with database():
        from pimpasa.config import backup

        missing = backup.back_up(arguments.file, progress=say)
    say(f"{arguments.file}: {arguments.file.stat().st_size / 1024**2:.1f} MB, sealed to the offices' recovery kits")
    for path in missing:
        say(f"MISSING  {path}: the evidence store does not have it; everything else is in the backup")
    return int(bool(missing))


def bring_back(arguments: Namespace) -> int:
    if not arguments.file.is_file():
        raise Fault(f"{arguments.file} is not there")
    code = getpass("The kit's code: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    with database():
        from pimpasa.config import anchors, backup, binding, installation

        installation.migrate(say)
        backup.restore(arguments.file, code=code, progress=say)
        binding.read_keys()
        installation.migrate(say)
        anchors.mark_restored()
        binding.bind_copy()
    return _check()


def _check() -> int:
    """In a process of its own making: the keys that came with the backup are read anew."""
    say("Checking the log against what was brought in")
    return subprocess.run([sys.executable, "-m", "pimpasa", "ledger", "audit"], check=False).returncode
