"""What came of a dialogue: reports of its kelurahan before and after, understanding, promises kept. Counts alone.

None of it says why: a dialogue is one thing of many that happen in two months, so whoever shows these figures says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import isfinite
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils import timezone

from pimpasa.common import clock
from pimpasa.education import queries as bank
from pimpasa.insights.intervals import Interval, difference, rate_ratio
from pimpasa.outreach.kinds import Round
from pimpasa.outreach.models import Attendance, Dialogue, Promise, Tally
from pimpasa.outreach.queries.rounds import results_of
from pimpasa.outreach.states import HELD
from pimpasa.reports.models import Report
from pimpasa.territory.models import Office

DAYS = 30
FEWEST_ANSWERS = 10  # of fewer a share says nothing; what is published is bound by common.publication besides


class Verdict(StrEnum):
    """What a pair of counts lets one say."""

    NONE = "none"
    CHANCE = "chance"
    MORE = "more"
    FEWER = "fewer"


@dataclass(frozen=True)
class Reports:
    """Reports of the kelurahan in the DAYS before the dialogue's day, and in as many after it as are over."""

    before: int
    after: int
    days_after: int
    ratio: Interval | None

    @property
    def is_whole(self) -> bool:
        return self.days_after == DAYS

    @property
    def high(self) -> float | None:
        """The upper end of the ratio, where there is one."""
        return self.ratio.high if self.ratio is not None and isfinite(self.ratio.high) else None

    @property
    def verdict(self) -> Verdict:
        if self.ratio is None:
            return Verdict.NONE
        if self.ratio.holds(1):
            return Verdict.CHANCE
        return Verdict.MORE if self.ratio.low > 1 else Verdict.FEWER


@dataclass(frozen=True)
class Understood:
    """Right answers before and after, of so many; `gain` in shares, None where too few answered for one."""

    name: str
    right_before: int
    before: int
    right_after: int
    after: int
    gain: Interval | None

    @property
    def is_clear(self) -> bool:
        return self.gain is not None and not self.gain.holds(0)


@dataclass(frozen=True)
class Promises:
    """`due`: those whose day has come, or that ended before it."""

    made: int = 0
    due: int = 0
    kept: int = 0
    dropped: int = 0

    @property
    def late(self) -> int:
        return self.due - self.kept - self.dropped


@dataclass(frozen=True)
class Effects:
    reports: Reports | None  # None on the day itself
    questions: list[Understood]
    together: Understood | None
    promises: Promises


@dataclass(frozen=True)
class Row:
    """One dialogue in the overview; shares in percent, None where fewer than FEWEST_ANSWERS answered."""

    dialogue: Dialogue
    people: int
    before: int | None
    after: int | None
    promises: Promises


@dataclass(frozen=True)
class Totals:
    held: int
    people: int
    before: int | None
    after: int | None
    promises: Promises


def effects(dialogue: Dialogue, language: str) -> Effects:
    """What came of one dialogue, up to now."""
    results = results_of(dialogue)
    questions = [
        _understood(one.question.said(language).question, one.before.right, one.before.answered,
                    one.after.right, one.after.answered)
        for one in results
    ]  # fmt: skip
    promises = _promises([dialogue.pk])[dialogue.pk]
    return Effects(reports_around(dialogue), questions, _together(questions), promises)


def reports_around(dialogue: Dialogue) -> Reports | None:
    """Reports of the dialogue's kelurahan around its day, which counts for neither; None until a day is over."""
    day = timezone.localtime(dialogue.starts_at).date()
    days_after = min(DAYS, (clock.today() - day).days - 1)
    if days_after < 1:
        return None
    begin, end = clock.midnight(day - timedelta(days=DAYS)), clock.midnight(day)
    next_day, last = clock.midnight(day + timedelta(days=1)), clock.midnight(day + timedelta(days=1 + days_after))
    found = Report.objects.filter(village=dialogue.village_id, received_at__gte=begin, received_at__lt=last).aggregate(
        before=Count("pk", filter=Q(received_at__lt=end)), after=Count("pk", filter=Q(received_at__gte=next_day))
    )
    ratio = rate_ratio(found["before"], found["after"], days_before=DAYS, days_after=days_after)
    return Reports(found["before"], found["after"], days_after, ratio)


