from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pimpasa.imports.contents import Brought, Piece, piece_of
from pimpasa.imports.models import Entry, Import
from pimpasa.imports.rules import check_own
from pimpasa.keys.unlocking import Keyring
from pimpasa.sealing import envelopes


@dataclass(frozen=True)
class OpenEntry:
    entry: Entry
    piece: Piece


def key_of_import(within: Import, keyring: Keyring) -> bytes:
    """Raises Refused for a colleague's, and as sealing does where it was sealed to a key that the officer lost."""
    check_own(keyring.officer, within)
    return keyring.open_own(bytes(within.grant), context=within.context)


def brought_in(within: Import, keyring: Keyring) -> Brought:
    """The file's name, and its sheets while their columns are not matched."""
    key = key_of_import(within, keyring)
    return Brought.from_json(envelopes.open_json(bytes(within.envelope), key=key, context=within.context))


def opened(entries: Iterable[Entry], within: Import, keyring: Keyring) -> list[OpenEntry]:
    """The words of some entries of an import. Raises as `key_of_import`."""
    key = key_of_import(within, keyring)
    return [
        OpenEntry(entry, piece_of(envelopes.open_(bytes(entry.envelope), key=key, context=entry.context)))
        for entry in entries
    ]
