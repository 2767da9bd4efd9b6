"""Makes the apps' icons from the mark, at the sizes that phones ask for.

    .venv/bin/python tools/icons.py

Needs what `make setup-tests` installs. The mark stays within the middle four fifths, so that a phone may cut any
shape of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright

from tests.e2e.conftest import launch

ROOT = Path(__file__).resolve().parents[1]
SITES = ROOT / "pimpasa" / "sites"
# Whose app is which, by the ground of its icon.
GROUNDS = {"public": "#0b4f4a", "officers": "#33200f"}
SIZES = (192, 512)
MARK = (
    "M5 11h17v9a7 7 0 0 1-7 7h-3a7 7 0 0 1-7-7v-9Z"
    "M22 13h2a4.5 4.5 0 0 1 0 9h-2.4a9 9 0 0 0 .4-2h2a2.5 2.5 0 0 0 0-5h-2v-2Z"
    "M9 8c-1.5-2 1.5-3 0-6h2c1.5 3-1.5 4 0 6H9Zm6 0c-1.5-2 1.5-3 0-6h2c1.5 3-1.5 4 0 6h-2Z"
)
PAGE = """<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>
<svg viewBox="-11 -9 54 54" xmlns="http://www.w3.org/2000/svg">
<rect x="-11" y="-9" width="54" height="54" fill="GROUND"/>
<path fill="#fffdf8" d="MARK"/></svg>"""


def main() -> None:
    with sync_playwright() as started:
        browser = launch(started)
        for site, ground in GROUNDS.items():
            for size in SIZES:
                page = browser.new_page(viewport={"width": size, "height": size})
                page.set_content(PAGE.replace("GROUND", ground).replace("MARK", MARK))
                page.screenshot(path=SITES / site / "static" / site / f"app-{size}.png")
        browser.close()


if __name__ == "__main__":
    main()
