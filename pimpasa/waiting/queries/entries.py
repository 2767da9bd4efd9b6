"""Everything that waits for an officer, of every kind, in one statement. The one registry: a kind without a source is
a KeyError at the first page, and a test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, TextChoices

from pimpasa.accounts.kinds import Safeguard
from pimpasa.accounts.models import Officer
from pimpasa.accounts.rules import can
from pimpasa.cases.kinds import Corrected, MetAt, TermKind
from pimpasa.insights.kinds import Pattern
from pimpasa.installation.kinds import Stalled
from pimpasa.moves.kinds import What
from pimpasa.operations.kinds import OperationKind
from pimpasa.papers.kinds import PaperKind
from pimpasa.privacy.kinds import Right
from pimpasa.referrals.kinds import Purpose
from pimpasa.reports.kinds import Kind as ReportKind
from pimpasa.reports.kinds import Urgency
from pimpasa.territory.models import Desk
from pimpasa.waiting.kinds import FACTS, Facts, Kind
from pimpasa.waiting.queries import beside, reports, work
from pimpasa.waiting.queries.seats import MOST, Seat, seat_of

SOURCES: dict[Kind, Callable[[Seat], QuerySet[Any, Any]]] = {
    Kind.EMERGENCY: reports.emergencies,
    Kind.WORSE: reports.worse,
    Kind.ANSWERED: reports.answered,
    Kind.NEW: reports.new,
    Kind.GIVEN: reports.given,
    Kind.TAKEN: reports.taken_over,
    Kind.CORRECTED: beside.corrections,
    Kind.MENTIONED: beside.mentions,
    Kind.REMINDED: beside.reminders,
    Kind.OWN: reports.own,
    Kind.LATE: reports.late,
    Kind.CASE: reports.without_case,
    Kind.REVIEW: reports.reviews,
    Kind.DECIDE_CHECK: reports.checks_to_decide,
    Kind.LETTER: reports.letters,
    Kind.VISIT: reports.visits,
    Kind.IDENTITY: reports.identities,
    Kind.SHARE: reports.shares,
    Kind.ALIKE: work.early_warnings,
    Kind.VICTIM: work.victims,
    Kind.TIE: work.ties_asked,
    Kind.TERM: work.terms,
    Kind.PAPER_NUMBER: work.papers_to_number,
    Kind.PAPER_OUTDATED: work.papers_outdated,
    Kind.PAPER_SIGN: work.papers_to_sign,
    Kind.REFERRAL: work.referrals,
    Kind.REFUSED: work.referrals_refused,
    Kind.DECIDE_OPERATION: work.operations_to_decide,
    Kind.OPERATION_LETTER: work.operation_letters,
    Kind.OPERATION: work.operations,
    Kind.OPERATION_REPORT: work.operation_reports,
    Kind.SUPPORT: work.supports,
    Kind.MORE_ASKED: work.supports_asked_back,
    Kind.COMPLAINT: work.complaints,
    Kind.BREACH: work.breaches,
    Kind.DATA: work.data_requests,
    Kind.STAND_IN: work.stood_in_for,
    Kind.AWAY: work.own_absences,
    Kind.UNSENT: work.written_without_network,
    Kind.HAND_OVER: work.keys_to_hand_over,
    Kind.AGREE_KEY: work.keys_to_withdraw,
    Kind.LOOSEN: work.safeguards,
    Kind.MOVE: work.moves,
    Kind.HAND_ON: work.reports_to_hand_on,
    Kind.MONTHLY: work.monthly_due,
    Kind.MONTHLY_CAME: work.monthlies_that_came,
    Kind.DIALOGUE: work.dialogues,
    Kind.MINUTES: work.minutes,
    Kind.PROMISE: work.promises,
    Kind.NO_DESK: work.officers_without_desk,
    Kind.NO_MEMBER: work.desks_without_member,
    Kind.TROUBLE: work.troubles,
}
_OF_REPORTS = (
    *(Kind.EMERGENCY, Kind.WORSE, Kind.NEW, Kind.OWN, Kind.LATE, Kind.CASE, Kind.REVIEW, Kind.DECIDE_CHECK),
    *(Kind.GIVEN, Kind.TAKEN, Kind.LETTER, Kind.VISIT, Kind.IDENTITY, Kind.SHARE, Kind.ANSWERED),
)
# What a source says in a word of a vocabulary.
_VOCABULARIES: dict[Kind, type[TextChoices]] = {
    **dict.fromkeys(_OF_REPORTS, ReportKind),
    Kind.ALIKE: Pattern,
    Kind.VICTIM: MetAt,
    Kind.CORRECTED: Corrected,
    Kind.TERM: TermKind,
    Kind.PAPER_NUMBER: PaperKind,
    Kind.PAPER_OUTDATED: PaperKind,
    Kind.PAPER_SIGN: PaperKind,
    Kind.REFERRAL: Purpose,
    Kind.REFUSED: Purpose,
    Kind.DECIDE_OPERATION: OperationKind,
    Kind.OPERATION_LETTER: OperationKind,
    Kind.OPERATION: OperationKind,
    Kind.OPERATION_REPORT: OperationKind,
    Kind.DATA: Right,
    Kind.LOOSEN: Safeguard,
    Kind.TROUBLE: Stalled,
    Kind.MOVE: What,
    Kind.HAND_ON: What,
}


@dataclass(frozen=True)
class Entry:
    """One thing that waits: what is asked, of what (`thing` is its id), where, since when, and until when."""

    kind: Kind
    thing: str
    since: datetime | None
    until: datetime | None
    about: str
    place: str
    urgency: int | None

    @property
    def facts(self) -> Facts:
        return FACTS[self.kind]

    @property
    def words(self) -> str:
        """Of what, in a few words."""
        vocabulary = _VOCABULARIES.get(self.kind)
        return str(vocabulary(self.about).label) if vocabulary else self.about

    @property
    def is_emergency(self) -> bool:
        return self.urgency == Urgency.EMERGENCY


@dataclass(frozen=True)
class Waiting:
    """What waits for an officer: at most MOST of a kind, and which kinds have more than that."""

    entries: Sequence[Entry]
    more: frozenset[Kind]

    @property
    def number(self) -> str:
        return f"{len(self.entries)}{'+' if self.more else ''}" if self.entries else ""

    @property
    def by_place(self) -> Mapping[str, str]:
        """How many at each place of the officer's work; with a plus where more than MOST of a kind wait."""
        numbers = Counter(entry.facts.place for entry in self.entries)
        crowded = {FACTS[kind].place for kind in self.more}
        by_place = {place: f"{number}{'+' if place in crowded else ''}" for place, number in numbers.items()}
        return by_place | {"waiting": self.number}


def kinds_for(officer: Officer) -> list[Kind]:
    """What an officer's role lets them do, and they themselves, once they were met."""
    return [kind for kind in Kind if any(can(officer, permission) for permission in FACTS[kind].needs)]


def waiting_for(
    officer: Officer, kinds: Sequence[Kind] | None = None, *, desks: Sequence[Desk] | None = None
) -> Waiting:
    """What waits for an officer, or of it only these kinds: in the order of the kinds, of each what is due first.

    `desks` are the officer's of today, where somebody asked for them already.
    """
    chosen = kinds_for(officer)
    chosen = chosen if kinds is None else [kind for kind in chosen if kind in kinds]
    if not chosen:
        return Waiting([], frozenset())
    seat = seat_of(officer, desks)
    first, *others = [SOURCES[kind](seat) for kind in chosen]
    rows = [Entry(Kind(kind), *rest) for kind, *rest in (first.union(*others, all=True) if others else first)]
    counts = Counter(entry.kind for entry in rows)
    fitting = [entry for kind in chosen for entry in [row for row in rows if row.kind == kind][:MOST]]
    return Waiting(fitting, frozenset(kind for kind, number in counts.items() if number > MOST))
