from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Manager, Q, QuerySet

from pimpasa.territory.models import Office
from pimpasa.vault.models import GRACE, IN_USE, Shreddable

Thing = TypeVar("Thing", bound=Shreddable)
# So long does what was taken back stay, before its time counts again.
ANOTHER_MONTH = timedelta(days=30)


def may_be_set_aside(on: date) -> Q:
    """In use, and not taken back within a month."""
    return IN_USE & (Q(taken_back_at=None) | Q(taken_back_at__date__lt=on - ANOTHER_MONTH))


def grace_is_over(on: date) -> Q:
    """Set aside for more than the whole grace, and still there."""
    return Q(set_aside_at__date__lt=on - GRACE, shredded_at=None)


def set_aside_of(model: type[Thing], office: Office) -> QuerySet[Thing]:
    """What of an office waits to be erased, the next first."""
    rows = _rows(model).filter(office=office, set_aside_at__isnull=False, shredded_at=None)
    return rows.order_by("set_aside_at", "pk")


def set_aside_by_id(model: type[Thing], office: Office, thing_id: UUID) -> Thing | None:
    return set_aside_of(model, office).filter(pk=thing_id).first()


def locked(thing: Thing) -> Thing:
    """As it stands now, until the transaction ends."""
    return _rows(type(thing)).select_for_update(of=("self",)).get(pk=thing.pk)


def _rows(model: type[Thing]) -> Manager[Thing]:
    return model._default_manager  # noqa: SLF001 - Django's name for it, where the model is known by its kind alone
