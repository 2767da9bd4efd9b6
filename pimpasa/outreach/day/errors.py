"""What can go wrong for a phone at a dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pimpasa.outreach.day.trouble import Trouble


class NoSuchDialogue(Exception):
    """No dialogue has this code, or none ever had."""


class NotSeated(Exception):
    """The phone has no seat here: its cookie is gone, or the dialogue is over."""


class SoundsLikeReport(Exception):
    """What was asked had better be told in private; nothing of it was kept."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble
