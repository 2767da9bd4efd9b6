"""What the tests run in the sandbox: `do` says what it tries once it is confined."""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import resource
import signal
import socket
import sys
import termios
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from pimpasa.sandbox.errors import TooLarge


def prepared(task: dict[str, Any]) -> Callable[[IO[bytes]], bytes]:
    if task["do"] == "never ready":
        time.sleep(60)
    global VICTIM  # the attempts are made before the task is known
    VICTIM = Path(task.get("victim", "/"))
    return {**TAKE_MEMORY, **DOORS, **HONEST}[task["do"]]


def attempted(attempt: Callable[[], object]) -> Callable[[IO[bytes]], bytes]:
    """Answers with the name of the fault that it met."""

    def work(_file: IO[bytes]) -> bytes:
        try:
            attempt()
        except (OSError, MemoryError) as fault:
            return f"{type(fault).__name__} {getattr(fault, 'strerror', '')}".encode()
        return b"nothing stood in the way"

    return work


_libc = ctypes.CDLL(None, use_errno=True)
VICTIM = Path("/")  # a folder of the server's; the task says which


def ask(number: int, *arguments: object) -> Callable[[IO[bytes]], bytes]:
    """The kernel, by the number of the question (asm/unistd_64.h)."""

    def question() -> None:
        if _libc.syscall(number, *arguments) < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

    return attempted(question)


def on(name: str, act: Callable[[str], object]) -> Callable[[IO[bytes]], bytes]:
    """On one of the server's files."""
    return attempted(lambda: act(str(VICTIM / name)))


def look_into(process: int) -> Callable[[IO[bytes]], bytes]:
    """process_vm_readv(2) of another process's memory."""
    here = ctypes.create_string_buffer(16)

    class Stretch(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    near, far = Stretch(ctypes.addressof(here), 16), Stretch(ctypes.addressof(here), 16)
    return ask(310, process, ctypes.byref(near), 1, ctypes.byref(far), 1, 0)


PARENT = os.getppid()
TAKE_MEMORY = {"take memory": attempted(lambda: bytearray(3 * 1024**3))}
# As bare as a taken-over library would ask.
# ruff: noqa: PTH101, PTH211, PTH105, S103, S606
DOORS = {
    "read a file": on("file", lambda path: os.open(path, os.O_RDONLY)),
    "write a file": on("file", lambda path: os.open(path, os.O_WRONLY)),
    "make a file": on("new", lambda path: os.open(path, os.O_CREAT | os.O_WRONLY)),
    "open by openat2": ask(437, -100, b"/etc/passwd", bytes(24), 24),
    "open a pipe": attempted(os.pipe),
    "unlink": on("file", os.unlink),
    "rename": on("file", lambda path: os.replace(path, path + "2")),
    "truncate": on("file", lambda path: os.truncate(path, 0)),
    "chmod": on("file", lambda path: os.chmod(path, 0o777)),
    "chown": on("file", lambda path: os.chown(path, 1, 1)),
    "touch": on("file", lambda path: os.utime(path, (1, 1))),
    "link": on("file", lambda path: os.link(path, path + "2")),
    "symlink": on("file", lambda path: os.symlink(path, path + "2")),
    "make a folder": on("folder", os.mkdir),
    "remove a folder": on("empty", os.rmdir),
    "make a pipe with a name": on("fifo", os.mkfifo),
    "list a folder": on("", os.listdir),
    "look at a file": on("file", os.stat),
    "set an attribute": on("file", lambda path: os.setxattr(path, "user.x", b"x")),
    "change the folder": on("", os.chdir),
    "change the root": on("", os.chroot),
    "mount": ask(165, b"none", b"/mnt", b"tmpfs", 0, None),
    "a socket to the network": attempted(lambda: socket.socket(socket.AF_INET)),
    "a socket to the machine": attempted(lambda: socket.socket(socket.AF_UNIX)),
    "a socket to the kernel": attempted(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)),
    "a pair of sockets": attempted(socket.socketpair),
    "fork": attempted(os.fork),
    "vfork": ask(58),
    "clone a process": ask(56, signal.SIGCHLD, None, None, None, None),
    "become another program": attempted(lambda: os.execv("/bin/true", ["true"])),
    "signal the parent": attempted(lambda: os.kill(PARENT, 0)),
    "signal everybody": attempted(lambda: os.kill(-1, 0)),
    "signal a thread of the parent": ask(234, PARENT, PARENT, 0),
    "signal by tkill": ask(200, PARENT, 0),
    "queue a signal": ask(129, PARENT, signal.SIGUSR1, bytes(128)),
    "take hold of the parent": ask(434, PARENT, 0),
    "trace the parent": ask(101, 16, PARENT, 0, 0),
    "read the parent's memory": look_into(PARENT),
    "read the parent's memory as a file": attempted(lambda: os.open(f"/proc/{PARENT}/mem", os.O_RDONLY)),
    "the parent's limits": attempted(lambda: resource.prlimit(PARENT, resource.RLIMIT_NOFILE, (0, 0))),
    "its own limits": ask(302, 0, resource.RLIMIT_CORE, bytes(16), None),
    "the parent's turn": attempted(lambda: os.setpriority(os.PRIO_PROCESS, PARENT, 19)),
    "ask in a ring": ask(425, 8, bytes(120)),
    "memory as a file": attempted(lambda: os.memfd_create("x")),
    "memory for all": ask(29, 4711, 4096, 0o1666),
    "a program in the kernel": ask(321, 0, bytes(128), 128),
    "a key ring": ask(250, 0, -3, 1),
    "another namespace": ask(272, 0x10000000),
    "write to the terminal": attempted(lambda: fcntl.ioctl(0, termios.TIOCSTI, b"x")),
    "as 32 bits": ask(0x40000000 + 39),
}


