"""Operations go with their case, or when their own time is over; those of before operations stood alone are kept."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from pimpasa.accounts.errors import Refused
from pimpasa.cases.actions.shredding import shred_due as shred_reports
from pimpasa.cases.states import CaseState
from pimpasa.common import clock
from pimpasa.common.ids import uuid7
from pimpasa.config.consistency import faults
from pimpasa.evidence.models import Exhibit
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.acts import Act
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.queries import entries_of
from pimpasa.operations import actions, queries, retention
from pimpasa.operations.models import LogEntry, Operation, OperationGrant, SupportRequest
from pimpasa.operations.opening import peek
from pimpasa.operations.shredding import shred_due
from pimpasa.operations.states import PENDING, OperationState
from pimpasa.operations.tasks import shred_operations
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of
from tests.factories import evidence
from tests.factories import operations as made
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Cast:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    return cast()


def days_pass(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    then = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: then)


def test_it_works(
    office: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    """One on the unit's own initiative is erased after two years: words, photo, keys; that it was stays."""
    operation = made.operation(office)
    made.enter(operation, office.sari, "photo", photo=evidence.sealed_upload())
    made.enter(operation, office.sari, "end")
    operation.refresh_from_db()
    actions.record_result(operation=operation, result=made.RESULT, keyring=keyring(office.dewi))
    days_pass(monkeypatch, 730)
    assert shred_due(on=clock.today()) == 0
    days_pass(monkeypatch, 1)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert shred_operations(timestamp=0) == 1
    operation.refresh_from_db()
    assert (bytes(operation.plan), operation.result, operation.shredded_at) == (b"", None, clock.now())
    assert {bytes(entry.envelope) for entry in LogEntry.objects.all()} == {b""}
    assert not OperationGrant.objects.exists()
    assert [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()] == []
    assert Exhibit.objects.get().parts == []
    assert entries_of([operation.subject]).last().act == Act.OPERATION_SHREDDED  # type: ignore[union-attr]
    with pytest.raises(Refused, match="dihapus"):
        peek(operation, keyring(office.dewi))
    with pytest.raises(NotGranted):
        key_of(operation, keyring(office.dewi))
    integrate()
    assert list(faults()) == []
    assert shred_due(on=clock.today()) == 0


def test_one_of_a_case_goes_with_it(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from pimpasa.cases.actions.cases import close

    case = given.case(office.dewi, given.concluded(office.sari))
    operation = made.reported(office, case=case)
    close(case=case, closure="acted", note="", keyring=keyring(office.dewi))
    days_pass(monkeypatch, 3 * 365)
    assert shred_due(on=clock.today()) == 0
    days_pass(monkeypatch, 3 * 365)
    assert shred_reports(on=clock.today()) == 1
    assert shred_due(on=clock.today()) == 1
    operation.refresh_from_db()
    assert operation.shredded_at == clock.now()


def test_support_goes_after_a_year_or_with_its_report(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made.support(office.sari)
    days_pass(monkeypatch, 360)
    request = made.support(office.sari)
    days_pass(monkeypatch, 10)
    shred_due(on=clock.today())
    assert list(SupportRequest.objects.all()) == [request]


def test_without_the_ledger_nothing_is_erased(
    office: Cast, monkeypatch: pytest.MonkeyPatch, broken_ledger: Broken
) -> None:
    made.reported(office)
    days_pass(monkeypatch, 800)
    with broken_ledger():
        shred_due(on=clock.today())
    Operation.objects.update(keep_until=None)
    made.support(office.sari)
    days_pass(monkeypatch, 800)
    with broken_ledger():
        shred_due(on=clock.today())


def test_every_end_has_its_time() -> None:
    assert set(retention.DAYS) | set(PENDING) == set(OperationState)


OLD_TABLE = """
CREATE TABLE cases_operation (
    id uuid PRIMARY KEY, kind varchar(20) NOT NULL, plan bytea NOT NULL, result bytea,
    case_id uuid NOT NULL UNIQUE REFERENCES cases_case (id) DEFERRABLE INITIALLY DEFERRED
)
"""


def test_operations_of_before_are_kept_as_they_are(office: Cast) -> None:
    """The migration copies them with ids and sealed bytes; the unit reads them by their case's key."""
    case = given.case(office.dewi, given.concluded(office.sari))
    reported = given.case(office.dewi, given.concluded(office.sari))
    today = clock.today()
    old = {
        "takes_place_on": today.isoformat(), "place": "Karangan: lama", "staff": "Karangan: Dewi", "means": "",
        "warrant": {"number": "W.1", "signer": "Hadi", "valid_from": str(today), "valid_until": str(today)},
    }  # fmt: skip
    ids = sorted([uuid7(), uuid7()])  # two of one millisecond come in any order
    dewi = keyring(office.dewi)
    plans = [
        envelopes.seal_json(old, key=key_of(one, dewi), context=f"operation:{ident}:plan")
        for one, ident in ((case, ids[0]), (reported, ids[1]))
    ]
    found = {"carried_out_on": "2025-09-23", "findings": "Karangan: lama"}
    result = envelopes.seal_json(found, key=key_of(reported, dewi), context=f"operation:{ids[1]}:result")
    migration = importlib.import_module("pimpasa.operations.migrations.0002_from_cases")
    with connection.cursor() as cursor:
        cursor.execute(OLD_TABLE)
        insert = "INSERT INTO cases_operation (id, kind, plan, result, case_id) VALUES (%s, 'inspection', %s, %s, %s)"
        cursor.execute(insert, [ids[0], plans[0], None, case.pk])
        cursor.execute(insert, [ids[1], plans[1], result, reported.pk])
        for step in migration.Migration.operations:
            cursor.execute(step.sql)
    assert [(row.pk, row.state, bytes(row.plan)) for row in Operation.objects.order_by("pk")] == [
        (ids[0], OperationState.PLANNED, plans[0]),
        (ids[1], OperationState.REPORTED, plans[1]),
    ]
    opened = [peek(row, dewi) for row in queries.of_case(reported)]
    assert [(one.plan.place, one.plan.staff, one.result.findings) for one in opened if one.result] == [
        ("Karangan: lama", "Karangan: Dewi", "Karangan: lama")
    ]
    type(case).objects.filter(pk=case.pk).update(state=CaseState.PLANNED)
    [older] = queries.without_times(office.dewi)
    with pytest.raises(Refused, match="sebelum ada tim"):
        actions.change_team(operation=older, team=made.team(office), keyring=dewi)
    made.enter(older, office.dewi)
    made.enter(older, office.dewi, "end")
    older.refresh_from_db()
    actions.record_result(operation=older, result=made.RESULT, keyring=dewi)
    case.refresh_from_db()
    assert case.state == CaseState.CARRIED_OUT
