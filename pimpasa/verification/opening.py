"""What of verification needs an officer's keys."""

from __future__ import annotations

from pimpasa.keys.unlocking import Keyring
from pimpasa.logbook.drafts import phone_key
from pimpasa.vault.opening import key_of
from pimpasa.verification.models import FieldCheck


def draft_key(check: FieldCheck, keyring: Keyring) -> bytes:
    """Under what the officer's phone seals entries of this visit that wait for a network. Raises NotGranted."""
    secret = key_of(check.report, keyring)
    return phone_key(secret, log="visit", of=check.pk, officer=keyring.officer)
