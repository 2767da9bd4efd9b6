"""The processes of a run: started together, watched, stopped together."""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn

from pimpasa.config.errors import Fault
from pimpasa.config.server.health import READY

SECONDS_TO_ANSWER = 60
SECONDS_TO_STOP = 15
LOOK_EVERY = 0.1  # seconds
# So many deaths within so many seconds are no accident.
MOST_DEATHS = 5
WITHIN = 60.0

# By default every thread keeps freed megabytes for itself: an upload then costs several times its buffers.
_FRUGAL = {"MALLOC_ARENA_MAX": "2"}
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_libc = ctypes.CDLL(None)


class Child:
    """A process of its own session, so that Ctrl-C at the terminal reaches it through us, in our order."""

    def __init__(self, name: str, words: Sequence[str]) -> None:
        self.name = name
        self.process = subprocess.Popen(
            words, env=_FRUGAL | os.environ, start_new_session=True, preexec_fn=end_with_parent
        )

    def failed(self) -> str | None:
        """One line when it ended, though nobody asked it to."""
        code = self.process.poll()
        return None if code is None else f"the {self.name} stopped by itself (exit code {code}); see its words above"

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()

    def wait(self, deadline: float) -> None:
        """Wait until it ended, at the latest until `deadline` (time.monotonic); whatever it left behind is killed."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(deadline - time.monotonic(), 0))
        # Also when it is dead itself: a web server that was killed leaves its workers, who hold the port.
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def server(host: str, port: int, workers: int) -> Child:
    """The web server over pimpasa.config.asgi, with `workers` processes."""
    return _served("web server", host, port, workers, "pimpasa.config.asgi:application")


def witness(host: str, port: int) -> Child:
    """What answers logs that ask for a cosignature; its book lets one write at a time, so one process does."""
    return _served("witness", host, port, 1, "pimpasa.witness.serving:application")


def _served(name: str, host: str, port: int, workers: int, application: str) -> Child:
    options = {
        "interface": "asginl",
        "host": host,
        "port": port,
        "workers": workers,
        # Requests under way in each process: one that drips holds nothing else.
        "backlog": 8192,
        "backpressure": 4096,
        "log-level": "warning",
        "workers-kill-timeout": 10,
    }
    flags = [word for option, value in options.items() for word in (f"--{option}", str(value))]
    # A worker of its own that dies is started again by it, while the others go on.
    flags.append("--respawn-failed-workers")
    return Child(name, [sys.executable, "-m", "granian", *flags, application])


def worker() -> Child:
    """What runs the background jobs."""
    return Child("worker", [sys.executable, "-m", "pimpasa", "worker"])


def supervise(start: Sequence[Callable[[], Child]], *, ready: Callable[[list[Child]], None]) -> None:
    """Start each, call `ready` with them, then watch until Ctrl-C or SIGTERM; one that ends by itself is started again.

    Raises Fault when one ends before all are ready, or again and again; whatever happens, all have ended on return.
    """
    children: list[Child] = []
    try:
        for start_child in start:
            children += [start_child()]
        ready(children)
        _watch(start, children)
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    finally:
        stop(children)


def _watch(start: Sequence[Callable[[], Child]], children: list[Child]) -> NoReturn:
    deaths: list[float] = []
    while True:
        for place, child in enumerate(children):
            if reason := child.failed():
                deaths = [*deaths[1 - MOST_DEATHS :], time.monotonic()]
                if len(deaths) == MOST_DEATHS and deaths[-1] - deaths[0] < WITHIN:
                    raise Fault(reason)
                print(f"pimpasa: {reason}; starting it again", file=sys.stderr, flush=True)
                child.wait(time.monotonic())  # what it left behind may hold the port
                children[place] = start[place]()
        time.sleep(LOOK_EVERY)


def check(children: Sequence[Child]) -> None:
    """Raise Fault when a child ended."""
    for child in children:
        if reason := child.failed():
            raise Fault(reason)


def stop(children: Sequence[Child]) -> None:
    # The orderly end is not to be cut short by a second, impatient Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    deadline = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        child.stop()
    for child in children:
        child.wait(deadline)


def check_port(host: str, port: int) -> None:
    """Raise Fault when something else listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Fault(f"{host}:{port} can't be used ({error.strerror}); choose another: PORT={port + 1}") from error


def wait_for_answer(host: str, port: int, children: Sequence[Child]) -> None:
    """Return once the home page answers; raise Fault when it fails, or a child ends before.

    Where it fails since the database has gone away meanwhile, that is waited for.
    """
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        check(children)
        if (status := _status(host, port, "/")) is not None:
            if status < 500:
                return
            if _status(host, port, READY) == http.HTTPStatus.OK:
                raise Fault(f"the home page answers with an error ({status}); see the server's words above")
            deadline = time.monotonic() + SECONDS_TO_ANSWER
        time.sleep(LOOK_EVERY)
    raise Fault(f"the web server did not answer within {SECONDS_TO_ANSWER} s")


def _status(host: str, port: int, path: str) -> int | None:
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS_TO_ANSWER)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def end_with_parent() -> None:
    """Called in a child before it runs its program: whatever ends us ends it too."""
    # Were we killed, nobody else would stop the child: the kernel does.
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
