"""The resident's way as a phone walks it: words to read, taps, bytes as they come, first paint, page by page.

    .venv/bin/python bench/pages.py [--at http://127.0.0.1:8000]

Starts a demonstration of its own where no address is given, and sends an invented report there. Roof, bar and floor of
a page are not counted, of the home page what stands above the doors is. Bytes are those of a first visit. Then how long
the server takes for what every visitor opens first: the median of REPEATED requests, one after another.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright

from tests.e2e.conftest import PHONE, Program, free_port, launch
from tests.e2e.walking import POSTER, Walk, from_home, from_poster

OPENED_FIRST = ("/", "/lapor/", POSTER, "/cek-lowongan/", "/lacak/", "/privasi/")
REPEATED = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--at", help="the address of a running program")
    options = parser.parse_args()
    with _program(options.at) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for way in (from_home, from_poster):
            walk = Walk(browser.new_context(base_url=address, viewport=PHONE).new_page())
            way(walk)
            _print(walk)
        browser.close()
        _print_server(address)


def _print(walk: Walk) -> None:
    print(f"{'page':<34} {'words':>6} {'taps':>5} {'KB':>6} {'first paint, ms':>16}")
    for screen in walk.screens:
        size = screen.size / 1024
        print(f"{screen.name:<34} {screen.words:>6} {screen.taps:>5} {size:>6.1f} {screen.painted:>16.0f}")
    print(f"{'to the code':<34} {walk.all_words:>6} {walk.all_taps:>5}\n")


def _print_server(address: str) -> None:
    print(f"{'page':<34} {'server, ms':>11}")
    for path in OPENED_FIRST:
        times = [httpx.get(address + path).elapsed.total_seconds() * 1000 for _turn in range(REPEATED)]
        print(f"{path:<34} {median(times):>11.1f}")


@contextmanager
def _program(address: str | None) -> Iterator[str]:
    if address:
        yield address.rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="pimpasa-pages-") as folder:
        Path(folder).chmod(0o711)
        program = Program(Path(folder) / "data", free_port())
        program.start()
        try:
            yield program.address
        finally:
            program.stop()


if __name__ == "__main__":
    main()
