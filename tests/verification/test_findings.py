"""A finding is whole, rests on more than the report, and is reviewed where the office wants it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.cases.actions.correcting import reopen_report
from pimpasa.handling.actions.verifying import take, take_over
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.lists import merged_into
from pimpasa.reports.states import State
from pimpasa.verification.actions.findings import record_finding, review_finding
from pimpasa.verification.actions.settings import set_second_review
from pimpasa.verification.contents import FindingContents
from pimpasa.verification.kinds import ReviewState, SourceKind
from pimpasa.verification.models import Finding
from pimpasa.verification.queries import duties_of, findings_of
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
MISTAKE = "Karangan: ternyata dua kejadian."
MISSING = "Karangan: belum ada sumber lain yang disebut jelas."


@pytest.fixture
def office() -> Cast:
    return cast()


def record(report: Report, office: Cast, **changes: object) -> Finding:
    contents = replace(given.finding(), **changes)  # type: ignore[arg-type]
    return record_finding(report=report, contents=contents, keyring=keyring(office.sari))


class TestCorroboration:
    @pytest.mark.parametrize("changes", [{"source_kind": ""}, {"source": "ya"}, {"source_kind": "pelapor"}])
    def test_substantiated_names_a_source_beyond_the_report(self, office: Cast, changes: dict[str, str]) -> None:
        report = given.taken(office.sari)
        with pytest.raises(Refused) as refused:
            record(report, office, **changes)
        assert refused.value.code == "no_source"
        record(report, office, outcome="not_substantiated", **changes)

    def test_each_source_will_do(self, office: Cast) -> None:
        for kind in SourceKind:
            record(given.taken(office.sari), office, source_kind=kind.value)

    def test_codes_are_the_standard_s(self, office: Cast) -> None:
        report = given.taken(office.sari)
        for changes in ({"controls": ["Sulap"]}, {"exploitation": ["Sulap"]}, {"confidence": "pasti"}):
            with pytest.raises(Refused) as refused:
                record(report, office, **changes)
            assert refused.value.code == "not_on_list"
        found = record(report, office, controls=["DebtBondage"], exploitation=["ForcedLabour"], confidence="low")
        report.refresh_from_db()
        [opened] = findings_of(peek(report, keyring(office.dewi)))
        assert (opened.finding, opened.contents.controls, opened.contents.confidence) == (found, ["DebtBondage"], "low")

    def test_an_older_finding_still_opens(self) -> None:
        old = {"outcome": "substantiated", "reason": "r", "notes": "n", "parts": {}, "unknown": 1}
        assert FindingContents.from_json(old).source == ""


class TestReview:
    @pytest.fixture
    def waiting(self, office: Cast) -> Finding:
        set_second_review(office=office.at.office, is_wanted=True, by=office.hadi)
        return record(given.taken(office.sari), office)

    def test_a_finding_counts_once_a_second_officer_agreed(self, office: Cast, waiting: Finding) -> None:
        assert Report.objects.get().state == State.VERIFYING
        assert [one.pk for one in duties_of(office.dewi, on=given.clock.today()).reviews] == [waiting.pk]
        assert duties_of(office.sari, on=given.clock.today()).reviews == []
        with pytest.raises(Refused) as refused:
            record(Report.objects.get(), office)
        assert refused.value.code == "in_review"
        review_finding(finding=waiting, agrees=True, words="", keyring=keyring(office.dewi))
        report = Report.objects.get()
        assert report.state == State.SUBSTANTIATED
        acts = [entry.act for entry in entries_of([report.subject])]
        assert acts[-3:] == [Act.FINDING_PROPOSED, Act.FINDING_AGREED, Act.REPORT_CONCLUDED]
        with pytest.raises(Refused):
            review_finding(finding=waiting, agrees=True, words="", keyring=keyring(office.hadi))

    def test_it_is_given_back_with_what_is_missing(self, office: Cast, waiting: Finding) -> None:
        with pytest.raises(Refused):
            review_finding(finding=waiting, agrees=False, words="no", keyring=keyring(office.hadi))
        review_finding(finding=waiting, agrees=False, words=MISSING, keyring=keyring(office.hadi))
        report = Report.objects.get()
        assert report.state == State.VERIFYING
        [opened] = findings_of(peek(report, keyring(office.sari)))
        assert (opened.words, opened.finding.review) == (MISSING, ReviewState.RETURNED)
        again = record(report, office)
        review_finding(finding=again, agrees=True, words="", keyring=keyring(office.hadi))
        report.refresh_from_db()
        assert report.state == State.SUBSTANTIATED

    def test_who_may(self, office: Cast, waiting: Finding) -> None:
        for person in (office.sari, office.bayu, office.agus, office.rina):
            with pytest.raises(Refused):
                review_finding(finding=waiting, agrees=True, words="", keyring=keyring(person))

    def test_after_a_take_over_it_is_recorded_anew(self, office: Cast, waiting: Finding) -> None:
        take_over(report=Report.objects.get(), by=office.dewi)
        with pytest.raises(Refused) as refused:
            review_finding(finding=waiting, agrees=True, words="", keyring=keyring(office.hadi))
        assert refused.value.code == "taken_over"
        review_finding(finding=waiting, agrees=False, words=MISSING, keyring=keyring(office.hadi))


class TestDuplicates:
    def test_a_duplicate_names_the_first_and_is_separated_again(self, office: Cast, broken_ledger: Broken) -> None:
        first, second = given.report(), given.taken(office.sari)
        record(second, office, outcome="duplicate", duplicate_of=first.reference)
        second.refresh_from_db()
        assert (second.state, second.duplicate_of) == (State.DUPLICATE, first)
        assert merged_into(first) == [second]
        with broken_ledger():
            reopen_report(report=second, reason=MISTAKE, keyring=keyring(office.sari))
        reopen_report(report=second, reason=MISTAKE, keyring=keyring(office.sari))
        second.refresh_from_db()
        assert (second.state, second.duplicate_of, second.officer) == (State.VERIFYING, None, office.sari)
        assert (second.keep_until, merged_into(first)) == (None, [])

    def test_of_what_it_cannot_be(self, office: Cast) -> None:
        first, second, third = given.report(), given.taken(office.sari), given.taken(office.sari)
        elsewhere = given.report(village="31.73.06.1005")
        for reference in ("", "ABC", "00000-00000", third.reference, elsewhere.reference):
            with pytest.raises(Refused):
                record(third, office, outcome="duplicate", duplicate_of=reference)
        record(second, office, outcome="duplicate", duplicate_of=first.reference)
        with pytest.raises(Refused, match="itu sendiri rangkap"):
            record(third, office, outcome="duplicate", duplicate_of=second.reference)
        take(report=first, by=office.sari)
        first.refresh_from_db()
        with pytest.raises(Refused, match="pisahkan dahulu"):
            record(first, office, outcome="duplicate", duplicate_of=third.reference)

    def test_who_separates(self, office: Cast) -> None:
        first, second = given.report(), given.taken(office.sari)
        record(second, office, outcome="duplicate", duplicate_of=first.reference)
        for person in (office.bayu, office.hadi, office.rina):
            with pytest.raises(Refused):
                reopen_report(report=second, reason=MISTAKE, keyring=keyring(person))
        reopen_report(report=second, reason=MISTAKE, keyring=keyring(office.dewi))
