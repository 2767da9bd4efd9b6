"""The inside of a run of somebody else's program: `python -m pimpasa.sandbox.foreign LIMITS NAME ARGUMENT…`.

Confined first, it then becomes that program, which keeps the limits. Limits set between fork and exec would do as well,
but Python code there is not safe beside threads (subprocess, `preexec_fn`).
"""

from __future__ import annotations

import os
import signal
import sys

from pimpasa.sandbox.confinement import confine_foreign
from pimpasa.sandbox.limits import Limits


def main(limits: str, name: str, *arguments: str) -> None:
    confine_foreign(Limits.of(limits), name)
    # Python ignores both for itself; another program expects them to end it.
    for number in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_DFL)
    os.execvp(name, [name, *arguments])  # noqa: S606 - it is meant to start without a shell


if __name__ == "__main__":
    main(*sys.argv[1:])
