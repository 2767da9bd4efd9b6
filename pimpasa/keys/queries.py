"""Public keys only: safe for every site."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.queries import assignments_on, desks_of
from pimpasa.keys.errors import NoDeskKey
from pimpasa.keys.models import DeskKey, DeskKeyGrant, OfficerKey, RecoveryKey
from pimpasa.territory.models import Desk, Office


def sealing_keys(desks: Iterable[Desk]) -> list[DeskKey]:
    """Each desk's newest key, in the order of the desks. Raises NoDeskKey for a desk without one."""
    wanted = [desk.pk for desk in desks]
    newest = DeskKey.objects.filter(desk__in=wanted).order_by("desk_id", "-version").distinct("desk_id")
    found = {key.desk_id: key for key in newest}
    if missing := [pk for pk in wanted if pk not in found]:
        raise NoDeskKey(f"desk {missing[0]}")
    return [found[pk] for pk in wanted]


def sealing_key(desk: Desk) -> DeskKey:
    return sealing_keys([desk])[0]


def officer_key(officer: Officer) -> OfficerKey | None:
    """The key in use, or None before the first sign-in."""
    return OfficerKey.objects.filter(officer=officer, retired_at=None).first()


def key_history(officer: Officer) -> QuerySet[OfficerKey]:
    """Every key the officer ever had, newest first."""
    return OfficerKey.objects.filter(officer=officer).order_by("-version")


def desk_key_history(office: Office) -> QuerySet[DeskKey]:
    """Every key of the office's desks, by desk, newest first."""
    return DeskKey.objects.filter(desk__office=office).select_related("desk").order_by("desk__name", "-version")


def departed(*, on: date) -> QuerySet[DeskKeyGrant]:
    """Grants of officers who no longer sit at the desk, or whose account is switched off."""
    seated = assignments_on(on).filter(
        officer=OuterRef("officer_key__officer"), desk=OuterRef("desk_key__desk"), officer__is_active=True
    )
    return DeskKeyGrant.objects.filter(~Exists(seated), officer_key__isnull=False).select_related(
        "officer_key__officer", "desk_key__desk"
    )


def newest_recovery_key(office: Office) -> RecoveryKey | None:
    return RecoveryKey.objects.filter(office=office).order_by("-id").first()


def waiting_for_key(officer: Officer, *, on: date) -> QuerySet[Assignment]:
    """Assignments at this officer's desks (for a unit: at all desks of its office) whose officer has a key of their
    own but was not yet handed the desk's."""
    seats = desks_of(officer, on=on)
    reach = (
        Desk.objects.filter(office=officer.office)
        if seats.filter(kind=Desk.Kind.UNIT).exists()
        else Desk.objects.filter(pk__in=seats)
    )
    granted = DeskKeyGrant.objects.filter(desk_key__desk=OuterRef("desk"), officer_key__officer=OuterRef("officer"))
    keyed = OfficerKey.objects.filter(officer=OuterRef("officer"), retired_at=None)
    return (
        assignments_on(on)
        .filter(~Exists(granted), Exists(keyed), desk__in=reach, officer__is_active=True)
        .select_related("officer", "desk")
        .order_by("desk__name", "officer__name")
    )


def keyed_officers(officers: Iterable[Officer]) -> set[int]:
    """The ids of those who have made a key of their own, which they do at their first sign-in."""
    found = OfficerKey.objects.filter(officer__in=list(officers), retired_at=None)
    return set(found.values_list("officer_id", flat=True))
