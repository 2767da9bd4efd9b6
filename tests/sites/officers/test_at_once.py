"""Two officers act on the same thing: the second is told who was faster, and what they typed is still there."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.models import QuerySet
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.complaints.actions.answering import answer_complaint
from pimpasa.complaints.actions.complaining import complain
from pimpasa.connections.actions import decide_share, inquire
from pimpasa.handling.actions.transferring import transfer
from pimpasa.handling.actions.verifying import take_over
from pimpasa.privacy.actions.answering import answer_request
from pimpasa.privacy.kinds import Outcome
from pimpasa.reports.kinds import ShareState
from pimpasa.reports.models import Mention, Report, Share
from pimpasa.reports.states import State
from pimpasa.sealing import receipts
from pimpasa.verification.actions.checks import decide_check, plan_check
from pimpasa.verification.actions.findings import record_finding, review_finding
from pimpasa.verification.actions.settings import set_second_review
from pimpasa.verification.models import Finding, StepRecord
from tests.factories import operations as made
from tests.factories import reports as given
from tests.factories.letters import letter
from tests.factories.people import Cast, keyring
from tests.factories.territory import PEGADUNGAN

SignIn = Callable[[Officer], Client]
TYPED = "Karangan: kalimat yang sudah diketik."
PARTS = {"process": "yes", "means": "yes", "purpose": "yes"}
FINDING = PARTS | {"outcome": "substantiated", "reason": TYPED, "source_kind": "seen", "source": TYPED}


def at_once(held: QuerySet[Any], *acts: Callable[[], Any]) -> list[Any]:
    """Let the acts begin while somebody else holds the row: each has read what was before any has changed it."""
    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic():
            assert list(held.select_for_update(of=("self",)))
            begun = [pool.submit(_alone, act) for act in acts]
            _wait_until(lambda: _waiting() == len(acts))
        return [one.result() for one in begun]


def _alone(act: Callable[[], Any]) -> Any:
    try:
        return act()
    finally:
        connections.close_all()


def _waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def _wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def told(answer: Any) -> bool:
    """Whether the page came back with a reason and the words."""
    page = answer.content.decode()
    return answer.status_code == 422 and "govuk-error-summary" in page and TYPED in page


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_take_it(self, office: Cast, signed_in: SignIn) -> None:
        report = given.report()
        browsers = [signed_in(office.sari), signed_in(office.dewi)]
        acts = [
            lambda browser=browser: browser.post(f"/petugas/laporan/{report.pk}/mulai/", follow=True)
            for browser in browsers
        ]
        answers = at_once(Report.objects.filter(pk=report.pk), *acts)
        assert [answer.status_code for answer in answers] == [200, 200]
        refused = ["tidak memungkinkan ini" in answer.content.decode() for answer in answers]
        assert sorted(refused) == [False, True]
        report.refresh_from_db()
        assert report.officer == (office.dewi if refused[0] else office.sari)

    def test_it_is_concluded_once(self, office: Cast, signed_in: SignIn) -> None:
        """By the same officer in two windows."""
        report = given.taken(office.sari)
        browsers = [signed_in(office.sari), signed_in(office.sari)]
        acts = [
            lambda browser=browser: browser.post(f"/petugas/laporan/{report.pk}/temuan/", FINDING)
            for browser in browsers
        ]
        answers = at_once(Report.objects.filter(pk=report.pk), *acts)
        assert sorted(answer.status_code for answer in answers) == [302, 422]
        assert [told(answer) for answer in answers].count(True) == 1
        assert Finding.objects.count() == 1

    def test_it_is_reviewed_once(self, office: Cast, signed_in: SignIn) -> None:
        set_second_review(office=office.at.office, is_wanted=True, by=office.hadi)
        report = given.taken(office.sari)
        found = record_finding(report=report, contents=given.finding(), keyring=keyring(office.sari))
        typed = [{"decision": "yes", "words": TYPED}, {"decision": "no", "words": TYPED}]
        browsers = [signed_in(office.dewi), signed_in(office.hadi)]
        acts = [
            lambda browser=browser, given=given: browser.post(f"/petugas/temuan/{found.pk}/", given)
            for browser, given in zip(browsers, typed, strict=True)
        ]
        answers = at_once(Finding.objects.filter(pk=found.pk), *acts)
        assert sorted(answer.status_code for answer in answers) == [302, 422]
        (second,) = [answer for answer in answers if answer.status_code == 422]
        assert told(second)
        assert "sudah memutuskan" in second.content.decode()

    def test_two_reports_are_not_duplicates_of_each_other(self, office: Cast, signed_in: SignIn) -> None:
        one, other = given.taken(office.sari), given.taken(office.sari)
        pairs = [(one, other, signed_in(office.sari)), (other, one, signed_in(office.sari))]
        acts = [
            lambda report=report, of=of, browser=browser: browser.post(
                f"/petugas/laporan/{report.pk}/temuan/",
                FINDING | {"outcome": "duplicate", "duplicate_of": of.reference},
            )
            for report, of, browser in pairs
        ]
        answers = at_once(Report.objects.filter(pk__in=[one.pk, other.pk]), *acts)
        assert sorted(answer.status_code for answer in answers) == [302, 422]
        assert Report.objects.exclude(duplicate_of=None).count() == 1


@pytest.mark.django_db
class TestStaleForms:
    """The page was opened before a colleague acted; it is sent after."""

    def test_a_question(self, office: Cast, signed_in: SignIn) -> None:
        report = given.taken(office.sari)
        take_over(report=report, by=office.dewi)
        answer = signed_in(office.sari).post(f"/petugas/laporan/{report.pk}/tanya/", {"text": TYPED})
        assert told(answer)
        assert "Dewi Contoh" in answer.content.decode()

    @pytest.mark.parametrize(
        ("act", "typed"),
        [
            ("temuan", FINDING),
            ("temuan", FINDING | {"outcome": "duplicate", "duplicate_of": "00000-00000"}),
            ("langkah/own", {"result": "confirms", "note": TYPED}),
            ("alihkan", {"to": "unit", "reason": TYPED}),
            ("cek-lapangan", {"person": "wna", "place": TYPED, "what_for": TYPED, "takes_place_on": "2099-01-01"}),
        ],
    )
    @pytest.mark.parametrize("meanwhile", ["taken over", "concluded"])
    def test_work(self, office: Cast, signed_in: SignIn, act: str, typed: dict[str, str], meanwhile: str) -> None:
        report = given.taken(office.sari)
        take_over(report=report, by=office.dewi)
        if meanwhile == "concluded":
            report.refresh_from_db()
            given.conclude(report, office.dewi)
        if act == "cek-lapangan":
            typed = typed | {"letter": str(letter([office.sari]).pk), "takes_place_on": str(clock.today())}
        answer = signed_in(office.sari).post(f"/petugas/laporan/{report.pk}/{act}/", typed)
        assert told(answer)
        reasons = ["Dewi Contoh"] if meanwhile == "taken over" else ["sudah punya temuan", "tidak memungkinkan ini"]
        assert any(reason in str(answer.context["form"].errors) for reason in reasons)
        assert StepRecord.objects.count() == 0

    def test_what_went_to_another_desk_is_not_shown_but_one_s_own_words_are(
        self, office: Cast, signed_in: SignIn
    ) -> None:
        report = given.taken(office.sari)
        transfer(
            report=report,
            to_desk=office.at.pegadungan,
            to_unit=office.at.unit,
            reason="Karangan: salah wilayah.",
            keyring=keyring(office.sari),
        )
        sari = signed_in(office.sari)
        for act in ("temuan", "tanya", "alihkan", "langkah/own"):
            answer = sari.post(f"/petugas/laporan/{report.pk}/{act}/", {"text": TYPED, "to": "unit"})
            page = answer.content.decode()
            assert answer.status_code == 403
            assert "milik meja lain" in page
            assert TYPED in page
            assert given.TOLD.narrative not in page

    def test_to_where_it_went_already(self, office: Cast, signed_in: SignIn) -> None:
        report = given.taken(office.dewi)
        where = {"to_desk": office.at.pegadungan, "to_unit": office.at.unit}
        transfer(report=report, reason="Karangan: salah wilayah.", keyring=keyring(office.dewi), **where)
        to = f"desk-{office.at.pegadungan.pk}"
        answer = signed_in(office.dewi).post(f"/petugas/laporan/{report.pk}/alihkan/", {"to": to, "reason": TYPED})
        assert told(answer)
        assert "sudah ada di sana" in answer.content.decode()

    def test_a_review(self, office: Cast, signed_in: SignIn) -> None:
        set_second_review(office=office.at.office, is_wanted=True, by=office.hadi)
        found = record_finding(report=given.taken(office.sari), contents=given.finding(), keyring=keyring(office.sari))
        review_finding(finding=found, agrees=True, words="", keyring=keyring(office.hadi))
        answer = signed_in(office.dewi).post(f"/petugas/temuan/{found.pk}/", {"decision": "no", "words": TYPED})
        assert told(answer)

    def test_an_urgent_check(self, office: Cast, signed_in: SignIn) -> None:
        check = plan_check(report=given.taken(office.sari), plan=given.urgent_plan(), keyring=keyring(office.sari))
        path, typed = f"/petugas/cek-lapangan/{check.pk}/putusan/", {"decision": "no", "words": TYPED}
        decide_check(check=check, agrees=True, words="", keyring=keyring(office.hadi))
        assert told(signed_in(office.dewi).post(path, typed))

    def test_a_letter(self, office: Cast, signed_in: SignIn) -> None:
        check = given.check(given.taken(office.sari), office.sari)
        chosen = {"letter": str(letter([office.sari]).pk)}
        answer = signed_in(office.dewi).post(f"/petugas/cek-lapangan/{check.pk}/surat/", chosen)
        assert answer.status_code == 422
        assert chosen["letter"] in answer.content.decode()

    def test_sharing(self, office: Cast, signed_in: SignIn) -> None:
        report, elsewhere = given.report(), given.report(village=PEGADUNGAN)
        mention = Mention.objects.filter(report=report).first()
        assert mention is not None
        inquire(mention=mention, reason=TYPED, keyring=keyring(office.sari))
        share = Share.objects.get(report=elsewhere)
        decide_share(share=share, decision=ShareState.REFUSED, reason=TYPED, keyring=keyring(office.hadi))
        answer = signed_in(office.dewi).post(f"/petugas/berbagi/{share.pk}/", {"decision": "refused", "reason": TYPED})
        assert told(answer)
        assert "sudah memutuskan" in answer.content.decode()

    def test_a_case(self, office: Cast, signed_in: SignIn) -> None:
        report = given.concluded(office.sari)
        given.case(office.hadi, report)
        path = f"/petugas/laporan/{report.pk}/kasus/"
        assert told(signed_in(office.dewi).post(path, {"case": "new", "title": TYPED}))

    def test_an_operation(self, office: Cast, signed_in: SignIn) -> None:
        operation = made.reported(office)
        typed = {"carried_out_on": clock.today().isoformat(), "findings": TYPED, "record": "1"}
        assert told(signed_in(office.dewi).post(f"/petugas/operasi/{operation.pk}/hasil/", typed))

    def test_an_answer_to_a_complaint(self, office: Cast, signed_in: SignIn) -> None:
        report, code = given.received()
        complaint = complain(report=report, receipt=receipts.parse(code), text="Karangan")
        answer_complaint(complaint=complaint, text="Karangan: sudah.", keyring=keyring(office.rina))
        assert told(signed_in(office.rina).post(f"/petugas/keluhan/{complaint.pk}/", {"text": TYPED}))

    def test_an_answer_about_data(self, office: Cast, signed_in: SignIn) -> None:
        asked = given.subject_request(office.at.office)
        answer_request(request=asked, outcome=Outcome.GRANTED, text="Karangan: sudah.", keyring=keyring(office.hadi))
        path = f"/petugas/data-pribadi/{asked.pk}/"
        assert told(signed_in(office.dewi).post(path, {"outcome": "granted", "text": TYPED}))


@pytest.mark.django_db
def test_the_state_is_as_the_first_left_it(office: Cast, signed_in: SignIn) -> None:
    report = given.concluded(office.sari)
    signed_in(office.sari).post(f"/petugas/laporan/{report.pk}/temuan/", FINDING | {"outcome": "not_a_violation"})
    report.refresh_from_db()
    assert report.state == State.SUBSTANTIATED
