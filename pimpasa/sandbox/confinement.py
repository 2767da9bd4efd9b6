"""What a process gives up before it sees a byte of a stranger's: everything but the pipe to its parent."""

from __future__ import annotations

import math
import os
import resource
import shutil
from contextlib import suppress
from pathlib import Path

from pimpasa.sandbox import filters, kernel
from pimpasa.sandbox.errors import Unconfined
from pimpasa.sandbox.limits import Limits

# What somebody else's program is made of: itself, libraries, data. Nothing that anybody keeps.
_SYSTEM = ("/bin", "/lib", "/lib64", "/usr/bin", "/usr/lib", "/usr/lib64", "/usr/share", "/etc/ld.so.cache")
_OF_A_PROGRAM = ("bin", "lib", "share")


def confine(limits: Limits) -> None:
    """From here on: no file, no socket, no other process and nobody else's memory; little time and memory of its own.

    It cannot be undone. Raises Unconfined where the kernel cannot do it: then nothing of a stranger's may be read.
    """
    kernel.gain_nothing()
    with suppress(Unconfined):  # the filter alone leaves no way to a file; a kernel that has both closes it twice
        kernel.close_files()
    lower(limits)
    kernel.filter_questions(filters.ours(kernel.machine(), os.getpid()))


def confine_foreign(limits: Limits, name: str) -> None:
    """As `confine`, for a process that then becomes the program `name`: it may read what that is made of, and no more.

    Raises Unconfined, also without Landlock: nothing else could keep our files from it.
    """
    kernel.gain_nothing()
    kernel.close_files(but_for_reading=[*_SYSTEM, *_parts_of(name)])
    lower(limits)
    kernel.filter_questions(filters.somebody_else_s(kernel.machine(), os.getpid()))


def lower(limits: Limits) -> None:
    """No byte into a file, no core, little time and memory, and no new file beyond `limits.files`.

    The hard limits go down with the soft ones, and what is started from here inherits them.
    """
    seconds = math.ceil(limits.seconds)
    # At the first of the two the kernel sends SIGXCPU (setrlimit(2)), which tells a long run from one that was killed.
    _lower(resource.RLIMIT_CPU, seconds, seconds + 1)
    _lower(resource.RLIMIT_AS, limits.memory, limits.memory)
    _lower(resource.RLIMIT_FSIZE, 0, 0)
    _lower(resource.RLIMIT_CORE, 0, 0)
    _lower(resource.RLIMIT_NOFILE, limits.files, limits.files)


def _parts_of(name: str) -> list[str]:
    """Where a program lies that the system did not bring, such as one under /usr/local."""
    path = shutil.which(name)
    if path is None:
        return []
    home = Path(path).resolve().parents[1]
    return [str(home / part) for part in _OF_A_PROGRAM]


def _lower(kind: int, soft: int, hard: int) -> None:
    """Only downwards: where a machine's own limit is stricter, it stays."""
    _soft, most = resource.getrlimit(kind)
    if most != resource.RLIM_INFINITY:
        soft = min(soft, most)
        hard = min(hard, most)
    resource.setrlimit(kind, (soft, hard))
