"""Installations with the demonstration: set up once in a run of the tests, and copied for whoever wants one."""

from __future__ import annotations

import fcntl
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.processes import free_port, read_until, started

READY = "Ctrl-C stops it."
FOLDER = "TESTS_FOLDER"


@dataclass(frozen=True)
class Installation:
    """A data folder that `pimpasa run` set up, and what that first run said until it was ready."""

    data: Path
    said: str


def demonstration() -> Installation:
    """The one that is copied; nobody runs it again. The first worker that asks sets it up, the others wait."""
    folder = Path(os.environ[FOLDER]) / "demonstration"
    folder.mkdir(mode=0o711, exist_ok=True)
    words = folder / "words"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not words.exists():
            words.write_text(_first_run(folder / "data"))
    return Installation(folder / "data", words.read_text())


def _first_run(data: Path) -> str:
    with started("-m", "pimpasa", "run", data=data, PORT=str(free_port())) as process:
        said = read_until(process, READY)
        process.terminate()
        assert process.wait(60) == 0
    return said


def installed(folder: Path) -> Installation:
    """A copy of the demonstration in `folder`, which PostgreSQL's own user may pass."""
    for parent in (folder, *folder.parents[:3]):
        parent.chmod(0o711)
    source = demonstration()
    # With owners and times: as root the database's files belong to another user.
    subprocess.run(["cp", "-a", source.data, folder / "data"], check=True)
    return Installation(folder / "data", source.said)
