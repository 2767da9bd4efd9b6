"""The map drawn by ourselves: polygons where they are, else cells around the centroids."""

from __future__ import annotations

import pytest
import shapely

from pimpasa.territory.models import Boundary, Village
from pimpasa.territory.shapes import MOST, WIDTH, draw
from tests.factories.territory import VILLAGES, cengkareng, make_village

pytestmark = pytest.mark.django_db


def test_cells_around_centroids_fill_the_map() -> None:
    cengkareng()
    villages = list(Village.objects.filter(pk__startswith="31.73"))
    drawn = draw(villages)
    assert drawn is not None
    assert (len(drawn.cells), drawn.is_exact) == (len(VILLAGES) - 1, False)
    for cell in drawn.cells:
        assert cell.path.startswith("M")
        assert cell.path.endswith("Z")
        assert 0 <= cell.x <= WIDTH
        assert 0 <= cell.y <= drawn.height


def test_real_borders_are_used_where_all_are_there() -> None:
    villages = [make_village("31.73.01.1005"), make_village("31.73.01.1006")]
    for number, village in enumerate(villages):
        box = shapely.box(106.7 + number / 10, -6.2, 106.8 + number / 10, -6.1)
        Boundary.of(village.code, box).save()
    drawn = draw(villages)
    assert drawn is not None
    assert drawn.is_exact
    assert [cell.path.count("L") for cell in drawn.cells] == [4, 4]
    assert drawn.cells[0].x < drawn.cells[1].x


def test_one_village_or_none() -> None:
    alone = draw([make_village()])
    assert alone is not None
    assert len(alone.cells) == 1
    assert draw([]) is None
    assert draw([make_village("99.99.99.9999")]) is None
    assert MOST >= 1_000
