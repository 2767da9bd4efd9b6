"""Where to hold the next dialogue, with its reasons: by counts alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pimpasa.common import clock
from pimpasa.insights.queries.suggestions import Suggestion, where_next
from pimpasa.outreach.actions.departures import bring_in_departures
from pimpasa.outreach.actions.planning import call_off_dialogue
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import DialogueState
from pimpasa.territory.models import Village
from tests.factories import outreach as made
from tests.factories import reports as given
from tests.factories.acts import count_on
from tests.factories.people import Cast, cast
from tests.factories.territory import CENGKARENG_TIMUR, KAPUK, PEGADUNGAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def held(office: Cast, *, days: int) -> None:
    """A dialogue in Cengkareng Timur so many days ago."""
    planned = made.dialogue(office)
    at = clock.now() - timedelta(days=days)
    Dialogue.objects.filter(pk=planned.pk).update(
        state=DialogueState.HELD, starts_at=at, ends_at=at + timedelta(hours=1)
    )


def found(office: Cast) -> dict[str, Suggestion]:
    return {one.village.pk: one for one in where_next(office.at.office)}


def test_it_works(office: Cast) -> None:
    held(office, days=210)
    given.report()
    given.report()
    count_on()
    numbers = f"kode,jumlah\n{CENGKARENG_TIMUR},320\n".encode()
    bring_in_departures(data=numbers, year=2025, source="BPS Karangan", by=office.dewi)
    bring_in_departures(data=numbers.replace(b"320", b"900"), year=2024, source="BPS Karangan", by=office.dewi)
    first = where_next(office.at.office)[0]
    assert (first.village.pk, first.points) == (CENGKARENG_TIMUR, 7 + 2 + 6)
    assert first.reasons == [
        "Tidak ada acara selama 210 hari",
        "2 laporan dalam 90 hari",
        "320 keberangkatan pada tahun 2025 (BPS Karangan)",
    ]


def test_where_there_was_none_waits_longest(office: Cast) -> None:
    held(office, days=3)
    rows = where_next(office.at.office)
    assert rows[0].reasons == ["Belum pernah ada acara"]
    assert (len(rows), CENGKARENG_TIMUR in {row.village.pk for row in rows}) == (10, False)


def test_where_one_is_planned_none_is_suggested_until_it_is_called_off(office: Cast) -> None:
    planned = made.dialogue(office, by=office.bayu, desk=office.at.pegadungan, village=office.at.village(PEGADUNGAN))
    assert PEGADUNGAN not in found(office)
    call_off_dialogue(dialogue=planned, reason="Karangan: banjir", by=office.bayu)
    assert PEGADUNGAN in found(office)


def test_no_sign_outweighs_the_others_alone() -> None:
    village = Village(pk=KAPUK, name="Kapuk")
    assert Suggestion(village, 4_000, 900, None).points == 24


def test_four_queries_however_many_kelurahan(office: Cast) -> None:
    given.report()
    with CaptureQueriesContext(connection) as asked:
        [row.reasons for row in where_next(office.at.office)]
    assert len(asked) == 4


def test_no_report_is_read_for_it(office: Cast) -> None:
    """So that an office of a hundred thousand reports waits as long as one of ten."""
    with CaptureQueriesContext(connection) as asked:
        where_next(office.at.office)
    assert [row["sql"] for row in asked if "reports_report" in row["sql"]] == []


def test_an_office_sees_its_own_area_alone(office: Cast) -> None:
    assert where_next(office.at.fallback) == []
