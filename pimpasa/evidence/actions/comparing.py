"""Compare store and database, some files a night, all of them within a month; what differs stays written down."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from math import ceil

from pimpasa.common import clock
from pimpasa.evidence import queries, store
from pimpasa.evidence.errors import ObjectMissing
from pimpasa.evidence.kinds import Discrepancy
from pimpasa.evidence.models import Comparison, Difference, Exhibit
from pimpasa.ledger.verbs import unlogged

# So many nights a round takes; ten more may be missed before the month is over.
NIGHTS = 20
# A slice ends with the file that makes it so much, so that what waits behind it comes to its turn.
MOST_BYTES = 1024**3
READ_AT_ONCE = 4 * 1024**2
NOT_CHANGED = "a comparison changes nothing that it looks at"


@unlogged(NOT_CHANGED, whole=False)
def compare_slice(*, most: int) -> int:
    """Compare the next files, `most` at most; returns how many, and begins anew after the last one.

    Raises StoreUnavailable, with what was compared before that written down.
    """
    progress, _is_new = Comparison.objects.get_or_create(defaults={"begun_at": clock.now()})
    count, size = 0, 0
    for exhibit in queries.kept(after=progress.after)[:most]:
        size += compare(exhibit=exhibit)
        count += 1
        Comparison.objects.update(after=exhibit.pk)
        progress.after = exhibit.pk
        if size >= MOST_BYTES:
            break
    if not queries.kept(after=progress.after).exists():
        now = clock.now()
        Comparison.objects.update(after=None, begun_at=now, ended_at=now)
    return count


@unlogged(NOT_CHANGED, whole=False)
def compare(*, exhibit: Exhibit) -> int:
    """Read a file's sealed bytes, some MiB at a time, and write down what differs; returns how many there were.

    Raises StoreUnavailable.
    """
    size, differing = _look_at(exhibit)
    if differing and not Exhibit.objects.filter(pk=exhibit.pk, parts=exhibit.parts).exists():
        differing = {}  # it was erased meanwhile
    paths = {*exhibit.paths, exhibit.path_of_all}
    Difference.objects.filter(path__in=paths - differing.keys()).delete()
    for path, kind in differing.items():
        _note(path, kind)
    return size


@unlogged(NOT_CHANGED)
def note_unnamed(*, paths: Iterable[str]) -> None:
    """Write down what the sweep set aside: nothing names it now, which a database that is too old may explain."""
    for path in paths:
        _note(path, Discrepancy.UNNAMED)


@unlogged(NOT_CHANGED)
def forget_removed(*, before: datetime) -> None:
    """What was set aside before that is gone, and so is the question whose it was."""
    Difference.objects.filter(kind=Discrepancy.UNNAMED, found_at__lt=before).delete()


@unlogged("moves an object back under its own name; no row changes", whole=False)
def bring_back(*, path: str) -> bool:
    """Move an object back that was swept, and look at its file anew; False where there is none.

    Raises StoreUnavailable, NotOurs.
    """
    if not store.bring_back(path):
        return False
    Difference.objects.filter(path=path).delete()
    exhibit = queries.owner_of(path)
    if exhibit is not None:
        compare(exhibit=exhibit)
    return True


def share() -> int:
    """How many files are a night's."""
    return ceil(queries.kept().count() / NIGHTS)


def _look_at(exhibit: Exhibit) -> tuple[int, dict[str, Discrepancy]]:
    size, digests = 0, hashlib.sha256()
    missing = {}
    for path in exhibit.paths:
        try:
            reading = store.Reading(path)
            digests.update(_digest_of(reading))
            size += reading.size
        except ObjectMissing:
            missing[path] = Discrepancy.MISSING
    if missing or digests.digest() == bytes(exhibit.digest or b""):
        return size, missing
    return size, {exhibit.path_of_all: Discrepancy.CHANGED}


def _digest_of(reading: store.Reading) -> bytes:
    digest = hashlib.sha256()
    for offset in range(0, reading.size, READ_AT_ONCE):
        digest.update(reading(offset, min(READ_AT_ONCE, reading.size - offset)))
    return digest.digest()


def _note(path: str, kind: Discrepancy) -> None:
    """Since when it is so stays as it was written down first."""
    Difference.objects.update_or_create(path=path, defaults={"kind": kind}, create_defaults=_new(kind))


def _new(kind: Discrepancy) -> dict[str, object]:
    return {"kind": kind, "found_at": clock.now()}
