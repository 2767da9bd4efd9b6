"""Sari, Dewi and Hadi correct what was wrong: it stays, marked, with the reason; who wrote it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pimpasa.accounts.models import Officer
from pimpasa.cases.actions import correcting
from pimpasa.cases.actions.cases import close
from pimpasa.cases.actions.export import export_case
from pimpasa.cases.actions.persons import change_person
from pimpasa.cases.actions.shredding import erase_case
from pimpasa.cases.corrected import Outdated, corrected_since, outdated
from pimpasa.cases.dossier import case_of as dossier_of
from pimpasa.cases.kinds import Citizenship, Corrected, PersonRole, Verdict
from pimpasa.cases.models import Case, CaseReopening, CorrectionTold, EarlierPerson, Event, GelarKasus
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.decisions import all_decisions_of
from pimpasa.cases.opening.events import all_events_of, events_of
from pimpasa.cases.opening.people import persons_of
from pimpasa.cases.opening.whole import whole_of
from pimpasa.cases.queries import public_progress, tak_decisions
from pimpasa.cases.states import CaseState, Closure
from pimpasa.common import clock
from pimpasa.handling.actions.transferring import transfer
from pimpasa.handling.models import Transfer
from pimpasa.handling.queries.custody import transfers_of
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek as peek_report
from pimpasa.reports.states import OUTCOMES, PublicState, State
from pimpasa.vault.models import GONE
from pimpasa.verification.actions.findings import review_finding
from pimpasa.verification.actions.settings import set_second_review
from pimpasa.verification.kinds import ReviewState
from pimpasa.verification.models import Finding
from pimpasa.verification.queries import counting_findings_of, findings_of
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import waiting_for
from tests.factories import cases as made
from tests.factories import reports as given
from tests.factories.people import Cast, keyring
from tests.factories.tables import everything
from tests.refusals import refused

WHY = "Karangan: KENARI-alasan, salah orang."
AGAIN = replace(given.finding(), reason="Karangan: setelah dicek ulang tetap cocok.")
OTHER = given.finding(State.NOT_SUBSTANTIATED)


def told(officer: Officer) -> list[str]:
    return [entry.about for entry in waiting_for(officer).entries if entry.kind == Kind.CORRECTED]


def correct(finding: Finding, by: Officer, contents: Any = OTHER, reason: str = WHY) -> Finding:
    return correcting.correct_finding(finding=finding, contents=contents, reason=reason, keyring=keyring(by))


@pytest.fixture
def finding(office: Cast) -> Finding:
    """Sari's, that counts."""
    return given.conclude(given.taken(office.sari), office.sari)


