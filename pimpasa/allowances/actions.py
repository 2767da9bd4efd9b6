from __future__ import annotations

from datetime import timedelta

from django.db import connection

from pimpasa.allowances.addresses import Caller
from pimpasa.allowances.kinds import Allowance
from pimpasa.allowances.models import DayKey, Tally
from pimpasa.allowances.queries import uses_of
from pimpasa.common import clock
from pimpasa.ledger.verbs import unlogged

# All of a caller's networks have room for it, or none is touched. Rows are locked in one order, so that no two
# callers of one network wait for each other.
_TAKE = """
    WITH asked AS MATERIALIZED (
        SELECT * FROM unnest(%s::bytea[], %s::float8[], %s::float8[]) AS asked (name, step, room)
    ), refused AS (
        SELECT FROM asked LEFT JOIN allowances_tally AS tally USING (name)
        WHERE greatest(tally.full_at, statement_timestamp()) + make_interval(secs => step)
            > statement_timestamp() + make_interval(secs => room)
    )
    INSERT INTO allowances_tally AS tally (name, full_at)
    SELECT name, statement_timestamp() + make_interval(secs => step) FROM asked
    WHERE NOT EXISTS (SELECT FROM refused) ORDER BY name
    ON CONFLICT (name) DO UPDATE
    SET full_at = greatest(tally.full_at, statement_timestamp()) + (excluded.full_at - statement_timestamp())
"""


@unlogged("a count of who asks too much, gone within the day", whole=False)
def take(allowance: Allowance, caller: Caller | str, cost: float = 1) -> bool:
    """Use up `cost` of an allowance; False where there is not so much left, and nothing is used."""
    uses = uses_of(allowance, caller, cost)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [uses.names, uses.steps, uses.rooms])
        return bool(cursor.rowcount > 0)


@unlogged("what was counted is over")
def forget_what_is_over() -> int:
    """Delete tallies whose callers have everything back, and the keys of days that are over; how many tallies."""
    DayKey.objects.filter(day__lt=clock.today()).delete()
    deleted, _by_model = Tally.objects.filter(full_at__lt=clock.now() - timedelta(minutes=1)).delete()
    return deleted
