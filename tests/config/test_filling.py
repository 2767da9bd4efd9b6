"""What benchmarks fill an installation with is what the program itself would have stored and counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from multiprocessing import Value

import pytest
from django.db import connection

from bench import filling
from pimpasa.common import clock
from pimpasa.config import simulation
from pimpasa.insights.actions.counting import recount
from pimpasa.insights.models import Cell, WaitCell
from pimpasa.ledger.audit import faults
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.models import Entry
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db
NUMBER = 40


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def filled(office: Cast) -> Iterator[Cast]:
    """In this process, beside one report that really came in."""
    given.report()
    places = [place for place in simulation.places() if place.office == office.at.office.pk]
    plan = simulation.Plan(NUMBER, 3, places, clock.now(), span=timedelta(days=400), stories=8)
    size = filling._entries()
    filling._begin(Value("q", size))
    filling._put_batch(plan, 0, NUMBER)
    filling._sign(size)
    filling._sum_up()
    yield office
    filling._next_position = None


def test_each_opens_and_is_counted(filled: Cast) -> None:
    made = [peek(report, keyring(filled.dewi)) for report in Report.objects.order_by("id")]
    assert len(made) == NUMBER + 1
    assert all(one.answers.narrative.startswith("Karangan") for one in made)


def test_what_is_counted_is_what_a_full_count_says(filled: Cast) -> None:
    """But for the one that came in by itself, which the log tells of within the next minute."""
    result = recount(mend=False)
    assert (result.facts, result.reports) == (1, NUMBER + 1)
    assert recount(mend=True).reports == NUMBER + 1
    before = Cell.objects.count(), WaitCell.objects.count()
    assert recount(mend=False).is_equal
    assert min(before) > 0


def test_the_log_goes_on_behind_them(filled: Cast) -> None:
    assert Entry.objects.filter(position=None).count() == 0
    given.report()
    assert integrate() > 0
    assert [fault for fault in faults() if "put in by hand" not in fault] == []


def test_indexes_are_as_they_were() -> None:
    """Those that are dropped before very many rows."""

    def indexes() -> list[tuple[str]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = ANY(%s)", [[*filling.FILLED]])
            return sorted(cursor.fetchall())

    before = indexes()
    with filling._without_indexes(1_000_000):
        assert len(indexes()) < len(before)
    assert indexes() == before