def overview(office: Office, *, first: date, last: date) -> tuple[Totals, list[Row]]:
    """Every dialogue that the office held from a day to a day, and all together; three questions to the database."""
    held = Dialogue.objects.filter(
        office=office,
        state__in=HELD,
        starts_at__gte=clock.midnight(first),
        starts_at__lt=clock.midnight(last + timedelta(days=1)),
    )
    dialogues = list(held.select_related("village", "kind").order_by("starts_at", "id"))
    ids = [one.pk for one in dialogues]
    people = dict(Attendance.objects.filter(dialogue__in=ids).values_list("dialogue").annotate(Sum("count")).order_by())
    answers, promises = _answers(ids), _promises(ids)
    rows = [
        Row(one, people.get(one.pk, 0), answers[one.pk].share(Round.BEFORE), answers[one.pk].share(Round.AFTER),
            promises[one.pk])
        for one in dialogues
    ]  # fmt: skip
    whole = _Answers()
    for one in answers.values():
        whole.take(one)
    all_promises = [row.promises for row in rows]
    return Totals(
        held=len(rows),
        people=sum(row.people for row in rows),
        before=whole.share(Round.BEFORE),
        after=whole.share(Round.AFTER),
        promises=_sum(all_promises),
    ), rows


class _Answers:
    """Right answers and all answers, by round."""

    def __init__(self) -> None:
        self.right: dict[str, int] = defaultdict(int)
        self.all: dict[str, int] = defaultdict(int)

    def take(self, other: _Answers) -> None:
        for round_ in Round:
            self.right[round_] += other.right[round_]
            self.all[round_] += other.all[round_]

    def share(self, round_: Round) -> int | None:
        return round(100 * self.right[round_] / self.all[round_]) if self.all[round_] >= FEWEST_ANSWERS else None


def _answers(ids: Iterable[UUID]) -> dict[UUID, _Answers]:
    right = {question.key: question.right for question in bank.bank()}
    found: dict[UUID, _Answers] = defaultdict(_Answers)
    rows = Tally.objects.filter(dialogue__in=ids, question__in=right).values_list(
        "dialogue", "question", "round", "choice"
    )
    for dialogue, question, round_, choice, count in rows.annotate(Sum("count")).order_by():
        found[dialogue].all[round_] += count
        found[dialogue].right[round_] += count if choice == right[question] else 0
    return found


def _promises(ids: Iterable[UUID]) -> dict[UUID, Promises]:
    kept, dropped = Q(kept_on__isnull=False), Q(dropped_on__isnull=False)
    rows = (
        Promise.objects.filter(dialogue__in=ids)
        .values_list("dialogue")
        .annotate(
            made=Count("pk"),
            due=Count("pk", filter=kept | dropped | Q(due_on__lt=clock.today())),
            kept=Count("pk", filter=kept),
            dropped=Count("pk", filter=dropped),
        )
    )
    found: dict[UUID, Promises] = defaultdict(Promises)
    found.update({dialogue: Promises(*counts) for dialogue, *counts in rows.order_by()})
    return found


def _sum(all_of: list[Promises]) -> Promises:
    return Promises(
        sum(one.made for one in all_of),
        sum(one.due for one in all_of),
        sum(one.kept for one in all_of),
        sum(one.dropped for one in all_of),
    )


def _understood(name: str, right_before: int, before: int, right_after: int, after: int) -> Understood:
    enough = min(before, after) >= FEWEST_ANSWERS
    gain = difference(right_before, before, right_after, after) if enough else None
    return Understood(name, right_before, before, right_after, after, gain)


def _together(questions: list[Understood]) -> Understood | None:
    """All answers as one; one person's five hang together, so the interval is that of as many people, not answers."""
    asked = [one for one in questions if one.before and one.after]
    if not asked:
        return None
    right_before, before = sum(one.right_before for one in asked), sum(one.before for one in asked)
    right_after, after = sum(one.right_after for one in asked), sum(one.after for one in asked)
    each, gain = len(asked), None
    if min(before, after) >= FEWEST_ANSWERS * each:
        gain = difference(right_before / each, before / each, right_after / each, after / each)
    return Understood("", right_before, before, right_after, after, gain)
