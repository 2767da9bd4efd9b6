"""What can be set is documented, and what the documents link to is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
TEST = re.compile(r"`(tests/[^`]+)`")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def _variables() -> set[str]:
    """Every name that the program reads from its environment."""
    found: set[str] = set()
    for path in (ROOT / "pimpasa").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^(PIMPASA_[A-Z_]+|DATABASE_URL|PORT)$", node.value))
    return found


def test_the_runbook_lists_every_variable() -> None:
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "runbook.md").read_text(), re.MULTILINE))
    assert listed - {"PYTHON"} == _variables()


def test_links_between_documents_lead_somewhere() -> None:
    links = ((page, target) for page in DOCUMENTS for target in LINK.findall(page.read_text()))
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page, target in links
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_tests_that_the_threat_model_names_are_there() -> None:
    named = TEST.findall((ROOT / "docs" / "threat-model.md").read_text())
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert named != []


def test_each_row_of_a_list_stands_once() -> None:
    header, *terms = _firsts("glossary.md")
    assert header == "term"
    for entries in (terms, [first for first in _firsts("threat-model.md") if first.startswith("`")]):
        assert sorted(entries) == sorted(set(entries))


def _firsts(name: str) -> list[str]:
    """What stands first in each row of a document's tables."""
    return re.findall(r"^\| ([^|]+) \|", (ROOT / "docs" / name).read_text(), re.MULTILINE)
