"""How the home page answers while two hundred clients drip, by who receives the bodies; ends by itself.

python bench/receiving.py
"""

from __future__ import annotations

import http.client
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

DRIPPERS = 200
LOOKS = 60
LONGEST = 5.0
WAYS = {
    "granian WSGI, 4 threads": ("wsgi", "--blocking-threads", "4", "pimpasa.config.wsgi:application"),
    "granian WSGI, 64 threads": ("wsgi", "--blocking-threads", "64", "pimpasa.config.wsgi:application"),
    "ASGI in front of WSGI": ("asginl", "pimpasa.config.asgi:application"),
}


def main() -> None:
    from bench.installation import _free_port, fresh_installation
    from pimpasa.config import processes

    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with fresh_installation(Path(folder) / "data"):
            for name, words in WAYS.items():
                port = _free_port()
                flags = ["--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--log-level", "error"]
                command = [sys.executable, "-m", "granian", "--interface", words[0], *flags, *words[1:]]
                server = processes.Child("web server", command)
                try:
                    processes.wait_for_answer("127.0.0.1", port, [server])
                    print(f"{name:26} {measured(port)}", flush=True)
                finally:
                    processes.stop([server])


def measured(port: int) -> str:
    quiet = looks(port)
    with dripping(port):
        besieged = looks(port)
    silent = sum(seconds == LONGEST for seconds in besieged)
    speeds = f"p95 {_p95(quiet):.0f} ms quiet, {_p95(besieged):.0f} ms beside {DRIPPERS} drippers"
    return f"{speeds} ({silent} of {len(besieged)} without an answer in {LONGEST} s)"


def looks(port: int) -> list[float]:
    """Seconds of each look at the home page; LONGEST where no answer came."""
    return [_look(port) for _ in range(LOOKS if _look(port) < LONGEST else 5)]


def _look(port: int) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    begun = time.monotonic()
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except OSError:
        return LONGEST
    finally:
        connection.close()
    return time.monotonic() - begun


@contextmanager
def dripping(port: int) -> Iterator[None]:
    with ExitStack() as stack:
        for _ in range(DRIPPERS):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            line.sendall(
                b"POST /lapor/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                b"Content-Length: 100000\r\n\r\ndanger="
            )
        time.sleep(1)
        yield


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1] * 1000


if __name__ == "__main__":
    main()
