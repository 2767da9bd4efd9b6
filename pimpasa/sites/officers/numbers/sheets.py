"""The tables behind the plots: on the page, as CSV, as a workbook and on paper the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.accounts.models import Officer
from pimpasa.insights.kinds import Stage
from pimpasa.insights.periods import YEAR
from pimpasa.insights.queries.numbers import Numbers, Pair, Waits
from pimpasa.insights.queries.work import Work
from pimpasa.reports.kinds import Channel, Kind
from pimpasa.reports.states import State
from pimpasa.territory.models import Desk

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HOUR = 60
DAY = 24 * HOUR
MOST_HOURS = 48 * HOUR  # above it people count in days
ON_PAGE = 24  # rows of a table among the plots; a page of its own and the files have all
ALONE = 150
Cell = str | int | float | None


@dataclass(frozen=True)
class Sheet:
    """A table; `name` is how an address asks for it as a file."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    @property
    def lines(self) -> Iterator[tuple[Cell, list[tuple[str, Cell]]]]:
        """Each row's head, then its cells with the words of their columns."""
        for head, *cells in self.rows:
            yield head, list(zip(self.columns[1:], cells, strict=True))

    def part(self, first: int = 0, most: int = ON_PAGE) -> list[tuple[Cell, list[tuple[str, Cell]]]]:
        """Some of the lines."""
        return list(islice(self.lines, first, first + most))

    @property
    def beginning(self) -> list[tuple[Cell, list[tuple[str, Cell]]]]:
        """What of it stands among the plots."""
        return self.part()

    @property
    def is_long(self) -> bool:
        return len(self.rows) > ON_PAGE

    @property
    def table(self) -> list[Sequence[Cell]]:
        return [self.columns, *self.rows]


