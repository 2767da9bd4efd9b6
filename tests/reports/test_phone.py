"""A report that its sender's browser sealed: what is taken, what is refused, and what follows once it is opened."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from pimpasa.common import clock
from pimpasa.handling.actions.giving_up import give_up
from pimpasa.handling.actions.transferring import transfer
from pimpasa.handling.opening import glance, open_report
from pimpasa.handling.queries.filters import Filter
from pimpasa.handling.queries.search import Question, Search
from pimpasa.keys.actions.officer_keys import make_officer_key
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.models import DeskKey, OfficerKey
from pimpasa.keys.unlocking import Keyring, open_with_passphrase
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.actions.accepting import submit_sealed
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.actions.submitting import submit
from pimpasa.reports.errors import (
    AlreadySent,
    DraftChanged,
    Incomplete,
    NoSuchReceipt,
    ReadersChanged,
    StillSealed,
    Unfit,
)
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Alarm, Mention, Message, Report, ReportGrant, WordIndex
from pimpasa.reports.opening import peek
from pimpasa.reports.phone import LARGEST, PhoneSealed
from pimpasa.reports.states import State
from pimpasa.sealing import envelopes
from pimpasa.sealing.envelopes import new_key, to_text
from pimpasa.sealing.errors import Damaged, SealingError
from pimpasa.territory.models import Desk
from tests.factories import phones
from tests.factories import reports as given
from tests.factories.people import PASSPHRASE, Cast, cast, keyring

pytestmark = pytest.mark.django_db
NUMBER = "Karangan: hubungi 0812-7777-1234 di rumah bercat ungu."


@pytest.fixture
def office() -> Cast:
    return cast()


def found(officer: Any, words: str) -> list[Report]:
    return Search(officer, Question.of({"q": words}), Filter()).rows(0, 25)


def forget_own_changes() -> None:
    """As if what was written by hand had been in another transaction, of which no act knows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pimpasa.changed', '', true)")


class TestComingIn:
    def test_it_works(self, office: Cast) -> None:
        phone = phones.phone(danger=True)
        report = phone.sends()
        stored = Report.objects.get()
        assert (stored.pk, stored.sealed_on_phone, stored.urgency) == (phone.pk, True, Urgency.EMERGENCY)
        assert [entry.act for entry in entries_of([report.subject])] == [Act.REPORT_RECEIVED]
        for officer in (office.sari, office.dewi):
            assert peek(report, keyring(officer)).answers.contents() == phone.answers.contents()
        assert given.seen_by_reporter(phone.code).answers.narrative == phone.answers.narrative
        assert Alarm.objects.filter(report=report).exists()

    def test_past_the_pimpasa_the_unit_alone_has_it(self, office: Cast) -> None:
        report = phones.report(direct=True)
        assert report.direct
        desks = ReportGrant.objects.filter(report=report).values_list("desk_key__desk", flat=True)
        assert list(desks) == [office.at.unit.pk]

    def test_sent_twice_it_leads_to_the_first_receipt(self, office: Cast) -> None:
        phone = phones.phone()
        first = phone.seals()
        phone.sends(first)
        with pytest.raises(AlreadySent) as sent:
            phone.sends(phone.seals())
        assert sent.value.receipt == ""
        assert sent.value.locked is not None
        assert (sent.value.locked.report, sent.value.locked.envelope) == (str(phone.pk), to_text(first.receipt))
        assert Report.objects.count() == 1

    def test_the_phone_says_that_words_let_nobody_wait(self, office: Cast) -> None:
        phone = phones.phone()
        report = phone.sends(phone.seals(alarming=True))
        assert report.urgency == Urgency.EMERGENCY
        assert Alarm.objects.filter(report=report).exists()

    def test_without_its_words_it_is_not_sent(self, office: Cast) -> None:
        phone = phones.phone()
        with pytest.raises(StillSealed):
            submit(browser_key=phone.browser_key, promise=given.promise())
        assert not Report.objects.exists()

    def test_other_readers_than_were_shown(self, office: Cast) -> None:
        phone = phones.phone()
        with pytest.raises(ReadersChanged):
            submit_sealed(
                browser_key=phone.browser_key, promise="0" * 32, pk=phone.pk, told=phone.told, sealed=phone.seals()
            )

    def test_a_draft_without_a_place(self, office: Cast) -> None:
        phone = phones.phone()
        sealed = phone.seals()
        phone.answers.village = ""
        phone.writes()
        with pytest.raises(Incomplete):
            submit_sealed(
                browser_key=phone.browser_key, promise=given.promise(), pk=phone.pk, told=phone.told, sealed=sealed
            )

    @pytest.mark.parametrize("changes", [{"danger": True}, {"indicators": [1]}, {"narrative": "Karangan: lagi."}])
    def test_a_draft_that_was_changed_since_is_not_sent(self, office: Cast, changes: dict[str, Any]) -> None:
        phone = phones.phone()
        sealed, told = phone.seals(), phone.told
        phone.answers = replace(phone.answers, **changes)
        phone.writes()
        phone.told = told
        with pytest.raises(DraftChanged):
            phone.sends(sealed)
        assert not Report.objects.exists()


