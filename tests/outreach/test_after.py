"""After a dialogue: minutes, photos without faces, and reminders of what was promised."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.core import mail
from PIL import Image

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.evidence.errors import NotViewable
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach import rules
from pimpasa.outreach.actions import minutes
from pimpasa.outreach.actions.photos import add_photo, cover_photo, publish_photo, remove_photo
from pimpasa.outreach.actions.promises import keep_promise
from pimpasa.outreach.models import Photo
from pimpasa.outreach.opening import open_photo
from pimpasa.outreach.states import DialogueState, QuestionState
from pimpasa.outreach.tasks import remind_of_promises
from tests.factories import outreach as made
from tests.factories import photos as taken
from tests.factories.people import Cast, cast, keyring
from tests.factories.tables import everything

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db

CONSENT = "Karangan: ketua RW kenari-qzx setuju, lisan di depan semua"
SUMMARY = "Karangan: warga RW 017 membahas janji kerja palsu dan cara melapor."
CAPTION = "Karangan: warga mendengarkan di balai RW"


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture(scope="module")
def wall() -> bytes:
    return taken.photo(Image.new("RGB", (64, 64), taken.WALL))


def test_it_works(office: Cast) -> None:
    dialogue, sari = made.held(office), keyring(office.sari)
    photo, faces = add_photo(dialogue=dialogue, content=taken.photo(), consent=CONSENT, by=office.sari)
    first = open_photo(photo=photo, keyring=sari)
    assert (faces, first.consent) == (2, CONSENT)
    cover_photo(photo=photo, areas=[[0, 0, 50, 50]], keyring=sari)
    publish_photo(photo=photo, caption=CAPTION, looked=True, keyring=sari)
    photo.refresh_from_db()
    assert bytes(photo.published or b"") == open_photo(photo=photo, keyring=sari).jpeg != first.jpeg
    remove_photo(photo=photo, by=office.sari)
    assert [entry.act for entry in entries_of([photo.subject])] == [
        Act.PHOTO_ADDED, Act.PHOTO_COVERED, Act.PHOTO_PUBLISHED, Act.PHOTO_REMOVED,
    ]  # fmt: skip


def test_until_it_is_published_nothing_of_a_photo_can_be_read(office: Cast, wall: bytes) -> None:
    photo, _faces = add_photo(dialogue=made.held(office), content=wall, consent=CONSENT, by=office.sari)
    jpeg = open_photo(photo=photo, keyring=keyring(office.sari)).jpeg
    stored = repr(everything())
    for canary in (b"kenari-qzx", jpeg[:400], jpeg[-40:]):
        assert canary.hex() not in stored
        assert repr(canary)[2:-1] not in stored


def test_who_may_not_touch_photos(office: Cast, wall: bytes) -> None:
    dialogue = made.held(office)
    photo, _faces = add_photo(dialogue=dialogue, content=wall, consent=CONSENT, by=office.sari)
    for who in (office.bayu, office.agus, office.rina):
        with pytest.raises(Refused):
            add_photo(dialogue=dialogue, content=wall, consent=CONSENT, by=who)
        with pytest.raises(Refused):
            publish_photo(photo=photo, caption=CAPTION, looked=True, keyring=keyring(who))
        with pytest.raises(Refused):
            cover_photo(photo=photo, areas=[[0, 0, 9, 9]], keyring=keyring(who))
        with pytest.raises(Refused):
            remove_photo(photo=photo, by=who)
    with pytest.raises(NotGranted):
        open_photo(photo=photo, keyring=keyring(office.bayu))


def test_what_is_no_photo_to_publish(office: Cast, wall: bytes) -> None:
    dialogue, sari = made.held(office), keyring(office.sari)
    with pytest.raises(Refused, match="siapa"):
        add_photo(dialogue=dialogue, content=wall, consent="  ", by=office.sari)
    with pytest.raises(NotViewable):
        add_photo(dialogue=dialogue, content=b"%PDF-", consent=CONSENT, by=office.sari)
    photo, _faces = add_photo(dialogue=dialogue, content=wall, consent=CONSENT, by=office.sari)
    with pytest.raises(Refused):
        publish_photo(photo=photo, caption=CAPTION, looked=False, keyring=sari)
    with pytest.raises(Refused):
        publish_photo(photo=photo, caption=" ", looked=True, keyring=sari)
    for areas in ([], [[0, 0, 101, 1]], [[float("nan"), 0, 1, 1]], [[1, 2, 3]]):
        with pytest.raises(Refused):
            cover_photo(photo=photo, areas=areas, keyring=sari)
    dialogue.is_public = False
    dialogue.save()
    with pytest.raises(Refused, match="tidak terbuka untuk umum"):
        publish_photo(photo=photo, caption=CAPTION, looked=True, keyring=sari)


def test_covered_further_it_is_published_anew(office: Cast, wall: bytes) -> None:
    sari = keyring(office.sari)
    photo, _faces = add_photo(dialogue=made.held(office), content=wall, consent=CONSENT, by=office.sari)
    publish_photo(photo=photo, caption=CAPTION, looked=True, keyring=sari)
    cover_photo(photo=photo, areas=[[0, 0, 9, 9]], keyring=sari)
    photo.refresh_from_db()
    assert (photo.published, photo.published_at) == (None, None)


def test_ten_photos_at_most(office: Cast, wall: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    dialogue = made.held(office)
    monkeypatch.setattr(rules, "MOST_PHOTOS", 1)
    add_photo(dialogue=dialogue, content=wall, consent=CONSENT, by=office.sari)
    with pytest.raises(Refused, match="paling banyak 1 foto"):
        add_photo(dialogue=dialogue, content=wall, consent=CONSENT, by=office.sari)


def test_minutes_from_questions_and_answers(office: Cast) -> None:
    dialogue = made.held(office)
    asked = made.shown(dialogue, text="Karangan: apa bedanya visa kerja dan visa wisata?")
    answered = minutes.answer_in_writing(question=asked, answer="Karangan: visa wisata bukan izin.", by=office.sari)
    assert (answered.state, answered.answered_by) == (QuestionState.ANSWERED, office.sari)
    minutes.save_summary(dialogue=dialogue, summary="Karangan: baru", by=office.sari)
    published = minutes.publish_minutes(dialogue=dialogue, summary=SUMMARY, by=office.sari)
    assert (published.state, published.reported_by) == (DialogueState.REPORTED, office.sari)
    minutes.publish_minutes(dialogue=dialogue, summary=f"{SUMMARY} Ditambah.", by=office.sari)
    assert [entry.act for entry in entries_of([dialogue.subject])][-2:] == [Act.DIALOGUE_MINUTES] * 2
    assert [entry.act for entry in entries_of([asked.subject])] == [Act.QUESTION_ANSWERED]


def test_minutes_that_are_refused(office: Cast) -> None:
    dialogue = made.held(office)
    hidden = made.shown(dialogue, text="", state=QuestionState.REFUSED)
    shown = made.shown(dialogue, text="Karangan: di mana melapor?")
    for question, answer, by in (
        (hidden, "Karangan", office.sari),
        (shown, " ", office.sari),
        (shown, "K", office.bayu),
    ):
        with pytest.raises(Refused):
            minutes.answer_in_writing(question=question, answer=answer, by=by)
    for summary, by in (("pendek", office.sari), ("x" * 4001, office.sari), (SUMMARY, office.bayu)):
        with pytest.raises(Refused):
            minutes.publish_minutes(dialogue=dialogue, summary=summary, by=by)
    with pytest.raises(Refused):
        minutes.publish_minutes(dialogue=made.dialogue(office), summary=SUMMARY, by=office.sari)
    minutes.publish_minutes(dialogue=dialogue, summary=SUMMARY, by=office.sari)
    with pytest.raises(Refused, match="sudah diterbitkan"):
        minutes.save_summary(dialogue=dialogue, summary=SUMMARY, by=office.sari)


def test_without_the_ledger_nothing_comes_after(office: Cast, broken_ledger: Broken, wall: bytes) -> None:
    dialogue, sari = made.held(office), keyring(office.sari)
    photo, _faces = add_photo(dialogue=dialogue, content=wall, consent=CONSENT, by=office.sari)
    question = made.shown(dialogue, text="Karangan: di mana melapor?")
    acts: list[Callable[[], object]] = [
        lambda: add_photo(dialogue=dialogue, content=wall, consent=CONSENT, by=office.sari),
        lambda: cover_photo(photo=photo, areas=[[0, 0, 9, 9]], keyring=sari),
        lambda: publish_photo(photo=photo, caption=CAPTION, looked=True, keyring=sari),
        lambda: remove_photo(photo=photo, by=office.sari),
        lambda: minutes.answer_in_writing(question=question, answer="Karangan", by=office.sari),
        lambda: minutes.save_summary(dialogue=dialogue, summary=SUMMARY, by=office.sari),
        lambda: minutes.publish_minutes(dialogue=dialogue, summary=SUMMARY, by=office.sari),
    ]
    for act in acts:
        with broken_ledger():
            act()
    assert Photo.objects.get().published is None


def days(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(clock, "today", lambda: day)


def test_who_owes_is_reminded_a_week_before_and_on_the_day(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    promise = made.promise(office, made.held(office))
    told: list[tuple[int, list[str]]] = []
    for offset in (-8, -7, -6, -1, 0, 0, 3):
        days(monkeypatch, promise.due_on + timedelta(days=offset))
        mail.outbox.clear()
        remind_of_promises(timestamp=0)
        told += [(offset, message.to) for message in mail.outbox]
        assert not any("poster" in f"{message.subject} {message.body}" for message in mail.outbox)
    assert told == [(-7, [office.dewi.email]), (0, [office.dewi.email])]


def test_a_server_that_slept_reminds_late(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    promise = made.promise(office, made.held(office), owner=None, owner_elsewhere="Lurah")
    days(monkeypatch, promise.due_on + timedelta(days=2))
    assert (remind_of_promises(timestamp=0), remind_of_promises(timestamp=0)) == (1, 0)
    assert mail.outbox[-1].to == [office.sari.email]  # who organised it asks the Lurah


def test_kept_or_given_up_nobody_is_reminded(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    promise = made.promise(office, made.held(office))
    keep_promise(promise=promise, how="Karangan: dipasang", by=office.dewi)
    days(monkeypatch, promise.due_on)
    assert remind_of_promises(timestamp=0) == 0
