"""What desks say to each other about sharing a report, opened with the desk's key."""

from __future__ import annotations

from pimpasa.keys.unlocking import Keyring
from pimpasa.reports.models import Report, Share
from pimpasa.vault.models import SealedKey
from pimpasa.vault.opening import key_among


def reason_of(share: Share, keyring: Keyring) -> str:
    """Why a desk asks, for who may decide. Raises NotGranted."""
    reason = SealedKey(share.reader_key, bytes(share.reason), share_context(share.report, "reason"))
    return key_among([reason], keyring).decode()


def answer_to(share: Share, keyring: Keyring) -> str:
    """What the other desk said, for who asked; empty while it has not. Raises NotGranted."""
    if share.answer is None or share.answer_key is None:
        return ""
    answer = SealedKey(share.answer_key, bytes(share.answer), share_context(share.report, "answer"))
    return key_among([answer], keyring).decode()


def share_context(report: Report, what: str) -> str:
    return f"{report.subject}:share:{what}"
