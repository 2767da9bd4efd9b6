"""What reporters say about us: at the end to the desk, in a complaint past it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from pimpasa.accounts.actions import change_officer
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.complaints.actions.answering import answer_complaint
from pimpasa.complaints.actions.complaining import complain
from pimpasa.complaints.actions.feedback import give_feedback
from pimpasa.complaints.actions.passing_on import pass_on
from pimpasa.complaints.kinds import Clarity
from pimpasa.complaints.models import Complaint, Feedback
from pimpasa.complaints.opening import read_complaint
from pimpasa.complaints.queries import complaints_of, complaints_to, feedback_of
from pimpasa.handling.actions.verifying import take
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.sealing import receipts
from pimpasa.sealing.receipts import Receipt
from pimpasa.sites.common import allowances
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring
from tests.factories.tables import everything

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
WORDS = "Karangan: petugas menyebut nama saya kepada tetangga."
ANSWER = "Karangan: kami memeriksanya."


@pytest.fixture
def office() -> Cast:
    return cast()


def complained(office: Cast) -> tuple[Complaint, Report, Receipt]:
    report, code = given.received()
    take(report=report, by=office.sari)
    receipt = receipts.parse(code)
    return complain(report=report, receipt=receipt, text=WORDS), report, receipt


class TestComplaints:
    def test_rina_reads_and_answers_and_the_reporter_sees_it(self, office: Cast) -> None:
        complaint, report, receipt = complained(office)
        assert complaints_to(office.rina) == [complaint]
        assert read_complaint(complaint=complaint, keyring=keyring(office.rina)).text == WORDS
        answer_complaint(complaint=complaint, text=ANSWER, keyring=keyring(office.rina))
        (seen,) = complaints_of(report, receipt)
        assert (seen.text, seen.answer) == (WORDS, ANSWER)
        with pytest.raises(Refused, match="sudah menjawab"):
            answer_complaint(complaint=complaint, text=ANSWER, keyring=keyring(office.rina))
        acts = [entry.act for entry in entries_of([complaint.subject])]
        assert acts == [Act.COMPLAINT_RECEIVED, Act.COMPLAINT_READ, Act.COMPLAINT_ANSWERED]

    @pytest.mark.parametrize("who", ["sari", "bayu", "dewi", "agus"])
    def test_the_officers_of_the_report_never_read_it(self, office: Cast, who: str) -> None:
        complaint, _report, _receipt = complained(office)
        person = getattr(office, who)
        assert complaints_to(person) == []
        for attempt in (read_complaint, answer_complaint):
            more = {"text": ANSWER} if attempt is answer_complaint else {}
            with pytest.raises(Refused):
                attempt(complaint=complaint, keyring=keyring(person), **more)

    def test_the_head_has_no_key_where_there_is_an_auditor(self, office: Cast) -> None:
        complaint, _report, _receipt = complained(office)
        with pytest.raises(NotGranted):
            read_complaint(complaint=complaint, keyring=keyring(office.hadi))

    def test_where_there_is_none_the_head_reads(self, office: Cast) -> None:
        change_officer(officer=office.rina, name="Rina", role=Role.AUDITOR, is_active=False, by=office.agus)
        complaint, _report, _receipt = complained(office)
        assert read_complaint(complaint=complaint, keyring=keyring(office.hadi)).text == WORDS

    def test_an_auditor_who_verified_it_is_passed_over(self, office: Cast) -> None:
        report, code = given.received()
        take(report=report, by=office.sari)
        report.refresh_from_db()
        Officer.objects.filter(pk=office.rina.pk).update(is_active=False)
        Officer.objects.filter(pk=office.sari.pk).update(role=Role.AUDITOR)
        complaint = complain(report=report, receipt=receipts.parse(code), text=WORDS)
        assert complaints_to(office.sari) == []
        assert read_complaint(complaint=complaint, keyring=keyring(office.hadi)).text == WORDS

    def test_where_nobody_could_the_reporter_is_told(self, office: Cast) -> None:
        report, code = given.received()
        Officer.objects.filter(role__in=[Role.AUDITOR, Role.HEAD]).update(is_active=False)
        with pytest.raises(Refused, match="Belum ada"):
            complain(report=report, receipt=receipts.parse(code), text=WORDS)

    def test_without_the_ledger_nothing_happens(self, office: Cast, broken_ledger: Broken) -> None:
        complaint, report, receipt = complained(office)
        rina = keyring(office.rina)
        before = everything()
        with broken_ledger():
            complain(report=report, receipt=receipt, text=WORDS)
        with broken_ledger():
            read_complaint(complaint=complaint, keyring=rina)
        with broken_ledger():
            answer_complaint(complaint=complaint, text=ANSWER, keyring=rina)
        assert everything() == before

    def test_on_the_pages(self, office: Cast) -> None:
        report, code = given.received()
        reporter, rina = Client(), Client()
        assert reporter.get("/lacak/laporan/keluhan/")["Location"] == "/lacak/"
        reporter.post("/lacak/", {"code": code})
        assert "keluhan/" in reporter.get("/lacak/laporan/").content.decode()
        assert reporter.post("/lacak/laporan/keluhan/", {"text": ""}).status_code == 422
        assert reporter.post("/lacak/laporan/keluhan/", {"text": WORDS}).status_code == 302
        rina.post("/masuk/", {"login": office.rina.email, "password": "kopi-pagi-di-teras"})
        page = f"/petugas/keluhan/{Complaint.objects.get().pk}/"
        assert page in rina.get("/petugas/keluhan/").content.decode()
        assert WORDS in rina.get(page).content.decode()
        assert rina.post(page, {"text": "ya"}).status_code == 422
        assert rina.post(page, {"text": ANSWER}).status_code == 302
        assert ANSWER in reporter.get("/lacak/laporan/keluhan/").content.decode()
        assert report.reference in rina.get(page).content.decode()

    def test_a_flood_waits(self, office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(allowances.COMPLAINTS, "most", 1)
        _report, code = given.received()
        reporter = Client()
        reporter.post("/lacak/", {"code": code})
        tries = [reporter.post("/lacak/laporan/keluhan/", {"text": WORDS}).status_code for _ in range(2)]
        assert tries == [302, 422]


class TestFeedback:
    def test_at_the_end_and_once(self, office: Cast) -> None:
        report, code = given.received()
        opened = given.seen_by_reporter(code)
        with pytest.raises(Refused, match="masih dicek"):
            give_feedback(opened=opened, clear=Clarity.YES, words="")
        given.conclude(take(report=report, by=office.sari), office.sari)
        opened = given.seen_by_reporter(code)
        assert feedback_of(opened) is None
        give_feedback(opened=opened, clear=Clarity.PARTLY, words="Karangan: lama sekali.")
        give_feedback(opened=opened, clear=Clarity.YES, words="Karangan: terima kasih.")
        assert Feedback.objects.count() == 1
        report.refresh_from_db()
        assert feedback_of(peek(report, keyring(office.sari))) == (Clarity.YES, "Karangan: terima kasih.")

    def test_on_the_page(self, office: Cast) -> None:
        report, code = given.received()
        given.conclude(take(report=report, by=office.sari), office.sari)
        reporter = Client()
        assert reporter.get("/lacak/laporan/penilaian/")["Location"] == "/lacak/"
        reporter.post("/lacak/", {"code": code})
        assert "penilaian/" in reporter.get("/lacak/laporan/").content.decode()
        assert reporter.post("/lacak/laporan/penilaian/", {"clear": "", "words": "a"}).status_code == 422
        assert reporter.post("/lacak/laporan/penilaian/", {"clear": "no", "words": "Karangan"}).status_code == 302
        assert "Karangan" in reporter.get("/lacak/laporan/penilaian/").content.decode()

    def test_without_the_ledger_nothing_happens(self, office: Cast, broken_ledger: Broken) -> None:
        report, code = given.received()
        given.conclude(take(report=report, by=office.sari), office.sari)
        opened, before = given.seen_by_reporter(code), everything()
        with broken_ledger():
            give_feedback(opened=opened, clear=Clarity.NO, words="Karangan")
        assert everything() == before


SUMMARY = "Karangan: jawaban datang jauh sesudah tenggat, tanpa penjelasan."


class TestLapor:
    """A complaint about service leaves as a file (PermenPANRB 5/2025)."""

    def test_without_consent_nothing_of_the_complainant_goes_along(self, office: Cast) -> None:
        complaint, report, _receipt = complained(office)
        text = pass_on(complaint=complaint, summary=SUMMARY, keyring=keyring(office.rina))
        assert [part in text for part in ("SP4N-LAPOR!", SUMMARY, report.office.name)] == [True] * 3
        assert [part in text for part in (WORDS, report.reference, str(report.pk))] == [False] * 3
        assert [entry.act for entry in entries_of([complaint.subject])][-1] == Act.COMPLAINT_PASSED_ON
        complaint.refresh_from_db()
        assert complaint.passed_on_by == office.rina

    def test_with_consent_their_own_words_do(self, office: Cast) -> None:
        report, code = given.received()
        words = {"text": WORDS, "may_pass_on": True}
        complaint = complain(report=report, receipt=receipts.parse(code), **words)
        text = pass_on(complaint=complaint, summary=SUMMARY, keyring=keyring(office.rina))
        assert WORDS in text
        assert report.reference not in text

    @pytest.mark.parametrize(
        "more", ["Hubungi 0812-3456-7890.", "surel: warga@contoh.id", "NIK 3173010101900001", "{reference}"]
    )
    def test_what_leads_to_somebody_is_taken_out_first(self, office: Cast, more: str) -> None:
        complaint, report, _receipt = complained(office)
        summary = f"{SUMMARY} {more.format(reference=report.reference)}"
        with pytest.raises(Refused) as refused:
            pass_on(complaint=complaint, summary=summary, keyring=keyring(office.rina))
        assert refused.value.code == "names_somebody"

    def test_the_reporter_chooses_and_reads_that_it_went(self, office: Cast, client: Client) -> None:
        complaint, _report, receipt = complained(office)
        assert not complaints_of(complaint.report, receipt)[0].may_pass_on
        pass_on(complaint=complaint, summary=SUMMARY, keyring=keyring(office.rina))
        assert complaints_of(complaint.report, receipt)[0].complaint.passed_on_at is not None
