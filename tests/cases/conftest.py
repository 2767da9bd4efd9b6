"""An office and a case of Dewi's, for what is tested of a case's people and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pimpasa.accounts.models import Officer
    from pimpasa.cases.models import Case
    from tests.factories.people import Cast


@pytest.fixture
def office(db: None) -> Cast:
    from tests.factories.people import cast

    return cast()


@pytest.fixture
def case(office: Cast) -> Case:
    from tests.factories import cases as given

    return given.own_case(office.dewi, office.at.unit)


@pytest.fixture
def outsiders(office: Cast) -> list[Officer]:
    """Who may not touch the case: no leader of cases, or of another office's unit."""
    from pimpasa.accounts.roles import Role
    from tests.factories.people import officer

    elsewhere = officer("lina", Role.ANALYST, office.at.fallback)
    fani = elsewhere.__class__.objects.get(email="fani@contoh.invalid")
    return [office.sari, office.bayu, office.agus, office.rina, elsewhere, fani]