class TestRefused:
    @pytest.mark.parametrize("which", ["none", "one too few", "one too many", "another's"])
    def test_sealed_to_others_than_who_reads(self, office: Cast, which: str) -> None:
        phone = phones.phone()
        readers = phone.readers()
        strange = DeskKey.objects.exclude(pk__in=[key.pk for key in readers]).first()
        assert strange is not None
        chosen = {
            "none": [],
            "one too few": readers[1:],
            "one too many": [*readers, strange],
            "another's": [readers[0], strange],
        }[which]
        self.refused(phone, phone.seals(readers=chosen))

    def test_a_grant_to_another_key_under_a_reader_s_number(self, office: Cast) -> None:
        phone = phones.phone()
        readers = phone.readers()
        strange = DeskKey.objects.exclude(pk__in=[key.pk for key in readers]).first()
        phone.seals(readers=[*readers, strange])
        posted = json.loads(phone.posted)
        posted["grants"][str(readers[0].pk)] = posted["grants"].pop(str(strange.pk))
        self.refused(phone, PhoneSealed.from_json(json.dumps(posted)))

    @pytest.mark.parametrize(
        "changes",
        [
            {"envelope": ""},
            {"envelope": to_text(b"\x01" * 300)},
            {"envelope": to_text(envelopes.seal(b"x" * LARGEST, key=new_key(), context="c"))},
            {"receiptId": to_text(b"short")},
            {"receiptWrap": to_text(b"\x02" + bytes(300))},
            {"receiptPublic": to_text(bytes(1216))},
            {"receipt": to_text(b"")},
        ],
        ids=["empty", "no length of ours", "too large", "short id", "another version", "no key", "no receipt"],
    )
    def test_another_shape(self, office: Cast, changes: dict[str, Any]) -> None:
        phone = phones.phone()
        self.refused(phone, phone.seals(**changes))

    def test_the_receipt_of_another_report(self, office: Cast) -> None:
        known = to_text(bytes(phones.report().receipt_id))
        phone = phones.phone()
        self.refused(phone, phone.seals(receiptId=known), reports=1)

    @pytest.mark.parametrize("is_direct", [True, False])
    def test_past_the_pimpasa_in_the_seal_alone_or_in_the_draft_alone(self, office: Cast, is_direct: bool) -> None:
        phone = phones.phone(direct=is_direct)
        phone.answers.direct = not is_direct
        sealed = phone.seals()
        phone.answers.direct = is_direct
        self.refused(phone, sealed)

    def test_with_files_the_server_seals(self, office: Cast) -> None:
        phone = phones.phone(exhibits=["0199a0b1-0000-7000-8000-000000000001"])
        self.refused(phone, phone.seals())

    def refused(self, phone: phones.Phone, sealed: PhoneSealed, *, reports: int = 0) -> None:
        with pytest.raises(Unfit):
            phone.sends(sealed)
        assert Report.objects.count() == reports
        phone.writes()  # the draft is as it was, and can be sent
        phone.answers.exhibits = []
        phone.writes()
        phone.sends()

    @pytest.mark.parametrize(
        "text",
        ["", "nonsense", "[]", "{}", "null", '{"grants": 3}', '{"grants": {"1": "%%"}}', "[" * 5000, "9" * 5000],
    )
    def test_what_is_no_such_thing(self, text: str) -> None:
        with pytest.raises(Unfit):
            PhoneSealed.from_json(text)


