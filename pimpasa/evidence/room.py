"""How much of a disk strangers' files may fill, and how much of that one network or one report: shares of what is free.

A reserve stays for the database alone: when files have no more room, words still have.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pimpasa.allowances.kinds import Allowance
from pimpasa.evidence import store

NO_ROOM = _("We have no room for files just now. Send what you have to say without them; they can follow later.")
RESERVED_SHARE = 0.1
LEAST_RESERVED = 1024**3
# A bucket has no end that we see; of so much its shares are counted.
BUCKET = 64 * 1024**3

# Of what is free when it is sent: the fuller the disk, the less a byte of anybody's may be. Two hundred at a dialogue
# who send sixty megabytes each from one address need 12 GB, a quarter of 48.
NETWORKS = Allowance("disk", 0.25, 0.25 / 12 / 60, why="whoever fills the disk leaves three quarters to others")
REPORTS = Allowance("bytes of a report", 2 * 1024**3, 2 * 1024**3 / 24 / 60, why="two gigabytes a day for one code")


def reserve(total: int) -> int:
    """Bytes of a disk of `total` that no file of a stranger's may take: a tenth, at least one GiB."""
    return int(min(max(total * RESERVED_SHARE, LEAST_RESERVED), settings.EVIDENCE_MOST_RESERVED, total // 2))


def free_for_files(folder: Path | None = None) -> int:
    """Bytes that files may still take on the disk of `folder`, by default the evidence's; of a bucket, BUCKET."""
    place = folder or store.local_folder()
    if place is None:
        return BUCKET
    usage = shutil.disk_usage(next(above for above in (place, *place.parents) if above.exists()))
    return max(0, usage.free - reserve(usage.total))


def is_tight() -> bool:
    """Whether the form goes on without files: neither evidence nor what waits to be sealed has room."""
    return min(free_for_files(), free_for_files(Path(settings.DATA))) < settings.DRAFT_MAX_BYTES


def share(size: int) -> float:
    """Which part of what is free `size` bytes are; more than everything where nothing is."""
    free = free_for_files()
    return size / free if free else 2.0
