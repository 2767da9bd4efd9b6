"""The program as it is had without a clone: one wheel, in a virtual environment of its own, in another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.processes import environment

ROOT = Path(__file__).resolve().parents[2]
# Whoever opens a file of the clone says so, where it is not a dependency's.
WATCH = f"""
import sys

CLONE, INSTALLED, SAID = {str(ROOT) + "/"!r}, {str(ROOT / ".venv") + "/"!r}, {{said!r}}

def look(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], str):
        if arguments[0].startswith(CLONE) and not arguments[0].startswith(INSTALLED):
            with open(SAID, "a") as file:
                print(arguments[0], file=file)

sys.addaudithook(look)
"""


def build(folder: Path, **more: str) -> Path:
    """The wheel, built into `folder`."""
    words = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*words, "--wheel-dir", folder, ROOT], check=True, env=os.environ | more)
    (wheel,) = folder.glob("*.whl")
    return wheel


@dataclass(frozen=True)
class Place:
    """A virtual environment with the wheel in it, and a folder beside the data that its commands begin in."""

    folder: Path

    @property
    def command(self) -> Path:
        return self.folder / "venv" / "bin" / "pimpasa"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def from_the_clone(self) -> list[str]:
        """What of the clone was opened by anything that ran here."""
        said = self.folder / "opened"
        return sorted(set(said.read_text().splitlines())) if said.exists() else []

    def run(self, *words: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.command, *words],
            cwd=self.folder / "elsewhere",
            env=environment(self.data, **more),
            input=given,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    @contextmanager
    def started(self, *words: str, **more: str) -> Iterator[subprocess.Popen[str]]:
        process = subprocess.Popen(
            [self.command, *words],
            cwd=self.folder / "elsewhere",
            env=environment(self.data, **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=60)


def install(wheel: Path, folder: Path) -> Place:
    """A place in `folder`: nothing is fetched, since the dependencies are those of these tests."""
    for parent in (folder, *folder.parents[:3]):
        parent.chmod(0o711)  # PostgreSQL's own user passes
    (folder / "elsewhere").mkdir()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    pip = [sys.executable, "-m", "pip", "--python", folder / "venv" / "bin" / "python", "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", wheel], check=True)
    (packages,) = (folder / "venv" / "lib").glob("python*/site-packages")
    # Its own packages come first, and no .pth in the other folder is read: the clone's would lead back into it.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (packages / "sitecustomize.py").write_text(WATCH.format(said=str(folder / "opened")))
    return Place(folder)
