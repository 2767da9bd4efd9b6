"""What a letter's envelope holds, and for what somebody wants to use one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pimpasa.accounts.models import Officer
from pimpasa.letters.kinds import LetterAct
from pimpasa.territory.models import Village


@dataclass(frozen=True)
class LetterContents:
    """Who signed it, on what it rests, what it orders, and where.

    `places` are its own words, one each; `villages` are the codes of the kelurahan that they name, and are empty where
    they name none, as “the office's area of work” does. `unknown` are the people it names whom the office does not
    know as officers.
    """

    signer: str
    task: str
    places: list[str]
    villages: list[str]
    basis: str = ""
    unknown: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class LetterFacts:
    """What stays readable of a letter; both days are included."""

    number: str
    valid_from: date
    valid_until: date


@dataclass(frozen=True)
class Use:
    """What a letter is wanted for: whoever goes, from the first day to the last, to do what.

    `village` is where it takes place, as far as that is known; `place` is one of the letter's own places, where it has
    to be one.
    """

    officers: Sequence[Officer]
    first: date
    last: date
    act: LetterAct
    village: Village | None = None
    place: str | None = None
