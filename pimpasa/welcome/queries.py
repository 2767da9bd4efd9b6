"""What residents see of the offices."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from pimpasa.common.remembered import Remembered
from pimpasa.territory.models import Jurisdiction, Office, Village
from pimpasa.territory.queries.offices import area_of, offices
from pimpasa.welcome.kinds import Eaves, eaves_of
from pimpasa.welcome.models import Board, Recording


@dataclass(frozen=True)
class Shown:
    """An office and its board; who has not filled it in yet shows a name alone."""

    office: Office
    board: Board
    eaves: Eaves = Eaves.BETAWI

    @property
    def has_emblem(self) -> bool:
        return self.board.emblem is not None


def board_of(office: Office) -> Board:
    """The office's board, or an empty one that is not kept."""
    return Board.objects.filter(office=office).first() or Board(office=office)


def shown(office: Office) -> Shown:
    return Shown(office, board_of(office), eaves_of(area_of(office.pk)))


def all_shown() -> list[Shown]:
    """Every office, by name."""
    boards = {board.office_id: board for board in Board.objects.all()}
    return [Shown(office, boards.get(office.pk) or Board(office=office)) for office in offices()]


def office_for(village: Village | None) -> Shown | None:
    """Which office a page names: the one whose kelurahan it is about, else the only one that there is.

    None where many offices share the installation and the page is about no place: it names none rather than the wrong
    one. Every page asks, so it is remembered, by the district.
    """
    return _of_district.get(village.district_id if village else "")


def _office_of_district(district: str) -> Shown | None:
    if district:
        jurisdiction = Jurisdiction.objects.select_related("office").filter(district_id=district).first()
        return shown(jurisdiction.office) if jurisdiction else None
    first_two = list(offices()[:2])
    return shown(first_two[0]) if len(first_two) == 1 else None


def emblem_of(office_id: int) -> bytes | None:
    """A JPEG, or nothing."""
    emblem = Board.objects.filter(office=office_id).values_list("emblem", flat=True).first()
    return None if emblem is None else bytes(emblem)


def office_by_id(office_id: int) -> Office | None:
    return Office.objects.filter(pk=office_id).first()


def recordings_of(office: Office) -> QuerySet[Recording]:
    """An office's recordings by page, without their sound."""
    return Recording.objects.filter(office=office).defer("sound")


def recording_of(office: Office, recording_id: int) -> Recording | None:
    return recordings_of(office).filter(pk=recording_id).first()


def recording_by_id(recording_id: int) -> Recording | None:
    return Recording.objects.filter(pk=recording_id).first()


def recording_for(office: Office, page: str) -> int | None:
    """Which recording reads the page at a path; None: nobody of the office did. Remembered, for every page asks."""
    return _recordings.get(office.pk).get(page)


def _recordings_by_page(office_id: int) -> dict[str, int]:
    return dict(Recording.objects.filter(office=office_id).values_list("page", "pk"))


def forget() -> None:
    """Ask the database again at the next page: this process changed something."""
    _of_district.forget()
    _recordings.forget()


_of_district = Remembered(_office_of_district)
_recordings = Remembered(_recordings_by_page)
