"""How the program speaks: nothing rejected comes back, one word for a thing, short sentences, nothing unexplained."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pimpasa.config.messages import faults
from pimpasa.education.helplines import helplines, links, with_numbers
from pimpasa.education.pages import FOLDER as PAGES
from pimpasa.education.sources import source
from pimpasa.sites.common.terms import TERMS
from tests.words.texts import Text, explained, going_out, in_scripts, officers, residents, rows, sentences, words

LONGEST_SENTENCE = 20
ENDINGS = "(?:nya|mu|kah|lah|ku)?"
CODE = re.compile(r"(?<=misalnya )[A-Z0-9-]+", re.IGNORECASE)  # a code as it looks
ABBREVIATION = re.compile(r"\b(?=\w*[A-Z])[A-Z0-9]{2,}\b|\bDisnaker\b")
NUMBER_WORD = "dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh"
BY_HAND = re.compile(
    r"\b(?:pasal|UU|KUHP|KUHAP|Permenimipas|Perpres)\s+\d|\bRp\s?\d"
    r"|(?<![\d-])(?:110|129|148|0800[-\d]*|08\d{2}-\d+|\+62[ \d]+)(?![\d-])"
    rf"|\b(?:\d+|{NUMBER_WORD}|\d×24)\s(?:belas\s|puluh\s)?(?:hari|jam|minggu|bulan)(?: kerja)?\b",
    re.IGNORECASE,
)


def test_it_works() -> None:
    assert len(residents()) > 800
    assert len(officers()) > 1500
    assert sentences("Satu **dua**: tiga. Empat\n- [lima](tel:110)!") == ["Satu dua:", "tiga.", "Empat", "- lima!"]
    assert words("Telepon %(police)s, gratis.") == ["Telepon", "%(police)s", "gratis"]


def test_every_text_has_its_indonesian() -> None:
    assert faults() == []


@pytest.mark.parametrize("row", rows("examples"), ids=lambda row: str(row["nr"]))
def test_no_rejected_wording_comes_back(row: dict[str, Any]) -> None:
    assert [text for text in read_by(row["of"]) if row["never"] in text.words] == []


@pytest.mark.parametrize("row", rows("glossary"), ids=lambda row: f"{row['never']}-{row['of']}")
def test_one_word_for_a_thing(row: dict[str, Any]) -> None:
    never = re.compile(rf"\b{re.escape(row['never'])}{ENDINGS}\b", re.IGNORECASE)
    wrong = [text for text in read_by(row["of"]) if never.search(without(text.words, row.get("but", [])))]
    assert wrong == []


def test_residents_read_short_sentences() -> None:
    pieces = [(text.where, piece) for text in residents() for piece in sentences(text.words)]
    assert [(where, piece) for where, piece in pieces if len(words(piece)) > LONGEST_SENTENCE] == []


def test_what_mails_and_phones_say_is_short() -> None:
    assert len(going_out()) > 20
    pieces = [(text.where, piece) for text in going_out() for piece in sentences(text.words)]
    assert [(where, piece) for where, piece in pieces if len(words(piece)) > LONGEST_SENTENCE] == []


def test_scripts_say_nothing_of_their_own() -> None:
    """What they show stands in the pages, where it is translated and read by the tests above."""
    assert list(in_scripts()) == []


def test_no_abbreviation_stands_unexplained() -> None:
    """In the same text: a page is listened to and read in parts, so that a word elsewhere on it explains nothing."""
    meanings, plain, of_officers = explained()
    assert [short for text in residents() for short in unknown(text, meanings, plain)] == []
    assert [short for text in officers() for short in unknown(text, meanings, plain | of_officers)] == []


def test_numbers_articles_and_terms_are_not_written_by_hand() -> None:
    assert [(text.where, match[0]) for text in translated() for match in BY_HAND.finditer(text.words)] == []
    for path in PAGES.glob("*.id.md"):
        written = path.read_text().partition("---\n")[2].partition("---\n")[2]
        assert [match[0] for match in re.finditer(r"\b(?:pasal|art\.)\s*\d|\b110\b|0800|\+62", written)] == []


@pytest.mark.django_db
def test_the_facts_are_written_down_with_their_sources() -> None:
    for line in helplines():
        assert with_numbers(f"{{{line.key}}}", links()) == f"[{line.number}]({line.href})"
        assert line.source.publisher
    with pytest.raises(KeyError):
        with_numbers("{nobody}", links())
    assert source("uu-31-2014-10", "id").title == "UU 31/2014 pasal 10"
    assert source("uu-31-2014-10", "en").title == "UU 31/2014 art. 10"
    assert not source("uu-18-2017-30", "id").confirmed
    assert all(term.total_seconds() > 0 for term in TERMS.values())


def unknown(text: Text, meanings: dict[str, list[str]], plain: set[str]) -> list[tuple[str, str]]:
    """Abbreviations of a text that nothing in it explains."""
    shorts = set(ABBREVIATION.findall(CODE.sub("", text.words))) - plain
    folded = text.words.casefold()
    return [
        (text.where, short)
        for short in sorted(shorts)
        if not any(meaning.casefold() in folded for meaning in meanings.get(short, ()))
    ]


def read_by(audience: str) -> tuple[Text, ...]:
    return {"residents": residents(), "officers": officers(), "both": (*residents(), *officers())}[audience]


def translated() -> list[Text]:
    """What the .po files say to residents; pages and posters have tests of their own."""
    return [text for text in residents() if ".po: " in text.where]


def without(text: str, allowed: list[str]) -> str:
    for phrase in allowed:
        text = re.sub(re.escape(phrase), "", text, flags=re.IGNORECASE)
    return text
