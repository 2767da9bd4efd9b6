"""Operations go with their case, or when their own time is over; those of before operations stood alone are kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from pimpasa.accounts.errors import Refused
from pimpasa.cases.actions.shredding import shred_due as shred_reports
from pimpasa.cases.models import Case
from pimpasa.cases.states import CaseState
from pimpasa.common import clock
from pimpasa.config.consistency import faults
from pimpasa.evidence.models import Exhibit
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.actions import take_over_rows
from pimpasa.ledger.acts import Act
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.queries import entries_of
from pimpasa.operations import queries, retention
from pimpasa.operations.actions import ending, teams
from pimpasa.operations.models import LogEntry, Operation, OperationGrant, SupportRequest
from pimpasa.operations.opening import peek
from pimpasa.operations.states import PENDING, OperationState
from pimpasa.operations.tasks import shred_due
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of
from tests.factories import evidence
from tests.factories import operations as made
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Cast:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    take_over_rows()
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
    ending.record_result(operation=operation, result=made.RESULT, keyring=keyring(office.dewi))
    days_pass(monkeypatch, 730)
    assert shred_due(on=clock.today()) == 0
    days_pass(monkeypatch, 1)
    assert shred_due(on=clock.today()) == 1
    operation.refresh_from_db()
    with pytest.raises(NotGranted):
        key_of(operation, keyring(office.dewi))
    days_pass(monkeypatch, 8)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert shred_due(on=clock.today()) == 1
    operation.refresh_from_db()
    assert (bytes(operation.plan), operation.result, operation.shredded_at) == (b"", None, clock.now())
    assert {bytes(entry.envelope) for entry in LogEntry.objects.all()} == {b""}
    assert not OperationGrant.objects.exists()
    assert [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()] == []
    assert Exhibit.objects.get().parts == []
    assert entries_of([operation.subject]).last().act == Act.OPERATION_SHREDDED  # type: ignore[union-attr]
    with pytest.raises(Refused) as refused:
        peek(operation, keyring(office.dewi))
    assert refused.value.code == "erased"
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
    assert shred_due(on=clock.today()) == 0
    with refused("set_aside"):
        peek(Operation.objects.get(), keyring(office.dewi))
    days_pass(monkeypatch, 8)
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


def test_every_end_has_its_time() -> None:
    assert set(retention.DAYS) | set(PENDING) == set(OperationState)


def older(case: Case, keyring: Keyring, *, state: OperationState) -> Operation:
    """One of before operations stood on their own: sealed under its case's key, it has neither team nor times."""
    today = clock.today()
    plan = {
        "takes_place_on": today.isoformat(), "place": "Karangan: lama", "staff": "Karangan: Dewi", "means": "",
        "warrant": {"number": "W.1", "signer": "Hadi", "valid_from": str(today), "valid_until": str(today)},
    }  # fmt: skip
    result = {"carried_out_on": "2025-09-23", "findings": "Karangan: lama"}
    operation = Operation(
        case=case,
        office=case.office,
        unit=case.unit,
        kind="inspection",
        state=state,
        planned_by=case.leader,
        planned_at=case.opened_at,
        sealed_under_case=True,
    )
    key = key_of(case, keyring)
    operation.plan = envelopes.seal_json(plan, key=key, context=operation.plan_context)
    if state == OperationState.REPORTED:
        operation.result = envelopes.seal_json(result, key=key, context=operation.result_context)
    operation.save(force_insert=True)
    return operation


def test_operations_of_before_are_read_by_their_case_s_key_and_go_on(office: Cast) -> None:
    dewi = keyring(office.dewi)
    case = given.case(office.dewi, given.concluded(office.sari))
    ended = given.case(office.dewi, given.concluded(office.sari))
    planned = older(case, dewi, state=OperationState.PLANNED)
    older(ended, dewi, state=OperationState.REPORTED)
    [opened] = [peek(row, dewi) for row in queries.of_case(ended)]
    assert opened.result is not None
    assert (opened.plan.place, opened.plan.staff) == ("Karangan: lama", "Karangan: Dewi")
    assert opened.result.findings == "Karangan: lama"
    type(case).objects.filter(pk=case.pk).update(state=CaseState.PLANNED)
    assert list(queries.without_times(office.dewi)) == [planned]
    with pytest.raises(Refused) as refused:
        teams.change_team(operation=planned, team=made.team(office), keyring=dewi)
    assert refused.value.code == "older_than_teams"
    made.enter(planned, office.dewi)
    made.enter(planned, office.dewi, "end")
    planned.refresh_from_db()
    ending.record_result(operation=planned, result=made.RESULT, keyring=dewi)
    case.refresh_from_db()
    assert case.state == CaseState.CARRIED_OUT
