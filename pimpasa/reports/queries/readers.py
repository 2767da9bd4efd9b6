"""To whom a report from a kelurahan is sealed: its route and their newest keys.

Pages remember them for a second in each process, since a dialogue's two hundred phones all ask for the same. Sending
asks anew: what a sender was shown is compared with who reads in that moment. Nothing is sealed to nobody, for keys and
desks are never deleted.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from datetime import date

from pimpasa.keys.models import DeskKey
from pimpasa.keys.queries import open_route
from pimpasa.reports.deadlines import Amounts
from pimpasa.reports.queries.terms import amounts_of
from pimpasa.territory.models import Village
from pimpasa.territory.routing import Route

SECONDS_REMEMBERED = 1.0
MOST_REMEMBERED = 10_000
_remembered: dict[tuple[str, date], tuple[float, Readers]] = {}


@dataclass(frozen=True)
class Readers:
    village: Village
    route: Route
    desk_keys: list[DeskKey]
    amounts: Amounts

    @property
    def promise(self) -> str:
        """What a sender is shown of them, in 32 hex digits: another office, desk or key makes another."""
        parts = [str(self.route.office.pk), *(f"{key} {bytes(key.public).hex()}" for key in self.desk_keys)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]

    def without_desk(self) -> Readers:
        """The office's unit alone, for who sends past the Pimpasa."""
        unit_keys = [key for key in self.desk_keys if key.desk_id == self.route.unit.pk]
        return replace(self, route=replace(self.route, desk=None), desk_keys=unit_keys)


def readers_now(village_code: str, *, on: date) -> Readers:
    """As the database says in this moment, for what is sealed to them and may not be undone. Raises as `readers_of`."""
    _remembered.pop((village_code, on), None)
    return readers_of(village_code, on=on)


def readers_of(village_code: str, *, on: date) -> Readers:
    """Raises Village.DoesNotExist, NoOffice or NoDeskKey."""
    remembered_at, readers = _remembered.get((village_code, on), (0.0, None))
    if readers is not None and time.monotonic() - remembered_at < SECONDS_REMEMBERED:
        return readers
    readers = _ask(village_code, on)
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    _remembered[village_code, on] = time.monotonic(), readers
    return readers


def _ask(village_code: str, on: date) -> Readers:
    village = Village.objects.get(pk=village_code)
    village_route, desk_keys = open_route(village, on=on)
    return Readers(village, village_route, desk_keys, amounts_of(village_route.office.pk))


def forget() -> None:
    """Ask the database again at the next report."""
    _remembered.clear()
