"""What a sign is. The signs themselves are data: `warnings` and `promises`."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from pimpasa.education.sources import title_of, with_publisher

ILO = with_publisher("ilo")
UNODC = with_publisher("unodc")
WARNED = with_publisher("warnings")
EIGHT_PAPERS = title_of("uu-18-2017-13")
WORK_AGREEMENT = title_of("uu-18-2017-15")
PAPERS_AND_AGREEMENT = title_of("uu-18-2017-13-15")
MIGRANT_WORKERS = title_of("uu-18-2017")


@dataclass(frozen=True)
class Sign:
    """Something an offer says, and why it matters.

    `indicator` is the number of reports.indicators it stands for, None where there is none; `weight` is 3 strong,
    2 middling, 1 weak, 0 for what speaks for an offer.

    It is found where one of the patterns of `says` is, and besides one pattern of each of `together` stands somewhere
    in the text, and none of `lacks`. Patterns stand one a line (see `patterns`). What is found does not count where
    one of `denied_by` stands around it; nor, if it `can_be_denied`, where a "not" stands in it or up to `reach` words
    before it, or its sentence is a warning.
    """

    key: str
    indicator: int | None
    weight: int
    text: str | Promise
    why: str | Promise
    source: str | Promise
    says: str
    together: tuple[str, ...] = ()
    lacks: str = ""
    denied_by: str = ""
    reach: int = 3
    can_be_denied: bool = True
