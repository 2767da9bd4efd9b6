"""What an office plans by: contacts of an RW, kinds_in_use, departures; and the reminder that goes by the contacts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from pytest_django.fixtures import Settings

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.actions.contacts import keep_contact, remove_contact
from pimpasa.outreach.actions.departures import bring_in_departures
from pimpasa.outreach.actions.kinds import KindDetails, keep_kind
from pimpasa.outreach.actions.planning import call_off_dialogue, change_plan
from pimpasa.outreach.contents import Contact
from pimpasa.outreach.departures import read_departures
from pimpasa.outreach.models import Departures, DialogueKind, RwContact
from pimpasa.outreach.opening import open_contact
from pimpasa.outreach.queries.planning import kinds_in_use
from pimpasa.outreach.tasks import remind_rws
from tests.factories import outreach as made
from tests.factories.people import Cast, cast
from tests.factories.territory import CENGKARENG_TIMUR, KAPUK, TANAH_TINGGI

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
NUMBERS = f"Kode;Jumlah\n{CENGKARENG_TIMUR};1.320\n\n{KAPUK};20\n".encode()


@pytest.fixture
def office() -> Cast:
    return cast()


def details(**changes: Any) -> KindDetails:
    return KindDetails(**{"name_id": "Nonton bareng", "name_en": "Film evening"} | changes)


class TestContacts:
    def test_it_works(self, office: Cast) -> None:
        row = made.contact(office)
        opened = open_contact(RwContact.objects.get())
        assert opened == Contact("Pak Karangan", "rw17@karangan.invalid", "0812-0000-0017")
        assert [entry.act for entry in entries_of([row.subject])] == [Act.CONTACT_KEPT]
        assert b"Karangan" not in bytes(row.envelope)

    def test_one_for_each_rw(self, office: Cast) -> None:
        made.contact(office)
        made.contact(office, email="lain@karangan.invalid")
        opened = open_contact(RwContact.objects.get())
        assert opened is not None
        assert opened.email == "lain@karangan.invalid"

    def test_what_is_moved_to_another_rw_does_not_open(self, office: Cast) -> None:
        row = made.contact(office)
        row.rw = "018"
        assert open_contact(row) is None

    def test_with_another_signing_key_it_is_asked_for_anew(self, office: Cast, settings: Settings) -> None:
        row = made.contact(office)
        settings.SECRET_KEY = "k" * 50
        assert open_contact(row) is None

    def test_who_and_what_may_not(self, office: Cast) -> None:
        village, who = office.at.village(CENGKARENG_TIMUR), Contact("Karangan", "a@karangan.invalid")
        for by, where, rw, contact in (
            (office.sari, village, "017", who),
            (office.dewi, office.at.village(TANAH_TINGGI), "017", who),
            (office.dewi, village, "17", who),
            (office.dewi, village, "017", Contact("Karangan", "karangan")),
            (office.dewi, village, "017", Contact("Karangan", "a@karangan.invalid\nBcc: b@karangan.invalid")),
            (office.dewi, village, "017", Contact(" ", "a@karangan.invalid")),
        ):
            with pytest.raises(Refused):
                keep_contact(village=where, rw=rw, contact=contact, by=by)
        assert not RwContact.objects.exists()

    def test_removed(self, office: Cast) -> None:
        row = made.contact(office)
        for who in (office.sari, office.at.fallback_unit.assignments.first().officer):  # type: ignore[union-attr]
            with pytest.raises(Refused):
                remove_contact(contact=row, by=who)
        subject = row.subject
        remove_contact(contact=row, by=office.hadi)
        assert [entry.act for entry in entries_of([subject])] == [Act.CONTACT_KEPT, Act.CONTACT_REMOVED]
        assert not RwContact.objects.exists()


class TestReminder:
    def test_it_works(self, office: Cast, settings: Settings) -> None:
        """Once, to the contact of an invited RW, whoever else is kept."""
        settings.ADDRESS = "https://pimpasa.invalid"
        made.contact(office)
        made.contact(office, rw="018", email="rw18@karangan.invalid")
        planned = made.dialogue(office)
        assert [remind_rws(timestamp=0), remind_rws(timestamp=0)] == [1, 0]
        (message,) = mail.outbox
        assert (message.to, message.cc, message.bcc) == (["rw17@karangan.invalid"], [], [])
        assert message.subject.startswith("Pengingat: Ngopi Pimpasa, ")
        for told in (
            "Pak Karangan",
            "Balai Karangan RW 017",
            f"https://pimpasa.invalid/ngopi/{planned.pk}/",
            "Kalau tidak",
        ):
            assert told in message.body
        assert Act.DIALOGUE_REMINDED in [entry.act for entry in entries_of([planned.subject])]

    def test_for_the_whole_kelurahan_all_of_them(self, office: Cast) -> None:
        made.contact(office)
        made.contact(office, rw="018", email="rw18@karangan.invalid")
        made.dialogue(office, rws=[])
        assert remind_rws(timestamp=0) == 2
        assert {tuple(message.to) for message in mail.outbox} == {
            ("rw17@karangan.invalid",),
            ("rw18@karangan.invalid",),
        }

    def test_not_yet_not_called_off_and_not_without_a_contact(self, office: Cast) -> None:
        first = made.dialogue(office)
        assert remind_rws(timestamp=0) == 0
        made.contact(office)
        call_off_dialogue(dialogue=first, reason="Karangan: banjir", by=office.sari)
        later = clock.now() + timedelta(days=2)
        made.dialogue(office, starts_at=later, ends_at=later + timedelta(hours=1))
        assert remind_rws(timestamp=0) == 0
        assert mail.outbox == []

    def test_moved_it_is_told_anew(self, office: Cast) -> None:
        made.contact(office)
        planned = made.dialogue(office)
        remind_rws(timestamp=0)
        later = planned.starts_at + timedelta(hours=2)
        plan = made.plan(office, starts_at=later, ends_at=later + timedelta(hours=1))
        change_plan(dialogue=planned, plan=plan, by=office.sari)
        assert remind_rws(timestamp=0) == 1

    def test_a_mail_server_that_fails_loses_nothing(self, office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        made.contact(office)
        planned = made.dialogue(office)

        def down(*_given: Any) -> int:
            raise SMTPServerDisconnected

        with monkeypatch.context() as broken:
            broken.setattr(EmailBackend, "send_messages", down)
            assert remind_rws(timestamp=0) == 0
        planned.refresh_from_db()
        assert planned.reminded_at is None
        assert remind_rws(timestamp=0) == 1

    def test_one_bad_address_keeps_no_other_back(self, office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        made.contact(office, email="salah@karangan.invalid")
        made.contact(office, rw="019", email="rw19@karangan.invalid")
        made.dialogue(office, rws=["017", "019"])
        send = EmailBackend.send_messages

        def picky(self: EmailBackend, messages: Any) -> int:
            if messages[0].to == ["salah@karangan.invalid"]:
                raise SMTPRecipientsRefused({"salah@karangan.invalid": (550, b"no")})
            return send(self, messages)

        monkeypatch.setattr(EmailBackend, "send_messages", picky)
        assert [remind_rws(timestamp=0), remind_rws(timestamp=0)] == [1, 0]


class TestKinds:
    def test_it_works(self, office: Cast) -> None:
        made_one = keep_kind(kind=None, details=details(), by=office.dewi)
        assert (made_one.pk, list(kinds_in_use())[-1]) == ("nonton-bareng", made_one)
        again = keep_kind(kind=None, details=details(), by=office.hadi)
        assert again.pk == "nonton-bareng-2"
        assert [entry.act for entry in entries_of(["dialogue-kind:nonton-bareng"])] == [Act.KINDS_CHANGED]

    def test_renamed_and_retired_what_was_planned_stays(self, office: Cast) -> None:
        planned = made.dialogue(office)
        keep_kind(kind=planned.kind, details=details(is_planned=False), by=office.dewi)
        planned.refresh_from_db()
        assert (planned.kind.name_id, planned.kind in kinds_in_use()) == ("Nonton bareng", False)

    def test_what_may_not_be(self, office: Cast) -> None:
        ngopi = DialogueKind.objects.get(pk="ngopi")
        for changes in ({"name_id": " "}, {"name_en": ""}, {"minutes": 5}, {"minutes": 721}):
            with pytest.raises(Refused):
                keep_kind(kind=ngopi, details=details(**changes), by=office.dewi)
        with pytest.raises(Refused):
            keep_kind(kind=ngopi, details=details(), by=office.sari)
        DialogueKind.objects.exclude(pk="ngopi").update(retired_on=clock.today())
        with pytest.raises(Refused, match="harus tetap ada"):
            keep_kind(kind=ngopi, details=details(is_planned=False), by=office.dewi)


class TestDepartures:
    def test_it_works(self, office: Cast) -> None:
        """The next file of the same year takes the place of the first; Excel's semicolons and dots are read."""
        assert bring_in(office, NUMBERS) == 2
        assert bring_in(office, NUMBERS.replace(b";20", b";30")) == 2
        assert dict(Departures.objects.values_list("village", "number")) == {CENGKARENG_TIMUR: 1320, KAPUK: 30}
        subject = f"departures:{office.at.office.pk}:2025"
        assert [entry.act for entry in entries_of([subject])] == [Act.DEPARTURES_BROUGHT_IN] * 2

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "Baris pertama harus menyebut kolomnya"),
            (b"nama,jumlah\nx,1", "Baris pertama harus menyebut kolomnya"),
            (b"kode,jumlah\n", "Tidak ada kelurahan"),
            (b"kode,jumlah\n31.73.01.1006,banyak", "Baris 2: “banyak” bukan jumlah orang."),
            (b"kode,jumlah\n31.73.01.1006,-1", "Baris 2"),
            (b"kode,jumlah\n31.73.01.1006", "Baris 2"),
            (b"kode,jumlah\n31.73.01.1006,1\n36.71.01.1003,1", "Baris 3: 36.71.01.1003 bukan kelurahan di wilayah"),
            (b"kode,jumlah\n31.73.01.1006,1\n31.73.01.1006,2", "Baris 3: 31.73.01.1006 tertulis dua kali."),
            (b"PK\x03\x04\x00\x00", "bukan berkas CSV"),
            (b"\xff\xfe", "bukan berkas CSV"),
            (b"kode,jumlah\n" + b"x" * 200_000, "bukan"),
            (b"kode,jumlah\n" + b"1,1\n" * 6_000, "Lebih dari 5000 baris"),
            (b" " * (1024**2 + 1), "terlalu besar"),
        ],
    )
    def test_a_fault_is_told_with_its_line(self, data: bytes, said: str) -> None:
        with pytest.raises(Refused) as refused:
            read_departures(data, known={CENGKARENG_TIMUR, KAPUK})
        assert said in str(refused.value.reason)

    def test_who_and_when_may_not(self, office: Cast) -> None:
        for by, year, source in (
            (office.sari, 2025, "Karangan"),
            (office.dewi, clock.today().year + 1, "Karangan"),
            (office.dewi, 1999, "Karangan"),
            (office.dewi, 2025, " "),
        ):
            with pytest.raises(Refused):
                bring_in_departures(data=NUMBERS, year=year, source=source, by=by)


def bring_in(office: Cast, data: bytes, *, year: int = 2025) -> int:
    return bring_in_departures(data=data, year=year, source="Karangan", by=office.dewi)


def test_without_the_ledger_nothing_is_kept(office: Cast, broken_ledger: Broken) -> None:
    row, ngopi = made.contact(office), DialogueKind.objects.get(pk="ngopi")
    planned = made.dialogue(office)
    with broken_ledger():
        made.contact(office, email="lain@karangan.invalid")
    with broken_ledger():
        remove_contact(contact=row, by=office.dewi)
    with broken_ledger():
        keep_kind(kind=ngopi, details=details(), by=office.dewi)
    with broken_ledger():
        bring_in(office, NUMBERS)
    with broken_ledger():
        remind_rws(timestamp=0)
    planned.refresh_from_db()
    assert (planned.reminded_at, mail.outbox) == (None, [])
