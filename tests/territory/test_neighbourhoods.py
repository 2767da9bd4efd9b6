"""RT and RW as people write them."""

from __future__ import annotations

import pytest

from pimpasa.territory.neighbourhoods import (
    Neighbourhood,
    UnreadNeighbourhood,
    rt_in,
    rw_in,
    rws_in,
    without_neighbourhood,
)

ALONE = (
    "17", "017", "RW 17", "rw 17", "RW017", "RW.17", "RW-17", "Rw: 017", "RW no. 17", "RW ke-17", "RW XVII", "RW O17",
    "rukun warga 17", "\uff11\uff17", "no 17", "  17  ",
)  # fmt: skip
BOTH = (
    "rt 5/rw 3", "RT 005 RW 003", "RT.05/RW.03", "rt05rw03", "RT/RW 005/003", "RT/RW: 5/3", "rt 5/3", "5/3",
    "RW 3 RT 5", "RW/RT 3/5", "Rw.003 / Rt.005",
)  # fmt: skip
NOT_ONE = ("tujuh", "1000", "RW 17 dan 19", "17 19", "08123456789", "x" * 5000)


@pytest.mark.parametrize("text", ALONE)
def test_an_rw_alone(text: str) -> None:
    assert rw_in(text) == Neighbourhood(rw="017")


@pytest.mark.parametrize("text", BOTH)
def test_both_together_in_either_field(text: str) -> None:
    assert rw_in(text) == rt_in(text) == Neighbourhood(rt="005", rw="003")


def test_a_number_alone_is_what_the_field_asks_for() -> None:
    assert (rt_in("5"), rw_in("5")) == (Neighbourhood(rt="005"), Neighbourhood(rw="005"))


@pytest.mark.parametrize("text", ["", "  ", "-", "tidak tahu", "0"])
def test_nothing_is_nothing(text: str) -> None:
    assert rw_in(text) == rt_in(text) == Neighbourhood()


@pytest.mark.parametrize("text", NOT_ONE)
def test_what_is_no_rw_is_refused(text: str) -> None:
    with pytest.raises(UnreadNeighbourhood):
        rw_in(text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("17, 19", ["017", "019"]),
        ("RW 017 dan 019", ["017", "019"]),
        ("rw017/rw019", ["017", "019"]),
        ("017 019", ["017", "019"]),
        (" ", []),
    ],
)
def test_several(text: str, numbers: list[str]) -> None:
    assert rws_in(text) == numbers


@pytest.mark.parametrize("text", ["tujuh belas", "RW 1 s.d. 3", "RT 5", "17-19"])
def test_several_that_are_none(text: str) -> None:
    with pytest.raises(UnreadNeighbourhood):
        rws_in(text)


@pytest.mark.parametrize(
    ("text", "rest", "named"),
    [
        ("Cengkareng Timur RW 17", "Cengkareng Timur", Neighbourhood(rw="017")),
        ("jl. Melati rt 05/03 Kapuk", "jl. Melati Kapuk", Neighbourhood(rt="005", rw="003")),
        ("Kartini", "Kartini", Neighbourhood()),
        ("Jl. Panjang 17", "Jl. Panjang 17", Neighbourhood()),
    ],
)
def test_an_address_without_them(text: str, rest: str, named: Neighbourhood) -> None:
    address, neighbourhood = without_neighbourhood(text)
    assert (" ".join(address.split()), neighbourhood) == (rest, named)
