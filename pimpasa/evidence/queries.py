"""Exhibits: those of a draft, those that expired, and what of the store belongs to none."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.evidence.errors import ExhibitGone
from pimpasa.evidence.models import Comparison, Difference, Exhibit

GONE = _("One of the files is no longer there. Please look through your files and send it again.")
UNFINISHED = _("One of the files has not arrived whole. Choose the same file again to go on, or remove it.")


def still_there(exhibit_ids: Collection[UUID | str]) -> list[Exhibit]:
    """Those of a draft's files that are still there, in the order they came; most drafts have none."""
    if not exhibit_ids:
        return []
    return list(Exhibit.objects.filter(pk__in=exhibit_ids).order_by("pk"))


def unsent(exhibit_ids: Collection[UUID | str]) -> list[Exhibit]:
    """A draft's files, in the order they came.

    Raises ExhibitGone where one expired, was removed or sent already, or has not arrived whole.
    """
    exhibits = [exhibit for exhibit in still_there(exhibit_ids) if exhibit.expires_at is not None]
    if len(exhibits) != len(exhibit_ids):
        raise ExhibitGone(GONE)
    if not all(exhibit.is_whole for exhibit in exhibits):
        raise ExhibitGone(UNFINISHED)
    return exhibits


def unsent_locked(exhibit_ids: Collection[UUID | str]) -> list[Exhibit]:
    """Those of these files that were not sent, held until the transaction ends."""
    rows = Exhibit.objects.filter(pk__in=exhibit_ids, expires_at__isnull=False)
    return list(rows.order_by("pk").select_for_update())


def expired(at: datetime) -> list[Exhibit]:
    """Files of drafts that died unsent, a thousand at a time, longest dead first."""
    return list(Exhibit.objects.filter(expires_at__lte=at).order_by("expires_at")[:1000])


def unsent_oldest_first() -> list[Exhibit]:
    """Files of drafts, a thousand at a time: those that did not arrive whole, then the others."""
    unsent = Exhibit.objects.filter(expires_at__isnull=False)
    return list(unsent.annotate(is_finished=Q(digest__isnull=False)).order_by("is_finished", "pk")[:1000])


def kept(*, after: UUID | None = None) -> QuerySet[Exhibit]:
    """Files that were sent and whose bytes the store has, in the order of their ids, from the one after `after`."""
    exhibits = Exhibit.objects.filter(expires_at=None, digest__isnull=False).exclude(parts=[]).order_by("pk")
    return exhibits if after is None else exhibits.filter(pk__gt=after)


def comparison() -> Comparison | None:
    """How far the store was compared with the database, if ever."""
    return Comparison.objects.first()


def differences() -> QuerySet[Difference]:
    """What is not as the database says: what is wrong with files before what is nobody's, longest first."""
    return Difference.objects.order_by("kind", "found_at", "path")


def owner_of(path: str) -> Exhibit | None:
    """The exhibit that names an object."""
    exhibits = Exhibit.objects.filter(pk__in=_ids_in([path]))
    return next((exhibit for exhibit in exhibits if path in exhibit.paths), None)


def orphans_among(paths: list[str]) -> list[str]:
    """Those of the store's paths that no exhibit has."""
    rows = Exhibit.objects.filter(pk__in=_ids_in(paths)).only("pk", "parts")
    owned = {path for exhibit in rows for path in exhibit.paths}
    return [path for path in paths if path not in owned]


def _ids_in(paths: list[str]) -> Iterator[UUID]:
    for path in paths:
        with suppress(ValueError):
            yield UUID(path.rpartition("/")[2].partition(".")[0])
