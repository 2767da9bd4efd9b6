"""The labelled offers that others wrote, as bench/hands has them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

HANDS = Path(__file__).resolve().parents[2] / "bench" / "hands"


def by_hands() -> list[tuple[str, str]]:
    """Every offer of every hand, with its verdict: "stop" or "fine"."""
    offers = (json.loads(line) for path in files() for line in path.read_text(encoding="utf-8").splitlines())
    return [(offer["text"], offer["verdict"]) for offer in offers]


def files() -> list[Path]:
    """One file a hand."""
    return sorted(HANDS.glob("hand-*.jsonl"))


def corpus_digest() -> str:
    """SHA-256 of all hands' files, one after another."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in files())).hexdigest()
