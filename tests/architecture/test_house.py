"""Names say what they hold, and templates can be read beside other code. The allowances here only sink."""

import runpy
from pathlib import Path

import pytest
from django.template.loader import get_template

from tools import names, templates

ROOT = Path(__file__).resolve().parents[2]
# Local names that point at a thing instead: lower it with every one that goes.
POINTERS = 3


def test_no_more_names_point() -> None:
    """If not: python tools/names.py says where they are."""
    assert sum(len(count.pointers) for count in names.counts()) <= POINTERS


def test_every_template_can_be_read() -> None:
    """A tag that takes something else now fails here, not where somebody opens the page."""
    folders = [folder for folder in (ROOT / "pimpasa").rglob("templates") if list(folder.rglob("*.html"))]
    paths = [str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*.html")]
    assert len(paths) > len(folders) > 0
    for path in paths:
        get_template(path)


def test_templates_are_narrow_and_short() -> None:
    assert templates.faults() == []


def test_every_way_to_bind_a_name_is_seen(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(
        "found = 1\n"
        "def function(given):\n"
        "    found = 1\n"
        "    for one, officer in ():\n"
        "        with open() as made:\n"
        "            other: int = [known for known in () if (seen := known)]\n"
        "    def inner():\n"
        "        left, *done = ()\n"
    )
    assert names.count(tmp_path / "module.py").pointers == (3, 4, 5, 6, 6, 6, 8, 8)
    assert names.count(tmp_path / "module.py").names == 9


def test_a_template_that_is_too_wide_or_too_long_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "pimpasa" / "templates"
    folder.mkdir(parents=True)
    (folder / "wide.html").write_text("x" * 121 + "\n" + "x" * 120 + "\n")
    (folder / "long.html").write_text("x\n" * 121)
    (folder / "allowed.html").write_text("x" * 121 + "\n")
    (tmp_path / "templates.txt").write_text("1 0 allowed.html\n1 1 gone.html\n")
    monkeypatch.setattr(templates, "ROOT", tmp_path)
    monkeypatch.setattr(templates, "ALLOWANCES", tmp_path / "templates.txt")
    assert templates.faults() == [
        "pimpasa/templates/long.html: 121 lines",
        "pimpasa/templates/wide.html: 1 lines over 120 characters: 1",
    ]
    assert templates.settle() == []
    assert (tmp_path / "templates.txt").read_text() == "1 0 allowed.html\n0 1 long.html\n1 0 wide.html\n"
    (folder / "wide.html").write_text(("x" * 121 + "\n") * 2)
    assert templates.settle() == ["4 lines too wide or too many, 3 allowed: shorten some first"]


def test_the_table_has_a_figure_in_every_row() -> None:
    house = runpy.run_path(str(ROOT / "tools" / "house.py"))
    rows = house["table"]([house["House"](ROOT)]).splitlines()
    assert len(rows) == len(house["ROWS"])
    assert [row for row in rows if not any(letter.isdigit() for letter in row)] == []