class TestFirstOpened:
    def test_before_nothing_of_it_is_known(self, office: Cast) -> None:
        report = phones.report(narrative=NUMBER)
        assert not Mention.objects.filter(report=report).exists()
        assert not WordIndex.objects.filter(report=report).exists()
        assert found(office.sari, "ungu") == []

    @pytest.mark.parametrize("how", ["opened", "glanced at", "handed on"])
    def test_then_it_is_found_as_any_other(self, office: Cast, how: str) -> None:
        other = given.report(narrative=NUMBER, persons=[])
        report = phones.report(narrative=NUMBER)
        ring = keyring(office.dewi)
        if how == "opened":
            open_report(report=report, keyring=ring)
        elif how == "glanced at":
            glance(reports=[report], keyring=ring)
        else:
            transfer(report=report, to_desk=None, to_unit=office.at.unit, reason="Karangan: milik unit.", keyring=ring)
        assert set(found(office.dewi, "ungu")) == {report, other}
        assert set(found(office.dewi, "081277771234")) == {report, other}
        digests = [set(Mention.objects.filter(report=one).values_list("kind", "digest")) for one in (report, other)]
        assert digests[0] == digests[1] != set()

    def test_the_index_is_the_same_as_the_server_would_have_made(self, office: Cast) -> None:
        other = given.report(narrative=NUMBER, persons=[])
        report = phones.report(narrative=NUMBER)
        open_report(report=report, keyring=keyring(office.sari))
        one, two = (WordIndex.objects.get(report=each).digests for each in (report, other))
        assert one == two

    def test_what_the_phone_did_not_say_moves_it_up(self, office: Cast) -> None:
        report = phones.report(narrative="Karangan: dia dikurung di ruko.", indicators=[])
        assert report.urgency == Urgency.ROUTINE
        due = report.due_at
        open_report(report=report, keyring=keyring(office.sari))
        report.refresh_from_db()
        assert report.urgency == Urgency.EMERGENCY
        assert report.due_at is not None
        assert due is not None
        assert report.due_at < due


