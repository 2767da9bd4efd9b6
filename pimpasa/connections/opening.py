"""What desks say to each other about sharing a report, opened with the desk's key."""

from __future__ import annotations

from pimpasa.keys.unlocking import Keyring
from pimpasa.reports.models import Report, Share
from pimpasa.sealing import grants


def reason_of(share: Share, keyring: Keyring) -> str:
    """Why a desk asks, for who may decide. Raises NotGranted."""
    private = keyring.desk_private(share.reader_key)
    return grants.open_grant(
        bytes(share.reason), private=private, context=share_context(share.report, "reason")
    ).decode()


def answer_to(share: Share, keyring: Keyring) -> str:
    """What the other desk said, for who asked; empty while it has not. Raises NotGranted."""
    if share.answer is None or share.answer_key is None:
        return ""
    private = keyring.desk_private(share.answer_key)
    return grants.open_grant(
        bytes(share.answer), private=private, context=share_context(share.report, "answer")
    ).decode()


def share_context(report: Report, what: str) -> str:
    return f"{report.subject}:share:{what}"