def lasted(minutes: float | None) -> str:
    """How long something took, in words: "1 h 10 min", "2.9 days"."""
    if minutes is None:
        return "–"
    whole = round(minutes)
    if whole < HOUR:
        return ngettext("%(n)d minute", "%(n)d minutes", whole) % {"n": whole}
    if whole < MOST_HOURS:
        return _("%(hours)d h %(minutes)d min") % {"hours": whole // HOUR, "minutes": whole % HOUR}
    return _("%(days)s days") % {"days": number_format(minutes / DAY, 1)}


def briefly() -> dict[str, str]:
    """The kinds of reports, short enough for a column."""
    return {Kind.TPPO.value: "TPPO", Kind.PMI.value: "PMI", Kind.FOREIGNER.value: _("Foreigner")}


def by_village(numbers: Numbers, villages: Mapping[str, str]) -> Sheet:
    cells = numbers.by_village_and_kind
    rows: list[list[Cell]] = [
        [villages.get(code, code), *(cells.get((code, kind), 0) for kind in Kind.values), pair.now, pair.before]
        for code, pair in numbers.by_village.items()
    ]
    return Sheet(
        "kelurahan", _("By kelurahan"), [_("Kelurahan"), *briefly().values(), _("Together"), _("A year before")], rows
    )


def by_outcome(numbers: Numbers) -> Sheet:
    words = {state.value: str(state.label) for state in State}
    return _pairs("hasil", _("What came of them"), _("State"), numbers.by_state, words)


def by_channel(numbers: Numbers) -> Sheet:
    words = {channel.value: str(channel.label) for channel in Channel}
    return _pairs("saluran", _("How they came"), _("Channel"), numbers.by_channel, words)


def _pairs(name: str, title: str, head: str, pairs: Mapping[str, Pair], words: Mapping[str, str]) -> Sheet:
    rows: list[list[Cell]] = [[words[value], pair.now, pair.before] for value, pair in pairs.items()]
    return Sheet(name, title, [head, _("This period"), _("A year before")], rows)


def waits(numbers: Numbers) -> Sheet:
    rows: list[list[Cell]] = [[str(wait.stage.label), *_told(wait)] for wait in numbers.waits]
    return Sheet("lama", _("How long it took"), [_("Until"), *_wait_columns()], rows)


def waits_of_officers(numbers: Numbers, officers: Sequence[Officer]) -> Sheet:
    names = {officer.pk: officer.name for officer in officers}
    return _waits_by("petugas", _("By officer"), _("Officer"), numbers.waits_by("officer"), names)


def waits_of_desks(numbers: Numbers, desks: Sequence[Desk]) -> Sheet:
    return _waits_by("meja", _("By desk"), _("Desk"), numbers.waits_by("desk"), {desk.pk: desk.name for desk in desks})


def _waits_by(
    name: str, title: str, head: str, by: Mapping[int | None, Sequence[Waits]], names: Mapping[int, str]
) -> Sheet:
    rows: list[list[Cell]] = [
        [names.get(key or 0, "–"), str(wait.stage.label), *_told(wait)]
        for key, stages in sorted(by.items(), key=lambda item: names.get(item[0] or 0, "–"))
        for wait in stages
        if wait.number
    ]
    return Sheet(name, title, [head, _("Until"), *_wait_columns()], rows)


def _wait_columns() -> list[str]:
    return [_("How many"), _("Half within"), _("Nine of ten within"), _("Late"), _("Late, %")]


def _told(wait: Waits) -> list[Cell]:
    return [wait.number, lasted(wait.median), lasted(wait.ninth), wait.late, wait.late_percent]


def by_month(numbers: Numbers, villages: Mapping[str, str]) -> Sheet:
    rows: list[list[Cell]] = [
        [
            villages.get(code, code),
            date_format(month.first, "F Y"),
            counts.get(month, 0),
            counts.get(month.later(-YEAR), 0),
        ]
        for code, counts in sorted(numbers.by_month.items(), key=lambda item: villages.get(item[0], item[0]))
        for month in numbers.months
    ]
    columns = [_("Kelurahan"), _("Month"), _("Reports"), _("A year before")]
    return Sheet("bulan", _("Twelve months"), columns, rows)


def open_now(numbers: Numbers, today: date) -> Sheet:
    rows: list[list[Cell]] = [[aged(age), number] for age, number in numbers.open_by_age(today)]
    return Sheet("terbuka", _("Open now"), [_("Age"), _("Reports")], rows)


def aged(days: int | None) -> str:
    return (
        _("older than 30 days") if days is None else ngettext("up to %(n)d day", "up to %(n)d days", days) % {"n": days}
    )


def work_done(work: Work, numbers: Numbers) -> Sheet:
    """What was done besides, as words and numbers; a share is of how many."""
    dialogues = work.dialogues
    rows: list[list[Cell]] = [
        [_("Substantiated, of those that were concluded"), _of(numbers.substantiated.now, numbers.concluded)],
        [_("Verification taken up again"), numbers.reopened],
        [_("Operations"), work.operations],
        [_("Operations with their report"), _of(work.operations_reported, work.operations)],
        [_("Administrative actions (TAK)"), work.taks],
        [_("Referrals accepted"), _of(work.accepted, work.referrals)],
        [_("Until a referral was accepted, half within"), _span(work.until_accepted)],
        [_("Dialogues held"), dialogues.held],
        [_("People reached"), dialogues.people],
        [_("Promises kept, of those that were due"), _of(dialogues.promises.kept, dialogues.promises.due)],
        [_("Right answers before a dialogue, %"), dialogues.before],
        [_("Right answers after it, %"), dialogues.after],
        [_("Reporters who found the answer clear"), _of(work.clear["yes"], work.answers)],
    ]
    return Sheet("kerja", _("What was done"), [_("What"), _("How many")], rows)


def _of(number: int, whole: int) -> str:
    return _("%(number)d of %(whole)d") % {"number": number, "whole": whole}


def _span(length: timedelta | None) -> str:
    return lasted(None if length is None else length.total_seconds() / 60)


def unit_of(stage: Stage) -> str:
    """The word of a distribution's axis."""
    return _("hours") if stage == Stage.OPENED else _("days")
