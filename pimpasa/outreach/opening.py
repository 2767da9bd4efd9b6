"""Photos as their desk sees them, opened with its key; and contacts, which the server opens by itself to remind."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from pimpasa.keys.unlocking import Keyring
from pimpasa.outreach import rules
from pimpasa.outreach.contents import Contact
from pimpasa.outreach.models import Photo, RwContact
from pimpasa.sealing import envelopes
from pimpasa.sealing.derivation import derive
from pimpasa.sealing.errors import SealingError
from pimpasa.vault.opening import key_of


@dataclass(frozen=True)
class OpenPhoto:
    """A photo as its desk sees it: a JPEG with faces covered, and who agreed to be shown, and how."""

    photo: Photo
    jpeg: bytes
    consent: str


def open_photo(*, photo: Photo, keyring: Keyring) -> OpenPhoto:
    """Open one to look at it. Raises Refused, NotGranted where the desk's key is not at hand."""
    rules.check_see(keyring.officer, photo.dialogue.office)
    key = key_of(photo, keyring)
    consent = envelopes.open_(bytes(photo.consent), key=key, context=photo.consent_context)
    return OpenPhoto(photo, picture_of(photo, key), consent.decode())


def picture_of(photo: Photo, key: bytes) -> bytes:
    """Its JPEG, faces covered."""
    return envelopes.open_(bytes(photo.picture), key=key, context=photo.picture_context)


def contact_key() -> bytes:
    """Derived from the signing key, since the worker reminds while no officer is there; with another one, contacts
    are asked for anew.
    """
    return derive(settings.SECRET_KEY.encode(), "outreach contacts", 32)


def open_contact(row: RwContact) -> Contact | None:
    """What was kept; None where it was sealed under another signing key, and is to be asked for anew."""
    try:
        return Contact(**envelopes.open_json(bytes(row.envelope), key=contact_key(), context=row.context))
    except SealingError:
        return None
