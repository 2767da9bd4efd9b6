"""What an entry has to be that a phone sends, in whatever log.

An entry may be made without a network and arrive days later; its own moment is what counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from math import isfinite

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.logbook import kinds
from pimpasa.logbook.contents import Written

LONGEST = 20_000
AHEAD = timedelta(minutes=15)  # phones' clocks differ
LATE = timedelta(days=14)
BOX = (1000, 400)
MOST_POINTS = 5_000
SHORTEST_NAME = 3

Stroke = Sequence[Sequence[int]]


def unreadable() -> Refused:
    """Of an entry that no page of ours sends."""
    return Refused("entry_unreadable", _("This entry cannot be read."))


def check_room(count: int, *, most: int) -> None:
    """Raise Refused where a log has as many entries as it may."""
    if count >= most:
        raise Refused("log_full", _("This log is full: it takes at most %(most)d entries.") % {"most": most})


def moment_of(text: str) -> datetime:
    """A phone's moment in UTC, from ISO 8601 with its offset. Raises Refused for anything else."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise _no_time()
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as wrong:  # of the years 1 and 9999 not every hour has one in UTC
        raise _no_time() from wrong


def _no_time() -> Refused:
    return Refused("time_unreadable", _("The time of this entry cannot be read."))


def check_time(at: datetime, *, since: datetime | None = None) -> None:
    """Raise Refused for a moment to come, too long ago, or before `since`, when what the log is about was planned."""
    now = clock.now()
    earliest = now - LATE if since is None else max(now - LATE, since - AHEAD)
    if not earliest <= at <= now + AHEAD:
        raise Refused("time_implausible", _("The time of this entry cannot be right. Is the phone's clock right?"))


def check_written(
    kind: str, contents: Written, *, of: Collection[str], items: Collection[str], has_photo: bool
) -> None:
    """Raise Refused for a kind that is none `of` the log's, for what is too long or on no map, and for what is missing.

    `items` are those that the log's checklist has.
    """
    if kind not in of or len(contents.text) > LONGEST or not set(contents.items) <= set(items):
        raise unreadable()
    check_place(contents.place)
    if kind == kinds.NOTE and not contents.text.strip():
        raise Refused("nothing_written", _("Write something first."))
    if kind == kinds.PHOTO and not has_photo:
        raise Refused("no_photo", _("Choose a photo."))


def check_place(place: Sequence[float]) -> None:
    """Raise Refused for what lies on no map; nothing at all is no fault."""
    if not place:
        return
    if len(place) < 2 or not all(map(isfinite, place)) or abs(place[0]) > 90 or abs(place[1]) > 180:
        raise unreadable()


def check_signature(strokes: Sequence[Stroke], name: str) -> None:
    """Raise Refused for strokes outside BOX, and where nothing is drawn and no name typed in its place."""
    width, height = BOX
    points = [point for stroke in strokes for point in stroke]
    if len(points) > MOST_POINTS or not all(0 <= x <= width and 0 <= y <= height for x, y in points):
        raise Refused("signature_unreadable", _("This signature cannot be read. Please sign again."))
    if not points and len(name.strip()) < SHORTEST_NAME:
        raise Refused("not_signed", _("Sign with your finger, or type your name."))
