"""An RW's contact is reminded of a dialogue once; who owes a promise a week before its day and on it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from pytest_django.fixtures import Settings

from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.actions.planning import call_off_dialogue, change_plan
from pimpasa.outreach.actions.promises import keep_promise
from pimpasa.outreach.tasks import remind_of_promises, remind_rws
from tests.factories import outreach as made
from tests.factories.people import Cast

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


def test_it_works(office: Cast, settings: Settings) -> None:
    """Once, to the contact of an invited RW, whoever else is kept."""
    settings.ADDRESS = "https://pimpasa.invalid"
    made.contact(office)
    made.contact(office, rw="018", email="rw18@karangan.invalid")
    planned = made.dialogue(office)
    assert [remind_rws(timestamp=0), remind_rws(timestamp=0)] == [1, 0]
    (message,) = mail.outbox
    assert (message.to, message.cc, message.bcc) == (["rw17@karangan.invalid"], [], [])
    assert message.subject.startswith("Pengingat: Ngopi Pimpasa, ")
    link = f"https://pimpasa.invalid/ngopi/{planned.pk}/"
    for words in ("Pak Karangan", "Balai Karangan RW 017", link, "Kalau tidak"):
        assert words in message.body
    assert Act.DIALOGUE_REMINDED in [entry.act for entry in entries_of([planned.subject])]


def test_for_the_whole_kelurahan_all_of_them(office: Cast) -> None:
    made.contact(office)
    made.contact(office, rw="018", email="rw18@karangan.invalid")
    made.dialogue(office, rws=[])
    assert remind_rws(timestamp=0) == 2
    assert {tuple(message.to) for message in mail.outbox} == {
        ("rw17@karangan.invalid",),
        ("rw18@karangan.invalid",),
    }


def test_not_yet_not_called_off_and_not_without_a_contact(office: Cast) -> None:
    first = made.dialogue(office)
    assert remind_rws(timestamp=0) == 0
    made.contact(office)
    call_off_dialogue(dialogue=first, reason="Karangan: banjir", by=office.sari)
    later = clock.now() + timedelta(days=2)
    made.dialogue(office, starts_at=later, ends_at=later + timedelta(hours=1))
    assert remind_rws(timestamp=0) == 0
    assert mail.outbox == []


def test_moved_it_is_told_anew(office: Cast) -> None:
    made.contact(office)
    planned = made.dialogue(office)
    remind_rws(timestamp=0)
    later = planned.starts_at + timedelta(hours=2)
    plan = made.plan(office, starts_at=later, ends_at=later + timedelta(hours=1))
    change_plan(dialogue=planned, plan=plan, by=office.sari)
    assert remind_rws(timestamp=0) == 1


def test_a_mail_server_that_fails_loses_nothing(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_one_bad_address_keeps_no_other_back(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_without_the_ledger_nobody_is_written_to(office: Cast, broken_ledger: Broken) -> None:
    made.contact(office)
    planned = made.dialogue(office)
    with broken_ledger():
        remind_rws(timestamp=0)
    planned.refresh_from_db()
    assert (planned.reminded_at, mail.outbox) == (None, [])


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(clock, "today", lambda: day)


def test_who_owes_is_reminded_a_week_before_and_on_the_day(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    promise = made.promise(office, made.held(office))
    reminded: list[tuple[int, list[str]]] = []
    for offset in (-8, -7, -6, -1, 0, 0, 3):
        on(monkeypatch, promise.due_on + timedelta(days=offset))
        mail.outbox.clear()
        remind_of_promises(timestamp=0)
        reminded += [(offset, message.to) for message in mail.outbox]
        assert not any("poster" in f"{message.subject} {message.body}" for message in mail.outbox)
    assert reminded == [(-7, [office.dewi.email]), (0, [office.dewi.email])]


def test_a_server_that_slept_reminds_late(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    promise = made.promise(office, made.held(office), owner=None, owner_elsewhere="Lurah")
    on(monkeypatch, promise.due_on + timedelta(days=2))
    assert (remind_of_promises(timestamp=0), remind_of_promises(timestamp=0)) == (1, 0)
    assert mail.outbox[-1].to == [office.sari.email]  # who organised it asks the Lurah


def test_kept_or_given_up_nobody_is_reminded(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    promise = made.promise(office, made.held(office))
    keep_promise(promise=promise, how="Karangan: dipasang", by=office.dewi)
    on(monkeypatch, promise.due_on)
    assert remind_of_promises(timestamp=0) == 0
