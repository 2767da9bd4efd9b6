"""The same hundred bits as a code and as ten words, however they are typed or pasted."""

from __future__ import annotations

import re
import secrets
import time
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimpasa.sealing import crockford, receipts, ten_words
from pimpasa.sealing.errors import MalformedCode, MalformedWords
from pimpasa.sealing.receipts import Receipt

CODES = [receipts.new_code() for _ in range(50)]
SPELT_ALIKE = str.maketrans({"e": "i", "o": "u", "v": "p", "f": "p", "z": "j", "x": "s", "q": "k"})
# Words of public appeals, of fear, of faith and of parties that a list like this must never take in.
NEVER = {"mati", "darah", "polisi", "penjara", "paspor", "visa", "agen", "budak", "doa", "masjid", "gereja", "partai"}


def words_of(code: str) -> list[str]:
    return receipts.parse(code).words


def sound(word: str) -> str:
    """How a word sounds to who hears e for i, o for u, f and v for p, z for j, and no doubled letter or last h."""
    plain = word.replace("kh", "k").replace("sy", "s").translate(SPELT_ALIKE)
    return re.sub(r"h$", "", re.sub(r"(.)\1+", r"\1", plain))


def test_it_works() -> None:
    code = CODES[0]
    assert receipts.read(" ".join(words_of(code))) == [receipts.parse(code)]


def test_the_list_has_1024_short_words_in_small_letters() -> None:
    assert (len(set(ten_words.WORDS)), list(ten_words.WORDS)) == (1024, sorted(ten_words.WORDS))
    assert [word for word in ten_words.WORDS if not re.fullmatch("[a-z]{3,7}", word)] == []
    assert NEVER & set(ten_words.WORDS) == set()


def test_no_word_begins_another() -> None:
    ordered = sorted(ten_words.WORDS)
    assert [pair for pair in pairwise(ordered) if pair[1].startswith(pair[0])] == []


def test_any_two_words_differ_by_two_letters_and_in_sound() -> None:
    pairs = list(combinations(ten_words.WORDS, 2))
    assert [pair for pair in pairs if ten_words.is_near(*pair)] == []
    assert [pair for pair in pairs if sound(pair[0]) == sound(pair[1])] == []


@given(st.integers(0, 2**100 - 1))
def test_words_and_bits_are_the_same(bits: int) -> None:
    assert ten_words.decode(ten_words.encode(bits)) == bits


@pytest.mark.parametrize(
    "way",
    [
        " ".join,
        ", ".join,
        "".join,
        "\n".join,
        lambda words: " ".join(words).upper(),
        lambda words: "\n".join(f"{number}. {word}" for number, word in enumerate(words, 1)),
        lambda words: " ".join(f"{number}){word}" for number, word in enumerate(words, 1)),
        lambda words: f"*{' '.join(words)}*",
        lambda words: f"kata kunci: {' - '.join(words)}. Simpan ya",
        lambda words: f"{' '.join(words)}\n{' '.join(words)}",
        lambda words: " ".join(" ".join(word) for word in words),
        lambda words: "·".join(word.title() for word in words),
    ],
)
def test_however_words_are_typed_they_open_the_same(way: object) -> None:
    assert callable(way)
    for code in CODES:
        assert receipts.parse(code) in receipts.read(way(words_of(code)))


@pytest.mark.parametrize(
    "around",
    [
        "Kode: {}",
        "kode laporan saya {} terima kasih",
        "https://pimpasa.example/lacak/#{}",
        "buka https://pimpasa.example/lacak/#{} sebelum Kamis, 3 Desember",
        "*{}*",
        "_{}_",
        "{} {}",
        "{}\n{}",
        "{}{}",
        "\u201c{}\u201d",
        "\u200b{}\u200b",
        "Kode Anda\n{}\nBuka lagi sebelum Kamis, 3 Desember\nAlamat: pimpasa.example/lacak",
    ],
)
def test_a_code_is_found_in_whatever_it_was_pasted_with(around: str) -> None:
    for code in CODES:
        for written in (code, code.lower(), code.replace("-", " "), code.replace("-", "\u2011")):
            assert receipts.parse(code) in receipts.read(around.format(written, written))


