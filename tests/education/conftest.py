"""What residents read holds numbers and ways of recruiting as an office says them: it is read from the database."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test may ask."""
