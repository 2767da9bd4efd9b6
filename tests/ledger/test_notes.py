"""Signed notes and checkpoints, against the specification's own example and under forgery."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pimpasa.ledger import notes
from pimpasa.ledger.errors import Unproved
from pimpasa.ledger.proofs import Proof

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
LOG = notes.log_verifier("pimpasa/uji", KEY)
CHECKPOINT = notes.Checkpoint("pimpasa/uji", 7, b"r" * 32)
NOTE = notes.sign(CHECKPOINT, KEY)
WITNESS_KEY = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
WITNESS = notes.Verifier("saksi.example", notes.COSIGNATURE, WITNESS_KEY.public_key().public_bytes_raw())
# The example that golang.org/x/mod/sumdb/note and the C2SP specification publish.
PETER = notes.Verifier.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
PETERS_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=",
)


def test_the_published_example_verifies() -> None:
    text, encoded = PETERS_NOTE
    signature = notes.decode(encoded)
    assert signature[:4] == PETER.key_id
    assert PETER.verifies(signature[4:], text.encode())
    assert not PETER.verifies(signature[4:], text.replace("answer", "question").encode())


def test_a_note_opens_with_its_log_key() -> None:
    assert notes.open_note(NOTE, LOG) == CHECKPOINT


def test_a_vkey_is_written_as_it_is_read() -> None:
    assert notes.Verifier.parse(str(LOG)) == LOG


@pytest.mark.parametrize(
    "forged",
    [
        NOTE.replace("\n7\n", "\n8\n"),
        NOTE.replace("pimpasa/uji", "pimpasa/lain"),
        NOTE.replace("\n7\n", "\n07\n"),
        NOTE.replace("\n7\n", "\n-7\n"),
        NOTE.partition("\u2014")[0],
        NOTE[:-1],
        NOTE[:-10] + "AAAAAAAA=\n",
        NOTE.replace("\n\n", "\ntambahan\n\n"),
        "",
        "\n\n",
        "\x00",
    ],
)
def test_a_forged_note_does_not_open(forged: str) -> None:
    with pytest.raises(Unproved):
        notes.open_note(forged, LOG)


def test_another_key_of_the_same_name_does_not_count() -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
    with pytest.raises(Unproved, match="signature"):
        notes.open_note(notes.sign(CHECKPOINT, other), LOG)


def test_a_witness_line_stands_under_the_note() -> None:
    line = notes.cosign(CHECKPOINT, name="saksi.example", key=WITNESS_KEY, at=1_790_000_000)
    assert notes.cosigned_at(NOTE + line, WITNESS) == (1_790_000_000, line)
    assert notes.open_note(NOTE + line, LOG) == CHECKPOINT


def test_a_witness_of_another_checkpoint_does_not_count() -> None:
    other = notes.Checkpoint("pimpasa/uji", 8, b"r" * 32)
    line = notes.cosign(other, name="saksi.example", key=WITNESS_KEY, at=1)
    with pytest.raises(Unproved):
        notes.cosigned_at(NOTE + line, WITNESS)


@pytest.mark.parametrize(
    "vkey",
    ["", "a", "a+b+c", "a b+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", str(LOG)[:-4] + "AAAA", "+" * 9],
)
def test_what_is_no_vkey_is_refused(vkey: str) -> None:
    with pytest.raises(ValueError, match=r"vkey|base64"):
        notes.Verifier.parse(vkey)


@pytest.mark.parametrize(
    "text", ["", "x", "c2sp.org/tlog-proof@v1\n\n", "c2sp.org/tlog-proof@v1\nextra *\nindex x\n\n\n"]
)
def test_what_is_no_proof_is_refused(text: str) -> None:
    with pytest.raises(Unproved):
        Proof.parse(text)
