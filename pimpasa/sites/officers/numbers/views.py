"""The numbers of what an officer answers for, with a plot and a table of each; never contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pimpasa.accounts.queries import officers_of
from pimpasa.accounts.roles import Permission, Role
from pimpasa.common import clock
from pimpasa.common.tables import workbook, written
from pimpasa.insights.disclosure import desks_in_remit
from pimpasa.insights.queries.numbers import Numbers, villages_counted
from pimpasa.insights.queries.work import work_of
from pimpasa.reports.kinds import Channel, Kind, Wait
from pimpasa.reports.queries.terms import amounts_of
from pimpasa.reports.states import State
from pimpasa.sites.common.http import as_file
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.numbers import plots, sheets
from pimpasa.sites.officers.numbers.above import numbers_above
from pimpasa.sites.officers.numbers.asking import Question, named
from pimpasa.sites.officers.numbers.prints import printed
from pimpasa.sites.officers.numbers.sheets import XLSX, Sheet
from pimpasa.territory.queries.offices import desks_of_office

MOST_PLACES = 11  # whose plots fit a page; the tables and files have all


@require_safe
@officer_required(Permission.READ_NUMBERS)
def numbers(request: OfficerRequest) -> HttpResponse:
    """How many reports, what came of them and how long it took; `?unduh=` takes a table or all of them along."""
    officer = request.user
    if Role(officer.role).facts.is_above_offices:
        return numbers_above(request)
    desks = desks_in_remit(officer, request.seats)
    villages = villages_counted(officer.office, desks)
    question = Question.of(request.GET.dict(), villages=villages, desks=desks, today=clock.today())
    counted = Numbers(officer.office, question.period, question.narrowing)
    tables = _tables(request, counted, villages)
    form = request.GET.get("unduh", "")
    if form in ("csv", "xlsx", "pdf"):
        return _file(request, question, tables, form, title=_title(question, villages))
    if chosen := tables.get(request.GET.get("tabel", "")):
        return _alone(request, question, chosen)
    context = {
        "question": question,
        "period": named(question.period),
        "title": _title(question, villages),
        "numbers": counted,
        "villages": villages.items(),
        "kinds": Kind.choices,
        "columns": sheets.briefly().values(),
        "channels": Channel.choices,
        "outcomes": State.choices,
        "tables": tables,
        "places": _places(question, counted, villages),
        "limits": _limits(officer.office_id),
        **_plots(counted, villages),
    }
    return render(request, "officers/numbers/page.html", context)


def _tables(request: OfficerRequest, counted: Numbers, villages: Mapping[str, str]) -> dict[str, Sheet]:
    """By name; how long each desk and each officer takes is for who leads them, what was done for who leads cases."""
    officer = request.user
    own = [
        sheets.by_village(counted, villages),
        sheets.by_outcome(counted),
        sheets.by_channel(counted),
        sheets.waits(counted),
        sheets.by_month(counted, villages),
        sheets.open_now(counted, clock.today()),
    ]
    if officer.may(Permission.LEAD_CASES):
        own.append(sheets.work_done(work_of(officer.office, counted.period), counted))
    if officer.may(Permission.LEAD_OFFICE):
        own.append(sheets.waits_of_desks(counted, list(desks_of_office(officer.office))))
        own.append(sheets.waits_of_officers(counted, list(officers_of(officer.office))))
    return {sheet.name: sheet for sheet in own}


def _alone(request: OfficerRequest, question: Question, sheet: Sheet) -> HttpResponse:
    """One table with all its rows, so many on a page."""
    asked_for = request.GET.get("baris", "")
    first = min(int(asked_for), len(sheet.rows)) if asked_for.isascii() and asked_for.isdecimal() else 0
    after = first + sheets.ALONE
    context = {
        "question": question,
        "period": named(question.period),
        "sheet": sheet,
        "lines": sheet.part(first, sheets.ALONE),
        "earlier": max(0, first - sheets.ALONE) if first else None,
        "later": after if after < len(sheet.rows) else None,
    }
    return render(request, "officers/numbers/one.html", context)


def _file(
    request: OfficerRequest, question: Question, tables: Mapping[str, Sheet], form: str, *, title: str
) -> HttpResponse:
    chosen = tables.get(request.GET.get("tabel", ""))
    several = [chosen] if chosen else list(tables.values())
    name = f"angka-{chosen.name if chosen else 'semua'}-{question.period.length}-{question.period.name}.{form}"
    if form == "csv":
        return as_file(written(row for sheet in several for row in sheet.table), name, "text/csv; charset=utf-8")
    if form == "xlsx":
        return as_file(workbook({sheet.name: sheet.table for sheet in several}), name, XLSX)
    pdf = printed(request.user.office, question, several, title=title)
    return as_file(pdf, name, "application/pdf")


def _title(question: Question, villages: Mapping[str, str]) -> str:
    """What is narrowed, in words: "Human trafficking (TPPO), Pegadungan"."""
    narrowing = question.narrowing
    words = [
        str(Kind(narrowing.kind).label) if narrowing.kind else "",
        villages.get(narrowing.village, ""),
        str(Channel(narrowing.channel).label) if narrowing.channel else "",
        str(State(narrowing.outcome).label) if narrowing.outcome else "",
    ]
    return ", ".join(filter(None, words))


def _limits(office_id: int) -> dict[str, int]:
    """How long the office lets the waits take that are told here: hours, then working days."""
    amounts = amounts_of(office_id)
    return {
        "see": amounts[Wait.SEE],
        "urgent": amounts[Wait.SEE_EMERGENCY],
        "verify": amounts[Wait.VERIFY],
        "decide": amounts[Wait.DECIDE],
    }


@dataclass(frozen=True)
class Place:
    """A kelurahan's row: for each kind its number, and the address of what stands behind it."""

    name: str
    address: str
    cells: Sequence[tuple[str, int, str]]
    total: int


def _places(question: Question, counted: Numbers, villages: Mapping[str, str]) -> list[Place]:
    cells = counted.by_village_and_kind
    return [
        Place(
            villages.get(code, code),
            question.narrowed_to(village=code, kind=""),
            [
                (label, cells.get((code, kind), 0), question.narrowed_to(village=code, kind=kind))
                for kind, label in sheets.briefly().items()
            ],
            pair.now,
        )
        for code, pair in list(counted.by_village.items())[:MOST_PLACES]
    ]


def _plots(counted: Numbers, villages: Mapping[str, str]) -> dict[str, Any]:
    codes = list(counted.by_village)[:MOST_PLACES]
    states = {str(State(state).label): pair for state, pair in counted.by_state.items() if pair.now or pair.before}
    ages = {sheets.aged(age): number for age, number in counted.open_by_age(clock.today())}
    return {
        "village_bars": plots.bars({villages.get(code, code): counted.by_village[code] for code in codes}),
        "state_bars": plots.bars(states),
        "age_bars": plots.bars(ages),
        "waits": [
            (wait, sheets.lasted(wait.median), sheets.lasted(wait.ninth), plots.distribution(wait),
             plots.shares(wait, counted.months), sheets.unit_of(wait.stage))
            for wait in counted.waits
        ],
        "multiples": plots.multiples(
            {villages.get(code, code): counted.by_month.get(code, {}) for code in codes}, counted.months
        ),
    }  # fmt: skip
