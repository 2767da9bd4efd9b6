"""How many left a kelurahan for work abroad in a year, brought in from a statistic: one more sign of where to talk."""

from __future__ import annotations

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import Fact
from pimpasa.ledger.verbs import act, record
from pimpasa.outreach import rules
from pimpasa.outreach.departures import read_departures
from pimpasa.outreach.models import Departures
from pimpasa.outreach.queries.planning import villages_of


@act(Act.DEPARTURES_BROUGHT_IN)
def bring_in_departures(*, data: bytes, year: int, source: str, by: Officer) -> int:
    """Put a year's numbers in the place of those before; returns how many kelurahan. Raises Refused with the line."""
    rules.check_keep(by)
    rules.check_statistic(year=year, source=source)
    numbers = read_departures(data, codes=set(villages_of(by.office).values_list("code", flat=True)))
    whose = source.strip()[:200]
    now = clock.now()
    Departures.objects.filter(office=by.office, year=year).delete()
    Departures.objects.bulk_create(
        Departures(office=by.office, village_id=code, year=year, number=number, source=whose, brought_in_at=now)
        for code, number in numbers.items()
    )
    facts: dict[str, Fact] = {"file": data, "source": whose, "numbers": numbers}
    record(f"departures:{by.office_id}:{year}", by=by, facts=facts)
    return len(numbers)
