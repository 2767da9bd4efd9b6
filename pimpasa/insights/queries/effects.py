"""What came of a dialogue: reports of its kelurahan before and after, understanding, promises kept. Counts alone.

None of it says why: a dialogue is one thing of many that happen in two months, so whoever shows these figures says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from math import isfinite
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from pimpasa.common import clock
from pimpasa.education import queries as bank
from pimpasa.insights.intervals import Interval, difference, rate_ratio
from pimpasa.insights.kinds import Grain
from pimpasa.insights.models import Cell
from pimpasa.outreach.kinds import Round
from pimpasa.outreach.models import Attendance, Dialogue, Promise, Tally
from pimpasa.outreach.queries.rounds import results_of
from pimpasa.outreach.states import HELD
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
    """One dialogue among others; shares in percent, None where fewer than FEWEST_ANSWERS answered."""

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
    questions = [
        _understood(
            result.question.said(language).question,
            right_before=result.before.right,
            before=result.before.answered,
            right_after=result.after.right,
            after=result.after.answered,
        )
        for result in results_of(dialogue)
    ]
    promises = _promises([dialogue.pk])[dialogue.pk]
    return Effects(reports_around(dialogue), questions, _together(questions), promises)


def reports_around(dialogue: Dialogue) -> Reports | None:
    """Reports of the dialogue's kelurahan around its day, which counts for neither; None until a day is over."""
    day = dialogue.begins.date()
    days_after = min(DAYS, (clock.today() - day).days - 1)
    if days_after < 1:
        return None
    cells = Cell.objects.filter(village=dialogue.village_id, grain=Grain.DAY)
    last = day + timedelta(days=days_after)
    counts = cells.filter(day__gte=day - timedelta(days=DAYS), day__lte=last).aggregate(
        before=Coalesce(Sum("number", filter=Q(day__lt=day)), 0),
        after=Coalesce(Sum("number", filter=Q(day__gt=day)), 0),
    )
    ratio = rate_ratio(counts["before"], counts["after"], days_before=DAYS, days_after=days_after)
    return Reports(counts["before"], counts["after"], days_after, ratio)


def outcomes_of(office: Office, *, first: date, last: date) -> tuple[Totals, list[Row]]:
    """Every dialogue that the office held from a day to a day, and all together; four questions to the database."""
    held = Dialogue.objects.filter(
        office=office,
        state__in=HELD,
        starts_at__gte=clock.midnight(first),
        starts_at__lt=clock.midnight(last + timedelta(days=1)),
    )
    dialogues = list(held.select_related("village", "kind").order_by("starts_at", "id"))
    ids = [dialogue.pk for dialogue in dialogues]
    people = _people(ids)
    answers = _answers(ids)
    promises = _promises(ids)
    rows = [
        Row(
            dialogue,
            people=people.get(dialogue.pk, 0),
            before=answers[dialogue.pk].share(Round.BEFORE),
            after=answers[dialogue.pk].share(Round.AFTER),
            promises=promises[dialogue.pk],
        )
        for dialogue in dialogues
    ]
    return _totals(rows, _all(answers.values())), rows


@dataclass
class _Answers:
    """Right answers and all answers, by round."""

    right: Counter[str] = field(default_factory=Counter)
    every: Counter[str] = field(default_factory=Counter)

    def share(self, round_: Round) -> int | None:
        if self.every[round_] < FEWEST_ANSWERS:
            return None
        return round(100 * self.right[round_] / self.every[round_])


def _all(answers: Iterable[_Answers]) -> _Answers:
    total = _Answers()
    for each in answers:
        total.right.update(each.right)
        total.every.update(each.every)
    return total


def _totals(rows: list[Row], answers: _Answers) -> Totals:
    return Totals(
        held=len(rows),
        people=sum(row.people for row in rows),
        before=answers.share(Round.BEFORE),
        after=answers.share(Round.AFTER),
        promises=Promises(
            made=sum(row.promises.made for row in rows),
            due=sum(row.promises.due for row in rows),
            kept=sum(row.promises.kept for row in rows),
            dropped=sum(row.promises.dropped for row in rows),
        ),
    )


def _people(ids: Iterable[UUID]) -> dict[UUID, int]:
    came = Attendance.objects.filter(dialogue__in=ids).values_list("dialogue").annotate(Sum("count"))
    return dict(came.order_by())


def _answers(ids: Iterable[UUID]) -> dict[UUID, _Answers]:
    right = {question.key: question.right for question in bank.bank()}
    tallies = Tally.objects.filter(dialogue__in=ids, question__in=right)
    counted = tallies.values_list("dialogue", "question", "round", "choice").annotate(Sum("count")).order_by()
    answers: dict[UUID, _Answers] = defaultdict(_Answers)
    for dialogue, question, round_, choice, count in counted:
        answers[dialogue].every[round_] += count
        answers[dialogue].right[round_] += count if choice == right[question] else 0
    return answers


def _promises(ids: Iterable[UUID]) -> dict[UUID, Promises]:
    is_kept = Q(kept_on__isnull=False)
    is_dropped = Q(dropped_on__isnull=False)
    by_dialogue = Promise.objects.filter(dialogue__in=ids).values_list("dialogue").order_by()
    counted = by_dialogue.annotate(
        made=Count("pk"),
        due=Count("pk", filter=is_kept | is_dropped | Q(due_on__lt=clock.today())),
        kept=Count("pk", filter=is_kept),
        dropped=Count("pk", filter=is_dropped),
    )
    promises: dict[UUID, Promises] = defaultdict(Promises)
    promises.update({dialogue: Promises(*counts) for dialogue, *counts in counted})
    return promises


def _understood(name: str, *, right_before: int, before: int, right_after: int, after: int) -> Understood:
    enough = min(before, after) >= FEWEST_ANSWERS
    gain = difference(right_before, before, right_after, after) if enough else None
    return Understood(name, right_before, before, right_after, after, gain)


def _together(questions: list[Understood]) -> Understood | None:
    """All answers as one; one person's five hang together, so the interval is that of as many people, not answers."""
    answered = [question for question in questions if question.before and question.after]
    if not answered:
        return None
    right_before = sum(question.right_before for question in answered)
    before = sum(question.before for question in answered)
    right_after = sum(question.right_after for question in answered)
    after = sum(question.after for question in answered)
    gain = None
    each = len(answered)
    if min(before, after) >= FEWEST_ANSWERS * each:
        gain = difference(right_before / each, before / each, right_after / each, after / each)
    return Understood("", right_before, before, right_after, after, gain)
