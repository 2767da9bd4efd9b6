"""A 1 GiB upload over HTTP beside its floor, and what it costs in memory.

    .venv/bin/python bench/evidence.py [--mebibytes 1024] [--rounds 5]

The floor does to the same bytes, in one process and nothing around it, what an upload must: SHA-256 of the original,
AES-256-GCM of every 64 KiB, a write and an fsync. The uploads go to the program's own server: one as a plain form, one
by tus 1.0 in pieces of 64 MiB. Rounds alternate; medians are printed. Memory is how much the process
that takes the upload grows, at its peak, beyond what it had after a first small upload.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import http.client
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.installation import Installation, fresh_installation

MEBIBYTE = 1024**2
CHUNK = 64 * 1024
TUS_PIECE = 64
LINE = b"batas"
BLOCK = secrets.token_bytes(MEBIBYTE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mebibytes", type=int, default=1024, help="size of the file (default 1024)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds; medians are printed (default 5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as folder, fresh_installation(Path(folder)) as place:
        print(f"{os.cpu_count()} cores, {options.rounds} rounds of {options.mebibytes} MiB each\n")
        _run(place, Path(folder), options.mebibytes, options.rounds)
    return 0


def _run(place: Installation, folder: Path, size: int, rounds: int) -> None:
    for warm_up in (form, tus):
        warm_up(place, 8)
    before = memory(place.server)
    ways: dict[str, Callable[[Installation, int], None]] = {"form": form, "tus": tus}
    rates: dict[str, list[float]] = {"floor": [], **{name: [] for name in ways}}
    growth: dict[str, int] = dict.fromkeys(ways, 0)
    for _ in range(rounds):
        rates["floor"].append(_timed(lambda: floor(folder / "floor", size), size))
        for name, way in ways.items():
            reset_peak(place.server)
            rates[name].append(_timed(partial(way, place, size), size))
            now = memory(place.server)
            growth[name] = max(growth[name], *(now[pid] - then for pid, then in before.items()))
    base = statistics.median(rates["floor"])
    print(f"floor (one process): {base:5.0f} MB/s\n")
    print("upload   MB/s  of floor  extra memory MiB")
    for name in ways:
        rate = statistics.median(rates[name])
        print(f"{name:6}  {rate:5.0f}  {rate / base:8.2f}  {growth[name] / MEBIBYTE:16.1f}")


def _timed(act: Callable[[], None], size: int) -> float:
    """Megabytes (10^6) a second."""
    begun = time.perf_counter()
    act()
    return size * MEBIBYTE / 1e6 / (time.perf_counter() - begun)


def floor(path: Path, size: int) -> None:
    """Hash, seal, write, fsync."""
    aead, sha256 = AESGCM(secrets.token_bytes(32)), hashlib.sha256()
    with path.open("wb") as file:
        for number in range(size):
            sha256.update(BLOCK)
            for start in range(0, MEBIBYTE, CHUNK):
                nonce = (number * 16 + start // CHUNK).to_bytes(12, "big")
                file.write(aead.encrypt(nonce, BLOCK[start : start + CHUNK], None))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def form(place: Installation, size: int) -> None:
    """As a browser without JavaScript sends it."""
    cookie = place.drafts(1)[0]
    name = b'--%s\r\nContent-Disposition: form-data; name="' % LINE
    head = name + b'evidence"; filename="video.mp4"\r\nContent-Type: video/mp4\r\n\r\n'
    tail = b"\r\n" + name + b'kind"\r\n\r\ntppo\r\n' + name + b'whole"\r\n\r\n1\r\n--%s--\r\n' % LINE
    length = len(head) + size * MEBIBYTE + len(tail)
    headers = {"Content-Type": f"multipart/form-data; boundary={LINE.decode()}"}
    _ask(_line(place), "POST", "/lapor/", cookie, length, _body(head, size, tail), headers, 302)


def tus(place: Installation, size: int) -> None:
    """As the page's own client sends it, over one connection."""
    cookie = place.drafts(1)[0]
    line = _line(place)
    name = base64.b64encode(b"video.mp4").decode()
    said = {"Upload-Length": str(size * MEBIBYTE), "Upload-Metadata": f"filename {name}"}
    at = _ask(line, "POST", "/lapor/bukti/unggah/", cookie, 0, iter(()), said, 201)["Location"]
    for start in range(0, size, TUS_PIECE):
        piece = min(TUS_PIECE, size - start)
        headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(start * MEBIBYTE)}
        _ask(line, "PATCH", at, cookie, piece * MEBIBYTE, _body(b"", piece, b""), headers, 204)


def _line(place: Installation) -> http.client.HTTPConnection:
    parts = urlsplit(place.address)
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=300)


def _body(head: bytes, size: int, tail: bytes) -> Iterator[bytes]:
    yield head
    for _ in range(size):
        yield BLOCK
    yield tail


def _ask(
    line: http.client.HTTPConnection,
    method: str,
    path: str,
    cookie: str,
    length: int,
    body: Iterator[bytes],
    headers: dict[str, str],
    status: int,
) -> http.client.HTTPMessage:
    own = {"Content-Length": str(length), "Cookie": f"draf={cookie}", "Tus-Resumable": "1.0.0"}
    line.request(method, path, body=body, headers=headers | own)
    answer = line.getresponse()
    text = answer.read()
    if answer.status != status:
        raise SystemExit(f"{method} {path}: {answer.status} {text[:500]!r}")
    return answer.headers


def family(pid: int) -> list[int]:
    """A process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in family(int(child)))]


def memory(pid: int) -> dict[int, int]:
    """Peak resident bytes of each of the server's processes."""
    return {one: _peak(Path(f"/proc/{one}/status").read_text()) for one in family(pid)}


def _peak(status: str) -> int:
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def reset_peak(pid: int) -> None:
    """Let the peak begin anew at what is resident now."""
    for one in family(pid):
        Path(f"/proc/{one}/clear_refs").write_text("5")


if __name__ == "__main__":
    sys.exit(main())
