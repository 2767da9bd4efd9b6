"""Exhibits: those of a draft, those that expired, and what of the store belongs to none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.evidence.errors import ExhibitGone
from pimpasa.evidence.models import Exhibit

GONE = _("One of the files is no longer there. Please look through your files and send it again.")
UNFINISHED = _("One of the files has not arrived whole. Choose the same file again to go on, or remove it.")


def still_there(exhibit_ids: Iterable[UUID | str]) -> list[Exhibit]:
    """Those of a draft's files that are still there, in the order they came."""
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


def expired(at: datetime) -> list[Exhibit]:
    """Files of drafts that died unsent, a thousand at a time, longest dead first."""
    return list(Exhibit.objects.filter(expires_at__lte=at).order_by("expires_at")[:1000])


def unsent_oldest_first() -> list[Exhibit]:
    """Files of drafts, a thousand at a time: those that did not arrive whole, then the others."""
    unsent = Exhibit.objects.filter(expires_at__isnull=False)
    return list(unsent.annotate(is_finished=Q(digest__isnull=False)).order_by("is_finished", "pk")[:1000])


def orphans_among(paths: list[str]) -> list[str]:
    """Those of the store's paths that no exhibit has."""
    rows = Exhibit.objects.filter(pk__in=_ids_in(paths)).only("pk", "parts")
    owned = {path for exhibit in rows for path in exhibit.paths}
    return [path for path in paths if path not in owned]


def _ids_in(paths: list[str]) -> Iterator[UUID]:
    for path in paths:
        with suppress(ValueError):
            yield UUID(path.rpartition("/")[2].partition(".")[0])
