"""How much an offer is like the bad ones of the labelled corpus: a logistic regression over its traits.

The weights are data, learnt by `tools/offers.py` and read by the browser from the same file. They were made from
invented offers, and whoever writes an offer knows what looks good in one: a low weight takes back no sign.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from pimpasa.education.offers.traits import DENIED, LETTERS, PAIR, PROMISE, RULES, SIGN, WORD, Traits

FILE = Path(__file__).resolve().parents[1] / "static" / "education" / "offer-weights.json"
# How much each group counts beside the others, before anything is learnt.
SHARES = {WORD: 1.0, PAIR: 1.0, DENIED: 0.5, LETTERS: 0.7, SIGN: 0.1, PROMISE: 0.1, RULES: 0.1}
# A long offer has more of these than a short one; only their mix counts.
OF_LENGTH = (WORD, PAIR, DENIED, LETTERS)
MOST_WORDS = 4
LONGEST_QUOTE = 4


@dataclass(frozen=True)
class Weights:
    """`steps` has whole numbers by group and trait, each worth `unit`; from which sum on to stop and to ask."""

    steps: Mapping[str, Mapping[str, int]]
    unit: float
    bias: float
    stop: float
    ask: float


@cache
def weights() -> Weights:
    """The weights that the program came with."""
    return from_plain(json.loads(FILE.read_text(encoding="utf-8")))


def from_plain(plain: dict[str, Any]) -> Weights:
    """Weights as they stand in the file: by group, then by step, the traits of that step in a row."""
    steps = {
        group: {trait: int(step) for step, row in by_step.items() for trait in row.split(" ")}
        for group, by_step in plain["steps"].items()
    }
    return Weights(steps, plain["unit"], plain["bias"], plain["stop"], plain["ask"])


def to_plain(scale: Weights) -> dict[str, Any]:
    """The form that `from_plain` reads."""
    plain: dict[str, dict[str, list[str]]] = {}
    for group, steps in scale.steps.items():
        for trait, step in sorted(steps.items(), key=lambda pair: (pair[1], pair[0])):
            plain.setdefault(group, {}).setdefault(str(step), []).append(trait)
    rows = {group: {step: " ".join(row) for step, row in by_step.items()} for group, by_step in plain.items()}
    return {"unit": scale.unit, "bias": scale.bias, "stop": scale.stop, "ask": scale.ask, "steps": rows}


def share_of(group: str, shown: Mapping[str, object]) -> float:
    """What one trait of a group counts in an offer that shows these of it."""
    return SHARES[group] / sqrt(len(shown)) if group in OF_LENGTH and shown else SHARES[group]


def weigh(shown: Traits, scale: Weights) -> float:
    """The sum of all weights: the same to the last bit in the browser, since whole numbers are added first."""
    total = scale.bias
    for group in SHARES:
        traits = shown.get(group, {})
        steps = scale.steps.get(group, {})
        total += scale.unit * share_of(group, traits) * sum(steps.get(trait, 0) for trait in traits)
    return total


def heaviest(shown: Traits, words: list[str], scale: Weights) -> list[tuple[int, int]]:
    """Up to MOST_WORDS stretches of the row that weigh most towards "stop", heaviest first."""
    stretches = _stretches(_by_word(shown, len(words), scale), words)
    by_weight = sorted(stretches, key=lambda pair: (-pair[0], pair[1]))
    return [stretch for weight, stretch in by_weight if weight > scale.unit][:MOST_WORDS]


def _by_word(shown: Traits, count: int, scale: Weights) -> list[float]:
    by_word = [0.0] * count
    for group in OF_LENGTH:
        traits = shown[group]
        worth = scale.unit * share_of(group, traits)
        steps = scale.steps.get(group, {})
        for trait, (first, last) in traits.items():
            weight = worth * steps.get(trait, 0)
            by_word[first] += weight / 2
            by_word[last] += weight / 2
    return by_word


def _stretches(by_word: list[float], words: list[str]) -> list[tuple[float, tuple[int, int]]]:
    """Words side by side that weigh towards "stop", with their sum."""
    stretches: list[tuple[float, tuple[int, int]]] = []
    for place, weight in enumerate(by_word):
        if words[place] in ".;" or weight <= 0:
            continue
        if stretches and stretches[-1][1][1] == place - 1 and place - stretches[-1][1][0] < LONGEST_QUOTE:
            total, (first, _last) = stretches[-1]
            stretches[-1] = (total + weight, (first, place))
        else:
            stretches.append((weight, (place, place)))
    return stretches
