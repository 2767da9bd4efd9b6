"""Holds templates to lines of 120 characters and to 120 lines.

    python tools/templates.py            names what is too long; fails where a file has more than its allowance
    python tools/templates.py --settle   writes the allowances anew, unless there would be more than before

The allowances stand in tools/templates.txt: how many lines of the templates of a name are still too wide, and how many
there are still too many. They only sink.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALLOWANCES = Path(__file__).with_suffix(".txt")
WIDTH = 120
LENGTH = 120
# By the name that a template keeps when it moves to another folder.
Excess = Counter[str]


def templates(root: Path | None = None) -> list[Path]:
    return sorted(((root or ROOT) / "pimpasa").rglob("*.html"))


def wide_lines(path: Path) -> list[int]:
    """The numbers of the lines that are too wide."""
    return [number for number, line in enumerate(path.read_text().splitlines(), 1) if len(line) > WIDTH]


def surplus(path: Path) -> int:
    """How many lines it has too many."""
    return max(0, len(path.read_text().splitlines()) - LENGTH)


def allowances() -> tuple[Excess, Excess]:
    """How many lines may be too wide, and how many too many."""
    rows = [line.split(maxsplit=2) for line in ALLOWANCES.read_text().splitlines()]
    too_wide = Counter({name: int(wide) for wide, _more, name in rows})
    return too_wide, Counter({name: int(more) for _wide, more, name in rows})


def excess() -> tuple[Excess, Excess]:
    """How many lines are too wide, and how many too many."""
    too_wide, too_many = Excess(), Excess()
    for path in templates():
        too_wide[path.name] += len(wide_lines(path))
        too_many[path.name] += surplus(path)
    return too_wide, too_many


def faults() -> list[str]:
    """A sentence for each template that is too wide or too long."""
    too_wide, too_many = (now - allowed for now, allowed in zip(excess(), allowances(), strict=True))
    sentences = []
    for path in templates():
        place = path.relative_to(ROOT)
        if path.name in too_wide and (lines := wide_lines(path)):
            sentences.append(f"{place}: {len(lines)} lines over {WIDTH} characters: {', '.join(map(str, lines))}")
        if path.name in too_many and (more := surplus(path)):
            sentences.append(f"{place}: {LENGTH + more} lines")
    return sentences


def settle() -> list[str]:
    """Write the allowances as the templates now are. Says why not, where that would allow more than before."""
    before = sum(allowed.total() for allowed in allowances())
    too_wide, too_many = excess()
    after = too_wide.total() + too_many.total()
    if after > before:
        return [f"{after} lines too wide or too many, {before} allowed: shorten some first"]
    names = sorted(name for name in too_wide if too_wide[name] or too_many[name])
    ALLOWANCES.write_text("".join(f"{too_wide[name]} {too_many[name]} {name}\n" for name in names))
    return []


def main() -> int:
    complaints = settle() if "--settle" in sys.argv else faults()
    for complaint in complaints:
        print(complaint)
    return int(complaints != [])


if __name__ == "__main__":
    sys.exit(main())
