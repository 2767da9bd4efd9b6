"""The lines at the foot of a document, against the specimens of ICAO Doc 9303, parts 4 to 6."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimpasa.accounts.errors import Refused
from pimpasa.operations.mrz import check_digit, read
from tests.factories.operations import PASSPORT as TD3

TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"


@pytest.mark.parametrize(
    ("lines", "found", "number"), [(TD3, "TD3", "L898902C3"), (TD2, "TD2", "D23145890"), (TD1, "TD1", "D23145890")]
)
def test_it_works(lines: str, found: str, number: str) -> None:
    told = read(lines)
    assert (told.format, told.number, told.name) == (found, number, "ANNA MARIA ERIKSSON")
    assert (told.nationality, told.issuer, told.sex) == ("UTO", "UTO", "F")
    assert (told.born_on, told.expires_on) == ("1974-08-12", "2012-04-15")
    assert told.problems == []


@pytest.mark.parametrize(
    ("place", "what"),
    [(0, "nomor dokumen"), (13, "tanggal lahir"), (21, "tanggal berakhir"), (28, "nomor pribadi")],
)
def test_it_says_which_check_digit_fails(place: int, what: str) -> None:
    first, second = TD3.splitlines()
    wrong = "3" if second[place] != "3" else "4"
    told = read(f"{first}\n{second[:place]}{wrong}{second[place + 1 :]}")
    assert [what in problem for problem in told.problems] == [True, False]
    assert "seluruh baris" in told.problems[1]


def test_the_whole_line_has_one_of_its_own() -> None:
    assert ["seluruh baris" in problem for problem in read(TD3[:-1] + "1").problems] == [True]
    assert ["seluruh baris" in problem for problem in read(TD1.replace("<6\n", "<7\n")).problems] == [True]


def test_it_is_read_as_people_paste_it() -> None:
    assert read(TD3.lower().replace("\n", "\r\n\r\n ")) == read(TD3)
    assert read(TD3.replace("\n", "")) == read(TD3)
    assert read(TD1.replace("<<", "«")) == read(TD1)


def test_a_long_number_runs_on() -> None:
    """Doc 9303-5, 4.2.2 note j: a filler for the check digit; the rest and its digit stand in the optional field."""
    number = "D23145890734"
    digit = check_digit(number)
    first = f"I<UTO{number[:9]}<{number[9:]}{digit}".ljust(30, "<")
    second = "7408122F1204159UTO".ljust(29, "<")
    whole = check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    told = read(f"{first}\n{second}{whole}\nERIKSSON<<ANNA".ljust(92, "<"))
    assert (told.number, told.problems) == (number, [])


def test_open_days_are_none() -> None:
    lines = TD3.replace("7408122F", "74<<<<0F")
    assert read(lines).born_on == ""
    assert read(TD3.replace("7408122F", "7413122F")).born_on == ""


@pytest.mark.parametrize("text", ["", "paspor", TD3[:60], "A\n" * 3, f"{TD3}\n<", "\x00" * 88, "Karangan\n" * 2])
def test_what_is_no_zone_is_told(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text)
    assert refused.value.code == "no_zone"


@pytest.mark.parametrize("zone", [TD1, TD2, TD3])
def test_the_line_with_a_sign_too_few_or_too_many_is_named(zone: str) -> None:
    lines = zone.split("\n")
    for place, line in enumerate(lines):
        for wrong, said in ((line[1:], "kurang 1 tanda"), (f"{line}<<", "kelebihan 2 tanda"), (f"é{line[1:]}", "“É”")):
            with pytest.raises(Refused) as refused:
                read("\n".join([*lines[:place], wrong, *lines[place + 1 :]]))
            assert refused.value.code == "line_wrong"
            assert f"Baris {place + 1} " in str(refused.value)
            assert said in str(refused.value)


@given(st.text(max_size=120))
def test_nothing_else_comes_of_any_text(text: str) -> None:
    try:
        read(text)
    except Refused:
        return


@given(st.text(alphabet="ABCZ09<", min_size=44, max_size=44), st.text(alphabet="ABCZ09<", min_size=44, max_size=44))
def test_any_lines_are_read(first: str, second: str) -> None:
    assert read(f"{first}\n{second}").format == "TD3"
