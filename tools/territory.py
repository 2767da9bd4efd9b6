"""Writes pimpasa/territory/content/ from the npm packages idn-area-data and geografis: what the program reads of them.

    .venv/bin/python tools/territory.py

`make setup` does it. Of geografis a seventh is kept: codes, names, postcodes, and centroids to a tenth of a metre.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
CONTENT = ROOT / "pimpasa" / "territory" / "content"
LEVELS = ("provinces", "regencies", "districts", "villages")
POINT = ("code", "village", "district", "city", "latitude", "longitude", "postcode")
DECIMALS = 6


def main() -> None:
    half = CONTENT.with_name("content.new")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir()
    for level in LEVELS:
        shutil.copyfile(PACKAGES / "idn-area-data" / "data" / f"{level}.csv", half / f"{level}.csv")
    write_points(half / "points.csv")
    shutil.rmtree(CONTENT, ignore_errors=True)
    half.rename(CONTENT)


def write_points(path: Path) -> None:
    rows = json.loads((PACKAGES / "geografis" / "data" / "json" / "data.json").read_bytes())
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(POINT)
        for row in rows:
            degrees = (round(row[axis], DECIMALS) for axis in ("latitude", "longitude"))
            postcode = row["postal"] or ""  # 0 where it is not known
            lines.writerow([row["code"], row["village"], row["district"], row["city"], *degrees, postcode])


if __name__ == "__main__":
    main()