class TestFindings:
    def test_the_wrong_one_stays_and_the_right_one_counts(self, office: Cast, finding: Finding) -> None:
        right = correct(finding, office.dewi)
        report = Report.objects.get()
        assert (report.state, report.officer) == (State.NOT_SUBSTANTIATED, office.dewi)
        newest, wrong = findings_of(peek_report(report, keyring(office.sari)))
        assert (newest.finding, newest.why_corrected, wrong.finding) == (right, "", finding)
        assert (wrong.why_corrected, wrong.finding.corrected_by, wrong.finding.replaced_by) == (WHY, office.dewi, right)
        assert wrong.contents == given.finding()
        assert [row.finding for row in counting_findings_of(peek_report(report, keyring(office.sari)))] == [right]
        acts = [entry.act for entry in entries_of([report.subject])]
        assert acts[-3:] == [Act.REPORT_REOPENED, Act.REPORT_CONCLUDED, Act.FINDING_CORRECTED]
        assert "KENARI" not in repr(everything())

    def test_its_author_is_told_until_they_ticked_it_off(self, office: Cast, finding: Finding) -> None:
        correct(finding, office.dewi)
        assert [told(who) for who in (office.sari, office.dewi, office.bayu)] == [[Corrected.FINDING], [], []]
        row = CorrectionTold.objects.get()
        correcting.tick_off(notice=row, by=office.bayu)
        assert told(office.sari) == [Corrected.FINDING]
        correcting.tick_off(notice=row, by=office.sari)
        assert told(office.sari) == []

    def test_who_may_and_what_it_needs(self, office: Cast, finding: Finding) -> None:
        for who, code in ((office.bayu, "other_desk"), (office.hadi, "not_permitted"), (office.fani, "other_desk")):
            with refused(code):
                correct(finding, who)
        with refused("no_reason"):
            correct(finding, office.sari, reason="salah")
        with refused("no_source"):
            correct(finding, office.sari, replace(AGAIN, source_kind=""))
        correct(finding, office.sari)
        with refused("corrected_already"):
            correct(finding, office.sari)
        assert Finding.objects.count() == 2

    def test_a_colleague_of_the_desk_neither_wrote_nor_leads_it(self, office: Cast, finding: Finding) -> None:
        office.bayu.assignments.update(desk=office.at.cengkareng_timur)
        with refused("not_author"):
            correct(finding, office.bayu)

    def test_where_two_conclude_a_second_officer_agrees_to_the_correction(self, office: Cast, finding: Finding) -> None:
        set_second_review(office=office.at.office, is_wanted=True, by=office.hadi)
        right = correct(finding, office.sari)
        assert (Report.objects.get().state, right.review) == (State.VERIFYING, ReviewState.ASKED)
        with refused("in_review"):
            correct(right, office.sari)
        review_finding(finding=right, agrees=True, words="", keyring=keyring(office.dewi))
        assert Report.objects.get().state == State.NOT_SUBSTANTIATED

    def test_the_reviewer_of_the_wrong_one_is_told(self, office: Cast) -> None:
        set_second_review(office=office.at.office, is_wanted=True, by=office.hadi)
        wrong = given.conclude(given.taken(office.sari), office.sari)
        review_finding(finding=wrong, agrees=True, words="", keyring=keyring(office.hadi))
        correct(wrong, office.dewi)
        assert [told(who) for who in (office.sari, office.hadi)] == [[Corrected.FINDING]] * 2

    def test_a_case_rests_on_the_outcome_not_on_the_words(self, office: Cast, finding: Finding) -> None:
        report = Report.objects.get()
        case = given.case(office.dewi, report)
        with refused("in_a_case"):
            correct(finding, office.sari)
        right = correct(finding, office.sari, AGAIN)
        report.refresh_from_db()
        assert (report.state, report.due_at, report.keep_until) == (State.SUBSTANTIATED, None, None)
        assert told(office.dewi) == [Corrected.FINDING]
        (correction,) = corrected_since(case, clock.now() - timedelta(hours=1))
        assert (correction.kind, correction.by) == (Corrected.FINDING, office.sari)
        assert right.review == ReviewState.NONE

    def test_in_a_case_a_second_officer_agrees_too_and_the_outcome_stays(self, office: Cast, finding: Finding) -> None:
        given.case(office.dewi, Report.objects.get())
        set_second_review(office=office.at.office, is_wanted=True, by=office.hadi)
        right = correct(finding, office.dewi, AGAIN)
        assert right.review == ReviewState.ASKED
        review_finding(finding=right, agrees=True, words="", keyring=keyring(office.sari))
        right.refresh_from_db()
        assert (Report.objects.get().state, right.review) == (State.SUBSTANTIATED, ReviewState.AGREED)


class TestOutcomes:
    @pytest.mark.parametrize("outcome", sorted(OUTCOMES))
    def test_each_can_be_taken_back(self, office: Cast, outcome: State) -> None:
        report = given.concluded(office.sari, outcome)
        correcting.reopen_report(report=report, reason=WHY, keyring=keyring(office.dewi))
        report.refresh_from_db()
        assert (report.state, report.officer, report.keep_until) == (State.VERIFYING, office.dewi, None)
        assert public_progress(report).state == PublicState.VERIFYING
        assert report.due_at is not None
        (wrong,) = findings_of(peek_report(report, keyring(office.sari)))
        assert (wrong.why_corrected, wrong.finding.replaced_by) == (WHY, None)
        assert told(office.sari) == [Corrected.OUTCOME]

    def test_not_of_a_case_and_not_without_a_reason(self, office: Cast) -> None:
        report = given.concluded(office.sari)
        with refused("no_reason"):
            correcting.reopen_report(report=report, reason="ya", keyring=keyring(office.sari))
        given.case(office.dewi, report)
        with refused("in_a_case"):
            correcting.reopen_report(report=report, reason=WHY, keyring=keyring(office.sari))
        with refused("no_outcome_yet"):
            correcting.reopen_report(report=given.taken(office.sari), reason=WHY, keyring=keyring(office.sari))


