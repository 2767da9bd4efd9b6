"""A clock that goes backwards: nothing is lost, refused or taken for broken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.common import clock
from pimpasa.config.consistency import faults
from pimpasa.handling.actions.verifying import take
from pimpasa.ledger import queries
from pimpasa.ledger.actions import take_over_rows
from pimpasa.ledger.integration import integrate
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.models import Report
from tests.factories import reports as given
from tests.factories.people import Cast, cast
from tests.factories.residents import ANSWERS, sends

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Cast:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    take_over_rows()
    return cast()


@pytest.fixture
def turn_back(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def turn(hours: int) -> None:
        then = clock.now() - timedelta(hours=hours)
        monkeypatch.setattr(clock, "now", lambda: then)

    return turn


def test_the_log_keeps_its_order_and_verifies(office: Cast, turn_back: Callable[[int], None]) -> None:
    given.report()
    integrate()
    first = queries.newest_checkpoint()
    turn_back(30)
    later = given.report()
    assert integrate() == 0
    assert integrate(late=True) == 1
    second = queries.newest_checkpoint()
    assert first is not None
    assert second is not None
    assert second.size > first.size
    entry = queries.entry_of(later.subject, "report.received")  # type: ignore[arg-type]
    assert entry is not None
    assert entry.position == second.size - 1
    assert list(faults()) == []


def test_a_draft_of_before_is_sent_and_answered(office: Cast, turn_back: Callable[[int], None]) -> None:
    browser = Client()
    browser.get("/lapor/")
    browser.post("/lapor/simpan/", {"narrative": ""})
    turn_back(20)
    for path, told in ANSWERS:
        assert browser.post(path, told).status_code == 302
    assert sends(browser)["Location"] == "/lapor/tanda-terima/"
    assert Report.objects.count() == 1


def test_work_on_a_report_of_the_future_goes_on(office: Cast, turn_back: Callable[[int], None]) -> None:
    office.sari.assignments.update(starts_on=clock.today() - timedelta(days=7))
    report, code = given.received()
    turn_back(2)
    answer(opened=given.seen_by_reporter(code), text="Karangan: tambahan.")
    found = given.conclude(take(report=report, by=office.sari), office.sari)
    assert found.recorded_at < report.received_at
    assert list(faults()) == []
