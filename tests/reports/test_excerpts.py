"""The sentence that matched, with what was meant marked, whatever form or spelling stands in it."""

from __future__ import annotations

import time

import pytest

from pimpasa.reports.excerpts import LONGEST, Sought, excerpt

STORY = (
    "Karangan: tetangga saya baru pindah. Katanya dia dikurung di gudang biru sejak Senin. "
    "Hubungi 0812-5550-0001 kalau mau tahu. Dibawa pak Soetrisno naik B1234XYZ."
)


def marked(question: str, *texts: str, is_near: bool = False) -> list[str]:
    sought = Sought.of(question, is_near=is_near)
    return [part.text for part in excerpt(texts or (STORY,), sought) if part.is_marked]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("mengurung", ["dikurung"]),
        ("gudang mengurung", ["dikurung", "gudang"]),
        ("081255500001", ["0812-5550-0001"]),
        ("plat b 1234 xyz", ["B1234XYZ"]),
        ("kenari", []),
        ("", []),
        ("\x00", []),
    ],
)
def test_what_is_meant_is_marked(question: str, words: list[str]) -> None:
    assert marked(question) == words


def test_a_name_as_it_sounds_is_marked_where_near_ones_count() -> None:
    assert (marked("Sutrisno"), marked("Sutrisno", is_near=True)) == ([], ["Soetrisno"])


def test_the_sentence_with_the_most_of_it_is_shown_whole() -> None:
    parts = excerpt([STORY], Sought.of("tetangga gudang mengurung"))
    assert "".join(part.text for part in parts).strip() == "Katanya dia dikurung di gudang biru sejak Senin."


def test_a_long_sentence_is_cut_around_it() -> None:
    long = f"Karangan {'lalu kemudian ' * 40}di rumah hijau {'dan seterusnya ' * 40}"
    text = "".join(part.text for part in excerpt([long], Sought.of("hijau")))
    assert (text.startswith("…"), text.endswith("…"), "rumah hijau" in text) == (True, True, True)
    assert len(text) <= LONGEST + 2


def test_other_texts_are_looked_through_too() -> None:
    assert marked("melati", "Karangan.", "Gang Melati 3") == ["Melati"]


def test_a_page_of_long_stories_costs_little() -> None:
    stories = [" ".join(f"kata{number}{place} berjalan" for place in range(400)) for number in range(25)]
    sought = Sought.of("mengurung gudang 0812-5550-0001")
    began = time.process_time()
    assert [excerpt([story], sought) for story in stories] == [[]] * 25
    assert time.process_time() - began < 2
