"""When a report's time is over nothing opens any more, with any key there is; its mark stays."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.accounts.errors import Refused
from pimpasa.cases.actions import cases, shredding
from pimpasa.cases.actions.decisions import lift
from pimpasa.cases.opening.cases import peek as peek_case
from pimpasa.cases.queries import due_for
from pimpasa.cases.states import Closure
from pimpasa.common import clock
from pimpasa.config.consistency import faults
from pimpasa.evidence.models import Exhibit
from pimpasa.handling.actions.disclosing import disclose
from pimpasa.handling.actions.holding import lift_hold, place_hold
from pimpasa.handling.actions.identifying import ask_identity
from pimpasa.handling.actions.verifying import take
from pimpasa.handling.opening import open_report
from pimpasa.handling.queries.queue import concluded as concluded_at
from pimpasa.keys.actions.kits import open_with_kit
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.models import DeskKey
from pimpasa.ledger.actions import take_over_rows
from pimpasa.ledger.acts import Act
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.queries import entries_of
from pimpasa.operations.actions.ending import record_result
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.actions.keeping import set_periods
from pimpasa.reports.errors import Shredded
from pimpasa.reports.models import LegalHold, Report, ReportGrant
from pimpasa.reports.queries import retention
from pimpasa.reports.states import State
from pimpasa.sealing import grants
from pimpasa.sealing.errors import SealingError
from pimpasa.vault.opening import key_of
from tests.factories import cases as people
from tests.factories import evidence
from tests.factories import operations as made
from tests.factories import reports as given
from tests.factories.acts import let_out
from tests.factories.people import Cast, cast, keyring
from tests.factories.tables import everything
from tests.refusals import refused

Broken = Callable[[], AbstractContextManager[None]]
Later = Callable[[int], date]
pytestmark = pytest.mark.django_db
CASE_TABLES = [f"cases_{name}" for name in ("case", "person", "screeningrecord", "event", "gelarkasus", "tak", "term")]
CANARY = "KENARI-hapus-41c2"
WEEK = 7


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Cast:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    take_over_rows()
    return cast()


@pytest.fixture
def days_pass(monkeypatch: pytest.MonkeyPatch) -> Later:
    """So many days from now; returns the day it is then."""

    def pass_(days: int) -> date:
        then = clock.now() + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: then)
        return clock.today()

    return pass_


def full_report(office: Cast, outcome: State = State.NOT_A_VIOLATION) -> tuple[Report, str]:
    """One with a file, a message, an asked identity, a download, and a finding."""
    sari = keyring(office.sari)
    report, code = given.received(**given.IDENTITY | {"narrative": CANARY})
    opened = given.seen_by_reporter(code)
    file = evidence.exhibit(CANARY.encode(), key=opened.key)
    answer(opened=opened, text=CANARY, exhibits=[file])
    ask_identity(report=report, keyring=sari, reason=f"{CANARY} perlu tahu")
    disclose(report=report, keyring=sari, act=Act.EXHIBIT_DOWNLOADED, reason=CANARY, exhibit=file)
    given.conclude(take(report=report, by=office.sari), office.sari, outcome)
    report.refresh_from_db()
    return report, code


def erased_after(days_pass: Later, days: int) -> int:
    """How many are set aside so many days later; the week of grace goes by as well, and as many are erased."""
    aside = shredding.shred_due(on=days_pass(days))
    if aside:
        assert shredding.shred_due(on=days_pass(WEEK)) == 0
        assert shredding.shred_due(on=days_pass(1)) == aside
    return aside


def test_it_works(office: Cast, days_pass: Later, django_capture_on_commit_callbacks: object) -> None:
    report, code = full_report(office)
    assert report.keep_until == clock.today() + timedelta(days=30)
    assert erased_after(days_pass, 30) == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert erased_after(days_pass, 1) == 1
    report.refresh_from_db()
    assert report.shredded_at == clock.now()
    assert entries_of([report.subject]).last().act == Act.REPORT_SHREDDED  # type: ignore[union-attr]
    with pytest.raises(Shredded):
        given.seen_by_reporter(code)
    with refused("erased"):
        open_report(report=report, keyring=keyring(office.sari))
    integrate()
    assert list(faults()) == []
    assert shredding.shred_due(on=clock.today()) == 0


def test_nothing_opens_with_any_key_there_is(
    office: Cast, days_pass: Later, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    """Officers', desks', the kit's; nothing sealed is left that one of them could open, and no stored byte."""
    report, _code = full_report(office)
    kept = {row.envelope.tobytes() if isinstance(row.envelope, memoryview) else bytes(row.envelope)
            for row in ReportGrant.objects.filter(report=report)}  # fmt: skip
    assert len(kept) == 4
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        erased_after(days_pass, 31)
    privates = [keyring(who).desk_private(key) for who, key in _held(office)]
    open_with_kit(code=office.kit, keyring=keyring(office.hadi))
    every = DeskKey.objects.filter(desk__office=office.at.office)
    privates += [keyring(office.hadi).desk_private(key) for key in every]
    stored = [bytes(value) for value in _binary_values()]
    assert privates
    assert not kept & set(stored)
    assert [value for value in stored for private in privates if _opens(value, private, report)] == []
    assert [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()] == []
    assert Exhibit.objects.get().parts == []
    with pytest.raises(NotGranted):
        key_of(report, keyring(office.sari))


