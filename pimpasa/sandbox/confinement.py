"""What a process gives up before it sees a byte of a stranger's."""

from __future__ import annotations

import math
import resource

from pimpasa.sandbox.limits import Limits


def confine(limits: Limits) -> None:
    """From here on: no byte into a file, no core, little time and memory, and no new file beyond `limits.files`.

    It cannot be undone: the hard limits go down with the soft ones, and what is started from here inherits them.
    """
    seconds = math.ceil(limits.seconds)
    # At the first of the two the kernel sends SIGXCPU (setrlimit(2)), which tells a long run from one that was killed.
    _lower(resource.RLIMIT_CPU, seconds, seconds + 1)
    _lower(resource.RLIMIT_AS, limits.memory, limits.memory)
    _lower(resource.RLIMIT_FSIZE, 0, 0)
    _lower(resource.RLIMIT_CORE, 0, 0)
    _lower(resource.RLIMIT_NOFILE, limits.files, limits.files)


def _lower(kind: int, soft: int, hard: int) -> None:
    """Only downwards: where a machine's own limit is stricter, it stays."""
    _soft, most = resource.getrlimit(kind)
    if most != resource.RLIM_INFINITY:
        soft = min(soft, most)
        hard = min(hard, most)
    resource.setrlimit(kind, (soft, hard))
