"""Words as a search compares them, and their digests."""

from __future__ import annotations

import pytest
from hypothesis import given as always
from hypothesis import strategies as some

from pimpasa.linking.words import MOST_WORDS, digest_words, words

KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Paspornya dipegang AGEN, paspor itu!", ["paspor", "dipegang", "agen"]),
        ("yang dan di ke", []),
        ("Café ＡＧＥＮ１２", ["cafe", "agen12"]),
        ("kerja kerja KERJA", ["kerja"]),
        ("RW 17", []),
        ("🙂 \x00 ---", []),
        ("جواز السفر", ["جواز", "السفر"]),
        ("护照", ["护照"]),
    ],
)
def test_words_of_a_text(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_javanese_script_is_found_as_it_was_written() -> None:
    assert words("ꦥꦱ꧀ꦥꦺꦴꦂ") == words("ꦥꦱ꧀ꦥꦺꦴꦂ kalau") != []


def test_a_long_text_has_a_bounded_number_of_words() -> None:
    assert len(words(" ".join(f"kata{n}" for n in range(10_000)))) == MOST_WORDS


@always(some.text(max_size=300))
def test_what_was_written_is_found_again(text: str) -> None:
    found = words(text)
    assert [word for word in found if word not in words(text + " " + text)] == []
    assert len(set(found)) == len(found)


def test_digests_differ_by_desk_and_month() -> None:
    said = [
        digest_words(["w:paspor"], key=key, month=month)
        for key in (KEY, OTHER)
        for month in ("2025-09", "2025-10")
    ]  # fmt: skip
    assert len({tuple(one) for one in said}) == 4
    assert all(-(2**63) <= number < 2**63 for one in said for number in one)
    assert digest_words(["w:paspor"], key=KEY, month="2025-09") == said[0]
