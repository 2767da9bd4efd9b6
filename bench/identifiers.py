"""How many identifiers the finder takes from lines that others wrote, and how many of those it takes are right.

    .venv/bin/python bench/identifiers.py [--faults]

Lines and pairs stand in bench/hands/lines-*.jsonl, those of the three later hands in lines-*-2.jsonl; each is of the
part that was read while rules were written, or of the part that was kept back. `--faults` names the faults of the
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.intervals import wilson
from pimpasa.linking.identifiers.finding import find
from pimpasa.linking.identifiers.kinds import Kind

HANDS = Path(__file__).with_name("hands")
SETS = ("plain", "hard", "plain-2", "hard-2")
READ, KEPT = "read", "kept"
_FORM = re.compile(r"\b(?:pt|cv|lpk|ud|p3mi|tbk|persero)\b|[^\w& ]", re.IGNORECASE)
_PROFILE = re.compile(r"(?:www\.|m\.)?facebook\.com/profile\.php\?id=(\d+)", re.IGNORECASE)
Name = tuple[str, str]


@dataclass
class Tally:
    """Identifiers expected and taken, traps, and pairs of one part of one set."""

    hits: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    traps: int = 0
    fallen: int = 0
    friends: int = 0
    friends_met: int = 0
    strangers: int = 0
    met: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The lines and pairs of one set."""
    for line in (HANDS / f"lines-{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def alike(kind: str, value: str) -> Name:
    """One form for what a hand and the finder write differently though both name the same thing, and nothing else.

    The finder keeps an account without its bank and a handle without its platform; a profile's number is a link or a
    handle; capitals, blanks and a company's form tell nothing apart where this leaves them out.
    """
    profile = _PROFILE.fullmatch(value)
    if profile:
        return "handle", profile[1]
    if kind == "bank":
        return kind, re.sub(r"\D", "", value)
    if kind == "handle":
        return kind, value.rpartition(":")[2].lstrip("@").lower()
    if kind == "agency":
        return kind, " ".join(_FORM.sub(" ", value).casefold().split())
    if kind in ("plate", "passport"):
        return kind, re.sub(r"\W", "", value).upper()
    if kind == "link":
        host, slash, path = re.sub(r"^(?:https?://)?(?:www\.)?", "", value).partition("/")
        return kind, host.lower() + slash * bool(path) + path.rstrip("/")
    if kind == "crypto" and value.lower().startswith(("0x", "bc1")):
        return kind, value.lower()
    return kind, value


def names(text: str) -> set[Name]:
    return {alike(identifier.kind.value, identifier.value) for identifier in find(text)}


def judge_line(row: dict[str, Any], tally: Tally) -> None:
    text = row["text"]
    expected = {alike(kind, value) for kind, value in row["expected"]}
    taken = names(text)
    tally.hits.update(kind for kind, _value in expected & taken)
    tally.missed.update(kind for kind, _value in expected - taken)
    tally.wrong.update(kind for kind, _value in taken - expected)
    tally.traps += not expected
    tally.fallen += bool(taken and not expected)
    if expected != taken:
        tally.faults.append(f"{text!r}: missed {sorted(expected - taken)}, wrong {sorted(taken - expected)}")


def judge_pair(row: dict[str, Any], tally: Tally) -> None:
    """A pair meets where both lines have an identifier in common, in the very form in which reports meet."""
    line, another = row["pair"]
    common = set(find(line)) & set(find(another))
    is_met = bool(common)
    if row["meet"]:
        tally.friends += 1
        tally.friends_met += is_met
    else:
        tally.strangers += 1
        tally.met.update(identifier.kind.value for identifier in common)
    if is_met != row["meet"]:
        tally.faults.append(f"{row['pair']}: met {is_met}; {find(line)} {find(another)}")


def tally_of(name: str, part: str) -> Tally:
    tally = Tally()
    for row in rows(name):
        if row["part"] == part:
            (judge_line if "text" in row else judge_pair)(row, tally)
    return tally


def share(hits: int, of: int) -> str:
    low, high = wilson(hits, of) if of else (0.0, 1.0)
    return f"{hits / of if of else 1:.3f} ({low:.2f} to {high:.2f})"


def print_tally(name: str, part: str, tally: Tally) -> None:
    hits = tally.hits.total()
    print(f"\n{name}, {'read' if part == READ else 'kept back'}")
    print(f"  recall    {share(hits, hits + tally.missed.total())} of {hits + tally.missed.total()}")
    print(f"  precision {share(hits, hits + tally.wrong.total())} of {hits + tally.wrong.total()}")
    print(f"  lines without any: {tally.fallen} of {tally.traps} were taken for one")
    strangers = f"{tally.met.total()} of {tally.strangers} {dict(tally.met) or ''}"
    print(f"  friends met {tally.friends_met} of {tally.friends}, strangers met {strangers}")
    for kind in (kind.value for kind in Kind):
        expected = tally.hits[kind] + tally.missed[kind]
        print(f"    {kind:9} {tally.hits[kind]:3} of {expected:3}, wrong {tally.wrong[kind]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", action="store_true", help="name the faults of what was read")
    is_asked = parser.parse_args().faults
    for name in SETS:
        for part in (READ, KEPT):
            tally = tally_of(name, part)
            print_tally(name, part, tally)
            if is_asked and part == READ:
                print("\n".join(tally.faults))
    return 0


if __name__ == "__main__":
    sys.exit(main())