WITHOUT_A_DIGIT = next(
    receipt.code
    for number in range(1, 1000)
    if (receipt := receipts.Receipt(int("01010" * 20, 2) + number * 2**95)).code[-1] in crockford.ALPHABET
    and not re.search("[0-9]", receipt.code)
)


@pytest.mark.parametrize("around", ["{}", "Kode: {}", "kode laporan saya {} terima kasih", "*{}*"])
def test_a_code_without_a_digit_is_found_in_its_groups(around: str) -> None:
    """Nobody is given one any more; people still have theirs."""
    assert receipts.parse(WITHOUT_A_DIGIT) in receipts.read(around.format(WITHOUT_A_DIGIT))


def test_no_code_is_drawn_without_a_digit(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = [receipts.parse(WITHOUT_A_DIGIT).bits, receipts.parse(CODES[0]).bits]
    monkeypatch.setattr(secrets, "randbits", lambda _bits: drawn.pop(0))
    assert (receipts.new_code(), drawn) == (CODES[0], [])


def test_code_and_words_together_are_one_receipt() -> None:
    for code in CODES:
        assert receipts.parse(code) in receipts.read(f"Kode: {code}\nKata: {' '.join(words_of(code))}")


def test_one_wrong_letter_is_forgiven_where_it_can_be_one_word_only() -> None:
    words = ten_words.encode(0)[:9]
    for wrong, right in (("kucingg", "kucing"), ("jerpah", "jerapah"), ("jerapha", "jerapah"), ("jerupah", "jerapah")):
        assert ten_words.read(" ".join([*words, wrong])) == [[*words, right]]


def test_which_word_is_at_fault_is_told() -> None:
    words = words_of(CODES[0])
    with pytest.raises(MalformedWords) as unknown:
        receipts.read(" ".join([*words[:3], "xylofon", *words[4:]]))
    assert (unknown.value.reason, unknown.value.number, unknown.value.typed) == ("unknown", 4, "xylofon")
    with pytest.raises(MalformedWords) as short:
        receipts.read(" ".join(words[:9]))
    assert (short.value.reason, short.value.number) == ("count", 9)


def test_a_word_that_may_be_two_is_asked_for() -> None:
    near_two = next(
        (typed, near)
        for word in ten_words.WORDS
        for typed in (word[1:], word[:-1])
        if len(near := [other for other in ten_words.WORDS if ten_words.is_near(typed, other)]) > 1
    )
    typed, near = near_two
    with pytest.raises(MalformedWords) as unclear:
        ten_words.read(" ".join([typed, *ten_words.encode(7)[1:]]))
    assert (unclear.value.reason, unclear.value.number, unclear.value.near) == ("unclear", 1, near)


def test_words_that_no_code_has_are_refused() -> None:
    bits = next(bits for bits in range(100) if crockford.check_symbol(bits) not in crockford.ALPHABET)
    with pytest.raises(MalformedWords) as wrong:
        receipts.read(" ".join(Receipt(bits).words))
    assert wrong.value.reason == "check"


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    try:
        receipts.read(text)
    except (MalformedCode, MalformedWords):
        return


def test_few_are_read_of_a_long_text() -> None:
    long = [word for number in range(60) for word in ten_words.encode(number)]
    assert len(receipts.read(" ".join(long))) <= receipts.MOST_READ
    assert len(receipts.read(" ".join(long[:-1]))) <= receipts.MOST_READ


@pytest.mark.parametrize("typed", ["A " * 2000, "\ufdfa" * 4000, "\u33ae" * 4000, "0U" * 2000])
def test_a_long_text_is_read_in_little_time(typed: str) -> None:
    before = time.process_time()
    with pytest.raises((MalformedCode, MalformedWords)):
        receipts.read(typed)
    assert time.process_time() - before < 0.3
