"""A hall behind one address passes, a flooder waits, and memory tells nobody who it was."""

from __future__ import annotations

import pytest

from pimpasa.sites.common import allowances
from pimpasa.sites.common.allowances import MOST_KEPT, REPORTS, Allowance

TABLE = {name: value for name, value in vars(allowances).items() if isinstance(value, Allowance)}


@pytest.mark.parametrize("allowance", TABLE.values(), ids=TABLE)
def test_each_has_its_reason_and_is_had_back_in_time(allowance: Allowance) -> None:
    """Within a quarter of an hour at the latest: who was refused is not shut out for the day."""
    assert allowance.why
    assert allowance.most / allowance.per_minute <= 15


def test_beyond_it_one_waits_and_others_do_not() -> None:
    allowance = Allowance(2, 60, why="")
    assert [allowance.take("flooder") for _ in range(3)] == [True, True, False]
    assert 0 < allowance.wait("flooder") <= 1
    assert allowance.take("neighbour")


def test_asking_uses_nothing_up() -> None:
    allowance = Allowance(1, 1, why="")
    assert [allowance.wait("asker") for _ in range(3)] == [0, 0, 0]
    assert allowance.take("asker")


def test_all_may_begin_anew() -> None:
    allowance = Allowance(1, 1, why="")
    allowance.take("flooder")
    allowance.forget()
    assert allowance.take("flooder")


def test_two_hundred_from_one_address_pass() -> None:
    allowance = Allowance(REPORTS.most, REPORTS.per_minute, why=REPORTS.why)
    assert [allowance.take("rumah warga") for _ in range(200)] == [True] * 200


def test_memory_stays_bounded() -> None:
    allowance = Allowance(2, 1, why="")
    for number in range(MOST_KEPT + 1000):
        allowance.take(str(number))
    assert len(allowance._buckets) <= MOST_KEPT


def test_no_address_is_kept_readable() -> None:
    REPORTS.take("203.0.113.77")
    assert b"203.0.113.77" not in b"".join(REPORTS._buckets)