class TestTransfers:
    def test_it_goes_back_and_both_say_so(self, office: Cast) -> None:
        report = given.report()
        at = office.at
        wrong = transfer(
            report=report, to_desk=at.pegadungan, to_unit=at.unit, reason=made.MISTAKE, keyring=keyring(office.sari)
        )
        back: dict[str, Any] = {"to_desk": at.cengkareng_timur, "to_unit": at.unit, "reason": WHY}
        with refused("other_desk"):  # who sent it away reads it no more
            correcting.correct_transfer(transfer=wrong, **back, keyring=keyring(office.sari))
        with refused("not_author"):
            correcting.correct_transfer(transfer=wrong, **back, keyring=keyring(office.bayu))
        right = correcting.correct_transfer(transfer=wrong, **back, keyring=keyring(office.dewi))
        report.refresh_from_db()
        assert (report.desk, right.from_desk) == (at.cengkareng_timur, at.pegadungan)
        first, second = transfers_of(peek_report(report, keyring(office.sari)))
        assert (first.reason, first.why_corrected, first.transfer.replaced_by) == (made.MISTAKE, WHY, right)
        assert (second.transfer, second.why_corrected) == (right, "")
        assert told(office.sari) == [Corrected.TRANSFER]
        with refused("corrected_already"):
            correcting.correct_transfer(transfer=wrong, **back, keyring=keyring(office.dewi))


class TestEvents:
    def test_the_right_one_counts_and_the_wrong_one_is_read(self, office: Cast, case: Case) -> None:
        event = made.event(office.dewi, case)
        contents = replace(made.HAPPENED, day="2025-10", text="Karangan: dijemput.")
        correcting.correct_event(event=event, contents=contents, reason=WHY, keyring=keyring(office.dewi))
        opened = peek(case, keyring(office.hadi))
        assert [row.contents for row in events_of(opened)] == [contents]
        assert [(row.contents.day, row.why_corrected) for row in all_events_of(opened)] == [
            ("2025-09", WHY),
            ("2025-10", ""),
        ]
        wrong, right = dossier_of(opened)["events"]
        assert (wrong["day"], right["day"], right["corrected"]) == ("2025-09", "2025-10", None)
        assert (wrong["corrected"]["reason"], wrong["corrected"]["replaced_by"]) == (WHY, right["id"])

    def test_what_did_not_happen_is_taken_back(self, office: Cast, case: Case) -> None:
        event = made.event(office.hadi, case)
        correcting.correct_event(event=event, contents=None, reason=WHY, keyring=keyring(office.dewi))
        assert events_of(peek(case, keyring(office.dewi))) == []
        assert told(office.hadi) == [Corrected.EVENT]

    def test_who_may(self, office: Cast, case: Case) -> None:
        event = made.event(office.dewi, case)
        for who, code in ((office.hadi, "not_author"), (office.sari, "not_permitted"), (office.fani, "not_of_unit")):
            with refused(code):
                correcting.correct_event(event=event, contents=None, reason=WHY, keyring=keyring(who))
        close(case=case, closure=Closure.ACTED, note="", keyring=keyring(office.dewi))
        with refused("case_closed"):
            correcting.correct_event(event=event, contents=None, reason=WHY, keyring=keyring(office.dewi))
        assert not Event.objects.exclude(corrected_at=None).exists()


class TestDecisions:
    def right(self, office: Cast, gelar: GelarKasus, verdict: Verdict, **changes: Any) -> GelarKasus:
        told: dict[str, Any] = {"held_on": gelar.held_on, "contents": made.HELD, "reason": WHY} | changes
        return correcting.correct_gelar(gelar=gelar, verdict=verdict, **told, keyring=keyring(office.hadi))

    def test_only_the_right_one_leads_to_anything(self, office: Cast, case: Case) -> None:
        gelar = made.gelar(office.hadi, case)
        right = self.right(office, gelar, Verdict.CRIME)
        opened = peek(case, keyring(office.dewi))
        assert [row.gelar for row in whole_of(opened).decisions if not row.gelar.is_corrected] == [right]
        assert [row.why_corrected for row in all_decisions_of(opened)] == [WHY, ""]
        assert list(tak_decisions(case)) == []
        who = made.screened(office.dewi, made.person(office.dewi, case))
        gelar.refresh_from_db()
        with refused("no_gelar"):
            made.tak(office.dewi, who, gelar)
        assert told(office.dewi) == [Corrected.GELAR]

    def test_the_words_alone_can_be_wrong(self, office: Cast, case: Case) -> None:
        gelar = made.gelar(office.hadi, case)
        contents = replace(made.HELD, chair="Karangan: Dewi")
        right = self.right(office, gelar, Verdict.TAK, contents=contents)
        assert list(tak_decisions(case)) == [right]

    def test_an_action_in_force_keeps_the_decision_it_rests_on(self, office: Cast, case: Case) -> None:
        who = made.screened(office.dewi, made.person(office.dewi, case))
        gelar = made.gelar(office.hadi, case)
        made.tak(office.dewi, who, gelar)
        with refused("tak_rests_on_it"):
            self.right(office, gelar, Verdict.CRIME)
        self.right(office, gelar, Verdict.TAK)


