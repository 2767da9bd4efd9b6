"""The roof of a page is carved as where the office is."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from pimpasa.sites.common.templatetags.porch import eaves
from pimpasa.territory.models import Province
from pimpasa.welcome.kinds import Eaves, eaves_of
from pimpasa.welcome.queries import office_for
from tests.factories.territory import make_office, make_village

HOUSES = {
    "11": "melayu", "12": "batak", "13": "minang", "14": "melayu", "15": "melayu", "16": "melayu", "17": "melayu",
    "18": "melayu", "19": "melayu", "21": "melayu", "31": "betawi", "32": "jawa", "33": "jawa", "34": "jawa",
    "35": "jawa", "36": "jawa", "51": "bali", "52": "nusa", "53": "nusa", "61": "dayak", "62": "dayak", "63": "dayak",
    "64": "dayak", "65": "dayak", "71": "toraja", "72": "toraja", "73": "toraja", "74": "toraja", "75": "toraja",
    "76": "toraja", "81": "nusa", "82": "nusa", "91": "papua", "92": "papua", "93": "papua", "94": "papua",
    "95": "papua", "96": "papua",
}  # fmt: skip


def test_every_province_has_its_eaves() -> None:
    assert {code: str(eaves_of(code)) for code in HOUSES} == HOUSES
    assert eaves_of("") == Eaves.BETAWI


@pytest.mark.parametrize("name", list(Eaves))
def test_each_is_drawn_and_no_two_alike(name: Eaves) -> None:
    drawing = eaves(name)
    width = re.search(r'<pattern id="eaves" width="(\d+)"', drawing)
    assert width
    assert 16 <= int(width[1]) <= 48
    assert [kind for kind in Eaves if eaves(kind) == drawing] == [name]


@pytest.mark.django_db
def test_a_page_has_the_eaves_of_its_own_office() -> None:
    for code in ("13.71.01.1001", "51.71.01.1001"):
        make_village(code)
        make_office(f"Kantor Karangan {code[:2]}", districts=[code[:8]])
    assert Province.objects.count() >= 2
    for code, house in (("13.71.01.1001", Eaves.MINANG), ("51.71.01.1001", Eaves.BALI)):
        page = Client().get("/wilayah/", {"w": code}).content.decode()
        assert [kind for kind in Eaves if eaves(kind) in page] == [house]
    assert office_for(None) is None
    page = Client().get("/").content.decode()
    assert [kind for kind in Eaves if eaves(kind) in page] == [Eaves.BETAWI]
