"""Codes that are read aloud, written on paper and typed back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimpasa.sealing import crockford, receipts, recovery
from pimpasa.sealing.errors import MalformedCode, WrongKey

CODES = [receipts.new_code() for _ in range(50)]


@given(st.sampled_from(CODES), st.sampled_from(["", " ", "  ", "\u2013", ".", "\n"]), st.booleans())
def test_however_it_is_typed_it_is_the_same_receipt(code: str, between: str, lower: bool) -> None:
    typed = code.replace("-", between)
    typed = typed.lower() if lower else typed
    assert receipts.parse(f" {typed} ") == receipts.parse(code)


@given(st.sampled_from(CODES))
def test_look_alikes_are_forgiven(code: str) -> None:
    typed = code.replace("0", "o").replace("1", "l")
    assert receipts.parse(typed) == receipts.parse(code)


@given(st.sampled_from(CODES), st.integers(0, 20), st.sampled_from(crockford.ALPHABET))
def test_one_wrong_symbol_is_found(code: str, place: int, symbol: str) -> None:
    plain = list(code.replace("-", ""))
    if plain[place] == symbol:
        return
    plain[place] = symbol
    with pytest.raises(MalformedCode):
        receipts.parse("".join(plain))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", "length"), ("ABC", "length"), ("A" * 22, "length"), ("A" * 10_000, "length"), ("U" * 21, "character")],
)
def test_the_reason_is_told(typed: str, reason: str) -> None:
    with pytest.raises(MalformedCode) as wrong:
        receipts.parse(typed)
    assert wrong.value.reason == reason


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    try:
        receipts.parse(text)
    except MalformedCode:
        return


def test_codes_are_letters_and_digits_of_21_symbols() -> None:
    for code in CODES:
        plain = code.replace("-", "")
        assert (len(plain), plain.isalnum(), plain.isascii()) == (21, True, True)
    assert len(set(CODES)) == len(CODES)


def test_what_finds_a_report_does_not_open_it() -> None:
    receipt = receipts.parse(CODES[0])
    assert receipt.lookup_id not in receipt.key
    assert receipt.key not in receipt.lookup_id


@given(st.binary(min_size=32, max_size=32))
def test_a_kit_s_code_is_its_seed(seed: bytes) -> None:
    assert recovery.seed_of_code(recovery.code_of_seed(seed)) == seed


def test_a_recovery_code_opens_what_it_locked() -> None:
    code, other = recovery.new_recovery_code(), recovery.new_recovery_code()
    locked = recovery.lock(b"s" * 32, code=code)
    assert recovery.unlock(locked, code=code.lower().replace("-", "")) == b"s" * 32
    with pytest.raises(WrongKey):
        recovery.unlock(locked, code=other)
    with pytest.raises(MalformedCode):
        recovery.unlock(locked, code=code[1:])
