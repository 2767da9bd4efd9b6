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

from pimpasa.common.reading import ask_together
from pimpasa.keys.models import DeskKey
from pimpasa.keys.queries import keys_of, route_among
from pimpasa.reports.deadlines import Amounts
from pimpasa.reports.models import OfficeTerm
from pimpasa.reports.queries.terms import amounts_among
from pimpasa.territory.models import Village
from pimpasa.territory.routing import Route, desks_for

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
    """In one statement, and those by which a key is known: whoever sends a report waits for it."""
    villages, desks = Village.objects.filter(pk=village_code), desks_for(village_code, on=on)
    keys, terms = keys_of(desks), OfficeTerm.objects.filter(office__in=desks.order_by().values("office"))
    ask_together(villages, desks, keys, terms)
    village = next(iter(villages), None)
    if village is None:
        raise Village.DoesNotExist
    village_route, desk_keys = route_among(desks, keys)
    return Readers(village, village_route, desk_keys, amounts_among(terms, village_route.office.pk))


def forget() -> None:
    """Ask the database again at the next report."""
    _remembered.clear()
