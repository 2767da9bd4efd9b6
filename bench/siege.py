"""What everybody else notices while the house is besieged: the 95th percentile of their pages, quiet and then besieged.

    python bench/siege.py

On loopback, with an installation of its own, for two times twenty seconds; it ends by itself. Fifty senders drip,
twenty upload a film at 64 kbit/s, twenty send pictures, one begins files without end; then the same with a store that
accepts connections and never answers.
"""

from __future__ import annotations

import io
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread

import h11
import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

SECONDS = 20
OTHERS = 4
DRIPPERS = 50
SLOW_FILMS = 20
PICTURES = 20
BYTES_A_SECOND = 8000
PAGES = ("/", "/lapor/", "/belajar/", "/cek-lowongan/", "/lacak/", "/masuk/")

Attack = Callable[[str, int, Event], None]


def main() -> None:
    """Each in a process of its own: the program reads its settings once."""
    for store in ("answers", "hangs"):
        subprocess.run([sys.executable, __file__, store], check=True, timeout=300)


def besieged_while_the_store(how: str) -> None:
    from bench.installation import fresh_installation

    os.environ["PIMPASA_TRUSTED_PROXIES"] = "1"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o711)
        if how == "hangs":
            stack.enter_context(silent_store())
        _besiege(f"the store {how}", stack.enter_context(fresh_installation(folder / "data")).address)


def _besiege(name: str, address: str) -> None:
    quiet = everybody_else(address)
    with attacking(address):
        time.sleep(2)
        besieged = everybody_else(address)
    ratio = besieged.p95 / quiet.p95
    print(
        f"{name}: p95 {quiet.p95 * 1000:.0f} ms quiet, {besieged.p95 * 1000:.0f} ms besieged, {ratio:.1f} times; "
        f"{besieged.errors} errors in {besieged.count} pages",
        flush=True,
    )


class Looks:
    def __init__(self, seconds: list[float], errors: int) -> None:
        self.count = len(seconds)
        self.p95 = statistics.quantiles(seconds, n=20)[-1]
        self.errors = errors


def everybody_else(address: str) -> Looks:
    """Some who look at pages, each from an address of their own, one page after another."""
    until = time.monotonic() + SECONDS
    with ThreadPoolExecutor(OTHERS) as threads:
        looked = list(threads.map(lambda number: _one(address, number, until), range(OTHERS)))
    return Looks([second for seconds, _errors in looked for second in seconds], sum(errors for _s, errors in looked))


def _one(address: str, number: int, until: float) -> tuple[list[float], int]:
    seconds: list[float] = []
    errors = 0
    with httpx.Client(base_url=address, timeout=30, headers=_from(f"203.0.113.{number + 1}")) as browser:
        while time.monotonic() < until:
            begun = time.monotonic()
            answer = browser.get(PAGES[len(seconds) % len(PAGES)])
            seconds.append(time.monotonic() - begun)
            errors += answer.status_code != 200
            time.sleep(0.05)
    return seconds, errors


@contextmanager
def attacking(address: str) -> Iterator[None]:
    """In a process of its own, and behind the others for the processor: real attackers bring theirs along."""
    attackers = subprocess.Popen([sys.executable, __file__, "attack", address])
    os.setpriority(os.PRIO_PROCESS, attackers.pid, 19)
    try:
        yield
    finally:
        attackers.kill()
        attackers.wait()


def attack_for_a_minute(address: str) -> None:
    over = Event()
    crowd: list[tuple[Attack, int]] = [
        *((drip, number) for number in range(DRIPPERS)),
        *((slow_film, number) for number in range(SLOW_FILMS)),
        *((picture, number) for number in range(PICTURES)),
        (fill_disk, 0),
    ]
    threads = [Thread(target=_quietly, args=(attack, address, number, over), daemon=True) for attack, number in crowd]
    for thread in threads:
        thread.start()
    time.sleep(60)
    over.set()


def _quietly(attack: Attack, address: str, number: int, over: Event) -> None:
    """What becomes of an attacker's own requests is theirs to bear."""
    while not over.is_set():
        try:
            attack(address, number, over)
        except (OSError, httpx.HTTPError, h11.LocalProtocolError):
            over.wait(0.5)


def drip(address: str, _number: int, over: Event) -> None:
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(
            b"POST /lapor/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 198.51.100.1\r\nContent-Length: 100000\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        while not over.wait(2):
            line.sendall(b"x")


def slow_film(address: str, number: int, over: Event) -> None:
    with httpx.Client(base_url=address, timeout=60, headers=_from(f"198.51.100.{number + 10}")) as phone:
        at = _begun(phone, 50 * 1024**2)

        def film() -> Iterator[bytes]:
            while not over.wait(0.25):
                yield os.urandom(BYTES_A_SECOND // 4)

        head = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        phone.patch(at, content=film(), headers=head | {"Content-Length": str(50 * 1024**2)})


def picture(address: str, number: int, over: Event) -> None:
    with httpx.Client(base_url=address, timeout=60, headers=_from(f"198.51.100.{number + 50}")) as phone:
        while not over.wait(0.2):
            phone.post(
                "/cek-lowongan/gambar/", files={"picture": ("poster.png", POSTER, "image/png")}, data={"whole": "1"}
            )


def fill_disk(address: str, _number: int, over: Event) -> None:
    with httpx.Client(base_url=address, timeout=60, headers=_from("198.51.100.200")) as phone:
        at = _begun(phone, 64 * 1024**2)
        head = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        phone.patch(at, content=os.urandom(64 * 1024**2), headers=head)
        over.wait(0.1)


def _begun(phone: httpx.Client, size: int) -> str:
    phone.post("/lapor/simpan/", data={"narrative": ""})
    head = {"Tus-Resumable": "1.0.0", "Upload-Length": str(size), "Upload-Metadata": "filename ZmlsbS5tcDQ="}
    answer = phone.post("/lapor/bukti/unggah/", headers=head)
    if "Location" not in answer.headers:
        raise httpx.HTTPError(answer.text)
    return str(answer.headers["Location"])


def _from(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}


def _poster() -> bytes:
    """Small to send, and large to read: one colour, 4000 by 4000."""
    from PIL import Image

    content = io.BytesIO()
    Image.new("RGB", (4000, 4000), "white").save(content, "PNG")
    return content.getvalue()


POSTER = _poster()


@contextmanager
def silent_store() -> Iterator[None]:
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        os.environ |= {
            "PIMPASA_EVIDENCE_STORE": "s3://diam",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{listening.getsockname()[1]}",
            "AWS_ACCESS_KEY_ID": "kunci",
            "AWS_SECRET_ACCESS_KEY": "rahasia",
            "AWS_REGION": "ap-southeast-3",
        }
        yield


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main()
        case ["attack", address]:
            attack_for_a_minute(address)
        case [store]:
            besieged_while_the_store(store)
