"""Photos of a dialogue: faces covered before anything is stored, looked at, covered further, published or removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.evidence.covering import cover_more, fault_of, without_faces
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.outreach import rules
from pimpasa.outreach.models import Dialogue, Photo
from pimpasa.outreach.planning import locked
from pimpasa.outreach.states import DialogueStep
from pimpasa.sealing import envelopes, grants

MOST = 10
FEWEST_LETTERS = 10


@dataclass(frozen=True)
class OpenPhoto:
    """A photo as its desk sees it: a JPEG with faces covered, and who agreed to be shown, and how."""

    photo: Photo
    jpeg: bytes
    consent: str


def add(*, dialogue: Dialogue, content: bytes, consent: str, by: Officer) -> tuple[Photo, int]:
    """Cover the faces in a photo's file and keep what is left; returns it, and how many faces were found.

    Raises Refused by the rules, NotViewable for what is no photo.
    """
    _check_room(dialogue, by)
    note = consent.strip()[:500]
    if len(note) < FEWEST_LETTERS:
        raise Refused(_("Say who agreed to be shown, and how."))
    covered = without_faces(content)  # before the transaction: it takes a second or two
    return _keep(dialogue, covered.jpeg, note, by), covered.faces


def open_photo(*, photo: Photo, keyring: Keyring) -> OpenPhoto:
    """Open one to look at it. Raises Refused, NotGranted where the desk's key is not at hand."""
    rules.check_see(keyring.officer, photo.dialogue.office)
    key = _key(photo, keyring)
    consent = envelopes.open_(bytes(photo.consent), key=key, context=photo.context("consent"))
    return OpenPhoto(photo, _picture(photo, key), consent.decode())


@transaction.atomic
def cover(*, photo: Photo, areas: Sequence[Sequence[float]], keyring: Keyring) -> Photo:
    """Cover more of it. What was published is taken back: somebody has to look at it anew. Raises Refused."""
    photo = _led(photo, keyring.officer)
    if fault := fault_of(areas):
        raise Refused(fault)
    key = _key(photo, keyring)
    jpeg = cover_more(_picture(photo, key), areas=areas)
    photo.picture = envelopes.seal(jpeg, key=key, context=photo.context("picture"))
    photo.published = photo.published_at = None
    photo.save(update_fields=["picture", "published", "published_at"])
    _log(Act.PHOTO_COVERED, photo, keyring.officer)
    return photo


@transaction.atomic
def publish(*, photo: Photo, caption: str, looked: bool, keyring: Keyring) -> Photo:
    """Show it to everybody, once an officer says that they looked. Raises Refused by the rules."""
    photo = _led(photo, keyring.officer)
    if not photo.dialogue.is_public:
        raise Refused(_("This dialogue is not public, so nothing of it is published."))
    if not looked:
        raise Refused(_("Look at the photo first, and confirm that nobody can be recognised and all agreed."))
    words = " ".join(caption.split())[:200]
    if len(words) < FEWEST_LETTERS:
        raise Refused(_("Say in a few words what the photo shows."))
    photo.caption, photo.published_at = words, clock.now()
    photo.published = _picture(photo, _key(photo, keyring))
    photo.save(update_fields=["caption", "published", "published_at"])
    _log(Act.PHOTO_PUBLISHED, photo, keyring.officer)
    return photo


@transaction.atomic
def remove(*, photo: Photo, by: Officer) -> None:
    """Delete it, published or not. Raises Refused by the rules."""
    photo = _led(photo, by)
    _log(Act.PHOTO_REMOVED, photo, by)
    photo.delete()


def _check_room(dialogue: Dialogue, by: Officer) -> None:
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, DialogueStep.FOLLOW_UP)
    if dialogue.photos.count() >= MOST:
        raise Refused(_("A dialogue has %(most)d photos at most. Remove one first.") % {"most": MOST})


@transaction.atomic
def _keep(dialogue: Dialogue, jpeg: bytes, consent: str, by: Officer) -> Photo:
    dialogue = locked(dialogue)
    _check_room(dialogue, by)
    desk_key, key = sealing_key(dialogue.desk), envelopes.new_key()
    photo = Photo(dialogue=dialogue, added_by=by, added_at=clock.now(), desk_key=desk_key)
    photo.grant = grants.grant(key, to=bytes(desk_key.public), context=photo.context("key"))
    photo.consent = envelopes.seal(consent.encode(), key=key, context=photo.context("consent"))
    photo.picture = envelopes.seal(jpeg, key=key, context=photo.context("picture"))
    photo.save(force_insert=True)
    _log(Act.PHOTO_ADDED, photo, by)
    return photo


def _led(photo: Photo, by: Officer) -> Photo:
    rows = Photo.objects.select_for_update(of=["self"]).select_related("dialogue__office", "dialogue__desk", "desk_key")
    found = rows.filter(pk=photo.pk).first()
    if found is None:
        raise Refused(_("This photo was removed."))
    rules.check_lead(by, found.dialogue)
    return found


def _key(photo: Photo, keyring: Keyring) -> bytes:
    private = keyring.desk_private(photo.desk_key)
    return grants.open_grant(bytes(photo.grant), private=private, context=photo.context("key"))


def _picture(photo: Photo, key: bytes) -> bytes:
    return envelopes.open_(bytes(photo.picture), key=key, context=photo.context("picture"))


def _log(act: Act, photo: Photo, by: Officer) -> None:
    ledger.append(act=act, subject=photo.subject, actor=by.actor, digest=ledger.digest_of(bytes(photo.picture)))
