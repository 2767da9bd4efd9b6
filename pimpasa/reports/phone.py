"""What a sender's browser sealed: the shape it must have, and what is taken of its contents once they are opened.

Nobody here can look into it before an officer does, so nothing of it is believed: neither that it opens, nor that what
it holds is a report.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pimpasa.keys.models import DeskKey
from pimpasa.reports.contents import Answers
from pimpasa.reports.errors import Unfit
from pimpasa.reports.indicators import INDICATORS
from pimpasa.reports.kinds import Kind, Situation, Whom
from pimpasa.sealing import envelopes, grants
from pimpasa.sealing.errors import Damaged

# A story of four bytes a letter, with its place and its address.
LARGEST = 256 * 1024
LONGEST_POSTED = 4 * LARGEST
LOOKUP_ID = 16
_SMALL = 400
# Words are whole: what holds them is no larger.
_LONGEST = {"narrative": LARGEST, "address": LARGEST, "place": LARGEST, "rw": 10, "rt": 10, "village": 20}
_KNOWN: dict[str, list[str]] = {"kind": Kind.values, "whom": Whom.values, "situation": Situation.values}


@dataclass(frozen=True)
class PhoneSealed:
    """A report as a browser sealed it; `receipt` is its code, which that browser's own key opens.

    What the words alone would tell is told in two signs: that they let nobody wait, and that there are any.
    """

    grants: Mapping[str, bytes]
    envelope: bytes
    receipt_id: bytes
    receipt_wrap: bytes
    receipt_public: bytes
    receipt: bytes
    direct: bool
    alarming: bool
    written: bool

    @classmethod
    def from_json(cls, text: str) -> PhoneSealed:
        """Raises Unfit."""
        if len(text) > LONGEST_POSTED:
            raise Unfit
        try:
            posted: Any = json.loads(text)
            return cls(
                grants={str(pk): _bytes(sealed) for pk, sealed in posted["grants"].items()},
                envelope=_bytes(posted["envelope"]),
                receipt_id=_bytes(posted["receiptId"]),
                receipt_wrap=_bytes(posted["receiptWrap"]),
                receipt_public=_bytes(posted["receiptPublic"]),
                receipt=_bytes(posted["receipt"]),
                direct=posted["direct"] is True,
                alarming=posted["alarming"] is True,
                written=posted["written"] is True,
            )
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
            raise Unfit from wrong

    def check(self, readers: list[DeskKey]) -> None:
        """Raise Unfit unless it has a report's shape, and a grant for each of these keys and no other."""
        is_whole = (
            envelopes.is_shaped(self.envelope, most=LARGEST)
            and envelopes.is_shaped(self.receipt_wrap, most=_SMALL)
            and envelopes.is_shaped(self.receipt, most=_SMALL)
            and len(self.receipt_id) == LOOKUP_ID
            and grants.is_public(self.receipt_public)
            and self.grants.keys() == {str(key.pk) for key in readers}
        )
        if not is_whole:
            raise Unfit


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def contents_in(plain: bytes) -> dict[str, Any]:
    """What is taken of contents that a browser sealed: words as words, choices that there are; the rest falls away.

    Raises Damaged for what is no report's contents.
    """
    try:
        contents = json.loads(plain.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as wrong:
        raise Damaged from wrong
    if not isinstance(contents, dict):
        raise Damaged
    return {name: read(contents[name]) for name, read in _READ.items() if name in contents}


def _text(most: int) -> Callable[[Any], str]:
    return lambda value: _readable(value)[:most] if isinstance(value, str) else ""


def _readable(text: str) -> str:
    """What a page can show: JSON lets half a letter of two halves pass, which no page can be written with."""
    return text.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _choice(known: list[str]) -> Callable[[Any], str]:
    return lambda value: value if isinstance(value, str) and value in known else ""


def _sign(value: Any) -> bool:
    return value is True


def _signs(value: Any) -> list[int]:
    return [number for number in value if type(number) is int and number in INDICATORS] if _is_list(value) else []


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= len(INDICATORS)


_READ: dict[str, Callable[[Any], Any]] = {
    **{name: _text(most) for name, most in _LONGEST.items()},
    **{name: _choice(known) for name, known in _KNOWN.items()},
    "danger": lambda value: True if value is True else None,
    "direct": _sign,
    "indicators": _signs,
}


def contents_to_seal(answers: Answers) -> dict[str, Any]:
    """What a browser seals together with the words."""
    contents = answers.contents()
    return {name: contents[name] for name in _READ}


def digest_of(answers: Answers) -> str:
    """What a browser was given to seal, as a digest. Past whom the report goes is chosen afterwards."""
    to_seal = [[words for _page, words in answers.sealed], contents_to_seal(answers) | {"direct": False}]
    return hashlib.sha256(json.dumps(to_seal).encode()).hexdigest()
