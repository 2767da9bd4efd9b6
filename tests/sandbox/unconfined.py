"""As `inside`, on a machine whose processor the program does not know."""

from __future__ import annotations

import platform
from collections.abc import Callable
from typing import IO, Any


def prepared(_task: dict[str, Any]) -> Callable[[IO[bytes]], bytes]:
    platform.machine = lambda: "z80"  # type: ignore[assignment]
    return lambda file: file.read()
