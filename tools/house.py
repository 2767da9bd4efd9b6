"""Prints in how good an order the house is, as a table of figures.

    python tools/house.py [FOLDER …]

A column for each FOLDER, the root of a copy of the program; without any, for this one. Plain Python: what it measures
need not run, so that an older copy can be laid beside a newer one.
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import names, templates

ROLES = {"models", "states", "kinds", "rules", "queries", "actions", "contents"} | {
    "opening",
    "unlocking",
    "forms",
    "tasks",
    "errors",
    "apps",
    "__init__",
}
# No capabilities of their own: wiring, the audiences, and plain Python without state or database.
APART = {"config", "sites", "sealing", "linking", "sandbox", "verifier", "common", "locale"}
# What makes a function a verb: its transaction, or its act.
VERB_MARKS = ("atomic", "act", "unlogged")
# Said to a tool, not to a reader.
DIRECTIVES = ("noqa", "type:", "fmt:", "mypy:", "pragma:", "djlint:")


@dataclass(frozen=True)
class Module:
    """A file of Python, and where in the program it stands: `pimpasa/reports/actions/drafts.py` is reports' actions."""

    path: Path
    parts: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @property
    def capability(self) -> str:
        return self.parts[0] if len(self.parts) > 1 else ""

    @property
    def role(self) -> str:
        """The part of its place that names a role: its own name, or that of the package of a role that it lies in."""
        return next((part for part in self.parts[1:] if part in ROLES), "")

    @cached_property
    def functions(self) -> list[names.Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, names.Function)]

    @cached_property
    def verbs(self) -> list[names.Function]:
        return [node for node in self.tree.body if isinstance(node, names.Function) and _is_verb(node)]

    @cached_property
    def comments(self) -> int:
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        words = (token.string.lstrip("#! ") for token in tokens if token.type == tokenize.COMMENT)
        return sum(not text.startswith(DIRECTIVES) for text in words)

    @cached_property
    def managers(self) -> int:
        return sum(isinstance(node, ast.Attribute) and node.attr == "objects" for node in ast.walk(self.tree))


def _is_verb(function: names.Function) -> bool:
    marks = (node.func if isinstance(node, ast.Call) else node for node in function.decorator_list)
    return any(ast.unparse(mark).rpartition(".")[2] in VERB_MARKS for mark in marks)


def length(function: names.Function) -> int:
    """Its lines from `def` to the end."""
    return (function.end_lineno or 0) - function.lineno + 1


@dataclass(frozen=True)
class House:
    root: Path

    @cached_property
    def modules(self) -> list[Module]:
        package = self.root / "pimpasa"
        paths = names.modules(self.root)
        return [Module(path, path.relative_to(package).with_suffix("").parts) for path in paths]

    @cached_property
    def of_capabilities(self) -> list[Module]:
        return [module for module in self.modules if module.capability and module.capability not in APART]

    @cached_property
    def lengths(self) -> list[int]:
        return [length(function) for module in self.modules for function in module.functions]

    @cached_property
    def template_lines(self) -> list[int]:
        return [len(line) for path in templates.templates(self.root) for line in path.read_text().splitlines()]


def size(house: House) -> str:
    return f"{sum(module.lines for module in house.modules):,} lines, {len(house.modules)} files"


def modules_by_role(house: House) -> str:
    modules = [module for module in house.of_capabilities if module.parts[-1] != "__init__"]
    return share(sum(module.role != "" for module in modules), len(modules))


def lines_by_role(house: House) -> str:
    modules = house.of_capabilities
    return share(sum(module.lines for module in modules if module.role), sum(module.lines for module in modules))


def verbs_elsewhere(house: House) -> str:
    """A look that is logged is a verb, too, and rightly stands in opening."""
    verbs = Counter[str]()
    for module in house.of_capabilities:
        verbs[module.role] += len(module.verbs)
    looks = verbs["opening"] + verbs["unlocking"]
    return f"{verbs.total() - verbs['actions']} of {verbs.total()} ({looks} looks in opening)"


def managers_in_sites(house: House) -> str:
    return str(sum(module.managers for module in house.modules if module.capability == "sites"))


def wide_template_lines(house: House) -> str:
    return f"{sum(width > templates.WIDTH for width in house.template_lines):,} of {len(house.template_lines):,}"


def long_templates(house: House) -> str:
    lengths = (len(path.read_text().splitlines()) for path in templates.templates(house.root))
    return str(sum(lines > templates.LENGTH for lines in lengths))


def pointers(house: House) -> str:
    counts = names.counts(house.root)
    return share(sum(len(count.pointers) for count in counts), sum(count.names for count in counts))


def comments(house: House) -> str:
    lines = sum(module.lines for module in house.modules)
    return f"{sum(module.comments for module in house.modules) / lines * 100:.1f}"


def function_lengths(house: House) -> str:
    return f"{median(house.lengths):.0f}, {quantiles(house.lengths, n=10)[-1]:.0f}, {max(house.lengths)}"


def long_files(house: House) -> str:
    sizes = [module.lines for module in house.modules]
    return f"{share(sum(lines > 250 for lines in sizes), len(sizes))}; {sum(lines > 400 for lines in sizes)}"


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({part:,} of {whole:,})"


ROWS: dict[str, Callable[[House], str]] = {
    "size, without migrations": size,
    "capabilities' modules whose name is a role": modules_by_role,
    "the same by lines": lines_by_role,
    "verbs outside actions": verbs_elsewhere,
    "`.objects` in sites": managers_in_sites,
    "template lines over 120 characters": wide_template_lines,
    "templates over 120 lines": long_templates,
    "local names that point": pointers,
    "comments per 100 lines": comments,
    "functions: median, 9th decile, longest": function_lengths,
    "files over 250 lines; over 400": long_files,
}


def table(houses: list[House]) -> str:
    rows = [[name, *(figure(house) for house in houses)] for name, figure in ROWS.items()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    cells = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return "\n".join("  ".join(row).rstrip() for row in cells)


def main() -> None:
    folders = [Path(word).resolve() for word in sys.argv[1:]] or [names.ROOT]
    print(table([House(folder) for folder in folders]))


if __name__ == "__main__":
    main()
