"""By which law an act is judged: of one before a change the rule of then and the rule of now, side by side.

KUHP (UU 1/2023) art. 3 (1): the new rule applies to acts of before, too, unless the old one favours the offender. Which
of two is milder a lawyer says for the case; the program names both and chooses none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pimpasa.common import clock
from pimpasa.packs.kinds import PackName
from pimpasa.packs.queries import pack
from pimpasa.packs.reading import Entry, Pack


class Offence(TextChoices):
    TRAFFICKING = "trafficking", _("Human trafficking")
    SMUGGLING = "smuggling", _("Smuggling of people")
    LEAK = "leak", _("Giving away who reported")
    FALSE_REPORT = "false_report", _("A report that is false on purpose")


class Rule(TextChoices):
    """Which of the two rules a lawyer takes."""

    OLD = "old", _("The old rule")
    NEW = "new", _("The new rule")


@dataclass(frozen=True)
class Provision:
    """An article that punishes an offence; `confirmed` where it was read in a source, else a lawyer confirms it."""

    entry: Entry

    @property
    def offence(self) -> Offence:
        return Offence(self.entry.values["offence"])

    @property
    def article(self) -> str:
        return str(self.entry.values["article"])

    @property
    def confirmed(self) -> bool:
        return bool(self.entry.values["confirmed"])

    @property
    def note(self) -> str:
        return self.entry.words("note")

    @property
    def since(self) -> date:
        day: date = self.entry.values["since"]
        return day

    @property
    def until(self) -> date | None:
        day: date | None = self.entry.values.get("until")
        return day

    def held_between(self, first: date, last: date) -> bool:
        """Whether it was in force on any day of a span, both ends in it."""
        return self.since <= last and (self.until is None or first < self.until)


@dataclass(frozen=True)
class Compared:
    """What punishes one offence: `old` by the law of before the change, `new` by the law since; either may be empty."""

    offence: Offence
    old: tuple[Provision, ...]
    new: tuple[Provision, ...]

    @property
    def articles(self) -> list[str]:
        return [provision.article for provision in (*self.old, *self.new)]


@dataclass(frozen=True)
class Law:
    """By which law an act may be judged. `change` is None where it lies after the last one: then `new` alone holds.

    `stale_since` is when one of the packs had to be read again.
    """

    compared: tuple[Compared, ...]
    change: Entry | None
    stale_since: date | None

    @property
    def is_between(self) -> bool:
        """Whether two rules stand side by side and somebody has to choose."""
        return self.change is not None

    @property
    def articles(self) -> list[str]:
        return [article for compared in self.compared for article in compared.articles]

    def articles_of(self, offence: str) -> list[str]:
        return [article for compared in self.compared if compared.offence == offence for article in compared.articles]


def provisions() -> list[Provision]:
    """Every article there is, in the order of the offences."""
    rows = [Provision(entry) for entry in pack(PackName.LAWS).entries]
    return sorted(rows, key=lambda provision: list(Offence).index(provision.offence))


def law_of(first: date | None, last: date | None) -> Law:
    """Of an act on any day of a span, both ends in it; of an unknown day both rules, as of one before the change."""
    change = _change_after(first)
    stale = [day for name in (PackName.LAWS, PackName.CHANGES) if (day := _stale_since(pack(name)))]
    rows = provisions()
    compared = tuple(_compare(offence, rows, first, last, change) for offence in Offence)
    return Law(tuple(row for row in compared if row.old or row.new), change, min(stale, default=None))


def _change_after(first: date | None) -> Entry | None:
    """The first change of law that an act may have been before."""
    changes = sorted(pack(PackName.CHANGES).entries, key=lambda entry: entry.values["day"])
    return next((entry for entry in changes if first is None or first < entry.values["day"]), None)


def _compare(
    offence: Offence, rows: list[Provision], first: date | None, last: date | None, change: Entry | None
) -> Compared:
    """Old is what was in force on a day of the span before the change, new what came with it or later."""
    same = [row for row in rows if row.offence == offence]
    if change is None:
        day = first or clock.today()
        return Compared(offence, (), tuple(row for row in same if row.held_between(day, last or day)))
    day = change.values["day"]
    new = tuple(row for row in same if row.since >= day)
    end = min(last or date.max, day.fromordinal(day.toordinal() - 1))
    old = tuple(row for row in same if row not in new and row.held_between(first or date.min, end))
    return Compared(offence, old, new)


def _stale_since(read: Pack) -> date | None:
    due_on = read.due_on
    if not read.stale(on=clock.today()):
        return None
    return due_on or read.read_on
