"""What an office says of its villages ends once, whoever else has the same page open."""

from __future__ import annotations

from datetime import date

import pytest

from pimpasa.coverage.actions.keeping import end_decision, end_programme, enter_programme, record_decision
from pimpasa.coverage.models import Decision, Programme
from tests.factories.people import Cast, cast
from tests.factories.territory import KAPUK
from tests.refusals import refused

EARLY, LATE = date(2026, 1, 31), date(2026, 2, 28)


@pytest.fixture
def office(db: None) -> Cast:
    return cast()


def test_a_decision_that_ended_meanwhile_keeps_its_day(office: Cast) -> None:
    made = record_decision(
        village=office.at.village(KAPUK), number="W.11-GR.03.05", decided_on=date(2025, 9, 22), ended_on=None,
        officer=None, content=b"", by=office.hadi,
    )  # fmt: skip
    with refused("ends_before"):
        end_decision(decision=made, ended_on=date(2025, 9, 21), by=office.hadi)
    end_decision(decision=Decision.objects.get(), ended_on=EARLY, by=office.agus)
    with refused("over"):
        end_decision(decision=made, ended_on=LATE, by=office.hadi)
    assert Decision.objects.get().ended_on == EARLY


def test_a_programme_that_ended_meanwhile_keeps_its_day(office: Cast) -> None:
    village = office.at.village(KAPUK)
    made = enter_programme(village=village, name="Desa Migran Emas", contact="", begun_on=None, by=office.agus)
    end_programme(programme=Programme.objects.get(), ended_on=EARLY, by=office.agus)
    with refused("over"):
        end_programme(programme=made, ended_on=LATE, by=office.hadi)
    assert Programme.objects.get().ended_on == EARLY
