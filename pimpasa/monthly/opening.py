"""The sealed words of a monthly report."""

from __future__ import annotations

from pimpasa.keys.unlocking import Keyring
from pimpasa.monthly import rules
from pimpasa.monthly.models import Monthly
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


def words_of(monthly: Monthly, keyring: Keyring) -> str:
    """What was written below an office's door; nothing where nothing was. Raises Refused, or NotGranted."""
    rules.check_read(keyring.officer, monthly)
    if monthly.envelope is None:
        return ""
    key = key_of(monthly, keyring)
    return str(envelopes.open_json(bytes(monthly.envelope), key=key, context=monthly.context)["words"])