def spin(_file: IO[bytes]) -> bytes:
    while True:
        zlib.crc32(bytes(1024**2))


def spin_twice(file: IO[bytes]) -> bytes:
    threading.Thread(target=spin, args=(file,), daemon=True).start()
    return spin(file)


def fall(number: int) -> Callable[[IO[bytes]], bytes]:
    def work(_file: IO[bytes]) -> bytes:
        os.kill(os.getpid(), number)
        time.sleep(60)
        return b""

    return work


def say(words: bytes) -> Callable[[IO[bytes]], bytes]:
    """On the pipe to the parent, past all manners, and ends."""

    def work(_file: IO[bytes]) -> bytes:
        sys.stdout.buffer.write(words)
        sys.stdout.buffer.flush()
        os._exit(0)

    return work


def too_large(_file: IO[bytes]) -> bytes:
    raise TooLarge


def damaged(_file: IO[bytes]) -> bytes:
    raise RuntimeError("whatever a library does")


# As it began: once it is confined it may not even ask where it is.
_FOLDER = os.getcwd()  # noqa: PTH109


def surroundings(_file: IO[bytes]) -> bytes:
    return json.dumps({"environment": dict(os.environ), "folder": _FOLDER}).encode()


HONEST: dict[str, Callable[[IO[bytes]], bytes]] = {
    "copy": lambda file: file.read(),
    "copy the end": lambda file: file.read()[file.seek(-3, 2) :],
    "be elsewhere": surroundings,
    "sleep": lambda _file: bytes(time.sleep(60) or 0),
    "spin": spin,
    "spin twice": spin_twice,
    "answer long": lambda _file: bytes(2 * 1024**2),
    "be too large": too_large,
    "be damaged": damaged,
    "be killed": fall(signal.SIGKILL),
    "crash": fall(signal.SIGSEGV),
    "say nothing": say(b""),
    "say garbage": say(b"garbage"),
    "say half an answer": say(b"a" + bytes(7) + b"\x09" + b"half"),
    "say half a word": say(b"a" + bytes(3)),
    "claim a huge answer": say(b"a" + b"\xff" * 8),
    "ask beyond the file": say(b"r" + (2).to_bytes(8) + (2).to_bytes(4)),
    "ask for all at once": say(b"r" + bytes(8) + (2**32 - 1).to_bytes(4)),
}
