"""What was decided in an open case: its gelar kasus and administrative actions."""

from __future__ import annotations

from dataclasses import dataclass

from pimpasa.cases.contents import (
    GelarContents,
    TakContents,
)
from pimpasa.cases.kinds import Level
from pimpasa.cases.models import (
    GelarKasus,
    Tak,
)
from pimpasa.cases.opening.cases import OpenCase, contents_of
from pimpasa.vault.correcting import reason_of


@dataclass(frozen=True)
class OpenGelar:
    """As an event, with why it was corrected."""

    gelar: GelarKasus
    contents: GelarContents
    why_corrected: str = ""

    @property
    def level(self) -> Level:
        return Level(self.contents.level)


@dataclass(frozen=True)
class OpenTak:
    tak: Tak
    contents: TakContents


def decisions_of(opened: OpenCase) -> list[OpenGelar]:
    """The gelar kasus of an open case that count, oldest first."""
    return [gelar for gelar in all_decisions_of(opened) if not gelar.gelar.is_corrected]


def all_decisions_of(opened: OpenCase) -> list[OpenGelar]:
    """The same with those that were corrected."""
    rows = GelarKasus.objects.filter(case=opened.case).select_related("set_by", "corrected_by")
    key = opened.key
    return [OpenGelar(row, contents_of(GelarContents, row, key), reason_of(row, key)) for row in rows]


def taks_of(opened: OpenCase) -> list[OpenTak]:
    """The administrative actions in an open case, oldest first."""
    rows = Tak.objects.filter(person__case=opened.case).select_related("person", "officer", "decision")
    return [OpenTak(row, contents_of(TakContents, row, opened.key)) for row in rows]
