"""Counts local names that point at a thing rather than say what it is, by module.

    python tools/names.py [FOLDER]

FOLDER is the root of a copy of the program; without it, this one. Plain Python: what it counts need not run.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
POINTERS = {"found", "one", "told", "given", "kept", "made", "said", "asked", "wanted",
            "got", "known", "taken", "shown", "done", "seen", "left", "other"}  # fmt: skip
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Count:
    """Of the local names of a module: how many there are, and the lines of those that point."""

    path: Path
    names: int
    pointers: tuple[int, ...]


def modules(root: Path = ROOT) -> list[Path]:
    """The program's own modules; migrations are written by Django."""
    return sorted(path for path in (root / "pimpasa").rglob("*.py") if "migrations" not in path.parts)


def bindings(function: Function) -> Iterator[ast.Name]:
    """Every place at which a name of the function's own gets a value, but for its arguments."""
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node


def count(path: Path) -> Count:
    """A function within another is a part of it, so each binding is counted once."""
    stored = [name for function in _outermost(ast.parse(path.read_text())) for name in bindings(function)]
    return Count(path, len(stored), tuple(sorted(name.lineno for name in stored if name.id in POINTERS)))


def _outermost(tree: ast.AST) -> Iterator[Function]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function):
            yield node
        else:
            yield from _outermost(node)


@cache
def counts(root: Path = ROOT) -> list[Count]:
    return [count(path) for path in modules(root)]


def main() -> None:
    root = Path(sys.argv[1]).resolve() if sys.argv[1:] else ROOT
    table = counts(root)
    for row in sorted(table, key=lambda row: -len(row.pointers)):
        if row.pointers:
            lines = " ".join(map(str, row.pointers))
            print(f"{len(row.pointers):4} of {row.names:4}  {row.path.relative_to(root)}  {lines}")
    pointers, names = sum(len(row.pointers) for row in table), sum(row.names for row in table)
    print(f"{pointers:4} of {names:4}  {pointers / names:.1%}")


if __name__ == "__main__":
    main()
