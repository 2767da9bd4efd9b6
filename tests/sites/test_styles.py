"""What residents see is styled with what Chrome 74 and iOS 13 have: an unknown selector takes its whole rule along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SITES = Path(__file__).resolve().parents[2] / "pimpasa" / "sites"
SHEET = SITES / "common" / "static" / "common" / "pimpasa.css"
CLASS = re.compile(r"\b((?:app|govuk)-[a-z0-9_-]+)")
# Missing in either of them: Chrome 84, 88, 105, 86, 89; Safari 14.1, 15, 15.4, 14, 14.1.
NEWER_SELECTOR = re.compile(r":(?:has|is|where|not\([^)]*,|focus-visible|focus-within:has)\b|::file-selector-button")
NEWER_VALUE = re.compile(
    r"(?:^|;)(?:inset(?:-[a-z-]+)?|aspect-ratio|padding-inline|margin-inline|translate|scale|rotate|content-visibility):"
    r"|(?<![\w-])(?:min|max|clamp|color-mix|oklch|lab)\(|\d(?:d|s|l)v[hw]\b|overflow:clip|backdrop-filter"
)
FLEX_GAP = re.compile(r"(?:^|;)(?:row-|column-)?gap:")
# Colours and lines alone: without them nothing moves and nothing is hidden.
GRACEFUL = re.compile(r"(?:^|;)text-decoration-[a-z-]+:[^;]*")
# Only to put a ring away that an older browser shows, or beside a rule of its own for older ones.
ALONE = (":not(:focus-visible)", "::file-selector-button")


def rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations, those in @media too; what @supports guards and what prints is left out."""
    end = 0
    while (start := text.find("{", end)) != -1:
        head = text[end:start].rsplit(";", 1)[-1].strip(" }")
        end = _closing(text, start)
        if head.startswith("@media") and "print" not in head:
            yield from rules(text[start + 1 : end - 1])
        elif not head.startswith("@"):
            yield head, text[start + 1 : end - 1]


def _closing(text: str, start: int) -> int:
    depth = 0
    for match in re.compile(r"[{}]").finditer(text, start):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.end()
    raise AssertionError("a rule without an end")


def residents_classes() -> set[str]:
    places = [SITES / "public" / "templates", SITES / "public" / "scripts", SITES / "common"]
    pages = [page for place in places for kind in ("html", "py", "js") for page in place.rglob(f"*.{kind}")]
    return {name for page in pages if "static" not in page.parts for name in CLASS.findall(page.read_text())}


def newer_in(selector: str, declarations: str) -> str:
    """What an old phone lacks in a rule; empty where it has all of it."""
    if (match := NEWER_SELECTOR.search(selector)) and not selector.endswith(ALONE):
        return match[0]
    value = NEWER_VALUE.search(GRACEFUL.sub("", declarations))
    gap = None if "grid" in declarations else FLEX_GAP.search(declarations)
    return value[0] if value else gap[0] if gap else ""


@pytest.mark.parametrize(
    ("selector", "declarations", "newer"),
    [
        (".app-row", "display:flex;gap:8px", ";gap:"),
        (".app-cards", "display:grid;gap:8px", ""),
        (".app-row:has(a)", "color:red", ":has"),
        (".app-row,.app-row:focus-visible", "color:red", ":focus-visible"),
        (".app-sign", "aspect-ratio:5/2", "aspect-ratio:"),
        (".app-sign", "width:min(100%, 20px)", "min("),
        (".app-sign", "max-width:100%;min-width:0", ""),
        (".app-bar", "inset:0", "inset:"),
        (".app-map", "height:80dvh", "0dvh"),
    ],
)
def test_it_sees_what_old_phones_lack(selector: str, declarations: str, newer: str) -> None:
    assert newer_in(selector, declarations) == newer


def test_no_rule_of_a_residents_page_needs_a_newer_phone() -> None:
    known = residents_classes()
    text = SHEET.read_text()
    names = [(selector, declarations, set(CLASS.findall(selector))) for selector, declarations in rules(text)]
    ours = [(selector, declarations) for selector, declarations, classes in names if classes and classes <= known]
    assert len(ours) > 300
    faults = [f"{newer}: {selector}" for selector, body in ours if (newer := newer_in(selector, body))]
    assert faults == []


def test_the_dark_scheme_changes_colours_and_nothing_else() -> None:
    """So what axe says of a page by day but for its colours, holds by night."""
    text, found = SHEET.read_text(), set()
    for scheme in re.finditer(r"@media\s*\(prefers-color-scheme:\s*dark\)\s*\{", text):
        for _head, body in rules(text[scheme.end() : _closing(text, scheme.end() - 1) - 1]):
            found |= set(re.findall(r"(?:^|;)\s*([\w-]+):", body))
    assert {name for name in found if not name.startswith("--")} == {"background", "color-scheme"}
    assert "--kertas" in found
