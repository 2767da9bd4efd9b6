"""How many bad offers the check stops at, and how many good ones: over invented offers that others wrote.

    .venv/bin/python bench/offers.py [--rules]

Each hand of bench/hands is judged by weights and thresholds learnt from the other hands alone; thresholds come from
hands left out a second time within those. `--rules` prints the signs without weights. Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimpasa.config.settings")
django.setup()

from bench.intervals import wilson
from pimpasa.education.offers.asking import to_ask
from pimpasa.education.offers.checking import Level, check, level_of

OWN = Path(__file__).with_name("offers.txt")
# Offers of these hands were read when patterns were widened; of the others none was.
PARTLY_READ = {f"hand-{number:02}" for number in range(1, 7)}
# What each question is about, in the words in which the writers say what decides (their `why`).
ASKS_ABOUT = {
    "visa": r"visa|umrah|umroh|tourist|pilgrim|permit|papers? later|undocumented|unlawful entry",
    "pays": r"pay|fee|debt|deduct|cost|loan|money|deposit|owe|advance|wage|fine|penalt|cash|charg",
    "employer": r"compan|employer|licen|broker|calo|agen|sponsor|unnamed|middle|recruit|who employs|P3MI",
    "papers": r"passport|document|papers|KTP|ijazah|certificate|withh|confiscat|diploma",
    "where": r"where|place|location|destination|country|scam|Cambodia|Myanmar|Laos|detour|transit|compound|address",
}


@dataclass(frozen=True)
class Offer:
    """One of the program's own invented offers."""

    ident: str
    is_bad: bool
    part: str
    text: str


@dataclass(frozen=True)
class Count:
    """How many bad and good offers came to each level."""

    bad: dict[Level, int]
    good: dict[Level, int]

    def of(self, counts: dict[Level, int], *levels: Level) -> int:
        return sum(counts[level] for level in levels or Level)


def own_offers() -> list[Offer]:
    """The offers of bench/offers.txt, which the rules' own author wrote."""
    return list(_parsed(OWN.read_text(encoding="utf-8")))


def _parsed(text: str) -> Iterator[Offer]:
    for block in text.split("\n## ")[1:]:
        head, _, body = block.partition("\n")
        ident, label, _style, part = head.split(" | ")
        yield Offer(ident, label == "bad", part, body.strip())


def counted(judged: list[tuple[bool, Level]]) -> Count:
    """The levels of offers, each with whether it is bad."""
    by_label = (
        {level: sum(lev == level for bad, lev in judged if bad == label) for level in Level} for label in (True, False)
    )
    return Count(*by_label)


def line(name: str, count: Count) -> str:
    """A row of the table."""
    bad, good = count.of(count.bad), count.of(count.good)
    stopped = count.bad[Level.STOP]
    every = stopped + count.good[Level.STOP]
    low, high = wilson(stopped, bad)
    lowest, highest = wilson(stopped, max(1, every))
    unsaid = count.bad[Level.UNSAID] + count.good[Level.UNSAID]
    return (
        f"{name:11} {bad:4} {good:4}  {stopped / bad:.3f} ({low:.2f} to {high:.2f})"
        f"  {stopped / max(1, every):.3f} ({lowest:.2f} to {highest:.2f})"
        f"  {count.bad[Level.ASK]:3}/{count.good[Level.ASK]:3}  {count.bad[Level.NONE]:3}/{count.good[Level.NONE]:3}"
        f"  {unsaid:3}"
    )


HEAD = "offers       bad good  caught                precision             ask b/g  nothing b/g  nothing can be said"


def by_rules() -> int:
    from tools.offers import rows

    offers = [(row.hand, row.is_bad, level_of([w.sign for w in check(row.text).warnings])) for row in rows()]
    print(HEAD)
    for hand in sorted({hand for hand, _bad, _level in offers}):
        print(line(hand, counted([(bad, level) for h, bad, level in offers if h == hand])))
    print(line("all hands", counted([(bad, level) for _hand, bad, level in offers])))
    return 0


def judged_apart(hand: str) -> list[tuple[int, bool, Level]]:
    """One hand's offers, by what was learnt from the others."""
    from tools.offers import learnt, rows

    everything = rows()
    known = learnt([row for row in everything if row.hand != hand])
    return [(row.number, row.is_bad, check(row.text, known).level) for row in everything if row.hand == hand]


def left_out() -> int:
    from tools.offers import rows

    everything = {(row.hand, row.number): row for row in rows()}
    hands = sorted({hand for hand, _number in everything})
    with ProcessPoolExecutor(int(os.environ.get("PROCESSES", "1"))) as pool:
        by_hand = dict(zip(hands, pool.map(judged_apart, hands), strict=True))
    print(HEAD)
    for hand, judged in by_hand.items():
        print(line(hand, counted([(bad, level) for _number, bad, level in judged])), flush=True)
    pooled = [(hand, number, bad, level) for hand, judged in by_hand.items() for number, bad, level in judged]
    for name, some in (("partly read", PARTLY_READ), ("never read", set(hands) - PARTLY_READ)):
        print(line(name, counted([(bad, level) for hand, _number, bad, level in pooled if hand in some])))
    print(line("all hands", counted([(bad, level) for _hand, _number, bad, level in pooled])))
    asked = [everything[hand, number] for hand, number, _bad, level in pooled if level == Level.ASK]
    print_questions([(row.text, row.why, row.is_bad) for row in asked])
    own = [(offer.is_bad, check(offer.text).level) for offer in own_offers()]
    print(f"\n{line('own, old', counted(own))}   by the program's own weights")
    for label, level in ((True, Level.NONE), (False, Level.STOP)):
        named = [f"{hand[-2:]}.{number}" for hand, number, bad, said in pooled if (bad, said) == (label, level)]
        print(f"{'bad, nothing found' if label else 'good, stopped at'}: {', '.join(named)}")
    return 0


def print_questions(asked: list[tuple[str, str, bool]]) -> None:
    """Whether an honest answer would tell: where what decides, as the writer put it, is what a question is about."""
    bad = [(text, why) for text, why, is_bad in asked if is_bad]
    good = [text for text, _why, is_bad in asked if not is_bad]
    told = [{q.key for q in to_ask(text) if re.search(ASKS_ABOUT[q.key], why, re.IGNORECASE)} for text, why in bad]
    print(f"\nasked about: {len(bad)} bad, {len(good)} good")
    for key in ASKS_ABOUT:
        put_bad = sum(key in {q.key for q in to_ask(text)} for text, _why in bad)
        put_good = sum(key in {q.key for q in to_ask(text)} for text in good)
        tells = sum(key in keys for keys in told)
        print(f"  {key:9} put to {put_bad:3} bad and {put_good:3} good; an honest answer says stop to {tells} bad")
    print(f"  together  an honest answer says stop to {sum(map(bool, told))} of {len(bad)} bad")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", action="store_true", help="the signs alone, without weights")
    return by_rules() if parser.parse_args().rules else left_out()


if __name__ == "__main__":
    sys.exit(main())
