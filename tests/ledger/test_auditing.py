"""The audit runs by itself, a part at a time, and says to doctor and to auditors what it found and when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from pimpasa.common import clock
from pimpasa.config import doctor
from pimpasa.ledger.actions import keep_audit, take_over_rows
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.models import Audited
from pimpasa.ledger.row_audit import audit_parts
from tests.factories.people import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    take_over_rows()
    made = cast()
    integrate()
    return made


def audit() -> int:
    return sum(keep_audit(part=part) for part in audit_parts())


def test_it_works(office: Cast) -> None:
    assert not doctor.audited().is_fault
    assert audit() == 0
    assert doctor.audited().state.endswith("and everything fits")
    assert audit_parts()[:2] == ["log", "keys.admission"]


def test_what_was_changed_by_hand_stands_in_doctor(office: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_officer SET role = 'head' WHERE name LIKE 'Bayu%'")
    assert audit() == 1
    finding = doctor.audited()
    assert finding.is_fault
    assert f"found 1 faults, the first: accounts.officer {office.bayu.pk} is not as" in finding.state


def test_an_audit_of_days_ago_is_a_fault(office: Cast) -> None:
    audit()
    Audited.objects.filter(part="log").update(ended_at=clock.now() - timedelta(days=3))
    assert "pimpasa worker" in doctor.audited().remedy
