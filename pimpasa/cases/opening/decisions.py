"""What was decided in an open case: its gelar kasus and administrative actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from pimpasa.cases.contents import GelarContents, TakContents
from pimpasa.cases.kinds import Level
from pimpasa.cases.models import Case, GelarKasus, Tak
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


def all_decisions_of(opened: OpenCase) -> list[OpenGelar]:
    """The gelar kasus of an open case, oldest first, with those that were corrected."""
    return open_decisions(gelar_rows(opened.case), opened.key)


def gelar_rows(case: Case) -> QuerySet[GelarKasus]:
    return GelarKasus.objects.filter(case=case).select_related("set_by", "corrected_by")


def open_decisions(rows: Iterable[GelarKasus], key: bytes) -> list[OpenGelar]:
    return [OpenGelar(row, contents_of(GelarContents, row, key), reason_of(row, key)) for row in rows]


def tak_rows(case: Case) -> QuerySet[Tak]:
    """The administrative actions in a case, oldest first."""
    return Tak.objects.filter(person__case=case).select_related("person", "officer", "decision")


def open_taks(rows: Iterable[Tak], key: bytes) -> list[OpenTak]:
    return [OpenTak(row, contents_of(TakContents, row, key)) for row in rows]
