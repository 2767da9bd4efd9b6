"""What is handed over opens with link and code together, and with nothing less."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimpasa.sealing import crockford, handovers
from pimpasa.sealing.errors import MalformedCode, WrongKey

QUICK = {"iterations": 1, "lanes": 1, "memory_kib": 8}
LINK, CODE, SECRET = handovers.new_link(), handovers.new_code(), b"s" * 32
LOCKED = handovers.lock(SECRET, link=LINK, code=CODE, **QUICK)


def test_it_works() -> None:
    assert handovers.unlock(LOCKED, link=LINK, code=CODE) == SECRET
    assert len(LINK) == 27
    assert [len(group) for group in CODE.split("-")] == [4, 4, 3]


@given(st.sampled_from(["", " ", "-", "."]), st.booleans())
def test_however_the_code_is_typed(between: str, lower: bool) -> None:
    typed = CODE.replace("-", between)
    assert handovers.unlock(LOCKED, link=LINK, code=typed.lower() if lower else typed) == SECRET


@given(st.integers(0, 2**50 - 1))
def test_no_other_code_opens(bits: int) -> None:
    code = crockford.encode(bits, 10) + crockford.check_symbol(bits)
    if crockford.normalise(CODE) == code:
        return
    with pytest.raises(WrongKey):
        handovers.unlock(LOCKED, link=LINK, code=code)


@given(st.binary(min_size=20, max_size=20))
def test_no_other_link_opens(raw: bytes) -> None:
    import base64

    link = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    with pytest.raises(WrongKey):
        handovers.unlock(LOCKED, link=link, code=CODE)
    assert handovers.lookup_id(link) != handovers.lookup_id(LINK)


@given(st.text(max_size=40))
def test_what_is_no_code_costs_no_guess(typed: str) -> None:
    try:
        crockford.decode(typed, handovers.CODE_SYMBOLS)
    except MalformedCode:
        with pytest.raises(MalformedCode):
            handovers.unlock(LOCKED, link=LINK, code=typed)


@pytest.mark.parametrize("link", ["", "x", "ä" * 27, "a" * 26, "a" * 28, "a" * 26 + "\n", "../" * 9])
def test_what_is_no_link(link: str) -> None:
    with pytest.raises(MalformedCode):
        handovers.lookup_id(link)
