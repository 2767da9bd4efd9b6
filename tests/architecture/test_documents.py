"""What can be set is documented, and what the documents link to is there."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pimpasa import __version__
from pimpasa.config import cli
from pimpasa.config.variables import KNOWN

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
TEST = re.compile(r"`(tests/[^`]+)`")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
PATH = re.compile(r"`((?:pimpasa|tests|tools|bench|docs|deploy)/[\w./-]*)`")
DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
DECISION = re.compile(
    r"# (?P<title>[^\n]+)\n\n"
    r"Date: (?P<date>\d{4}-\d\d-\d\d)\\\nStatus: (?P<status>accepted|replaced by \[\d+\]\(\d{4}-[a-z0-9-]+\.md\))\n\n"
    r"## Decision\n\n.+\n\n## Reasons\n\n.+\n\n## Weighed\n\n- .+\n\n## Costs\n\n.+\n",
    re.DOTALL,
)


def _variables() -> set[str]:
    """Every name that the program reads from its environment."""
    found: set[str] = set()
    for path in (ROOT / "pimpasa").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^(PIMPASA_[A-Z_]+|DATABASE_URL|PORT)$", node.value))
    return found


def test_the_runbook_lists_every_variable_with_its_default() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \|", (ROOT / "docs" / "runbook.md").read_text(), re.MULTILINE)
    known = {name: variable.documented for name, variable in KNOWN.items()}
    assert {name: default for name, default in rows if name != "PYTHON"} == known


def test_nothing_is_read_from_the_environment_past_the_settings() -> None:
    assert _variables() == set(KNOWN)


def _commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every command that does something: one without commands of its own."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield parser.prog
    for group in groups:
        for command in group.choices.values():
            yield from _commands(command)


def test_the_runbook_lists_every_command() -> None:
    listed = re.findall(r"^\| `(pimpasa [a-z ]+)` \|", (ROOT / "docs" / "runbook.md").read_text(), re.MULTILINE)
    assert listed == list(_commands(cli.parser()))


# A line of code that runs the program, with settings before it, as another user or by uvx; at its end a remark.
SHOWN = re.compile(
    r"^    (?:(?:[A-Z_]+=\S+|runuser .+|uvx .+) )?(?:[\w./]*/)?pimpasa ([a-z].*?)(?: +#.*)?$", re.MULTILINE
)


def _shown() -> Iterator[tuple[str, str]]:
    """Every command that a document tells people to type, with the document's name."""
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        for words in SHOWN.findall(page.read_text()):
            yield page.name, words


def test_each_command_that_documents_show_can_be_typed() -> None:
    shown = sorted(set(_shown()))
    assert ("runbook.md", "migrate --plan") in shown
    assert ("README.md", "run") in shown
    for page, words in shown:
        assert cli.parser().parse_args(shlex.split(words)).act is not None, f"{page}: pimpasa {words}"


def test_the_wheel_that_documents_name_is_of_this_version() -> None:
    named = re.findall(r"pimpasa-[\w.]+-py3-none-any\.whl", (ROOT / "docs" / "runbook.md").read_text())
    assert set(named) == {f"pimpasa-{__version__}-py3-none-any.whl"}


def test_each_decision_has_its_date_its_status_and_what_was_weighed() -> None:
    assert [page.name for page in DECISIONS if DECISION.fullmatch(page.read_text()) is None] == []


def test_the_index_lists_every_decision_as_its_page_does() -> None:
    rows = []
    for page in DECISIONS:
        decision = DECISION.fullmatch(page.read_text())
        assert decision is not None
        assert date.fromisoformat(decision["date"])
        title, day, status = decision["title"], decision["date"], decision["status"]
        rows.append(f"| {int(page.name[:4])} | [{title}]({page.name}) | {day} | {status} |")
    index = (ROOT / "docs" / "adr" / "README.md").read_text()
    assert re.findall(r"^\| \d.*$", index, re.MULTILINE) == rows


def test_the_folders_and_files_that_documents_name_are_there() -> None:
    places = ((page, place) for page in DOCUMENTS for place in PATH.findall(page.read_text()))
    gone = [f"{page.relative_to(ROOT)}: {place}" for page, place in places if not (ROOT / place).exists()]
    assert gone == []


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


def test_the_changelog_begins_with_this_version() -> None:
    """Either `## [Unreleased] 1.2.0.dev0`, or `## [1.2.0] - 2026-12-24`."""
    headings = re.findall(r"^## (?:\[Unreleased\] |\[)([\w.]+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == __version__
