"""What every entry has that is written down on a phone, in a visit or an operation: a moment, words, perhaps a place.

An entry may be made without a network and arrive days later; its own moment is what counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock

LONGEST = 20_000
MOST_ENTRIES = 500
AHEAD = timedelta(minutes=15)  # phones' clocks differ
LATE = timedelta(days=14)


def moment_of(text: str) -> datetime:
    """A phone's moment, ISO 8601 with its offset. Raises Refused for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise Refused(_("The time of this entry cannot be read.")) from wrong
    if moment.tzinfo is None:
        raise Refused(_("The time of this entry cannot be read."))
    return moment.astimezone(UTC)


def check_time(at: datetime, *, since: datetime) -> None:
    """Raise Refused for a moment to come, before `since`, or too long ago."""
    now = clock.now()
    if at > now + AHEAD or at < now - LATE or at < since - AHEAD:
        raise Refused(_("The time of this entry is not that of the visit. Is the phone's clock right?"))


def check_room(count: int) -> None:
    """Raise Refused where a visit or an operation has as many entries as it may."""
    if count >= MOST_ENTRIES:
        raise Refused(_("At most %(most)d entries for one visit.") % {"most": MOST_ENTRIES})


def sound_place(place: Sequence[float]) -> list[float]:
    """Latitude, longitude and perhaps accuracy in metres, or nothing. Raises Refused for what lies on no map."""
    if not place:
        return []
    numbers = [float(number) for number in place[:3]]
    if len(numbers) < 2 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
        raise Refused(_("This entry cannot be read."))
    return numbers
