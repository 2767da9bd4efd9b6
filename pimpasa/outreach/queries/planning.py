"""What a dialogue is planned by: kinds, kelurahan, series, the contacts of an RW, the numbers of departures."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import seats_of
from pimpasa.outreach.models import Departures, DialogueKind, RwContact, Series
from pimpasa.territory.models import Desk, Office, Village


def all_kinds(office: Office) -> list[DialogueKind]:
    """Every kind that an office plans by, retired ones too: those of all offices, and its own."""
    return list(_kinds_of(office))


def kind_by_key(key: str, office: Office) -> DialogueKind | None:
    return _kinds_of(office).filter(pk=key).first()


def kinds_in_use(office: Office, *, besides: DialogueKind | None = None) -> QuerySet[DialogueKind]:
    """The kinds that an office may plan, and one that a plan has already."""
    return _kinds_of(office).filter(Q(retired_on=None) | Q(pk=besides.pk if besides else None))


def _kinds_of(office: Office) -> QuerySet[DialogueKind]:
    return DialogueKind.objects.filter(Q(office=None) | Q(office=office))


def desk_for(officer: Officer, village: Village) -> Desk | None:
    """The desk at which an officer plans for a kelurahan: its own where they sit there, else their first."""
    desks = seats_of(officer)
    return next((desk for desk in desks if desk.village_id == village.pk), desks[0] if desks else None)


def villages_of(office: Office) -> QuerySet[Village]:
    """The kelurahan of the office's area."""
    area = Village.objects.filter(district__jurisdiction__office=office)
    return area.select_related("district").order_by("name", "code")


def series_of(office: Office) -> QuerySet[Series]:
    return Series.objects.filter(office=office)


def contacts_of(office: Office) -> QuerySet[RwContact]:
    return RwContact.objects.filter(office=office).select_related("village").order_by("village__name", "rw")


def contact_by_id(contact_id: int) -> RwContact | None:
    return RwContact.objects.filter(pk=contact_id).first()


def contacts_of_rws(office: Office, village: Village, rws: Collection[str]) -> QuerySet[RwContact]:
    """The contacts of these RW; without any RW, of all the kelurahan's, since all of it is invited."""
    contacts = RwContact.objects.filter(office=office, village=village)
    return contacts.filter(rw__in=rws) if rws else contacts


def newest_departures(office: Office) -> QuerySet[Departures]:
    """The numbers of the newest year there are."""
    year = Departures.objects.filter(office=office).order_by("-year").values("year")[:1]
    return Departures.objects.filter(office=office, year=year).select_related("village")
