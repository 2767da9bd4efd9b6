"""Names in the spellings that people here write, and names that only look alike."""

from __future__ import annotations

import pytest

from pimpasa.linking.names import MOST_NAMES, names_asked, names_in, sounds

ALIKE = [
    "Muhammad Mohamad Mochamad Mohammed Muhamad Mukhamad",
    "Soetrisno Sutrisno Soetrisna",
    "Djoko Joko",
    "Tjahjono Cahyono",
    "Achmad Ahmad Akhmad",
    "Yusuf Yusup Yoesoef",
    "Nurhayati Noerhajati Nurhayatie",
    "Fitri Pitri Fitry",
    "Qomarudin Komaruddin",
    "Aziz Azis Asis",
    "Zaenal Zainal",
    "Syarif Sarip Sjarif Sharif",
    "Dewi Dewy Dewie",
    "Wahyudi Wahjudi Wahyudy",
    "Chandra Candra Tjandra",
    "Hasanah Hasanah Hasannah",
    "Agus Agoes",
    "Budi Boedi Budhi Budy",
    "Supriyanto Suprianto",
]
DIFFERENT = ["Rina Rini Rani", "Sari Sri Sarah", "Supriyanto Supriyadi", "Budi Badu", "Kusnadi Kusnanto", "Joko Jaka"]


def are_alike(one: str, two: str) -> bool:
    return bool({*sounds(one)} & {*sounds(two)})


@pytest.mark.parametrize("names", ALIKE)
def test_spellings_of_one_name_sound_alike(names: str) -> None:
    first, *others = names.split()
    assert [name for name in others if not are_alike(first, name)] == []


@pytest.mark.parametrize("names", DIFFERENT)
def test_other_names_do_not(names: str) -> None:
    first, *others = names.split()
    assert [name for name in others if are_alike(first, name)] == []


def test_names_stand_after_what_comes_before_them_or_are_no_words() -> None:
    text = "Tetangga bernama Bunga dikurung pak Sutrisno di rumah, katanya agen Karmila mau berangkatin naik kapal"
    assert names_in(text) == ["bunga", "sutrisno", "karmila"]
    assert names_in("di rumah itu ada bunga, orangnya disekap") == []


def test_a_question_s_words_may_all_be_names() -> None:
    assert names_asked("Pak Budi, bu Bunga") == ["budi", "bunga"]
    assert names_asked("0812-5555-6666 a 🙂 \x00") == []


def test_a_flood_of_names_is_not_read_to_its_end() -> None:
    letters = "abcdefghij"
    assert len(names_in(" ".join(f"xz{one}{two}q" for one in letters for two in letters))) == MOST_NAMES
