"""A queue narrowed: what is asked for, no more, and never another desk's."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_bytes
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pimpasa.common import clock
from pimpasa.common.ids import uuid7
from pimpasa.handling.queries import filters
from pimpasa.handling.queries.filters import Filter
from pimpasa.handling.queries.queue import queue
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.queries.lists import near_deadline
from pimpasa.reports.states import OUTCOMES
from tests.factories import reports as given
from tests.factories.people import Cast, cast
from tests.factories.territory import CENGKARENG_TIMUR

pytestmark = pytest.mark.django_db
ALL = {"free", "mine", "emergency", "late", "soon"}


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def rows(office: Cast) -> dict[str, Report]:
    """Sari's: one nobody took, one she took, an emergency, a late one, one due soon; and Bayu's."""
    village = office.at.pegadungan.village
    assert village is not None
    late = given.report(kind="foreigner", indicators=[])
    Report.objects.filter(pk=late.pk).update(due_at=clock.now() - timedelta(hours=1))
    soon = given.report(kind="foreigner", indicators=[])
    Report.objects.filter(pk=soon.pk).update(due_at=clock.now() + timedelta(hours=7))
    return {
        "free": given.report(kind="pmi", indicators=[]),
        "mine": given.taken(office.sari),
        "emergency": given.report(danger=True),
        "late": late,
        "soon": soon,
        "bayu": given.report(village=village.code),
    }


def fitting(rows: dict[str, Report], office: Cast, **asked: str) -> set[str]:
    found = set(Filter.of(asked).apply(queue(office.sari), office.sari))
    return {name for name, report in rows.items() if report in found}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ALL),
        ({"whose": "mine"}, {"mine"}),
        ({"whose": "free"}, {"free", "emergency", "late", "soon"}),
        ({"urgency": "1"}, {"emergency"}),
        ({"kind": "pmi"}, {"free"}),
        ({"state": "verifying"}, {"mine"}),
        ({"state": "received", "kind": "foreigner"}, {"late", "soon"}),
        ({"due": "late"}, {"late"}),
        ({"due": "soon"}, {"soon"}),
        ({"due": "soon", "kind": "pmi"}, set()),
        ({"village": CENGKARENG_TIMUR}, ALL),
        ({"village": "99.99.99.9999"}, set()),
        ({"reference": "NOTHING"}, set()),
        ({"reference": "00000-00000"}, set()),
        ({"whose": "x", "urgency": "9", "kind": "'; --", "state": "besok", "due": "1"}, ALL),
    ],
)  # fmt: skip
def test_what_is_asked_for(office: Cast, rows: dict[str, Report], asked: dict[str, str], names: set[str]) -> None:
    assert fitting(rows, office, **asked) == names


def test_a_reference_finds_its_report_however_it_is_typed(office: Cast, rows: dict[str, Report]) -> None:
    reference = rows["mine"].reference
    for typed in (reference, reference.lower(), reference.replace("-", ""), f" {reference} "):
        assert fitting(rows, office, reference=typed) == {"mine"}
    assert fitting(rows, office, reference=rows["bayu"].reference) == set()


def test_a_reference_is_looked_up_by_its_index(office: Cast) -> None:
    found = Filter(reference="12345-ABCDE").apply(Report.objects.all(), office.sari)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "report_by_reference" in found.explain()


@pytest.mark.parametrize(
    ("urgency", "left", "is_soon"),
    [
        (Urgency.EMERGENCY, timedelta(hours=1, minutes=59), True),
        (Urgency.EMERGENCY, timedelta(hours=3), False),
        (Urgency.PRIORITY, timedelta(hours=7, minutes=59), True),
        (Urgency.ROUTINE, timedelta(minutes=1), True),
        (Urgency.ROUTINE, timedelta(hours=9), False),
        (Urgency.ROUTINE, timedelta(minutes=-1), False),
    ],
)
def test_what_is_due_soon(office: Cast, urgency: Urgency, left: timedelta, is_soon: bool) -> None:
    given.report()
    Report.objects.update(urgency=urgency, due_at=clock.now() + left)
    assert Report.objects.filter(near_deadline(clock.now())).exists() == is_soon


def test_what_is_due_soon_is_read_by_an_index(office: Cast) -> None:
    """Deadlines bound what is read, so that a full queue with nothing near is not read through."""
    desk = office.at.cengkareng_timur
    _many_like(given.report(), 500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE reports_report")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    asked = Report.objects.filter(desk=desk).exclude(state__in=sorted(OUTCOMES)).filter(near_deadline(clock.now()))
    plan = asked.order_by("urgency", "due_at", "id").explain()
    (condition,) = (line for line in plan.splitlines() if "Index Cond" in line)
    assert condition.count("due_at") == 2


def _many_like(report: Report, number: int) -> None:
    """So many rows that a plan's choice does not hang on chance; each is due an hour after the one before."""
    due, copies = report.due_at, []
    for hour in range(number):
        copy = Report.objects.get(pk=report.pk)
        copy.pk, copy.receipt_id, copy.due_at = uuid7(), token_bytes(16), due + timedelta(hours=hour)
        copies.append(copy)
    Report.objects.bulk_create(copies)


def test_counts_are_true_and_stop_in_time(
    office: Cast, rows: dict[str, Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    def said() -> dict[str, str]:
        mine = queue(office.sari)
        counted = filters.counts(mine, office.sari, asked)
        return {name: str(number) for name, number in counted.items()}

    asked = {
        "all": Filter(), "mine": Filter(whose="mine"), "free": Filter(whose="free"), "emergency": Filter(urgency="1"),
        "late": Filter(due="late"), "soon": Filter(due="soon"), "answered": Filter(news="answered"),
        "fitting": Filter(kind="foreigner"),
    }  # fmt: skip
    chips = {"all": "5", "mine": "1", "free": "4", "emergency": "1", "late": "1", "soon": "1", "answered": "0"}
    assert said() == chips | {"fitting": "2"}
    monkeypatch.setattr(filters, "MOST_COUNTED", 2)
    assert said()["all"] == "2+"


def test_a_filter_s_query_is_itself() -> None:
    asked = {"whose": "mine", "urgency": "1", "village": CENGKARENG_TIMUR, "due": "late", "reference": "A&B=C"}
    assert Filter.of(dict(parse_qsl(Filter.of(asked).query))) == Filter.of(asked)
    assert Filter().query == ""


@pytest.mark.parametrize("name", ["sari", "dewi"])
def test_the_page_asks_as_much_for_three_rows_as_for_one(office: Cast, name: str) -> None:
    from django.test import Client

    from tests.factories.people import PASSPHRASE

    browser = Client()
    browser.post("/masuk/", {"login": getattr(office, name).email, "password": PASSPHRASE})
    given.report()
    browser.get("/petugas/laporan/")
    with CaptureQueriesContext(connection) as one:
        assert browser.get("/petugas/laporan/?urgency=2&kind=tppo").status_code == 200
    for _ in range(2):
        given.report()
    browser.get("/petugas/laporan/")  # whose act writes what the test itself changed
    with CaptureQueriesContext(connection) as three:
        page = browser.get("/petugas/laporan/?urgency=2&kind=tppo").content.decode()
    assert page.count("app-report__mark") == 3
    assert len(three) == len(one)
