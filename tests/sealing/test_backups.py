"""A backup comes out as its installation signed it, or not at all."""

from __future__ import annotations

import io
import secrets
from itertools import chain

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pimpasa.sealing import backups
from pimpasa.sealing.backups import MAGIC, UNSIGNED, Kit, Writer, head_of, kit_of
from pimpasa.sealing.errors import Damaged, NoBackup, NotSigned, OldBackup, SealingError, WrongKey

SEED = bytes(range(32))
OURS = Ed25519PrivateKey.from_private_bytes(b"a" * 32)
THEIRS = Ed25519PrivateKey.from_private_bytes(b"b" * 32)
CONTENT = b"karangan " * 20_000
ABOUT = {"installation": "1", "made_at": "2026-11-26"}


def written(content: bytes = CONTENT, *, kit: Kit | None = None, signer: Ed25519PrivateKey = OURS) -> bytes:
    out = io.BytesIO()
    writer = Writer(out, kit=kit or kit_of(SEED, signer=OURS), signer=signer, about=ABOUT)
    for start in range(0, len(content), 70_000):
        writer.write(content[start : start + 70_000])
    writer.finish()
    return out.getvalue()


def read(backup: bytes, *, seed: bytes = SEED) -> bytes:
    file = io.BytesIO(backup)
    return backups.opened(file, head_of(file), seed=seed).read()


def outcome(backup: bytes) -> str:
    """What happens before a byte comes out: the error's name, else nothing."""
    file = io.BytesIO(backup)
    try:
        backups.opened(file, head_of(file), seed=SEED)
    except SealingError as wrong:
        return type(wrong).__name__
    return ""


@pytest.fixture(scope="module")
def backup() -> bytes:
    return written()


def test_it_comes_out_as_it_went_in(backup: bytes) -> None:
    assert read(backup) == CONTENT
    assert read(written(b"")) == b""
    assert head_of(io.BytesIO(backup)).about == ABOUT


def test_cut_at_any_byte_nothing_comes_out(backup: bytes) -> None:
    start = head_of(io.BytesIO(backup)).start
    cuts = chain(range(start + 200), range(start + 200, len(backup) - 200, 997), range(len(backup) - 200, len(backup)))
    assert {outcome(backup[:cut]) for cut in cuts} == {"NoBackup", "Damaged", "NotSigned"}


def test_with_more_behind_it_nothing_comes_out(backup: bytes) -> None:
    assert outcome(backup + b"\0") == "NotSigned"
    assert outcome(backup + backup) == "NotSigned"


def test_one_byte_changed_anywhere_nothing_comes_out(backup: bytes) -> None:
    places = {*range(0, len(backup), 499), *range(len(backup) - 64, len(backup))}
    changed = (backup[:place] + bytes([backup[place] ^ 1]) + backup[place + 1 :] for place in places)
    assert "" not in {outcome(forged) for forged in changed}


def test_who_has_the_kit_s_public_half_cannot_write_one() -> None:
    """It stands in every dump, beside its certificate."""
    kit = kit_of(SEED, signer=OURS)
    assert outcome(written(kit=kit, signer=THEIRS)) == "NotSigned"
    own_seed = secrets.token_bytes(32)
    own_certificate = Kit(kit.public, kit_of(own_seed, signer=THEIRS).certificate)
    assert outcome(written(kit=own_certificate, signer=THEIRS)) == "NotSigned"


def test_a_signature_of_another_backup_fits_none(backup: bytes) -> None:
    assert outcome(backup[:-64] + written(b"lain")[-64:]) == "NotSigned"


def test_another_kit_opens_nothing(backup: bytes) -> None:
    with pytest.raises(WrongKey):
        read(backup, seed=b"b" * 32)


def test_what_is_exchanged_after_it_was_proved_does_not_open(backup: bytes) -> None:
    file = io.BytesIO(backup)
    reading = backups.opened(file, head_of(file), seed=SEED)
    file.getbuffer()[: len(backup)] = written()[: len(backup)].ljust(len(backup), b"\0")
    with pytest.raises(Damaged):
        reading.read()


def test_what_is_none_and_what_nobody_signed_say_so() -> None:
    with pytest.raises(NoBackup):
        head_of(io.BytesIO(b"PGDMP"))
    with pytest.raises(OldBackup):
        head_of(io.BytesIO(UNSIGNED + b"\0\0\0\2{}"))
    for head in (b"[]", b'{"about": {}}', b"{" * 100_000, b"\xff", b'{"about": {}, "grant": 1, "signer": 1}'):
        with pytest.raises(Damaged):
            head_of(io.BytesIO(MAGIC + len(head).to_bytes(4, "big") + head))
    with pytest.raises(NotSigned):
        read(written(signer=THEIRS))
