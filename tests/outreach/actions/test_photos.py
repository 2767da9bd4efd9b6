"""Photos of a dialogue: sealed without their faces until somebody looked and published them."""

from __future__ import annotations

import pytest
from PIL import Image

from pimpasa.evidence.errors import NotViewable
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach import rules
from pimpasa.outreach.actions.photos import add_photo, cover_photo, publish_photo, remove_photo
from pimpasa.outreach.opening import open_photo
from tests.factories import outreach as made
from tests.factories import photos as taken
from tests.factories.people import Cast, keyring
from tests.factories.tables import everything
from tests.refusals import refused

pytestmark = pytest.mark.django_db

CONSENT = "Karangan: ketua RW kenari-qzx setuju, lisan di depan semua"
CAPTION = "Karangan: warga mendengarkan di balai RW"


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
    for who, code in ((office.bayu, "not_at_desk"), (office.agus, "not_permitted"), (office.rina, "not_permitted")):
        with refused(code):
            add_photo(dialogue=dialogue, content=wall, consent=CONSENT, by=who)
        with refused(code):
            publish_photo(photo=photo, caption=CAPTION, looked=True, keyring=keyring(who))
        with refused(code):
            cover_photo(photo=photo, areas=[[0, 0, 9, 9]], keyring=keyring(who))
        with refused(code):
            remove_photo(photo=photo, by=who)
    with pytest.raises(NotGranted):
        open_photo(photo=photo, keyring=keyring(office.bayu))


def test_what_is_no_photo_to_publish(office: Cast, wall: bytes) -> None:
    dialogue, sari = made.held(office), keyring(office.sari)
    with refused("no_consent"):
        add_photo(dialogue=dialogue, content=wall, consent="  ", by=office.sari)
    with pytest.raises(NotViewable):
        add_photo(dialogue=dialogue, content=b"%PDF-", consent=CONSENT, by=office.sari)
    photo, _faces = add_photo(dialogue=dialogue, content=wall, consent=CONSENT, by=office.sari)
    with refused("not_looked_at"):
        publish_photo(photo=photo, caption=CAPTION, looked=False, keyring=sari)
    with refused("no_caption"):
        publish_photo(photo=photo, caption=" ", looked=True, keyring=sari)
    for areas in ([], [[0, 0, 101, 1]], [[float("nan"), 0, 1, 1]], [[1, 2, 3]]):
        with refused("wrong_areas"):
            cover_photo(photo=photo, areas=areas, keyring=sari)
    dialogue.is_public = False
    dialogue.save()
    with refused("not_public"):
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
    with refused("many_photos"):
        add_photo(dialogue=dialogue, content=wall, consent=CONSENT, by=office.sari)