def _held(office: Cast) -> list[tuple[object, DeskKey]]:
    pairs = []
    for who in (office.sari, office.dewi, office.hadi):
        for key in DeskKey.objects.filter(desk__office=office.at.office):
            try:
                keyring(who).desk_private(key)
            except NotGranted:
                continue
            pairs.append((who, key))
    return pairs


def _opens(value: bytes, private: grants.PrivateKey, report: Report) -> bool:
    for purpose in ReportGrant.Purpose.values:
        try:
            grants.open_grant(value, private=private, context=f"{report.subject}:{purpose}")
        except SealingError:
            continue
        return True
    return False


def _binary_values() -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE data_type = 'bytea'")
        columns = cursor.fetchall()
        found: list[bytes] = []
        for table, column in columns:
            cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')  # noqa: S608 - from the catalogue
            found += [value for (value,) in cursor.fetchall()]
    return found


@pytest.mark.parametrize(("outcome", "days"), [(outcome, days) for outcome, days in retention.DEFAULT_DAYS.items()])
def test_each_outcome_has_its_time(office: Cast, outcome: State, days: int) -> None:
    report = given.concluded(office.sari, outcome)
    assert report.keep_until == clock.today() + timedelta(days=days)


def test_an_office_s_own_times_count_from_then_on(office: Cast) -> None:
    earlier = given.concluded(office.sari, State.NOT_A_VIOLATION)
    set_periods(office=office.at.office, days={State.NOT_A_VIOLATION: 7}, by=office.hadi)
    later = given.concluded(office.sari, State.NOT_A_VIOLATION)
    earlier.refresh_from_db()
    assert earlier.keep_until == clock.today() + timedelta(days=30)
    assert later.keep_until == clock.today() + timedelta(days=7)


def test_only_the_head_sets_them(office: Cast) -> None:
    for who in (office.dewi, office.sari, office.agus, office.rina):
        with pytest.raises(Refused):
            set_periods(office=office.at.office, days={State.DUPLICATE: 7}, by=who)
    with refused("other_office"):
        set_periods(office=office.at.fallback, days={State.DUPLICATE: 7}, by=office.hadi)
    with refused("period_out_of_range"):
        set_periods(office=office.at.office, days={State.DUPLICATE: 0}, by=office.hadi)


