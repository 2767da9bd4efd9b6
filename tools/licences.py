"""Writes pimpasa/licences.txt: under which terms the parts of others stand that are built into the program.

    .venv/bin/python tools/licences.py

`make setup` does it. Python packages stay packages of their own, with their licences within.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "pimpasa" / "licences.txt"
FONT = "node_modules/@fontsource-variable/plus-jakarta-sans"  # a tool's package by the lock, and its letters are in
HEAD = """Pimpasa itself is under the MIT licence. It holds parts of these packages: of scripts and styles what pages
need, the letters of a font, and the names, codes and centroids of villages.
"""


def packages() -> Iterator[tuple[Path, str]]:
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for folder, facts in sorted(lock.items()):
        if folder == FONT or (folder and not facts.get("dev")):
            own = json.loads((ROOT / folder / "package.json").read_text())
            yield ROOT / folder, f"{own['name']} {facts['version']}: {facts.get('license', 'see below')}"


def texts(folder: Path) -> list[str]:
    files = sorted(file for place in (folder, folder / "data") for file in place.glob("LICEN[CS]E*"))
    return [file.read_text().strip() for file in files]


def page() -> str:
    parts = (
        "\n\n".join([f"{'=' * 100}\n{title}", *texts(folder)])
        for folder, title in packages()  # one without a text of its own is under the one named
    )
    return "\n\n".join([HEAD, *parts]) + "\n"


if __name__ == "__main__":
    FILE.write_text(page())