class TestNothingIsBelieved:
    @pytest.mark.parametrize(
        "plain",
        [b"", b"[]", b"\xff\xfe", b"null", b"[" * 20_000, b'{"narrative": ' + b"[" * 20_000],
    )
    def test_what_is_no_report_is_damaged(self, office: Cast, plain: bytes) -> None:
        phone = phones.phone()
        report = phone.sends(phone.seals(plain))
        with pytest.raises(Damaged):
            peek(report, keyring(office.sari))
        assert glance(reports=[report, given.report()], keyring=keyring(office.sari)).keys().isdisjoint({report.pk})
        with pytest.raises(NoSuchReceipt):
            given.seen_by_reporter(phone.code)

    def test_only_words_and_known_choices_are_taken(self, office: Cast) -> None:
        phone = phones.phone()
        told = {
            "narrative": "x" * 60_000 + "\x00",
            "rw": "1" * 60,
            "place": 7,
            "address": ["a"],
            "kind": "nonsense",
            "whom": {"a": 1},
            "danger": "yes",
            "direct": 1,
            "indicators": ["a", 10**9],
            "persons": [{"what": "name"}],
            "exhibits": ["0199a0b1-0000-7000-8000-000000000001"],
            "mode": "liaison",
            "liaison_role": "Ketua RW",
            "spoken": 3,
        }
        answers = peek(phone.sends(phone.seals(told)), keyring(office.sari)).answers
        assert (answers.narrative, answers.rw) == ("x" * 60_000, "1" * 10)
        assert (answers.place, answers.address, answers.kind, answers.whom) == ("", "", "", "")
        assert (answers.danger, answers.direct, answers.indicators, answers.persons) == (None, False, [], [])
        assert (answers.exhibits, answers.mode, answers.liaison_role, answers.spoken) == ([], "", "", [])

    def test_words_are_never_cut(self, office: Cast) -> None:
        phone = phones.phone()
        told = {"narrative": "x" * 60_000, "place": "y" * 300, "address": "z" * 2000}
        answers = peek(phone.sends(phone.seals(told)), keyring(office.sari)).answers
        assert (answers.narrative, answers.place, answers.address) == tuple(told.values())

    def test_what_we_sealed_ourselves_and_was_changed_is_no_unknown_code(self, office: Cast) -> None:
        phone = phones.phone()
        phone.sends()
        answer(opened=given.seen_by_reporter(phone.code), text="Karangan: kemarin malam.", exhibits=[])
        Message.objects.update(envelope=b"x" * 300)
        with pytest.raises(SealingError):
            given.seen_by_reporter(phone.code)

    def test_a_grant_of_nothing(self, office: Cast) -> None:
        """It rings, and waits, until somebody who holds every key tried to open it."""
        phone = phones.phone()
        report = phone.sends(phone.seals(grants=phone.empty_grants(), alarming=True))
        with pytest.raises(SealingError):
            peek(report, keyring(office.dewi))
        with pytest.raises(NotGranted):
            give_up(report=report, keyring=keyring(office.sari))
        assert Alarm.objects.filter(report=report, next_at__isnull=False).exists()
        give_up(report=report, keyring=keyring(office.dewi))
        report.refresh_from_db()
        assert report.state == State.NOT_SUBSTANTIATED
        assert report.keep_until is not None
        assert not Alarm.objects.filter(report=report, next_at__isnull=False).exists()

    @pytest.mark.parametrize("readable_by", ["desk", "unit"])
    def test_what_opens_for_one_of_them_is_not_given_up(self, office: Cast, readable_by: str) -> None:
        """Its sender's browser spoilt the other grant: who may read both still reads it."""
        phone = phones.phone()
        sealed, empty = phone.seals(), phone.empty_grants()
        sealed = phone.seals()
        readers = {reader.desk.kind == Desk.Kind.UNIT: str(reader.pk) for reader in phone.readers()}
        spoilt = readers[readable_by == "desk"]
        grants = {pk: to_text(grant) for pk, grant in sealed.grants.items()} | {spoilt: empty[spoilt]}
        report = phone.sends(PhoneSealed.from_json(json.dumps(json.loads(phone.posted) | {"grants": grants})))
        assert peek(report, keyring(office.dewi)).answers.narrative == phone.answers.narrative
        assert give_up(report=report, keyring=keyring(office.dewi)).state == State.RECEIVED

    def test_what_opens_is_not_given_up(self, office: Cast) -> None:
        assert give_up(report=phones.report(), keyring=keyring(office.dewi)).state == State.RECEIVED

    @pytest.mark.parametrize("damaged", ["envelope", "grant"])
    def test_what_was_damaged_here_is_never_given_up(self, office: Cast, damaged: str) -> None:
        report = phones.report()
        if damaged == "envelope":
            Report.objects.filter(pk=report.pk).update(envelope=b"x" * 300)
        else:
            for grant in ReportGrant.objects.filter(report=report):
                ReportGrant.objects.filter(pk=grant.pk).update(envelope=bytes(grant.envelope)[:17] + bytes(1200))
        forget_own_changes()
        with pytest.raises(SealingError):
            peek(Report.objects.get(), keyring(office.dewi))
        assert give_up(report=report, keyring=keyring(office.dewi)).state == State.RECEIVED

    def test_what_the_server_sealed_is_never_given_up(self, office: Cast) -> None:
        report = given.report()
        Report.objects.filter(pk=report.pk).update(envelope=b"x" * 300)
        assert give_up(report=report, keyring=keyring(office.dewi)).state == State.RECEIVED

    def test_a_key_that_was_lost_opens_nothing_and_ends_nothing(self, office: Cast) -> None:
        """Grants to Dewi's lost key outlive it, since nobody else holds the unit's."""
        report = phones.report()
        OfficerKey.objects.filter(officer=office.dewi).update(retired_at=clock.now())
        make_officer_key(officer=office.dewi, passphrase=PASSPHRASE)
        fresh = Keyring(office.dewi, open_with_passphrase(office.dewi, PASSPHRASE))
        with pytest.raises(NotGranted):
            peek(report, fresh)
        with pytest.raises(NotGranted):
            give_up(report=report, keyring=fresh)
        report.refresh_from_db()
        assert report.state == State.RECEIVED
