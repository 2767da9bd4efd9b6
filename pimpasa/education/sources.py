"""Where a sentence for learners comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Source:
    """What says so: a law with its article, the owner of a number.

    `date` is as much of a day in ISO 8601 as is known; `confirmed` is False until a lawyer has read it.
    """

    title: str
    publisher: str
    date: str = ""
    confirmed: bool = True


def read_sources(rows: Sequence[Mapping[str, Any]]) -> tuple[Source, ...]:
    """Sources as YAML writes them. Raises TypeError where one lacks a title or a publisher."""
    return tuple(Source(**row) for row in rows)
