"""How many bad offers the check stops at, and how many good ones: over the labelled, invented ones of bench/offers.txt.

    .venv/bin/python bench/offers.py [--part tuning]

"Stops" means the most careful of its three levels. A third of the offers was kept apart while the rules were tuned.
Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimpasa.config.settings")

OFFERS = Path(__file__).with_name("offers.txt")
PARTS = ("tuning", "apart", "later")


@dataclass(frozen=True)
class Offer:
    """An invented offer and what it is."""

    ident: str
    is_bad: bool
    style: str
    part: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What the check said of one part of the offers."""

    stopped_bad: list[str]
    missed_bad: list[str]
    stopped_good: list[str]
    asked_good: list[str]
    goods: int

    @property
    def recall(self) -> float:
        return len(self.stopped_bad) / (len(self.stopped_bad) + len(self.missed_bad))

    @property
    def precision(self) -> float:
        return len(self.stopped_bad) / max(1, len(self.stopped_bad) + len(self.stopped_good))

    @property
    def f1(self) -> float:
        return 2 * self.recall * self.precision / max(1e-9, self.recall + self.precision)


def offers() -> list[Offer]:
    """All labelled offers, in the order of the file."""
    return list(_parsed(OFFERS.read_text(encoding="utf-8")))


def _parsed(text: str) -> Iterator[Offer]:
    for block in text.split("\n## ")[1:]:
        head, _, body = block.partition("\n")
        ident, label, style, part = head.split(" | ")
        yield Offer(ident, label == "bad", style, part, body.strip())


def measure(part: str) -> Outcome:
    """What the check says of one part."""
    from pimpasa.education.offers.checking import Level, check

    said = [(offer, check(offer.text).level) for offer in offers() if offer.part == part]
    return Outcome(
        [o.ident for o, level in said if o.is_bad and level == Level.STOP],
        [o.ident for o, level in said if o.is_bad and level != Level.STOP],
        [o.ident for o, level in said if not o.is_bad and level == Level.STOP],
        [o.ident for o, level in said if not o.is_bad and level == Level.ASK],
        sum(not o.is_bad for o, _level in said),
    )


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a share, 95 %."""
    z = 1.959964
    share, spread = hits / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, help="only this part (both by default)")
    chosen = parser.parse_args().part
    print("part    bad  good  recall               precision            F1     good, asked about")
    lines = []
    for part in [chosen] if chosen else PARTS:
        outcome = measure(part)
        print(_row(part, outcome))
        for what, idents in (("missed", outcome.missed_bad), ("stopped at, though good", outcome.stopped_good)):
            lines += [f"{part}, {what}: {', '.join(idents)}"] if idents else []
    print("\n".join(["", *lines]) if lines else "")
    return 0


def _row(part: str, outcome: Outcome) -> str:
    found, bad = len(outcome.stopped_bad), len(outcome.stopped_bad) + len(outcome.missed_bad)
    stopped = found + len(outcome.stopped_good)
    recall, precision = (
        f"{low:.2f} to {high:.2f}" for low, high in (wilson(found, bad), wilson(found, max(1, stopped)))
    )
    return (
        f"{part:6} {bad:4} {outcome.goods:5}  {outcome.recall:.3f} ({recall})  {outcome.precision:.3f} ({precision})"
        f"  {outcome.f1:.3f}  {len(outcome.asked_good)}"
    )


if __name__ == "__main__":
    sys.exit(main())
