"""What a file says of itself, beside what the report says. Neither proves anything; where they differ, it is said."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pimpasa.reports.models import Report
from pimpasa.territory.errors import NoSuchPoint
from pimpasa.territory.models import Village
from pimpasa.territory.queries.places import propose_villages
from pimpasa.territory.zones import zone_of

# Exif 2.32, ISO 8601 as films have it, ISO 32000-1 (7.9.4).
_FORMATS = ("%Y:%m:%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "D:%Y%m%d%H%M%S")
_LENGTHS = (19, 19, 16)
# A clock that nobody set, and time zones that a file does not name.
CLOCK_ERROR = timedelta(days=1)


@dataclass(frozen=True)
class Metadata:
    """What a file says: `made_at` as written where it is no time we know; `villages` are where its position may be."""

    made_at: datetime | str = ""
    device: str = ""
    software: str = ""
    position: str = ""
    villages: list[Village] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.made_at or self.device or self.software or self.position)


def metadata_beside(report: Report, file_data: dict[str, Any]) -> Metadata:
    """The file's own data (evidence.previews.metadata_of), compared with the report that it came with."""
    moment = _time(file_data.get("taken", ""), zone_of(report.village_id))
    villages, disagreements = _place(report, file_data)
    if isinstance(moment, datetime) and moment > report.received_at + CLOCK_ERROR:
        disagreements.append(_("The file says it was made after it was handed in."))
    return Metadata(
        made_at=moment,
        device=file_data.get("device", ""),
        software=file_data.get("software", ""),
        position=f"{file_data['latitude']}, {file_data['longitude']}" if _has_position(file_data) else "",
        villages=villages,
        disagreements=disagreements,
    )


def _has_position(file_data: dict[str, Any]) -> bool:
    return "latitude" in file_data and "longitude" in file_data


def _time(words: str, zone: ZoneInfo) -> datetime | str:
    """In the kelurahan's time, `zone`, where the file names none, as cameras do."""
    if words.endswith("Z"):
        zone = ZoneInfo("UTC")
    for form, length in zip(_FORMATS, _LENGTHS, strict=True):
        with suppress(ValueError):
            return datetime.strptime(words[:length], form).replace(tzinfo=zone)
    return words


def _place(report: Report, file_data: dict[str, Any]) -> tuple[list[Village], list[str]]:
    if not _has_position(file_data):
        return [], []
    try:
        villages, _is_sure = propose_villages(file_data["latitude"], file_data["longitude"])
    except NoSuchPoint:
        return [], [
            _("The file says it was made outside Indonesia; the report is about %(village)s.")
            % {"village": report.village.name}
        ]
    if not villages or report.village_id in {village.code for village in villages}:
        return villages, []
    names = {"there": villages[0].name, "village": report.village.name}
    return villages, [_("The file says it was made in or near %(there)s; the report is about %(village)s.") % names]
