"""Which letters there are, which an officer may use, and which kelurahan the words of one name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of, officers_of
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.letters.models import Letter, NamedOfficer
from pimpasa.territory.models import Desk, Office, Place, Village
from pimpasa.territory.queries.offices import villages_of
from pimpasa.vault.models import IN_USE
from pimpasa.vault.queries import grace_is_over, may_be_set_aside

# As long as a paper without a case (papers.queries): a proposal, for the office's lawyer to confirm.
KEPT = timedelta(days=5 * 365)
MOST_OFFERED = 40
_DISTRICT = re.compile(r"\bkec(?:amatan|\.)\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def visible_to(officer: Officer) -> QuerySet[Letter]:
    """Letters that name the officer, and those of the units from which they plan; the longest valid first."""
    names = Exists(NamedOfficer.objects.filter(letter=OuterRef("pk"), officer=officer))
    visible = Q(names)
    if officer.may(Permission.PLAN_OPERATIONS):
        visible |= Q(unit__in=desks_of(officer, on=clock.today()).filter(kind=Desk.Kind.UNIT).values("pk"))
    return Letter.objects.filter(visible, shredded_at=None).select_related("unit", "written_by")


def usable(officer: Officer, *, on: date) -> QuerySet[Letter]:
    """Of these the ones in force that day or later, the first to end first."""
    rows = visible_to(officer).filter(IN_USE, withdrawn_at=None, valid_until__gte=on)
    return rows.order_by("valid_until", "id")


def by_id(letter_id: UUID | str) -> Letter | None:
    return _whole().filter(pk=letter_id).first()


def locked(letter: Letter) -> Letter:
    """The letter as it stands now, held until the transaction ends."""
    return _whole().select_for_update(of=("self",)).get(pk=letter.pk)


def named_in(letter: Letter) -> list[Officer]:
    """The officers whom the letter names, in its order."""
    return [row.officer for row in letter.named.select_related("officer")]


def _whole() -> QuerySet[Letter]:
    return Letter.objects.select_related("office", "unit", "written_by", "withdrawn_by", "scan")


def villages_in(text: str, office: Office) -> list[Village]:
    """The villages of the office's jurisdiction that these words name: themselves, a place in them, or their district.

    A district that stands beside one of its villages says where that lies, and adds none.
    """
    rows = list(villages_of(office).select_related("district"))
    words = _plain(text)
    without_districts = words
    for name in {_plain(row.district.name) for row in rows}:
        without_districts = without_districts.replace(f" kecamatan{name}", " ")
    places = Place.objects.filter(village__in=rows).values_list("name", "village_id")
    by_place = {village for name, village in places if _plain(name) in without_districts}
    near = [row for row in rows if row.pk in by_place or _plain(row.name) in without_districts]
    return near or [row for row in rows if f" kecamatan{_plain(row.district.name)}" in words]


def _plain(text: str) -> str:
    """Letters and digits alone, in small letters with a blank between words and at both ends."""
    spelled_out = _DISTRICT.sub("kecamatan ", text)
    return f" {' '.join(_WORD.findall(spelled_out.casefold()))} "


def officers_among(people: Iterable[tuple[str, str]], office: Office) -> tuple[list[Officer], list[str]]:
    """Of people by name and NIP those who are officers of the office, and the names of all others.

    A NIP decides where both have one; else the name, where one officer alone bears it.
    """
    officers = list(officers_of(office))
    named: dict[int, Officer] = {}
    strangers = []
    for name, nip in people:
        officer = _who(name, nip, officers)
        if officer is None:
            strangers.append(name)
        else:
            named[officer.pk] = officer
    return list(named.values()), strangers


def _who(name: str, nip: str, officers: list[Officer]) -> Officer | None:
    digits = _digits(nip)
    by_number = [officer for officer in officers if digits and _digits(officer.nip) == digits]
    if by_number:
        return by_number[0]
    by_name = [officer for officer in officers if _plain(officer.name) == _plain(name)]
    namesakes = [officer for officer in by_name if not digits or not officer.nip]
    return namesakes[0] if len(namesakes) == 1 else None


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def to_be_set_aside(on: date) -> QuerySet[Letter]:
    """Letters whose last day is long past, oldest first."""
    return Letter.objects.filter(may_be_set_aside(on), valid_until__lt=on - KEPT).order_by("id")


def due(on: date) -> QuerySet[Letter]:
    """Letters whose grace is over, oldest first."""
    return Letter.objects.filter(grace_is_over(on)).order_by("id")
