"""The office at the airport, which holds the dialogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.factories.people import Cast


@pytest.fixture
def office(db: None) -> Cast:
    from tests.factories.people import cast

    return cast()
