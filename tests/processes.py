"""What the tests of whole processes share."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from pimpasa.config import postgres


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, **more: str) -> dict[str, str]:
    """This process's environment, without the tests' database, over another data folder."""
    ours = ("DATABASE_URL", "PIMPASA_SECRET_KEY", "PYTEST_XDIST_WORKER", "DJANGO_SETTINGS_MODULE")
    rest = {name: value for name, value in os.environ.items() if name not in ours}
    return rest | {"PIMPASA_DATA": str(data)} | more


def pimpasa(*words: str | Path, data: Path, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """One command over `data`, which reads `given`."""
    return subprocess.run(
        [sys.executable, "-m", "pimpasa", *words],
        env=environment(data, **more),
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextlib.contextmanager
def started(*words: str, data: Path, **more: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process over `data`, its output a pipe; killed at the end if it has not ended by then."""
    process = subprocess.Popen(
        [sys.executable, *words],
        env=environment(data, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=30)


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """Its output up to the line with these words; fails when it ends before."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(f"it ended without saying {words!r}:\n{said}")


def living_over(folder: Path) -> list[str]:
    """The command lines of living processes that name `folder`, or have it in their environment."""
    return [command.decode(errors="replace") for _process, command in _over(folder)]


def programs_over(folder: Path) -> list[str]:
    """What these run, by the names of the files; a folder of any name may be above those."""
    programs = []
    for process, _command in _over(folder):
        with contextlib.suppress(OSError):
            programs.append((process / "exe").readlink().name)
    return programs


def _over(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ")
            surroundings = (process / "environ").read_bytes()
            # A zombie has no command line; this process and its like are no children of the folder.
            if command and int(process.name) != os.getpid() and bytes(folder) in command + surroundings:
                yield process, command


def control_state(folder: Path) -> str:
    """pg_controldata's word for a data folder, such as "in production" or "shut down"."""
    output = postgres.run(postgres.BINARIES / "pg_controldata", str(folder), user=postgres.Cluster(folder).user).stdout
    lines = dict(line.split(":", 1) for line in output.splitlines() if ":" in line)
    return lines["Database cluster state"].strip()
