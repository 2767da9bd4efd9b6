"""What a phone is told of an entry that it sent: that it is kept, or in a sentence why not.

An entry that is not kept stays on the phone, which sends it again; so that whatever keeps it out for now needs no other
answer than whatever keeps it out for good.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import DataError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.accounts.errors import Refused
from pimpasa.evidence.errors import ExhibitGone
from pimpasa.keys.errors import Locked, NotGranted
from pimpasa.sealing.errors import SealingError

NotKept = (Refused, ExhibitGone, Locked, NotGranted, SealingError)
# Of what no table can hold, whatever it is: an entry that failed in silence would keep back all that come after it.
Unreadable = (ValueError, TypeError, OverflowError, RecursionError, DataError)
SESSION_OVER = "session_over"
DAMAGED = gettext_lazy(
    "Part of what is stored here does not open: it was damaged or changed after it came in. "
    "Please tell your administrator at once; the log keeps what was received."
)


@dataclass(frozen=True)
class Answer:
    """`code` is empty where the entry is kept; `is_new` says that it was not kept before.

    `shut` says why the officer may not write in this log at all.
    """

    code: str = ""
    sentence: str = ""
    is_new: bool = False
    shut: str = ""

    @property
    def is_kept(self) -> bool:
        return not self.code

    def to_json(self) -> dict[str, Any]:
        if self.is_kept:
            return {"kept": True, "new": self.is_new}
        return {"kept": False, "code": self.code, "refused": self.sentence, "shut": self.shut}


def kept(*, is_new: bool) -> Answer:
    return Answer(is_new=is_new)


def session_over() -> Answer:
    return Answer(SESSION_OVER, _("Sign in again in any tab, and they are sent."))


def not_kept(error: Exception) -> Answer:
    """The answer to one of NotKept."""
    match error:
        case Refused():
            return Answer(error.code, str(error.reason))
        case ExhibitGone():
            return Answer("photo_gone", str(error.reason))
        case Locked():
            return session_over()
        case NotGranted():
            return Answer("key_awaited", _("The desk's key has not been handed to you yet"))
    return Answer("damaged", str(DAMAGED))


def shut_out(error: Exception) -> Answer:
    """The answer to one of NotKept where the officer may not write in this log, or not now."""
    answer = not_kept(error)
    if not isinstance(error, Refused):
        return answer
    stays = _("What you wrote stays on this phone; it is sent when you may write here again.")
    return replace(answer, sentence=f"{answer.sentence} {stays}", shut=answer.sentence)


def nowhere() -> Answer:
    sentence = _("This page is not here")
    return Answer("nowhere", sentence, shut=sentence)


def unreadable() -> Answer:
    """Of an entry that no page of ours sends."""
    return Answer("entry_unreadable", _("This entry cannot be read."))


def not_valid(problem: str) -> Answer:
    """Of an entry whose form has errors; `problem` are their sentences."""
    return Answer("entry_invalid", problem)
