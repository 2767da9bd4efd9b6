"""What is a question, and what is somebody's trouble that no wall should show."""

from __future__ import annotations

import pytest

from pimpasa.outreach.day.trouble import trouble_in

REPORTS = [
    "Tetangga saya menampung banyak orang, harus lapor ke mana?",
    "Di blok sebelah ada orang yang dikurung",
    "Paspor teman saya ditahan agen, bagaimana?",
    "Paspornya dipegang majikan dan dia belum digaji",
    "Saya dipaksa berangkat minggu depan",
    "Adik saya hilang kontak sejak sampai di sana",
    "Mereka tidak boleh keluar dari ruko itu",
    "Tolong selamatkan anak itu",
    "My neighbour keeps people in a house",
    "They took her passport and she can't leave",
    "Kenal mas ini? 0812-0000-4411",
    "Mobil B 1234 KRG sering jemput orang malam-malam",
    "Apakah PT Karangan Belaka resmi?",
]
QUESTIONS = [
    "Bolehkah paspor dipegang agen?",
    "Kalau paspor ditahan, apa yang harus dilakukan?",
    "Bagaimana cara bekerja ke Jepang lewat jalur resmi?",
    "Berapa biaya membuat paspor?",
    "Apa bedanya TPPO dan penyelundupan orang?",
    "Anak saya mau kerja di luar negeri, mulai dari mana?",
    "Apa saja delapan dokumen itu?",
    "May an agent keep passports?",
    "",
    "???",
]


def test_it_works() -> None:
    assert trouble_in("Kenal 0812-0000-4411? Tetangga saya dikurung.") == trouble_in(
        "Tetangga saya dikurung: 0812-0000-4411"
    )
    assert trouble_in("Kenal 0812-0000-4411?").identifiers == ("phone",)


def sounds_like_a_report(text: str) -> bool:
    return trouble_in(text).by_words or trouble_in(text).identifiers != ()


@pytest.mark.parametrize("text", REPORTS)
def test_a_report_is_heard(text: str) -> None:
    assert sounds_like_a_report(text)
    assert sounds_like_a_report(text.upper()) or trouble_in(text).identifiers


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_stays_one(text: str) -> None:
    assert not sounds_like_a_report(text)


def test_long_texts_are_read_at_once() -> None:
    assert not sounds_like_a_report("saya paspor " * 5000)
