"""What a report costs the server from the first page to the receipt, by a browser without JavaScript.

    .venv/bin/python bench/journey.py [--reports 40] [--rounds 5]

Starts a demonstration of its own, with the whole territory. A resident opens the home page, tells a story of 120
different words, finds their kelurahan by its name, sees who reads, sends, and reads the receipt. Seconds of processor
are those of the web server's processes and of PostgreSQL; what the worker beside them has PostgreSQL do is measured
while nobody reports, as long, and taken off. Medians of the rounds are printed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.e2e.conftest import Program, family, free_port, postgres_over

BAR = 25.0
WORDS_OF_A_STORY = 120
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"\s+value="([^"]*)"')
HANDS = Path(__file__).with_name("hands")
SYLLABLES = ("ka", "ra", "ngan", "ti", "bo", "lu", "se", "man", "du", "pi", "ja", "wir", "no", "gas", "te", "mu")


@dataclass
class Journey:
    """One resident's way; `requests` counts them by page, `cookies` are the browser's."""

    browser: httpx.Client
    requests: list[tuple[str, float]] = field(default_factory=list)

    def opens(self, path: str, **query: str) -> str:
        answer = self.browser.get(path, params=query)
        self._note("GET", answer)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.text

    def sends(self, path: str, shown: str, **answers: str) -> str:
        """Post a page's hidden fields with the answers; the page after it."""
        answer = self.browser.post(path, data=dict(_HIDDEN.findall(shown)) | answers)
        self._note("POST", answer)
        assert answer.status_code == 302, f"{path}: {answer.status_code} {answer.text[:2000]}"
        return self.opens(answer.headers["Location"])

    def _note(self, method: str, answer: httpx.Response) -> None:
        self.requests.append((f"{method} {answer.url.raw_path.decode()}", answer.elapsed.total_seconds() * 1000))

    def walks(self, story: str) -> None:
        self.opens("/")
        shown = self.opens("/lapor/")
        shown = self.sends("/lapor/", shown, kind="tppo", whom="witness", narrative=story, whole="1")
        shown = self.opens("/lapor/tempat/", q="cengkareng timur")
        shown = self.sends("/lapor/tempat/", shown, village="31.73.01.1006", rw="17")
        shown = self.sends("/lapor/kirim/", shown)
        assert "terkunci" in shown


def vocabulary() -> list[str]:
    """The words of 624 invented offers, each as often as they say it, as most words of a story were met before."""
    lines = (line for file in sorted(HANDS.glob("hand-*.jsonl")) for line in file.read_text("utf-8").splitlines())
    return [word for line in lines for word in re.findall(r"[a-z]{3,}", json.loads(line)["text"].lower())]


def story(chance: random.Random, words: list[str]) -> str:
    """Different words of the vocabulary, with a name nobody has met and a number to find."""
    different: dict[str, None] = {}
    while len(different) < WORDS_OF_A_STORY:
        different[chance.choice(words)] = None
    name = "".join(chance.choices(SYLLABLES, k=3)).title()
    return f"Karangan oleh Pak {name}: {' '.join(different)} 0812-0000-{chance.randrange(10_000):04}"


def seconds_of(pids: list[int]) -> float:
    """Seconds of processor of these processes so far, whoever of them has ended left out."""
    total = 0.0
    for pid in pids:
        try:
            spent = psutil.Process(pid).cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += spent.user + spent.system
    return total


@dataclass
class Spent:
    """Milliseconds of processor a report."""

    web: float
    postgres: float


def measured(
    program: Program, chance: random.Random, words: list[str], reports: int
) -> tuple[Spent, list[tuple[str, float]]]:
    """One round: as long as it took, PostgreSQL is watched once more without anybody reporting."""
    assert program.process is not None
    web = [pid for pid in family(program.process.pid) if "granian" in " ".join(psutil.Process(pid).cmdline())]
    database = postgres_over(program.data)
    before, before_database = seconds_of(web), seconds_of(database)
    begun = time.monotonic()
    requests: list[tuple[str, float]] = []
    for _ in range(reports):
        with httpx.Client(base_url=program.address, timeout=30) as browser:
            journey = Journey(browser)
            journey.walks(story(chance, words))
            requests += journey.requests
    took = time.monotonic() - begun
    spent_web, spent_database = seconds_of(web) - before, seconds_of(database) - before_database
    quiet = seconds_of(database)
    time.sleep(took)
    aside = seconds_of(database) - quiet
    return Spent(spent_web * 1000 / reports, max(spent_database - aside, 0) * 1000 / reports), requests


@contextmanager
def _running(folder: Path) -> Iterator[Program]:
    folder.chmod(0o711)  # as root the database is another user's
    program = Program(folder / "data", free_port(), {"PIMPASA_REPORTS_PER_ADDRESS": "10000000"})
    program.start()
    try:
        yield program
    finally:
        program.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=40, help="reports a round (default 40)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds; medians are printed (default 5)")
    options = parser.parse_args()
    chance = random.Random(8)  # noqa: S311 - invented words
    words = vocabulary()
    with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as folder, _running(Path(folder)) as program:
        measured(program, chance, words, 100)  # what a process remembers, it has met by then
        rounds = [measured(program, chance, words, options.reports) for _ in range(options.rounds)]
    web = statistics.median(spent.web for spent, _requests in rounds)
    database = statistics.median(spent.postgres for spent, _requests in rounds)
    times: dict[str, list[float]] = {}
    for name, milliseconds in (request for _spent, requests in rounds for request in requests):
        times.setdefault(name, []).append(milliseconds)
    print(f"{options.rounds} rounds of {options.reports} reports\n\n{'request':<44} median ms")
    for name, spans in times.items():
        print(f"{name:<44} {statistics.median(spans):9.1f}")
    both = web + database
    print(f"\nms of processor a report: web {web:.1f}, PostgreSQL {database:.1f}, both {both:.1f} (bar {BAR:.0f})")


if __name__ == "__main__":
    main()
