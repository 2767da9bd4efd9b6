"""Holds templates to lines of 120 characters and to 120 lines.

    python tools/templates.py            names what is too long; fails where a file has more than its allowance
    python tools/templates.py --settle   writes the allowances anew, unless there would be more than before

The allowances stand in tools/templates.txt: how many lines of the templates of a name are still too long. They only
sink.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALLOWANCES = Path(__file__).with_suffix(".txt")
WIDTH = 120
LENGTH = 120


def templates(root: Path | None = None) -> list[Path]:
    return sorted(((root or ROOT) / "pimpasa").rglob("*.html"))


def wide_lines(path: Path, width: int = WIDTH) -> list[int]:
    """The numbers of the lines that are too long."""
    return [number for number, line in enumerate(path.read_text().splitlines(), 1) if len(line) > width]


def allowances() -> Counter[str]:
    rows = (line.split(maxsplit=1) for line in ALLOWANCES.read_text().splitlines())
    return Counter({name: int(number) for number, name in rows})


def widths() -> Counter[str]:
    """How many lines are too long, by the name that a template keeps when it moves to another folder."""
    return sum((Counter({path.name: len(wide_lines(path))}) for path in templates()), Counter())


def faults() -> list[str]:
    """A sentence for each template that is too wide or too long."""
    excess = widths() - allowances()
    too_wide = [
        f"{path.relative_to(ROOT)}: {len(lines)} lines over {WIDTH} characters: {', '.join(map(str, lines))}"
        for path in templates()
        if path.name in excess and (lines := wide_lines(path))
    ]
    lengths = {path: len(path.read_text().splitlines()) for path in templates()}
    too_long = [f"{path.relative_to(ROOT)}: {lines} lines" for path, lines in lengths.items() if lines > LENGTH]
    return too_wide + too_long


def settle() -> list[str]:
    """Write the allowances as the templates now are. Says why not, where that would allow more than before."""
    before, after = allowances().total(), widths().total()
    if after > before:
        return [f"{after} lines over {WIDTH} characters, {before} allowed: shorten some first"]
    ALLOWANCES.write_text("".join(f"{number} {name}\n" for name, number in sorted(widths().items())))
    return []


def main() -> int:
    complaints = settle() if "--settle" in sys.argv else faults()
    for complaint in complaints:
        print(complaint)
    return int(complaints != [])


if __name__ == "__main__":
    sys.exit(main())
