"""A case of Dewi's, and the browsers of who may work on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from pimpasa.cases.models import Case
    from tests.factories.people import Cast
    from tests.sites.conftest import SignIn


@pytest.fixture
def case(office: Cast) -> Case:
    from tests.factories import cases as given

    return given.own_case(office.dewi, office.at.unit)


@pytest.fixture
def dewi(office: Cast, signed_in: SignIn) -> Client:
    return signed_in(office.dewi)


@pytest.fixture
def hadi(office: Cast, signed_in: SignIn) -> Client:
    return signed_in(office.hadi)
