"""Learns the weights of the offer check from the labelled offers of bench/hands, the same ones at each run.

    .venv/bin/python tools/offers.py

Writes pimpasa/education/static/education/offer-weights.json. `bench/offers.py` measures what is learnt so, each hand
by weights that never saw it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import django
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimpasa.config.settings")
django.setup()

from pimpasa.education.offers.checking import shown_by
from pimpasa.education.offers.traits import Traits
from pimpasa.education.offers.weighing import FILE, Weights, share_of, to_plain, weigh

HANDS = Path(__file__).resolve().parents[1] / "bench" / "hands"
# A trait that one offer alone shows says more of its writer than of offers.
LEAST_OFFERS = 2
MOST_TRAITS = 4000
# Little is held back: the pruning does that, and the hands left out decided it.
SLACK = 20.0
# Of the bad ones, so many are at least asked about.
ASKED = 0.98
LARGEST_STEP = 127


@dataclass(frozen=True)
class Row:
    """A labelled offer and its traits."""

    hand: str
    number: int
    is_bad: bool
    text: str
    why: str
    shown: Traits


@cache
def rows() -> list[Row]:
    """Every offer of every hand, in the order of the files."""
    return [
        _row(path.stem, number, json.loads(line))
        for path in files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]


def files() -> list[Path]:
    """One file a hand."""
    return sorted(HANDS.glob("hand-*.jsonl"))


def _row(hand: str, number: int, offer: dict[str, str]) -> Row:
    text = offer["text"]
    return Row(hand, number, offer["verdict"] == "stop", text, offer["why"], shown_by(text))


def learnt(offers: Sequence[Row]) -> Weights:
    """Weights from these offers alone, their thresholds from those of them that were left out one hand at a time."""
    scores = left_out(offers, fitted)
    labels = [offer.is_bad for offer in offers]
    stop, ask = stop_from(scores, labels), ask_from(scores, labels)
    return replace(fitted(offers), stop=round(stop, 6), ask=round(ask, 6))


def left_out(offers: Sequence[Row], learn: Callable[[Sequence[Row]], Weights]) -> list[float]:
    """What each offer weighs by what was learnt from all hands but its own."""
    by_hand = {
        hand: learn([offer for offer in offers if offer.hand != hand]) for hand in {offer.hand for offer in offers}
    }
    return [weigh(offer.shown, by_hand[offer.hand]) for offer in offers]


def stop_from(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """The weight above which as many good ones would be stopped at as bad ones would be missed."""
    ranked = sorted(zip(scores, labels, strict=True), reverse=True)
    bad = sum(labels)
    return (ranked[bad - 1][0] + ranked[bad][0]) / 2


def ask_from(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """The weight that all but a few of the bad ones reach."""
    of_bad = sorted(score for score, is_bad in zip(scores, labels, strict=True) if is_bad)
    return of_bad[int(len(of_bad) * (1 - ASKED))]


def fitted(offers: Sequence[Row]) -> Weights:
    """The regression's weights in whole steps, the MOST_TRAITS that matter most; no thresholds yet."""
    counts = Counter(trait for offer in offers for trait in _flat(offer.shown))
    known = sorted(trait for trait, count in counts.items() if count >= LEAST_OFFERS)
    first = _regression(offers, known)
    strongest = np.argsort(-np.abs(first.coef_[0]), kind="stable")[:MOST_TRAITS]
    kept = [known[place] for place in sorted(strongest)]
    last = _regression(offers, kept)
    unit = float(np.abs(last.coef_[0]).max()) / LARGEST_STEP
    steps: dict[str, dict[str, int]] = {}
    for (group, trait), weight in zip(kept, last.coef_[0], strict=True):
        if step := round(float(weight) / unit):
            steps.setdefault(group, {})[trait] = step
    return Weights(steps, round(unit, 9), round(float(last.intercept_[0]), 9), 0.0, 0.0)


def _flat(shown: Traits) -> list[tuple[str, str]]:
    return [(group, trait) for group, traits in shown.items() for trait in traits]


def _regression(offers: Sequence[Row], known: list[tuple[str, str]]) -> LogisticRegression:
    columns = {trait: column for column, trait in enumerate(known)}
    values: list[float] = []
    places: list[int] = []
    ends = [0]
    for offer in offers:
        shares = {group: share_of(group, traits) for group, traits in offer.shown.items()}
        for trait in _flat(offer.shown):
            if trait in columns:
                places.append(columns[trait])
                values.append(shares[trait[0]])
        ends.append(len(places))
    table = csr_matrix(
        (values, np.array(places, dtype="int32"), np.array(ends, dtype="int32")), (len(offers), len(known))
    )
    model = LogisticRegression(C=SLACK, max_iter=300, solver="liblinear", random_state=0)
    return model.fit(table, [offer.is_bad for offer in offers])


def main() -> int:
    known = learnt(rows())
    plain = to_plain(known)
    plain["corpus"] = hashlib.sha256(b"".join(path.read_bytes() for path in files())).hexdigest()
    FILE.write_text(json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{FILE.name}: {FILE.stat().st_size} bytes, {sum(map(len, known.steps.values()))} traits")
    return 0


if __name__ == "__main__":
    sys.exit(main())
