"""The plan of verification: our steps or the office's, and what came of each."""

from __future__ import annotations

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.kinds import Kind
from pimpasa.reports.opening import peek
from pimpasa.verification.actions.settings import set_plan, set_second_review
from pimpasa.verification.actions.steps import record_step
from pimpasa.verification.contents import StepContents
from pimpasa.verification.kinds import StepKind
from pimpasa.verification.models import StepRecord
from pimpasa.verification.phrases import LANGUAGES, LEAVE, PHRASES, risky_words
from pimpasa.verification.plan import MOST_STEPS
from pimpasa.verification.queries import plan_of, steps_of
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

DONE = StepContents("default-talk", "Tanyakan", "confirms", "Karangan: pelapor yakin.")


class TestPhrases:
    def test_none_of_ours_asks_for_what_is_dangerous(self) -> None:
        for phrase in PHRASES:
            for language in LANGUAGES:
                assert (phrase.said(language), risky_words(phrase.said(language))) == (phrase.said(language), [])

    def test_each_is_said_in_both_languages(self) -> None:
        assert all(phrase.said("id") != phrase.said("en") for phrase in PHRASES)
        assert "merasa aman" in str(LEAVE)

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Tolong ikuti dia dan rekam diam-diam", ["ikuti", "rekam", "diam-diam"]),
            ("Please FOLLOW him", ["FOLLOW"]),
            ("Apakah ada rekaman yang sudah Anda terima?", []),
            ("", []),
        ],
    )
    def test_dangerous_words_are_seen(self, text: str, found: list[str]) -> None:
        assert risky_words(text) == found


@pytest.mark.django_db
class TestPlan:
    @pytest.fixture
    def office(self) -> Cast:
        return cast()

    def test_every_kind_has_a_plan(self, office: Cast) -> None:
        for kind in Kind:
            steps = plan_of(office.at.office, kind)
            assert len({step.key for step in steps}) == len(steps) > 2

    def test_the_head_sets_it_and_what_stays_keeps_its_key(self, office: Cast) -> None:
        set_plan(office=office.at.office, kind="pmi", steps=[("talk", "Satu"), ("field", "Dua")], by=office.hadi)
        before = plan_of(office.at.office, "pmi")
        set_plan(office=office.at.office, kind="pmi", steps=[("field", "Dua"), ("other", "Tiga")], by=office.hadi)
        after = plan_of(office.at.office, "pmi")
        assert [(step.kind, step.text) for step in after] == [(StepKind.FIELD, "Dua"), (StepKind.OTHER, "Tiga")]
        assert after[0].key == before[1].key
        assert plan_of(office.at.office, "tppo")[0].key.startswith("default-")
        set_plan(office=office.at.office, kind="pmi", steps=[], by=office.hadi)
        assert plan_of(office.at.office, "pmi")[0].key.startswith("default-")

    def test_nobody_else_does(self, office: Cast) -> None:
        for person in (office.sari, office.dewi, office.agus, office.rina):
            with pytest.raises(Refused):
                set_plan(office=office.at.office, kind="pmi", steps=[("talk", "Satu")], by=person)
            with pytest.raises(Refused):
                set_second_review(office=office.at.office, is_wanted=True, by=person)
        with pytest.raises(Refused):
            set_plan(office=office.at.fallback, kind="pmi", steps=[("talk", "Satu")], by=office.hadi)
        for steps in ([("talk", "x")] * (MOST_STEPS + 1), [("sulap", "x")]):
            with pytest.raises(Refused):
                set_plan(office=office.at.office, kind="pmi", steps=steps, by=office.hadi)

    def test_a_step_is_kept_sealed_beside_the_report(self, office: Cast) -> None:
        report = given.taken(office.sari)
        sari = keyring(office.sari)
        record_step(report=report, kind="talk", contents=DONE, keyring=sari)
        assert [one.contents for one in steps_of(peek(report, sari))] == [DONE]
        assert b"Karangan" not in bytes(StepRecord.objects.get().envelope)
        assert Act.STEP_RECORDED in [entry.act for entry in entries_of([report.subject])]

    def test_who_may_record_and_what_is_missing(self, office: Cast) -> None:
        report = given.taken(office.sari)
        for person in (office.dewi, office.bayu, office.hadi, office.rina):
            with pytest.raises(Refused):
                record_step(report=report, kind="talk", contents=DONE, keyring=keyring(person))
        for kind, result, note, source in (
            ("talk", "", "Karangan", ""), ("sulap", "confirms", "Karangan", ""),
            ("talk", "confirms", "ya", ""), ("lookup", "confirms", "Karangan", ""),
        ):  # fmt: skip
            contents = StepContents("x", "x", result, note, source)
            with pytest.raises(Refused):
                record_step(report=report, kind=kind, contents=contents, keyring=keyring(office.sari))
        with pytest.raises(Refused) as refused:
            record_step(report=given.report(), kind="talk", contents=DONE, keyring=keyring(office.sari))
        assert refused.value.code == "not_taken"
        done = given.concluded(office.sari)
        with pytest.raises(Refused) as refused:
            record_step(report=done, kind="talk", contents=DONE, keyring=keyring(office.sari))
        assert refused.value.code == "has_finding"
