"""Who had a report's key before it was handed on opens nothing with it that stands there now, or is written later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import BinaryField, Model
from pytest_django.fixtures import Settings

from pimpasa.cases.actions.shredding import erase_report
from pimpasa.common import clock
from pimpasa.config.consistency import faults
from pimpasa.evidence.actions import transfers
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import original
from pimpasa.handling.actions.disclosing import disclose
from pimpasa.handling.actions.grading import grade
from pimpasa.handling.actions.holding import place_hold
from pimpasa.handling.actions.identifying import ask_identity, open_identity
from pimpasa.handling.actions.transferring import transfer
from pimpasa.handling.actions.verifying import ask, take
from pimpasa.handling.opening import open_report
from pimpasa.handling.queries.custody import custody_of, transfers_of
from pimpasa.ledger.actions import take_over_rows
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import digest_of
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.queries import entries_of
from pimpasa.notes.actions import erase_beside, write_note
from pimpasa.reports.actions.adding import add
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.actions.resealing import bring_under
from pimpasa.reports.contents import Addition
from pimpasa.reports.errors import SealedAnew, Shredded
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Heard, Message, Report, ReportGrant
from pimpasa.reports.opening import peek
from pimpasa.reports.sealed_rows import UNDER_REPORT
from pimpasa.sealing import envelopes, grants, receipts
from pimpasa.sealing.errors import Damaged, SealingError, WrongKey
from pimpasa.vault.opening import key_among, key_of
from pimpasa.verification.actions.steps import record_step
from pimpasa.verification.contents import StepContents
from pimpasa.verification.models import FieldCheck
from pimpasa.verification.opening import draft_key
from tests.factories import evidence, phones
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring
from tests.factories.tables import everything

WHY = "Karangan: kejadiannya di Pegadungan."
STEP = StepContents(key="talk", text="Karangan: bicara", result="confirms", note="Karangan: cocok.")
FILE = b"Karangan: foto paspor di laci."
pytestmark = pytest.mark.django_db
# Columns of what hangs on a report that are not sealed under its key, and to whom they are.
OTHERWISE = {
    "reports.ReportGrant.envelope": "its key, to a desk",
    "reports.Report.receipt_wrap": "its key, to the receipt",
    "reports.Report.receipt_public": "the receipt's public half",
    "reports.Report.receipt_link": "its key, from the first one and the server's secret",
    "reports.Report.receipt_id": "looks it up",
    "reports.Report.former_keys": "sealed whole whenever it gets another key",
    "reports.Report.identity": "under a key of its own, which goes along",
    "reports.Report.contact": "as above",
    "reports.Report.liaison": "as above",
    "reports.Mention.digest": "a keyed digest",
    "reports.Share.reason": "to the unit that decides",
    "reports.Share.answer": "to the desk that asked",
    "notes.Reminder.envelope": "to its officer's own key",
    "complaints.Complaint.envelope": "under a key of its own, for auditors",
    "complaints.Complaint.receipt_wrap": "that key, under the receipt",
    "complaints.Complaint.answer": "under that key",
    "imports.Trace.digest": "a keyed digest",
    "operations.SupportRequest.envelope": "under a key of its own",
    "operations.SupportRequest.unit_grant": "that key, to a unit",
    "operations.SupportRequest.asker_grant": "that key, to a unit",
}


@pytest.fixture
def office() -> Cast:
    return cast()


def to_bayu(report: Report, office: Cast) -> None:
    transfer(
        report=report, to_desk=office.at.pegadungan, to_unit=office.at.unit, reason=WHY, keyring=keyring(office.sari)
    )


def to_sari(report: Report, office: Cast) -> None:
    transfer(
        report=report,
        to_desk=office.at.cengkareng_timur,
        to_unit=office.at.unit,
        reason=WHY,
        keyring=keyring(office.bayu),
    )


def under(key: bytes) -> set[str]:
    """Every column of the database in which something stands that this key opens."""
    return {
        f"{table}.{column}"
        for table, rows in everything().items()
        for row in rows
        for column, value in row.items()
        if isinstance(value, bytes) and envelopes.is_under(value, key)
    }


def full(office: Cast) -> tuple[Report, str]:
    """A report that Sari works on, with everything beside it that there is."""
    report, code = given.received(**given.IDENTITY)
    take(report=report, by=office.sari)
    sari = keyring(office.sari)
    opened = given.seen_by_reporter(code)
    photo = evidence.exhibit(FILE, key=opened.key)
    answer(opened=opened, text="Karangan: masih di sana.", exhibits=[photo])
    ask(opened=peek(report, sari), text="Karangan: berapa orang?", by=office.sari)
    heard = Heard(report=report, exhibit=photo, officer=office.sari, at=clock.now())
    heard.words = envelopes.seal_json({"words": "Karangan"}, key=opened.key, context=heard.context)
    heard.save()
    place_hold(report=report, ends_on=clock.today() + timedelta(9), reason=WHY, keyring=keyring(office.dewi))
    ask_identity(report=report, keyring=sari, reason=WHY)
    disclose(report=report, keyring=sari, act=Act.REPORT_EXPORTED, reason=WHY)
    grade(opened=peek(report, sari), urgency=Urgency.EMERGENCY, reason=WHY, by=office.sari)
    write_note(thing=report, words="Karangan: hati-hati.", mentioned=[], goes_along=True, keyring=sari)
    record_step(report=report, kind="talk", contents=STEP, keyring=sari)
    given.check(report, office.sari)
    report.refresh_from_db()
    return report, code


class TestWhatAKeptKeyOpens:
    def test_nothing_that_stands_there_now(self, office: Cast) -> None:
        report, code = full(office)
        kept, kept_grants = key_of(report, keyring(office.sari)), list(ReportGrant.objects.filter(report=report))
        assert len(under(kept)) > 10
        to_bayu(report, office)
        assert under(kept) == set()
        now = key_of(report, keyring(office.bayu))
        new_grants = {bytes(grant.envelope) for grant in ReportGrant.objects.filter(report=report)}
        assert not new_grants & {bytes(grant.envelope) for grant in kept_grants}
        assert kept not in (now, *(bytes(row.envelope) for row in Message.objects.all()))
        opened = open_report(report=Report.objects.get(), keyring=keyring(office.bayu))
        assert opened.answers.narrative == given.TOLD.narrative
        assert [turn.text for turn in opened.messages] == ["Karangan: masih di sana.", "Karangan: berapa orang?"]
        assert b"".join(original(opened.messages[0].exhibits[0], key=now)) == FILE
        assert [row.words for row in opened.heard] == ["Karangan"]
        assert [row.reason for row in transfers_of(opened)] == [WHY]
        asked = ask_identity(report=report, keyring=keyring(office.bayu), reason=WHY)
        assert open_identity(asking=asked, keyring=keyring(office.bayu))["way"] == given.IDENTITY["contact_way"]
        assert given.seen_by_reporter(code).key == now

    def test_nothing_that_is_written_later(self, office: Cast) -> None:
        report, code = full(office)
        kept = key_of(report, keyring(office.sari))
        to_bayu(report, office)
        opened = given.seen_by_reporter(code)
        photo = evidence.exhibit(FILE, key=opened.key, name="kedua.txt")
        answer(opened=opened, text="Karangan: mereka pindah.", exhibits=[photo])
        take(report=Report.objects.get(), by=office.bayu)
        ask(opened=peek(Report.objects.get(), keyring(office.bayu)), text="Karangan: ke mana?", by=office.bayu)
        assert under(kept) == set()
        texts = [turn.text for turn in given.seen_by_reporter(code).messages]
        assert texts[-2:] == ["Karangan: mereka pindah.", "Karangan: ke mana?"]

    def test_nor_does_the_key_of_the_identity(self, office: Cast) -> None:
        report, _code = given.received(**given.IDENTITY)
        sari = keyring(office.sari)
        kept = key_among(report.keys_for("identity"), sari)
        to_bayu(report, office)
        with pytest.raises(WrongKey):
            envelopes.open_(bytes(Report.objects.get().identity or b""), key=kept, context=f"{report.subject}:identity")

    def test_every_column_that_hangs_on_a_report_is_known(self) -> None:
        declared = {f"{rows.model._meta.label}.{column}" for rows in UNDER_REPORT for column in rows.columns}
        found = {f"{model._meta.label}.{name}" for model in hanging_on_a_report() for name in sealed_columns(model)}
        assert found - declared == set(OTHERWISE)
        assert declared - found == set()


def hanging_on_a_report() -> Iterator[type[Model]]:
    """Reports, and what names one or names what names one as its own: entries of a visit."""
    beside: set[type[Model]] = {Report}
    for model in apps.get_models():
        targets = {field.related_model for field in model._meta.fields if field.is_relation}
        if targets & {Report, FieldCheck} and model is not Report:
            beside.add(model)
    yield from beside


def sealed_columns(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.fields if isinstance(field, BinaryField)]


class TestTheReceipt:
    def test_it_opens_after_each_of_several(self, office: Cast) -> None:
        report, code = given.received()
        first = given.seen_by_reporter(code).key
        to_bayu(report, office)
        second = given.seen_by_reporter(code).key
        to_sari(Report.objects.get(), office)
        third = given.seen_by_reporter(code)
        assert len({first, second, third.key}) == 3
        assert third.answers.narrative == given.TOLD.narrative
        # It was sealed in one layer, however often it went.
        assert envelopes.first_sealed(bytes(third.report.envelope), key=third.key)[0] == first

    def test_of_what_a_phone_sealed(self, office: Cast) -> None:
        phone = phones.phone()
        report = phone.sends()
        to_bayu(report, office)
        opened = given.seen_by_reporter(phone.code)
        assert opened.answers.narrative == given.TOLD.narrative
        assert opened.report.receipt_link is None
        answer(opened=opened, text="Karangan: masih ada.")
        read = open_report(report=Report.objects.get(), keyring=keyring(office.bayu))
        assert [turn.text for turn in read.messages] == ["Karangan: masih ada."]

    @pytest.mark.parametrize("on_a_phone", [True, False])
    def test_also_one_of_before_it_had_a_public_half(self, office: Cast, settings: Settings, on_a_phone: bool) -> None:
        if on_a_phone:
            phone = phones.phone()
            report = phone.sends()
            code = phone.code
        else:
            report, code = given.received()
        Report.objects.update(receipt_public=None)
        first = given.seen_by_reporter(code).key
        for _time in range(2):
            to_bayu(Report.objects.get(), office)
            to_sari(Report.objects.get(), office)
        opened = given.seen_by_reporter(code)
        assert opened.answers.narrative == given.TOLD.narrative
        answer(opened=opened, text="Karangan: masih ada.")
        assert peek(Report.objects.get(), keyring(office.sari)).messages[-1].text == "Karangan: masih ada."
        # The first key and the database alone lead nowhere.
        settings.LINK_KEY = bytes(32)
        with pytest.raises(SealingError):
            envelopes.open_(bytes(opened.report.receipt_link or b""), key=first, context=report.link_context)
        with pytest.raises(Exception):  # noqa: B017, PT011 - a phone's is no receipt, another's is a wrong key
            given.seen_by_reporter(code)

    def test_another_receipt_opens_nothing(self, office: Cast) -> None:
        report, _code = given.received()
        _other, other_code = given.received()
        to_bayu(report, office)
        stored = Report.objects.get(pk=report.pk)
        with pytest.raises(WrongKey):
            grants.open_grant(
                bytes(stored.receipt_wrap), private=receipts.parse(other_code).private, context=stored.receipt_context
            )


class TestTheLog:
    def test_it_vouches_for_each_byte_as_before(self, office: Cast) -> None:
        take_over_rows()
        report, _code = full(office)
        to_bayu(report, office)
        integrate()
        assert list(faults()) == []
        opened = peek(Report.objects.get(), keyring(office.bayu))
        _key, as_it_came = envelopes.first_sealed(bytes(opened.report.envelope), key=opened.key)
        digests = {entry.act: bytes(entry.digest) for entry in entries_of([report.subject])}
        assert digests[Act.REPORT_RECEIVED] == digest_of(as_it_came)
        assert digests[Act.REPORT_RESEALED] == digest_of(bytes(opened.report.envelope))
        why = {link.act: link.why for link in custody_of(opened)}
        assert why[Act.REPORT_EXPORTED] == WHY

    def test_who_puts_the_old_bytes_back_is_found(self, office: Cast) -> None:
        report, _code = given.received()
        before = bytes(report.envelope)
        to_bayu(report, office)
        integrate()
        Report.objects.update(envelope=before)
        assert [fault for fault in faults() if "sealed bytes were changed" in fault]

    def test_what_is_damaged_does_not_go(self, office: Cast) -> None:
        report, code = given.received()
        answer(opened=given.seen_by_reporter(code), text="Karangan: rusak.")
        message = Message.objects.get()
        Message.objects.update(envelope=bytes(message.envelope)[:-1] + b"x")
        before = everything()
        with transaction.atomic(), pytest.raises(Damaged):
            to_bayu(report, office)
        assert everything() == before


class TestErasing:
    def test_nothing_leads_to_it_any_more(self, office: Cast) -> None:
        report, code = full(office)
        to_bayu(report, office)
        now = key_of(report, keyring(office.bayu))
        Report.objects.update(keep_until=clock.today() - timedelta(9), set_aside_at=clock.now() - timedelta(8))
        erase_report(report=Report.objects.get(), on=clock.today())
        erase_beside()
        assert under(now) == set()
        erased = Report.objects.get()
        assert (erased.receipt_public, erased.receipt_link, erased.former_keys) == (None, None, None)
        assert not ReportGrant.objects.exists()
        with pytest.raises(Shredded):
            given.seen_by_reporter(code)


class TestAtTheSameTime:
    def test_the_reporter_who_opened_it_before_loses_nothing(self, office: Cast) -> None:
        report, code = full(office)
        before = given.seen_by_reporter(code)
        waiting = evidence.exhibit(FILE, key=before.key, name="sedang.txt")
        to_bayu(report, office)
        answer(opened=before, text="Karangan: saya menulis sejak tadi.", exhibits=[waiting])
        add(opened=before, addition=Addition((20,)))
        opened = peek(Report.objects.get(), keyring(office.bayu))
        assert opened.messages[-2].text == "Karangan: saya menulis sejak tadi."
        assert opened.messages[-1].added == Addition((20,))
        (exhibit,) = opened.messages[-2].exhibits
        assert b"".join(original(exhibit, key=opened.key)) == FILE
        assert under(before.key) == set()

    def test_an_upload_that_is_under_way_goes_on(self, office: Cast) -> None:
        report, code = given.received()
        before = given.seen_by_reporter(code)
        exhibit = transfers.begin(
            name="film.txt",
            declared="text/plain",
            size=len(FILE),
            obtained="own",
            key=before.key,
            expires_at=clock.now() + timedelta(hours=9),
        )
        transfers.receive(exhibit=exhibit, key=before.key, offset=0, pieces=iter([FILE[:9]]))
        to_bayu(report, office)
        to_sari(Report.objects.get(), office)
        opened = given.seen_by_reporter(code)
        bring_under(opened=opened, exhibit_ids=[exhibit.pk])
        exhibit = Exhibit.objects.get(pk=exhibit.pk)
        transfers.receive(exhibit=exhibit, key=opened.key, offset=9, pieces=iter([FILE[9:]]))
        answer(opened=opened, text="Karangan: filmnya.", exhibits=[Exhibit.objects.get(pk=exhibit.pk)])
        read = peek(Report.objects.get(), keyring(office.sari))
        assert b"".join(original(read.messages[-1].exhibits[0], key=read.key)) == FILE

    def test_an_officer_who_opened_it_before_is_told(self, office: Cast) -> None:
        report, _code = given.received()
        before = peek(report, keyring(office.dewi))
        to_bayu(report, office)
        tables = everything()
        with transaction.atomic(), pytest.raises(SealedAnew):
            grade(opened=before, urgency=Urgency.EMERGENCY, reason=WHY, by=office.bayu)
        assert everything() == tables

    def test_entries_that_wait_on_a_phone_open_when_it_comes_back(self, office: Cast) -> None:
        report, _code = full(office)
        check = FieldCheck.objects.get()
        before = draft_key(check, keyring(office.sari))
        to_bayu(report, office)
        to_sari(Report.objects.get(), office)
        assert draft_key(FieldCheck.objects.get(), keyring(office.sari)) == before


@pytest.mark.django_db(transaction=True)
class TestTwoConnections:
    def test_an_answer_in_the_same_second(self, office: Cast) -> None:
        report, code = given.received()
        before = given.seen_by_reporter(code)
        handed_on, failures = Event(), []

        def writes() -> None:
            try:
                handed_on.wait(30)
                answer(opened=before, text="Karangan: dalam detik yang sama.")
            except Exception as failure:  # noqa: BLE001 - the test looks at it
                failures.append(failure)
            finally:
                connection.close()

        reporter = Thread(target=writes)
        reporter.start()
        with transaction.atomic():
            to_bayu(report, office)
            handed_on.set()
            reporter.join(1)
            assert reporter.is_alive()  # it waits for the report
        reporter.join(30)
        assert failures == []
        for opened in (peek(Report.objects.get(), keyring(office.bayu)), given.seen_by_reporter(code)):
            assert [turn.text for turn in opened.messages] == ["Karangan: dalam detik yang sama."]

    def test_a_colleague_s_note_in_the_same_second(self, office: Cast) -> None:
        report, _code = given.received()
        handed_on, failures = Event(), []

        def writes() -> None:
            try:
                handed_on.wait(30)
                write_note(
                    thing=report,
                    words="Karangan: catatan.",
                    mentioned=[],
                    goes_along=False,
                    keyring=keyring(office.dewi),
                )
            except Exception as failure:  # noqa: BLE001 - the test looks at it
                failures.append(failure)
            finally:
                connection.close()

        colleague = Thread(target=writes)
        colleague.start()
        with transaction.atomic():
            to_bayu(report, office)
            handed_on.set()
            colleague.join(1)
            assert colleague.is_alive()
        colleague.join(30)
        assert failures == []
        assert "notes_note.envelope" in under(key_of(Report.objects.get(), keyring(office.bayu)))
