"""Photos of a dialogue: faces covered before anything is stored, covered further, published or removed."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.evidence.covering import cover_more, fault_of, without_faces
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.outreach import rules
from pimpasa.outreach.models import Dialogue, Photo
from pimpasa.outreach.opening import picture_of
from pimpasa.outreach.queries.dialogues import locked_dialogue
from pimpasa.outreach.states import DialogueStep
from pimpasa.sealing import envelopes
from pimpasa.vault.granting import grant_to
from pimpasa.vault.opening import key_of

LONGEST_CONSENT = 500
LONGEST_CAPTION = 200
FEWEST_OF_CONSENT = 10


@act(Act.PHOTO_ADDED)
def add_photo(*, dialogue: Dialogue, content: bytes, consent: str, by: Officer) -> tuple[Photo, int]:
    """Cover the faces in a photo's file and keep what is left; returns it, and how many faces were found.

    Raises Refused by the rules, NotViewable for what is no photo.
    """
    _check_add(dialogue, by)
    note = consent.strip()[:LONGEST_CONSENT]
    if len(note) < FEWEST_OF_CONSENT:
        raise Refused("no_consent", _("Say who agreed to be shown, and how."))
    covered = without_faces(content)  # before the lock: it takes a second or two
    dialogue = locked_dialogue(dialogue)
    _check_add(dialogue, by)
    photo = _sealed(dialogue, covered.jpeg, note, by)
    photo.save(force_insert=True)
    record(photo, by=by, sealed=photo.picture)
    return photo, covered.faces


@act(Act.PHOTO_COVERED)
def cover_photo(*, photo: Photo, areas: Sequence[Sequence[float]], keyring: Keyring) -> Photo:
    """Cover more of it. What was published is taken back: somebody has to look at it anew. Raises Refused."""
    photo = _led_photo(photo, keyring.officer)
    if fault := fault_of(areas):
        raise Refused("wrong_areas", fault)
    key = key_of(photo, keyring)
    jpeg = cover_more(picture_of(photo, key), areas=areas)
    photo.picture = envelopes.seal(jpeg, key=key, context=photo.picture_context)
    photo.published = None
    photo.published_at = None
    photo.save(update_fields=["picture", "published", "published_at"])
    record(photo, by=keyring.officer, sealed=photo.picture)
    return photo


@act(Act.PHOTO_PUBLISHED)
def publish_photo(*, photo: Photo, caption: str, looked: bool, keyring: Keyring) -> Photo:
    """Show it to everybody, once an officer says that they looked. Raises Refused by the rules."""
    photo = _led_photo(photo, keyring.officer)
    words = " ".join(caption.split())[:LONGEST_CAPTION]
    rules.check_publish_photo(photo, caption=words, looked=looked)
    photo.caption = words
    photo.published_at = clock.now()
    photo.published = picture_of(photo, key_of(photo, keyring))
    photo.save(update_fields=["caption", "published", "published_at"])
    record(photo, by=keyring.officer, facts={"picture": photo.published, "caption": photo.caption})
    return photo


@act(Act.PHOTO_REMOVED)
def remove_photo(*, photo: Photo, by: Officer) -> None:
    """Delete it, published or not. Raises Refused by the rules."""
    photo = _led_photo(photo, by)
    record(photo, by=by, sealed=photo.picture)
    photo.delete()


def _check_add(dialogue: Dialogue, by: Officer) -> None:
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, DialogueStep.FOLLOW_UP)
    rules.check_photo_fits(dialogue.photos.count())


def _sealed(dialogue: Dialogue, jpeg: bytes, consent: str, by: Officer) -> Photo:
    """Picture and note under one key, which is granted to the dialogue's desk."""
    key = envelopes.new_key()
    photo = Photo(dialogue=dialogue, added_by=by, added_at=clock.now(), desk_key=sealing_key(dialogue.desk))
    photo.grant = grant_to(photo.desk_key, key, context=photo.key_context)
    photo.consent = envelopes.seal(consent.encode(), key=key, context=photo.consent_context)
    photo.picture = envelopes.seal(jpeg, key=key, context=photo.picture_context)
    return photo


def _led_photo(photo: Photo, by: Officer) -> Photo:
    """As it is now, locked, for who leads its dialogue. Raises Refused."""
    rows = Photo.objects.select_for_update(of=["self"]).select_related("dialogue__office", "dialogue__desk", "desk_key")
    row = rows.filter(pk=photo.pk).first()
    if row is None:
        raise Refused("photo_removed", _("This photo was removed."))
    rules.check_lead(by, row.dialogue)
    return row
