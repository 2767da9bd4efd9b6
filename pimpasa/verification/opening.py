"""What of verification needs an officer's keys."""

from __future__ import annotations

from pimpasa.keys.unlocking import Keyring
from pimpasa.letters.contents import Use
from pimpasa.letters.models import Letter
from pimpasa.letters.opening import open_for
from pimpasa.logbook.drafts import phone_key
from pimpasa.sealing.envelopes import first_sealed
from pimpasa.vault.opening import key_of
from pimpasa.verification.models import FieldCheck
from pimpasa.verification.warrants import Warrant, no_letter


def warrant_by(letter: Letter | None, use: Use, keyring: Keyring) -> Warrant:
    """The letter as a plan keeps it, once it covers what is planned. Raises Refused, NotGranted."""
    if letter is None:
        raise no_letter()
    opened = open_for(letter, use, keyring)
    row = opened.letter
    return Warrant(row.number, opened.contents.signer, row.valid_from, row.valid_until, str(row.pk))


def draft_key(check: FieldCheck, keyring: Keyring) -> bytes:
    """Under what the officer's phone seals entries of this visit that wait for a network. Raises NotGranted."""
    key = key_of(check.report, keyring)
    # Entries may wait on a phone while the report is handed on and comes back: its first key stays the same.
    secret, _sealed = first_sealed(bytes(check.report.envelope), key=key)
    return phone_key(secret, log="visit", of=check.pk, officer=keyring.officer)
