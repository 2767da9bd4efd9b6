"""What is typed from a poster leads where it should, or nowhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pimpasa.common.short import BASE, LETTERS, number_of, word_of

DIGITS = 7
numbers = st.integers(min_value=0, max_value=BASE**DIGITS - 1)


@given(numbers)
def test_a_word_is_its_number_however_it_is_typed(number: int) -> None:
    word = word_of(number, digits=DIGITS)
    assert len(word) == DIGITS + 1
    assert number_of(word) == number
    assert number_of(f" {word[:4].upper()}-{word[4:]} ") == number


@given(numbers, st.integers(0, DIGITS), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_no_other_word(number: int, place: int, letter: str) -> None:
    word = word_of(number, digits=DIGITS)
    wrong = word[:place] + letter + word[place + 1 :]
    assert number_of(wrong) == (number if wrong == word else None)


@given(numbers, st.integers(0, DIGITS - 1))
def test_two_letters_that_changed_places_are_no_other_word(number: int, place: int) -> None:
    word = word_of(number, digits=DIGITS)
    wrong = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    assert number_of(wrong) == (number if wrong == word else None)


def test_what_is_no_word_is_no_number() -> None:
    assert [number_of(word) for word in ("", "a", "0000", "../..", "kopi susu", "٢٣٤٥")] == [None] * 6
