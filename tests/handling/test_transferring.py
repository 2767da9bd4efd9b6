"""A report goes to another desk with its grants; a colleague goes on; who is near to it keeps out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from pimpasa.accounts.actions import change_officer
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.roles import Role
from pimpasa.handling.actions.identifying import ask_identity, open_identity
from pimpasa.handling.actions.transferring import recuse, transfer
from pimpasa.handling.actions.verifying import ask, take, take_over
from pimpasa.handling.models import Transfer
from pimpasa.handling.opening import open_report
from pimpasa.handling.queries.custody import transfers_of
from pimpasa.handling.queries.queue import queue
from pimpasa.keys.errors import NoDeskKey, NotGranted
from pimpasa.keys.models import DeskKey
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.models import Report, ReportGrant
from pimpasa.reports.opening import peek
from pimpasa.reports.states import OUTCOMES, TRANSITIONS, State, Step
from pimpasa.vault.opening import key_of
from tests.factories import people
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring
from tests.factories.tables import everything

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
WHY = "Karangan: kejadiannya di Pegadungan."


@pytest.fixture
def office() -> Cast:
    return cast()


def to_bayu(report: Report, office: Cast) -> Transfer:
    return transfer(
        report=report, to_desk=office.at.pegadungan, to_unit=office.at.unit, reason=WHY, keyring=keyring(office.sari)
    )


class TestTransfer:
    def test_sari_hands_it_to_bayu(self, office: Cast) -> None:
        report, code = given.received(**given.IDENTITY)
        take(report=report, by=office.sari)
        to_bayu(report, office)
        report.refresh_from_db()
        assert (report.desk, report.state, report.officer) == (office.at.pegadungan, State.RECEIVED, None)
        assert report.due_at is not None
        opened = open_report(report=report, keyring=keyring(office.bayu))
        assert opened.answers.narrative == given.TOLD.narrative
        transfers = [(row.transfer.from_desk, row.reason) for row in transfers_of(opened)]
        assert transfers == [(office.at.cengkareng_timur, WHY)]
        asked = ask_identity(report=report, keyring=keyring(office.bayu), reason="Karangan: perlu bicara")
        assert open_identity(asking=asked, keyring=keyring(office.bayu))["way"] == given.IDENTITY["contact_way"]
        assert report in queue(office.bayu)
        assert report not in queue(office.sari)
        with pytest.raises(Refused, match="meja lain"):
            open_report(report=report, keyring=keyring(office.sari))
        with pytest.raises(NotGranted):
            key_of(report, keyring(office.sari))
        answer(opened=given.seen_by_reporter(code), text="Karangan: masih ada.")
        assert peek(report, keyring(office.bayu)).messages[-1].text == "Karangan: masih ada."
        assert Act.REPORT_TRANSFERRED in [entry.act for entry in entries_of([report.subject])]

    def test_to_another_office_nobody_here_reads_it_any_more(self, office: Cast) -> None:
        report, code = given.received()
        transfer(report=report, to_desk=None, to_unit=office.at.fallback_unit, reason=WHY, keyring=keyring(office.dewi))
        report.refresh_from_db()
        assert report.office == office.at.fallback
        assert set(ReportGrant.objects.values_list("desk_key__desk", flat=True)) == {office.at.fallback_unit.pk}
        for person in (office.sari, office.dewi, office.hadi):
            with pytest.raises(Refused):
                open_report(report=report, keyring=keyring(person))
        assert given.seen_by_reporter(code).report.office == office.at.fallback

    def test_to_the_unit_alone(self, office: Cast) -> None:
        report = given.taken(office.sari)
        transfer(report=report, to_desk=None, to_unit=office.at.unit, reason=WHY, keyring=keyring(office.sari))
        assert open_report(report=Report.objects.get(), keyring=keyring(office.dewi))
        with pytest.raises(Refused):
            open_report(report=Report.objects.get(), keyring=keyring(office.sari))

    def test_what_is_refused(self, office: Cast) -> None:
        report, at = given.taken(office.sari), office.at
        sari = keyring(office.sari)
        for desk, unit, why, told in (
            (at.cengkareng_timur, at.unit, WHY, "sudah ada di sana"),
            (at.pegadungan, at.unit, "ya", "mengapa tempatnya"),
            (at.pegadungan, at.fallback_unit, WHY, "Pilih"),
            (None, at.pegadungan, WHY, "Pilih"),
        ):
            with pytest.raises(Refused, match=told):
                transfer(report=report, to_desk=desk, to_unit=unit, reason=why, keyring=sari)
        for person in (office.bayu, office.dewi, office.hadi, office.agus, office.rina):
            with pytest.raises(Refused):
                transfer(report=report, to_desk=at.pegadungan, to_unit=at.unit, reason=WHY, keyring=keyring(person))
        given.conclude(report, office.sari)
        with pytest.raises(Refused):
            to_bayu(report, office)

    def test_nobody_is_sealed_to_nobody(self, office: Cast) -> None:
        report = given.taken(office.sari)
        DeskKey.objects.filter(desk=office.at.pegadungan).update(desk=office.at.unit, version=99)
        before = everything()
        with pytest.raises(NoDeskKey):
            to_bayu(report, office)
        assert everything() == before


class TestTakingOver:
    def test_the_unit_steps_in(self, office: Cast) -> None:
        report = given.taken(office.sari)
        take_over(report=report, by=office.dewi)
        report.refresh_from_db()
        assert (report.officer, report.state) == (office.dewi, State.VERIFYING)
        ask(opened=peek(report, keyring(office.dewi)), text="Karangan?", by=office.dewi)

    def test_a_colleague_only_while_the_other_is_away(self, office: Cast) -> None:
        tono = people.officer(
            "tono", Role.PIMPASA, office.at.office, desk=office.at.cengkareng_timur, giver=office.hadi
        )
        report = given.taken(office.sari)
        with pytest.raises(Refused, match="Sari Contoh"):
            take_over(report=report, by=tono)
        change_officer(officer=office.sari, name="Sari Contoh", role=Role.PIMPASA, is_active=False, by=office.agus)
        take_over(report=report, by=tono)
        assert Report.objects.get().officer == tono

    def test_nobody_takes_over_from_nobody_or_from_themselves(self, office: Cast) -> None:
        free = given.report()
        for report, by in ((free, office.dewi), (given.taken(office.dewi), office.dewi)):
            with pytest.raises(Refused):
                take_over(report=report, by=by)
        with pytest.raises(Refused):
            take_over(report=given.taken(office.sari), by=office.bayu)


class TestKeepingOut:
    def test_sari_keeps_out_and_the_report_waits(self, office: Cast) -> None:
        report = given.taken(office.sari)
        recuse(report=report, officer=office.sari, by=office.sari)
        report.refresh_from_db()
        assert (report.officer, report.state) == (None, State.RECEIVED)
        assert report not in queue(office.sari)
        with pytest.raises(Refused, match="mengundurkan diri"):
            open_report(report=report, keyring=keyring(office.sari))
        assert open_report(report=report, keyring=keyring(office.dewi))

    def test_the_head_keeps_an_officer_out(self, office: Cast) -> None:
        report = given.taken(office.sari)
        recuse(report=report, officer=office.dewi, by=office.hadi)
        report.refresh_from_db()
        assert report.officer == office.sari
        with pytest.raises(Refused):
            open_report(report=report, keyring=keyring(office.dewi))

    def test_nobody_else_keeps_others_out(self, office: Cast) -> None:
        report = given.report()
        for by in (office.sari, office.dewi, office.bayu, office.agus, office.rina):
            with pytest.raises(Refused):
                recuse(report=report, officer=office.hadi, by=by)
        with pytest.raises(Refused):
            recuse(report=report, officer=office.bayu, by=office.bayu)


def test_without_the_ledger_nothing_moves(office: Cast, broken_ledger: Broken) -> None:
    report = given.taken(office.sari)
    sari = keyring(office.sari)
    before = everything()
    with broken_ledger():
        transfer(report=report, to_desk=office.at.pegadungan, to_unit=office.at.unit, reason=WHY, keyring=sari)
    with broken_ledger():
        take_over(report=report, by=office.dewi)
    with broken_ledger():
        recuse(report=report, officer=office.sari, by=office.sari)
    assert everything() == before


def test_every_state_and_step_has_its_place() -> None:
    assert set(TRANSITIONS) == set(State)
    assert {step for steps in TRANSITIONS.values() for step in steps} == set(Step)
    assert {to for steps in TRANSITIONS.values() for reached in steps.values() for to in reached} == set(State)
    assert all(set(TRANSITIONS[outcome]) == {Step.ANSWER, Step.REOPEN} for outcome in OUTCOMES)