def test_a_reporter_who_writes_again_begins_it_anew(office: Cast, days_pass: Later) -> None:
    _report, code = full_report(office)
    days_pass(20)
    answer(opened=given.seen_by_reporter(code), text="Karangan: masih terjadi.")
    assert erased_after(days_pass, 20) == 0
    assert erased_after(days_pass, 11) == 1


class TestHolds:
    def test_a_hold_stops_it_until_its_end(self, office: Cast, days_pass: Later) -> None:
        report, _code = full_report(office)
        until = clock.today() + timedelta(days=60)
        place_hold(report=report, ends_on=until, reason="Karangan: pengadilan", keyring=keyring(office.dewi))
        assert erased_after(days_pass, 60) == 0
        assert erased_after(days_pass, 1) == 1

    def test_lifting_it_lets_the_time_count(self, office: Cast, days_pass: Later) -> None:
        report, _code = full_report(office)
        until = clock.today() + timedelta(days=300)
        hold = place_hold(report=report, ends_on=until, reason="Karangan: pengadilan", keyring=keyring(office.dewi))
        lift_hold(hold=hold, by=office.hadi)
        with refused("lifted_already"):
            lift_hold(hold=hold, by=office.hadi)
        assert erased_after(days_pass, 31) == 1

    @pytest.mark.parametrize(
        ("days", "reason"),
        [(0, "Karangan: lama"), (-1, "Karangan: lama"), (9, "pendek"), (4000, "Karangan: lama")],
    )
    def test_it_needs_a_day_to_come_and_a_reason(self, office: Cast, days: int, reason: str) -> None:
        report, _code = full_report(office)
        ends_on = clock.today() + timedelta(days=days)
        with pytest.raises(Refused):
            place_hold(report=report, ends_on=ends_on, reason=reason, keyring=keyring(office.dewi))

    def test_a_pimpasa_does_not_decide(self, office: Cast) -> None:
        report, _code = full_report(office)
        until = clock.today() + timedelta(days=9)
        with pytest.raises(Refused):
            place_hold(report=report, ends_on=until, reason="Karangan: pengadilan", keyring=keyring(office.sari))

    def test_without_the_ledger_nothing_is_held_or_lifted(self, office: Cast, broken_ledger: Broken) -> None:
        report, _code = full_report(office)
        until, keys = clock.today() + timedelta(days=9), keyring(office.dewi)
        hold = place_hold(report=report, ends_on=until, reason="Karangan: pengadilan", keyring=keys)
        before = everything()
        with broken_ledger():
            place_hold(report=report, ends_on=until, reason="Karangan: pengadilan", keyring=keys)
        with broken_ledger():
            lift_hold(hold=hold, by=office.hadi)
        with broken_ledger():
            set_periods(office=office.at.office, days={State.DUPLICATE: 7}, by=office.hadi)
        assert everything() == before


