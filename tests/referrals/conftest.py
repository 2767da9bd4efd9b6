from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.fixtures import Settings

if TYPE_CHECKING:
    from tests.factories.people import Cast
    from tests.factories.referrals import Whole


@pytest.fixture
def office(db: None, settings: Settings, tmp_path: Path) -> Cast:
    from tests.factories.people import cast

    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    return cast()


@pytest.fixture
def whole(office: Cast) -> Whole:
    from tests.factories.referrals import whole_case

    return whole_case(office)


@pytest.fixture
def days_pass(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], date]:
    """So many days from now; returns the day it is then."""
    from pimpasa.common import clock

    def pass_(days: int) -> date:
        then = clock.now() + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: then)
        return clock.today()

    return pass_
