"""Lighthouse over every public page, as on a phone: performance, accessibility, best practices, search engines; the bar
is 98 each.

    .venv/bin/python bench/lighthouse.py [--at http://127.0.0.1:8000] [--npm FOLDER]

Starts a demonstration of its own where no address is given. Lighthouse comes from npm, in the version below, unless
FOLDER has one in its node_modules. A page that cannot be reached is said and left out. Ends with 1 where a score is
below the bar.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.e2e.conftest import Program, free_port

ROOT = Path(__file__).resolve().parents[1]
VERSION = "12"
TRIES = 3
BAR = 98
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LESSONS = sorted({path.name.split(".")[0] for path in (ROOT / "pimpasa" / "education" / "content").glob("*.md")})
PAGES = [
    *(
        "/",
        "/lapor/",
        "/lapor/?w=31.73.01.1006&rw=17",
        "/lacak/",
        "/wilayah/",
        "/privasi/",
        "/hak-data/",
        "/cek-surat/",
    ),
    *("/transparansi/", "/cek-lowongan/", "/tanpa-jaringan/", "/belajar/", "/belajar/kuis/", "/belajar/kuis/?soal=7"),
    *(f"/belajar/{slug}/" for slug in LESSONS),
    *("/cek-lowongan/tanya/", "/cek-lowongan/gambar/", "/ngopi/", "/ngopi/ikut/"),
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--at", help="the address of a running program")
    parser.add_argument("--npm", help="a folder with Lighthouse in its node_modules")
    options = parser.parse_args()
    command = (
        [f"{options.npm}/node_modules/.bin/lighthouse"] if options.npm else ["npx", "--yes", f"lighthouse@{VERSION}"]
    )
    print(f"{'page':<32} {'performance':>12} {'accessibility':>14} {'best practices':>15} {'seo':>4}")
    with _program(options.at) as address:
        worst = [_print(page, *_scores(command, address + page)) for page in PAGES if _is_there(address + page)]
    print(f"\nlowest {min(worst)}, bar {BAR}")
    return 0 if min(worst) >= BAR else 1


@contextmanager
def _program(address: str | None) -> Iterator[str]:
    if address:
        yield address.rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="pimpasa-lighthouse-") as folder:
        Path(folder).chmod(0o711)
        program = Program(Path(folder) / "data", free_port())
        program.start()
        try:
            yield program.address
        finally:
            program.stop()


def _is_there(address: str) -> bool:
    try:
        urlopen(address).close()  # noqa: S310 - an address of our own
    except HTTPError as missing:
        print(f"{address}: {missing.code}, left out")
        return False
    return True


def _run(command: list[str], environment: dict[str, str]) -> bytes:
    """What it printed. Now and then a browser records nothing (NO_NAVSTART) and is asked again, twice at most."""
    for _again in range(TRIES - 1):
        ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE)
        if ran.returncode == 0:
            return ran.stdout
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout


def _scores(command: list[str], address: str) -> tuple[list[int], list[str]]:
    """A page's scores in the order of CATEGORIES, and the names of the audits that fell short."""
    flags = f"--chrome-flags=--headless=new --no-sandbox --disable-gpu --user-data-dir={tempfile.mkdtemp()}"
    only = f"--only-categories={','.join(CATEGORIES)}"
    chrome = {"CHROME_PATH": shutil.which("chromium") or os.environ.get("CHROME_PATH", "")}
    told = json.loads(_run([*command, address, "--quiet", "--output=json", only, flags], os.environ | chrome))
    short = [
        name
        for name, audit in told["audits"].items()
        if audit["score"] is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] in ("binary", "numeric")
    ]
    return [round(100 * told["categories"][name]["score"]) for name in CATEGORIES], short


def _print(page: str, scores: list[int], short: list[str]) -> int:
    low = f"  {', '.join(short)}" if min(scores) < BAR else ""
    print(f"{page:<32} {scores[0]:>12} {scores[1]:>14} {scores[2]:>15} {scores[3]:>4}{low}", flush=True)
    return min(scores)


if __name__ == "__main__":
    sys.exit(main())