class TestCases:
    def test_one_of_an_own_finding_goes_after_its_time(self, office: Cast, days_pass: Later) -> None:
        case, dewi = people.own_case(office.dewi, office.at.unit), keyring(office.dewi)
        assert erased_after(days_pass, 6 * 365) == 0
        cases.close(case=case, closure=Closure.ACTED, note="Karangan", keyring=dewi)
        assert erased_after(days_pass, retention.DEFAULT_DAYS[State.SUBSTANTIATED]) == 0
        peek_case(case, dewi)
        assert erased_after(days_pass, 1) == 1
        assert erased_after(days_pass, 1) == 0
        case.refresh_from_db()
        with refused("erased"):
            peek_case(case, dewi)

    def test_nothing_of_its_people_and_decisions_stays(self, office: Cast, days_pass: Later) -> None:
        case, hadi = people.own_case(office.dewi, office.at.unit), keyring(office.hadi)
        who = people.screened(office.dewi, people.person(office.dewi, case))
        tak = people.tak(office.dewi, who, people.gelar(office.hadi, case))
        people.event(office.dewi, case)
        people.term(office.dewi, case)
        cases.close(case=case, closure=Closure.ACTED, note="Karangan", keyring=hadi)
        assert erased_after(days_pass, retention.DEFAULT_DAYS[State.SUBSTANTIATED] + 1) == 1
        stored = everything()
        rows = [row for name in CASE_TABLES for row in stored[name]]
        assert len(rows) == len(CASE_TABLES)
        assert {row["envelope"] for row in rows} == {b""}
        assert (stored["cases_personmention"], stored["cases_casegrant"]) == ([], [])
        with refused("erased"):
            lift(tak=tak, keyring=hadi)
        assert due_for(office.dewi).terms == []

    def test_it_goes_with_the_last_of_its_reports(self, office: Cast, days_pass: Later) -> None:
        first, second = given.concluded(office.sari), given.concluded(office.sari)
        case = given.case(office.dewi, first)
        dewi = keyring(office.dewi)
        cases.join(case=case, report=second, keyring=dewi)
        operation = made.operation(office, case=case)
        made.enter(operation, office.sari)
        made.enter(operation, office.sari, "end")
        assert set(Report.objects.values_list("keep_until", flat=True)) == {None}
        assert erased_after(days_pass, 6 * 365) == 0
        record_result(operation=operation, result=made.RESULT, keyring=dewi)
        cases.close(case=case, closure=Closure.values[0], note="Karangan", keyring=dewi)
        place_hold(
            report=second, ends_on=clock.today() + timedelta(days=5 * 366), reason="Karangan: sidang", keyring=dewi
        )
        assert shredding.shred_due(on=days_pass(5 * 365 + 1)) == 1
        peek_case(case, dewi)
        assert shredding.shred_due(on=days_pass(5)) == 1
        case.refresh_from_db()
        with refused("set_aside"):
            peek_case(case, dewi)
        assert shredding.shred_due(on=days_pass(WEEK + 1)) == 2
        case.refresh_from_db()
        assert case.shredded_at is not None
        with refused("erased"):
            peek_case(case, dewi)
        assert case.grants.count() == 0
        integrate()
        assert list(faults()) == []