class TestClosedCases:
    def test_one_goes_on_with_its_reports(self, office: Cast) -> None:
        report = given.concluded(office.sari)
        case = given.case(office.dewi, report)
        close(case=case, closure=Closure.NO_GROUND, note="Karangan: KENARI-catatan", keyring=keyring(office.dewi))
        with refused("no_reason"):
            correcting.reopen_case(case=case, reason="", keyring=keyring(office.hadi))
        correcting.reopen_case(case=case, reason=WHY, keyring=keyring(office.hadi))
        case.refresh_from_db()
        report.refresh_from_db()
        assert (case.state, case.closure, case.closed_at) == (CaseState.OPEN, "", None)
        assert (report.keep_until, report.due_at) == (None, None)
        (reopening,) = whole_of(peek(case, keyring(office.dewi))).reopenings
        assert (reopening.reason, reopening.closing_note) == (WHY, "Karangan: KENARI-catatan")
        assert reopening.reopening.closure == Closure.NO_GROUND
        assert [told(who) for who in (office.dewi, office.sari)] == [[Corrected.CLOSURE], []]
        assert public_progress(report).state == PublicState.FOLLOWED_UP
        assert "KENARI" not in repr(everything())
        with refused("not_in_this_state"):
            correcting.reopen_case(case=case, reason=WHY, keyring=keyring(office.hadi))


def test_exports_of_before_are_named(office: Cast, case: Case) -> None:
    event = made.event(office.dewi, case)
    list(export_case(case=case, keyring=keyring(office.hadi), reason=made.MISTAKE))
    assert outdated(case) == Outdated(None, [])
    correcting.correct_event(event=event, contents=None, reason=WHY, keyring=keyring(office.dewi))
    list(export_case(case=case, keyring=keyring(office.dewi), reason=made.MISTAKE))
    assert [name for _at, name in outdated(case).exports] == [office.hadi.name]


def test_a_person_as_they_were_stays_with_the_reason(office: Cast, case: Case) -> None:
    who = made.person(office.hadi, case)
    right = replace(made.SOMEBODY, name="Nama Karangan")
    change = {"roles": [PersonRole.WITNESS], "citizenship": Citizenship.FOREIGNER, "keyring": keyring(office.dewi)}
    with refused("no_reason"):
        change_person(person=who, contents=right, reason="salah", **change)  # type: ignore[arg-type]  # of three kinds
    change_person(person=who, contents=right, reason=WHY, **change)  # type: ignore[arg-type]  # as above
    (opened,) = persons_of(peek(case, keyring(office.dewi)))
    (earlier,) = opened.earlier
    assert (opened.contents.name, earlier.contents.name, earlier.reason) == ("Nama Karangan", "Orang Karangan", WHY)
    assert (earlier.row.officer, earlier.row.roles) == (office.dewi, [PersonRole.POSSIBLE_OFFENDER])
    assert told(office.hadi) == [Corrected.PERSON]


def test_all_reasons_are_erased_with_what_they_are_of(office: Cast, case: Case) -> None:
    event = made.event(office.dewi, case)
    gelar = made.gelar(office.hadi, case)
    correcting.correct_event(event=event, contents=None, reason=WHY, keyring=keyring(office.dewi))
    TestDecisions().right(office, gelar, Verdict.CRIME)
    erase_case(case=case)
    assert bytes(Event.objects.get().correction) == GONE  # type: ignore[arg-type]  # never None here
    assert {bytes(row.correction) for row in GelarKasus.objects.exclude(correction=None)} == {GONE}
    assert not CaseReopening.objects.exists()
    assert not EarlierPerson.objects.exists()
    assert not Transfer.objects.exists()
