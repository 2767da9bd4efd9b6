"""Words that let nobody wait, and words that only look like them."""

from __future__ import annotations

import pytest

from pimpasa.reports.alarms import Alarm, alarms_in, urgency_told
from pimpasa.reports.contents import Answers
from pimpasa.reports.kinds import Urgency

RAISED = [
    ("Dia dikurung di lantai tiga", [Alarm.CONFINED]),
    ("mereka ga boleh keluar dari ruko", [Alarm.CONFINED]),
    ("Katanya nggak bisa pulang sebelum bayar", [Alarm.CONFINED]),
    ("adik saya dipukuli mandornya", [Alarm.HURT]),
    ("Keluarganya DIANCAM dibunuh", [Alarm.HURT, Alarm.THREATENED]),
    ("hp nya diambil sama agen", [Alarm.PHONE]),
    ("minta tebusan 40 juta", [Alarm.RANSOM]),
    ("anaknya umur 15 tahun disuruh kerja malam", [Alarm.CHILD]),
    ("keponakan saya masih SMP", [Alarm.CHILD]),
    ("besok pagi mau diberangkatkan ke Batam", [Alarm.LEAVING]),
    ("berangkat 2 hari lagi naik kapal", [Alarm.LEAVING]),
    ("she was locked up", [Alarm.CONFINED]),
]
QUIET = [
    "",
    "Tetangga ditawari kerja pabrik, gajinya besar",
    "dia tidak dikurung, hanya belum digaji",
    "belum pernah dipukul",
    "diancam denda kalau batal",
    "umur 25 tahun, dari Subang",
    "umurnya 170 tahun katanya bercanda",
    "tahun depan berangkat",
    "jangan ambil hp saya di meja",
]


@pytest.mark.parametrize(("story", "alarms"), RAISED)
def test_words_that_let_nobody_wait(story: str, alarms: list[Alarm]) -> None:
    assert alarms_in(story) == alarms
    assert urgency_told(Answers(narrative=story)) == Urgency.EMERGENCY


@pytest.mark.parametrize("story", QUIET)
def test_words_that_only_look_like_them(story: str) -> None:
    assert alarms_in(story) == []


def test_a_story_without_words_waits_for_nobody_s_turn() -> None:
    assert urgency_told(Answers(exhibits=["suara"])) == Urgency.PRIORITY
    assert urgency_told(Answers(narrative="Karangan: gaji kecil.")) == Urgency.ROUTINE
    assert urgency_told(Answers(exhibits=["suara"], danger=True)) == Urgency.EMERGENCY