class TestTheGrace:
    """A week in which one act takes it back; the key is out of use from its first moment."""

    @pytest.fixture
    def aside(self, office: Cast, days_pass: Later) -> tuple[Report, str]:
        report, code = full_report(office)
        assert shredding.shred_due(on=days_pass(31)) == 1
        report.refresh_from_db()
        return report, code

    def test_nobody_opens_it_and_nothing_is_destroyed(self, office: Cast, aside: tuple[Report, str]) -> None:
        report, code = aside
        with refused("set_aside"):
            open_report(report=report, keyring=keyring(office.sari))
        with pytest.raises(NotGranted):
            key_of(report, keyring(office.sari))
        with pytest.raises(Shredded):
            given.seen_by_reporter(code)
        assert not visible_in_lists(office, report)
        assert ReportGrant.objects.filter(report=report).count() == 4
        assert bytes(report.envelope) != b""
        assert Exhibit.objects.get().parts != []

    def test_it_is_taken_back_whole(self, office: Cast, aside: tuple[Report, str], days_pass: Later) -> None:
        report, code = aside
        days_pass(WEEK)
        shredding.take_back_report(report=report, by=office.dewi)
        report.refresh_from_db()
        assert open_report(report=report, keyring=keyring(office.sari)).answers.narrative == CANARY
        assert given.seen_by_reporter(code).answers.narrative == CANARY
        assert erased_after(days_pass, 29) == 0
        assert erased_after(days_pass, 2) == 1

    def test_a_case_comes_back_with_its_last_report(self, office: Cast, days_pass: Later) -> None:
        report = given.concluded(office.sari)
        case, dewi = given.case(office.dewi, report), keyring(office.dewi)
        cases.close(case=case, closure=Closure.ACTED, note="Karangan", keyring=dewi)
        assert shredding.shred_due(on=days_pass(5 * 365 + 1)) == 1
        case.refresh_from_db()
        with refused("set_aside"):
            peek_case(case, dewi)
        shredding.take_back_report(report=report, by=office.hadi)
        case.refresh_from_db()
        peek_case(case, dewi)

    def test_once_it_is_over_nothing_comes_back(
        self, office: Cast, aside: tuple[Report, str], days_pass: Later
    ) -> None:
        report, _code = aside
        assert shredding.shred_due(on=days_pass(WEEK + 1)) == 1
        with refused("not_set_aside"):
            shredding.take_back_report(report=report, by=office.hadi)
        assert ReportGrant.objects.count() == 0

    def test_one_that_is_in_use_cannot_be_taken_back(self, office: Cast) -> None:
        with refused("not_set_aside"):
            shredding.take_back_report(report=full_report(office)[0], by=office.hadi)

    def test_the_reporter_is_told_until_when(self, aside: tuple[Report, str]) -> None:
        browser = Client()
        assert browser.post("/lacak/", {"code": aside[1]}).status_code == 302
        page = browser.get("/lacak/laporan/").content.decode()
        assert "Masa simpan laporan ini sudah habis" in page
        assert CANARY not in page

    def test_a_page_takes_it_back(self, office: Cast) -> None:
        report, _code = full_report(office)
        Report.objects.update(keep_until=clock.today() - timedelta(days=1))
        assert shredding.shred_due(on=clock.today()) == 1
        browser = Client()
        browser.force_login(office.dewi)
        address = f"/petugas/simpan/laporan/{report.pk}/kembalikan/"
        assert address in browser.get("/petugas/simpan/").content.decode()
        assert browser.post(address).status_code == 302
        report.refresh_from_db()
        assert report.is_in_use
        assert address not in browser.get("/petugas/simpan/").content.decode()
        assert browser.post(address).status_code == 404
        assert browser.post(address.replace("laporan", "lain")).status_code == 404

    def test_another_office_s_stays(self, office: Cast, aside: tuple[Report, str]) -> None:
        with refused("other_office"):
            shredding.take_back_report(report=aside[0], by=office.fani)


def visible_in_lists(office: Cast, report: Report) -> bool:
    lists = [concluded_at(office.sari), concluded_at(office.dewi), retention.erased_within_a_month(office.at.office)]
    return any(row.pk == report.pk for rows in lists for row in rows)


def test_without_the_ledger_nothing_is_erased(office: Cast, days_pass: Later, broken_ledger: Broken) -> None:
    full_report(office)
    days_pass(31)
    before = everything()
    with broken_ledger():
        shredding.shred_due(on=clock.today())
    assert everything() == before
    shredding.shred_due(on=clock.today())
    days_pass(WEEK + 1)
    before = everything()
    with broken_ledger():
        shredding.shred_due(on=clock.today())
    assert everything() == before


def test_an_erasing_by_hand_is_found(office: Cast, days_pass: Later) -> None:
    report, _code = full_report(office)
    integrate()
    Report.objects.filter(pk=report.pk).update(envelope=b"", shredded_at=clock.now())
    assert [fault.partition(" ")[0] for fault in faults()] == ["reports.report", report.subject]


def test_the_reporter_is_told_and_keeps_the_proof(office: Cast, days_pass: Later) -> None:
    _report, code = full_report(office)
    let_out()
    erased_after(days_pass, 31)
    browser = Client()
    assert browser.post("/lacak/", {"code": code}).status_code == 302
    page = browser.get("/lacak/laporan/").content.decode()
    assert "Laporan ini sudah dihapus" in page
    assert "Jejaknya tetap ada di catatan umum" in page
    assert browser.get("/lacak/laporan/bukti/")["Content-Type"].startswith("text/plain")
    assert CANARY not in page
    assert browser.post("/lacak/laporan/", {"text": "halo", "whole": "1"}).status_code == 200
    assert LegalHold.objects.count() == 0
