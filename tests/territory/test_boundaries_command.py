"""`pimpasa territory boundaries`: polygons from a file, by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pimpasa.config import cli
from pimpasa.config.commands import territory
from pimpasa.territory.models import Boundary
from tests.factories.territory import CENGKARENG_TIMUR, cengkareng

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import nullcontext

    monkeypatch.setattr(territory, "database", nullcontext)


def feature(code: str) -> str:
    square = [[106.7, -6.1], [106.8, -6.1], [106.8, -6.2], [106.7, -6.2], [106.7, -6.1]]
    geometry = {"type": "Polygon", "coordinates": [square]}
    return json.dumps({"type": "Feature", "properties": {"code": code}, "geometry": geometry})


def test_it_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cengkareng()
    file = tmp_path / "villages.geojsonl"
    file.write_text(f"{feature(CENGKARENG_TIMUR)}\n{feature('99.99.99.9999')}\n")
    assert cli.main(["territory", "boundaries", str(file)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 boundaries",
        "1 left out: no village has their code",
        "1 villages have their boundary from this file",
    ]
    assert list(Boundary.objects.values_list("village", flat=True)) == [CENGKARENG_TIMUR]


def test_a_file_that_is_none_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cengkareng()
    file = tmp_path / "villages.geojsonl"
    file.write_text(f"{feature(CENGKARENG_TIMUR)}\nbukan batas\n")
    assert cli.main(["territory", "boundaries", str(file)]) == 1
    assert "villages.geojsonl" in capsys.readouterr().err
    assert not Boundary.objects.exists()
