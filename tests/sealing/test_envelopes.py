"""Envelopes and grants open with their key, their context and their bytes, and with nothing else."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimpasa.sealing import envelopes, grants, passphrases
from pimpasa.sealing.derivation import derive
from pimpasa.sealing.errors import Damaged, SealingError, WrongKey
from pimpasa.sealing.grants import PrivateKey
from pimpasa.sealing.padding import padded_length

KEY, OTHER = b"k" * 32, b"o" * 32
SARI, BAYU = PrivateKey.from_seed(b"s" * 32), PrivateKey.from_seed(b"b" * 32)
FROZEN = (
    "010fe15b18e88839f6e4e8ac7de22eb2567f77c5ebfd0708697f6c5186e092e11e44783a65b46833e7dd858c6c64f05e"
    "6736400b6039caebce15597a53628238c5d5081c8cd5f301157f2504ae92f21e7f79e058d63f76d6fc837ad25924dcb5"
    "6847137f6438b462b2be8c950a54cd90bbb857bcd22a313165526962f25cd97cf1e758e9904d0963a5bb87c495c2a142"
    "4536ed7074fdf437503946d6e7f201d1e3464b00fd1065a6bea532b29cc258283c0455b1062d3acafd4696f9cbe15270"
    "fd587697520675a63d0a3b18af33bac38f60e49334868c44dd96b4819c0022e8c28d52e0ff34e0c669ce05b9faa57359"
    "c200f3a81487a1d10d069191ad7cb30284228766028f948413f3a693cf302280b10b4560f3ca6184ec59a8c50d776ec9"
    "a6916d38264df6ee6b308247ae"
)
CHEAP = {"iterations": 1, "lanes": 1, "memory_kib": 8}


@given(st.binary(max_size=5000))
def test_what_is_sealed_opens(content: bytes) -> None:
    assert envelopes.open_(envelopes.seal(content, key=KEY, context="a"), key=KEY, context="a") == content


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none() | st.lists(st.text())))
def test_any_json_opens_as_it_was(value: dict[str, object]) -> None:
    assert envelopes.open_json(envelopes.seal_json(value, key=KEY, context="a"), key=KEY, context="a") == value


def test_even_half_a_character_survives() -> None:
    value = {"cerita": "\ud800 \x00 🙂"}
    assert envelopes.open_json(envelopes.seal_json(value, key=KEY, context="a"), key=KEY, context="a") == value


@given(st.binary(min_size=1, max_size=300), st.integers(0), st.integers(1, 255))
def test_one_changed_byte_opens_nothing(content: bytes, place: int, by: int) -> None:
    sealed = bytearray(envelopes.seal(content, key=KEY, context="a"))
    sealed[place % len(sealed)] ^= by
    with pytest.raises(SealingError):
        envelopes.open_(bytes(sealed), key=KEY, context="a")


@given(st.binary(max_size=300), st.integers(0))
def test_a_cut_envelope_opens_nothing(content: bytes, keep: int) -> None:
    sealed = envelopes.seal(content, key=KEY, context="a")
    with pytest.raises(SealingError):
        envelopes.open_(sealed[: keep % len(sealed)], key=KEY, context="a")


def test_a_wrong_key_is_told_from_damage() -> None:
    sealed = envelopes.seal(b"cerita", key=KEY, context="a")
    with pytest.raises(WrongKey):
        envelopes.open_(sealed, key=OTHER, context="a")
    with pytest.raises(Damaged):
        envelopes.open_(sealed, key=KEY, context="another row")


def test_the_same_words_never_look_the_same() -> None:
    assert envelopes.seal(b"cerita", key=KEY, context="a") != envelopes.seal(b"cerita", key=KEY, context="a")


@given(st.integers(0, 2**40))
def test_padding_costs_at_most_an_eighth(length: int) -> None:
    padded = padded_length(length)
    assert length <= padded <= length * 1.13 + 64


@given(st.binary(min_size=32, max_size=32))
def test_a_grant_opens_for_its_holder_alone(secret: bytes) -> None:
    sealed = grants.grant(secret, to=SARI.public, context="a")
    assert grants.open_grant(sealed, private=SARI, context="a") == secret
    with pytest.raises(WrongKey):
        grants.open_grant(sealed, private=BAYU, context="a")
    with pytest.raises(Damaged):
        grants.open_grant(sealed, private=SARI, context="b")


@given(st.integers(0), st.integers(1, 255))
def test_one_changed_byte_of_a_grant_opens_nothing(place: int, by: int) -> None:
    sealed = bytearray(grants.grant(KEY, to=SARI.public, context="a"))
    sealed[place % len(sealed)] ^= by
    with pytest.raises(SealingError):
        grants.open_grant(bytes(sealed), private=SARI, context="a")


def test_a_key_grows_from_its_seed() -> None:
    assert PrivateKey.from_seed(SARI.seed).public == SARI.public
    assert len(SARI.public) == 1216
    with pytest.raises(ValueError, match="32 bytes"):
        PrivateKey.from_seed(b"short")


def test_derivation_is_that_of_rfc_5869() -> None:
    """HKDF-SHA256 without salt, written out once more from the RFC."""
    import hmac

    extracted = hmac.new(bytes(32), b"secret", hashlib.sha256).digest()
    expected = hmac.new(extracted, b"pimpasa/v1/draft id" + b"\x01", hashlib.sha256).digest()[:16]
    assert derive(b"secret", "draft id", 16) == expected


def test_an_envelope_of_before_still_opens() -> None:
    """A change of format must not lock out what was sealed earlier."""
    sealed = bytes.fromhex(FROZEN)
    assert envelopes.open_(sealed, key=KEY, context="beku") == b"Karangan: tersegel lebih dahulu."


class TestPassphrases:
    def test_words_open_it_and_others_do_not(self) -> None:
        locked = passphrases.lock(KEY, passphrase="kopi pagi di teras", **CHEAP)
        assert passphrases.unlock(locked, passphrase="kopi pagi di teras") == KEY
        with pytest.raises(WrongKey):
            passphrases.unlock(locked, passphrase="kopi pagi di terus")

    @pytest.mark.parametrize("size", [0, 5, 28, 40])
    def test_a_cut_lock_opens_nothing(self, size: int) -> None:
        with pytest.raises(SealingError):
            passphrases.unlock(passphrases.lock(KEY, passphrase="x", **CHEAP)[:size], passphrase="x")

    def test_a_forged_cost_is_not_paid(self) -> None:
        locked = bytearray(passphrases.lock(KEY, passphrase="x", **CHEAP))
        locked[4:8] = (2**31).to_bytes(4, "big")
        with pytest.raises(Damaged):
            passphrases.unlock(bytes(locked), passphrase="x")
