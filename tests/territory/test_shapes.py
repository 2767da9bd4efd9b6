"""The map drawn by ourselves: polygons where they are, else cells around the centroids."""

from __future__ import annotations

import itertools

import pytest
import shapely

from pimpasa.territory.models import Boundary, Village
from pimpasa.territory.shapes import LABEL, MOST, WIDTH, Spot, draw, draw_around
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


def test_no_label_covers_another() -> None:
    drawn = draw_around([Spot(f"{number}", f"Kota {number}", -6.0, 100.0 + number) for number in range(12)])
    assert drawn is not None
    assert not drawn.is_crowded
    labelled = sorted(cell.x for cell in drawn.cells if cell.is_labelled)
    bare = [cell.x for cell in drawn.cells if not cell.is_labelled]
    width = LABEL[1]
    assert [x for x, after in itertools.pairwise(labelled) if after - x <= width] == []
    assert [x for x in bare if min(abs(x - other) for other in labelled) > width] == []
    assert len(labelled) + len(bare) == 12
    assert len(bare) >= 6


def test_many_areas_have_small_labels() -> None:
    drawn = draw_around([Spot(f"{number}", f"Kota {number}", -6.0, 100.0 + number) for number in range(13)])
    assert drawn is not None
    assert drawn.is_crowded
