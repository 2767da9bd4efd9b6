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


def back_up(asked: Namespace) -> int:
    if asked.file.exists():
        raise Fault(f"{asked.file} is there already; name another file")
    if not asked.file.parent.is_dir():
        raise Fault(f"the folder {asked.file.parent} is not there")
    with database():
        from pimpasa.config import backup

        backup.back_up(asked.file, progress=say)
    say(f"{asked.file}: {asked.file.stat().st_size / 1024**2:.1f} MB, sealed to the offices' recovery kits")
    return 0


def bring_back(asked: Namespace) -> int:
    if not asked.file.is_file():
        raise Fault(f"{asked.file} is not there")
    code = getpass("The kit's code: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    with database():
        from pimpasa.config import backup, installation

        installation.migrate(say)
        backup.restore(asked.file, code=code, progress=say)
    return _check()


def _check() -> int:
    """In a process of its own making: the keys that came with the backup are read anew."""
    say("Checking the log against what was brought in")
    return subprocess.run([sys.executable, "-m", "pimpasa", "ledger", "audit"], check=False).returncode
