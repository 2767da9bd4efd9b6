"""The three questions to Linux that confine a process, asked without a library (docs/adr/0040)."""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

from pimpasa.sandbox.errors import Unconfined
from pimpasa.sandbox.filters import MACHINES, Machine

_libc = ctypes.CDLL(None, use_errno=True)
# linux/prctl.h, linux/seccomp.h, linux/landlock.h; Landlock's numbers are the same on every machine.
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_FILTER_FLAG_TSYNC = 1
_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_ADD_RULE = 445
_LANDLOCK_RESTRICT_SELF = 446
_LANDLOCK_CREATE_RULESET_VERSION = 1
_LANDLOCK_RULE_PATH_BENEATH = 1
_EXECUTE_READ_FILE = 1 << 0 | 1 << 2
_READ_DIR = 1 << 3
_NET = 1 << 0 | 1 << 1  # bind and connect by TCP
_SCOPED = 1 << 0 | 1 << 1  # abstract sockets and signals stay within


def machine() -> Machine:
    """Raises Unconfined for a processor whose numbers we do not know."""
    try:
        return MACHINES[platform.machine()]
    except KeyError as unknown:
        raise Unconfined(f"no filter for {platform.machine()}") from unknown


def gain_nothing() -> None:
    """No program started from here on has more rights than this process. Raises Unconfined."""
    _checked(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no-new-privileges")


def filter_questions(program: bytes) -> None:
    """Let this process, with all its threads, ask what `program` (of `filters`) lets it. Raises Unconfined."""
    steps = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("@HP", len(program) // 8, ctypes.addressof(steps))
    _checked(
        _libc.syscall(
            _SECCOMP[platform.machine()], _SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC,
            ctypes.create_string_buffer(head, len(head)),
        ),
        "seccomp",
    )  # fmt: skip


def landlock_version() -> int:
    """The kernel's version of Landlock's interface; 0 where it has none."""
    return max(0, int(_libc.syscall(_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_CREATE_RULESET_VERSION)))


def close_files(*, but_for_reading: Sequence[str] = ()) -> None:
    """No file from here on, except to read and run what lies under these places; and no TCP, where the kernel can.

    Raises Unconfined where it has no Landlock.
    """
    version = landlock_version()
    if not version:
        raise Unconfined("no Landlock")
    attributes = _attributes(version)
    size = len(attributes)
    rules = _checked(_libc.syscall(_LANDLOCK_CREATE_RULESET, attributes, size, 0), "Landlock")
    try:
        for place in _that_exist(but_for_reading):
            _let_read(rules, place)
        _checked(_libc.syscall(_LANDLOCK_RESTRICT_SELF, rules, 0), "Landlock")
    finally:
        os.close(rules)


def _attributes(version: int) -> bytes:
    """Everything that this version can forbid: struct landlock_ruleset_attr, as long as the version knows it."""
    rights = {1: 13, 2: 14}.get(version, 15 if version < 5 else 16)
    attributes = struct.pack("=QQQ", (1 << rights) - 1, _NET, _SCOPED)
    return attributes[: 8 if version < 4 else 16 if version < 6 else 24]


def _let_read(rules: int, place: str) -> None:
    rights = _EXECUTE_READ_FILE | (_READ_DIR if Path(place).is_dir() else 0)
    handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights, handle)
        _checked(_libc.syscall(_LANDLOCK_ADD_RULE, rules, _LANDLOCK_RULE_PATH_BENEATH, rule, 0), "Landlock")
    finally:
        os.close(handle)


def _that_exist(places: Iterable[str]) -> list[str]:
    return [place for place in places if Path(place).exists()]


def _checked(answer: int, what: str) -> int:
    if answer < 0:
        raise Unconfined(f"{what}: {os.strerror(ctypes.get_errno())}")
    return answer
