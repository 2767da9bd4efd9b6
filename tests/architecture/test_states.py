"""docs/states.md is drawn from the state tables, all of them."""

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(ROOT / "tools" / "state_diagrams.py"))


def test_the_diagrams_are_of_the_tables_as_they_are() -> None:
    """If not: python tools/state_diagrams.py > docs/states.md"""
    assert (ROOT / "docs" / "states.md").read_text() == TOOL["page"]()


def test_every_table_is_drawn() -> None:
    defined = [
        name
        for path in (ROOT / "pimpasa").rglob("states.py")
        for name in re.findall(r"^(\w*TRANSITIONS)\b", path.read_text(), re.MULTILINE)
    ]
    assert len(TOOL["TABLES"]) == len(defined)
