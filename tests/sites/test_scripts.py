"""Each script that a page names is bundled from a source of its own; who has not built them is told so here first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SITES = Path(__file__).resolve().parents[2] / "pimpasa" / "sites"
NAMED = re.compile(r"""["']([a-z]+/[a-z_]+\.js)["']""")
SOURCES = sorted(SITES.glob("*/scripts/*.js"))


def bundle_of(source: Path) -> Path:
    audience = source.parents[1]
    return audience / "static" / audience.name / source.name


def test_pages_name_the_scripts_that_there_are() -> None:
    pages = [*SITES.glob("*/templates/**/*.html"), *SITES.glob("**/*.py")]
    named = {name for page in pages for name in NAMED.findall(page.read_text())}
    sources = {f"{source.parents[1].name}/{source.name}" for source in SOURCES}
    assert named == sources


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_bundle_is_whole(source: Path) -> None:
    """One file without imports, in the syntax of the oldest phones."""
    bundle = bundle_of(source)
    assert bundle.exists(), "not built: make setup"
    text = bundle.read_text()
    assert re.findall(r"(?<![.\w])import[ {\"(]|\?\?|\?\.[a-zA-Z_(\[]", text) == []


# What Chrome 74 or iOS 13 do not have; a bundle translates syntax and adds no method.
NEWER = re.compile(
    r"AbortSignal\.(?:timeout|any)|structuredClone|randomUUID|\.replaceAll\(|\.replaceChildren\(|Object\.hasOwn\b"
    r"|Promise\.(?:any|allSettled)|\.findLast\(|\.at\(|Array\.fromAsync|\.toSorted\(|\.checkVisibility\("
)


@pytest.mark.parametrize(
    "source", [source for source in SOURCES if source.parents[1].name != "officers"], ids=lambda source: source.stem
)
def test_a_resident_s_bundle_asks_for_nothing_newer(source: Path) -> None:
    """`requestSubmit` and what else is asked for before it is used may stand in one."""
    assert NEWER.findall(bundle_of(source).read_text()) == []
