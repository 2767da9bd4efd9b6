"""`pimpasa territory boundaries`: polygons from a file, by the command line."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from pimpasa.config import cli, installation
from pimpasa.config.commands import territory
from pimpasa.territory.boundaries import read_boundaries
from pimpasa.territory.models import Boundary
from pimpasa.territory.queries.places import codes_at
from tests.factories.territory import CENGKARENG_TIMUR, KAPUK, cengkareng

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import nullcontext

    monkeypatch.setattr(territory, "database", nullcontext)


def square(west: float = 106.7) -> dict[str, Any]:
    corners = [[west, -6.1], [west + 0.1, -6.1], [west + 0.1, -6.2], [west, -6.2], [west, -6.1]]
    return {"type": "Polygon", "coordinates": [corners]}


def feature(code: str, *, west: float = 106.7, name: str = "code", **properties: Any) -> str:
    return json.dumps({"type": "Feature", "properties": {name: code, **properties}, "geometry": square(west)})


def collection(*features: str, indent: int | None = None) -> str:
    whole = {"type": "FeatureCollection", "name": "batas", "crs": None, "features": [*map(json.loads, features)]}
    return json.dumps(whole, indent=indent)


def take(file: Path, text: str | bytes) -> int:
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return cli.main(["territory", "boundaries", str(file)])


def villages_with_boundary() -> list[str]:
    return list(Boundary.objects.order_by("village").values_list("village", flat=True))


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


BOTH = feature(CENGKARENG_TIMUR), feature(KAPUK, west=106.8)
FORMS = {
    "a feature a line": "\n".join(BOTH),
    "with a byte order mark": "\ufeff" + "\n".join(BOTH),
    "with separators": "\x1e" + "\n\x1e".join(BOTH),
    "a split collection": ",\n".join(BOTH),
    "one line": collection(*BOTH),
    "many lines": collection(*BOTH, indent=2),
    "gzipped lines": gzip.compress("\n".join(BOTH).encode()),
    "gzipped collection": gzip.compress(collection(*BOTH).encode()),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["batas.geojsonl", "batas.geojson", "batas.json", "batas.gz", "batas"])
def test_every_form_whatever_its_name(form: str, name: str, tmp_path: Path) -> None:
    cengkareng()
    assert take(tmp_path / name, FORMS[form]) == 0
    assert villages_with_boundary() == [KAPUK, CENGKARENG_TIMUR]
    assert take(tmp_path / name, FORMS[form]) == 0
    assert villages_with_boundary() == [KAPUK, CENGKARENG_TIMUR]


@pytest.mark.parametrize("name", ["code", "kode", "KDEPUM"])
def test_the_code_by_its_names(name: str, tmp_path: Path) -> None:
    cengkareng()
    assert take(tmp_path / "batas.geojsonl", feature(CENGKARENG_TIMUR, name=name)) == 0
    assert villages_with_boundary() == [CENGKARENG_TIMUR]


def test_parts_of_one_village_are_one_area(tmp_path: Path) -> None:
    cengkareng()
    parts = feature(CENGKARENG_TIMUR), feature(CENGKARENG_TIMUR, west=106.9)
    assert take(tmp_path / "batas.geojsonl", "\n".join(parts)) == 0
    assert codes_at(-6.15, 106.75) == codes_at(-6.15, 106.95) == [CENGKARENG_TIMUR]
    assert codes_at(-6.15, 106.85) == []


OPEN = json.dumps({"type": "Polygon", "coordinates": []})
BAD = {
    "no JSON": ("bukan batas", 2, "not JSON"),
    "cut off": (feature(KAPUK)[:60], 2, "or the file ends within a feature"),
    "no geometry": (json.dumps({"type": "Feature", "properties": {"code": KAPUK}}), 2, "a geometry is expected"),
    "a point": (feature(KAPUK).replace("Polygon", "Point"), 2, "an area is expected, not a Point"),
    "no area": (feature(KAPUK).replace(json.dumps(square()), OPEN), 2, "no area"),
    "no code": (feature(KAPUK, name="nama"), 2, "has no property “code”"),
    "BPS's code": (feature("3174070006"), 2, "is no code of Kemendagri"),
    "latitude first": (feature(KAPUK).replace("-6.", "106.").replace("106.7", "-6.7"), 2, "outside Indonesia"),
}


@pytest.mark.parametrize("why", BAD)
def test_a_bad_file_is_refused_with_its_line_and_nothing_half_done(
    why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cengkareng()
    bad, line, said = BAD[why]
    for text in (
        f"{feature(CENGKARENG_TIMUR)}\n{bad}\n",
        gzip.compress(f"{feature(CENGKARENG_TIMUR)}\n{bad}\n".encode()),
    ):
        assert take(tmp_path / "batas.geojsonl", text) == 1
        error = capsys.readouterr().err
        assert f"batas.geojsonl, line {line}: " in error
        assert said in error
        assert villages_with_boundary() == []


def test_a_line_within_a_collection_is_named_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cengkareng()
    text = collection(feature(CENGKARENG_TIMUR), feature(KAPUK), indent=1)
    line = text[: text.index(KAPUK)].count("\n")
    assert take(tmp_path / "batas.geojson", text.replace(f'"{KAPUK}"', "Kapuk")) == 1
    assert f"line {line + 1}: not JSON" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04", "a ZIP archive"),
        (b"", "it holds no feature"),
        ("Cengkareng Timur, é".encode("latin-1"), "not"),
        (gzip.compress("\n".join(BOTH).encode() * 99)[:-40], "cut or damaged"),
        (feature("99.99.99.9999").encode(), "none of its codes is a village's here"),
        (b'{"type": "FeatureCollection", "features": {}}', "is expected"),
        (b'{"type": "FeatureCollection", "features": []}', "it holds no feature"),
        (b"[1, 2]", "a feature with properties and a geometry is expected"),
    ],
)
def test_what_is_no_such_file_is_said(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cengkareng()
    assert take(tmp_path / "batas.geojson", content) == 1
    assert said in capsys.readouterr().err
    assert villages_with_boundary() == []


def test_the_demonstration_takes_them_once(tmp_path: Path) -> None:
    cengkareng()
    file = tmp_path / "batas.geojsonl"
    lines: list[str] = []
    file.write_text(feature(CENGKARENG_TIMUR))
    installation.load_boundaries(lines.append, file)
    assert lines[-1] == "1 villages have their boundary from this file"
    file.write_text(feature(KAPUK))
    installation.load_boundaries(lines.append, file)
    assert villages_with_boundary() == [CENGKARENG_TIMUR]


def test_a_feature_at_a_time_is_in_memory(tmp_path: Path) -> None:
    """A collection of 40 MB on one line; what reads it whole needs several times that."""
    file = tmp_path / "batas.geojson"
    file.write_text(collection(*[feature(KAPUK, filling="x" * 100_000)] * 400))
    tracemalloc.start()
    assert sum(1 for _boundary in read_boundaries(file)) == 400
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000
