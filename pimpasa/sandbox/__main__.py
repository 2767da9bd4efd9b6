"""The inside of a run: `python -m pimpasa.sandbox LIMITS MODULE` works on one task of its parent's, see the package."""

from __future__ import annotations

import sys
from importlib import import_module

from pimpasa.sandbox.confinement import confine
from pimpasa.sandbox.errors import TooLarge
from pimpasa.sandbox.limits import Limits
from pimpasa.sandbox.wire import Parent


def main(limits: str, module: str) -> None:
    parent = Parent(sys.stdin.buffer, sys.stdout.buffer)
    work = import_module(module).prepared(parent.task)
    confine(Limits.of(limits))
    try:
        answer = work(parent.file())
    except (TooLarge, MemoryError):
        parent.refuse_as_too_large()
    except Exception:  # noqa: BLE001 - whatever a hostile file does to a decoder, the answer is the same
        parent.give_up()
    else:
        parent.answer(answer)


if __name__ == "__main__":
    main(*sys.argv[1:])
