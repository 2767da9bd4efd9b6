"""What each caller may do has its reason, and is had back in time."""

from __future__ import annotations

import pytest

from pimpasa.allowances.actions import take
from pimpasa.allowances.kinds import Allowance
from pimpasa.sites.common import allowances
from pimpasa.sites.common.allowances import REPORTS

TABLE = {name: value for name, value in vars(allowances).items() if isinstance(value, Allowance)}


@pytest.mark.parametrize("allowance", TABLE.values(), ids=TABLE)
def test_each_has_its_reason_and_is_had_back_in_time(allowance: Allowance) -> None:
    """Within a quarter of an hour at the latest: who was refused is not shut out for the day."""
    assert allowance.why
    assert allowance.most / allowance.per_minute <= 15


def test_none_is_counted_with_another() -> None:
    assert len({allowance.name for allowance in TABLE.values()}) == len(TABLE)


@pytest.mark.django_db
def test_two_hundred_from_one_address_pass() -> None:
    assert [take(REPORTS, "rumah warga") for _ in range(200)] == [True] * 200
