"""What waits as a page shows it: now, today, and later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from pimpasa.common import clock
from pimpasa.sites.officers.workplace.next_steps import next_step
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import Entry, Waiting

# Somebody waits for these now, whatever their time.
AT_ONCE = frozenset({Kind.EMERGENCY, Kind.WORSE, Kind.ANSWERED, Kind.DECIDE_CHECK, Kind.DECIDE_OPERATION})
OF_CASES = frozenset({Kind.TERM, Kind.REFUSED})


@dataclass(frozen=True)
class Row:
    """An entry with its next step, and what part of its time has burned, in forty parts; none without a time."""

    entry: Entry
    address: str
    burned: int | None

    @property
    def is_hot(self) -> bool:
        """Whether life may be at stake and nobody looked yet."""
        return self.entry.kind == Kind.EMERGENCY

    @property
    def place(self) -> str:
        """A kelurahan, a person or a desk; of a case its number, which says so."""
        words = _("Case %(number)s") if self.entry.kind in OF_CASES else "%(number)s"
        return words % {"number": self.entry.place}


@dataclass(frozen=True)
class Group:
    title: str
    rows: Sequence[Row]


def groups(waiting: Waiting) -> list[Group]:
    """Now (at once, or late), until midnight, until some later day, and what has no time; none that is empty."""
    now = clock.now()
    tonight = clock.midnight(clock.today() + timedelta(days=1))
    parts: dict[str, list[Entry]] = {_("Now"): [], _("Today"): [], _("Later"): [], _("Without a deadline"): []}
    at_once, today, later, timeless = parts.values()
    for entry in waiting.entries:
        if entry.kind in AT_ONCE or _is_late(entry, now):
            at_once.append(entry)
        elif entry.until is None:
            timeless.append(entry)
        else:
            (today if entry.until < tonight else later).append(entry)
    for part in (today, later):
        part.sort(key=lambda entry: entry.until or tonight)
    return [Group(title, [_row(entry, now) for entry in part]) for title, part in parts.items() if part]


def _is_late(entry: Entry, now: datetime) -> bool:
    """What is due by day is late on the day after."""
    length = timedelta(days=1) if entry.facts.by_day else timedelta(0)
    return entry.until is not None and entry.until + length < now


def _row(entry: Entry, now: datetime) -> Row:
    return Row(entry, next_step(entry), _burned(entry, now))


def _burned(entry: Entry, now: datetime) -> int | None:
    if entry.since is None or entry.until is None or entry.until <= entry.since or entry.facts.by_day:
        return None
    share = (now - entry.since) / (entry.until - entry.since)
    return round(40 * min(max(share, 0.0), 1.0))
