"""Words in a story that let nobody wait: somebody confined, hurt or threatened, a child, a departure within days.

They only bring a report before an officer's eyes sooner. Whoever writes of the opposite ("tidak dikurung") raises none.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.reports.contents import Answers
from pimpasa.reports.indicators import urgency_of
from pimpasa.reports.kinds import Urgency

_NOT = r"(?:tidak|tdk|tak|nggak|enggak|ngga|gak|ga|gk)"
_PHONE = r"(?:hp|hape|handphone|ponsel|telepon|telpon)(?:nya|ku)?"
_TAKEN = r"(?:diambil|disita|dirampas|ditahan|dipegang)"
_LEAVES = r"(?:berangkat|diberangkatkan|terbang|diterbangkan|dikirim|dibawa|diseberangkan|nyebrang)"
_SOON = (
    r"(?:besok|lusa|malam ini|nanti malam|hari ini|sore ini|pagi ini|minggu ini|sebentar lagi"
    r"|(?:[1-7]|se|satu|dua|tiga|empat|lima) ?hari lagi)"
)
_YOUNG = r"(?:1[0-7]|[1-9])"
_NEAR = r"(?:\W+\w+){0,4}?\W+"


class Alarm(Enum):
    """A kind of alarm: what officers read, and the words that raise it."""

    def __init__(self, label: str | Promise, *words: str) -> None:
        self.label = label
        self.words = re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)

    CONFINED = (
        _("somebody is confined"),
        r"dikurung|mengurung|ngurung|terkurung|disekap|menyekap|penyekapan|dilarang (?:keluar|pulang)",
        rf"{_NOT} (?:boleh|bisa|dapat|dikasih) (?:keluar|pulang|pergi|kabur)",
        r"locked (?:up|in)",
    )
    HURT = (
        _("somebody is hurt"),
        r"dipukul(?:i|in)?|digebuki?n?|ditampar|ditendang|disiksa|menyiksa|penyiksaan|disetrum|dianiaya|disundut",
        r"diperkosa|dilecehkan|dibunuh|beaten|tortured|raped",
    )
    THREATENED = (_("somebody is threatened"), r"diancam(?! denda)|mengancam|ngancam|ancaman|threatened")
    PHONE = (_("a telephone was taken away"), rf"{_PHONE}(?:\W+\w+){{0,2}}?\W+{_TAKEN}|{_TAKEN}\W+{_PHONE}")
    RANSOM = (_("ransom is asked"), r"tebusan|ditebus|menebus|ransom")
    CHILD = (
        _("a child"),
        r"di bawah umur|anak kecil|balita|bayi|masih (?:sd|smp|sma|smk|sekolah)",
        rf"(?:umur|usia|berumur|berusia)(?:nya)?(?: (?:baru|masih))? {_YOUNG}(?! ?\d)",
        rf"anak(?:nya)?(?:\W+\w+){{0,2}}?\W+{_YOUNG} (?:tahun|thn)",
    )
    LEAVING = (_("somebody leaves within days"), rf"{_LEAVES}{_NEAR}{_SOON}|{_SOON}{_NEAR}{_LEAVES}")


_DENIED = re.compile(rf"\b(?:{_NOT}|belum|bukan|tanpa|not|never)\W+(?:\w+\W+)?$", re.IGNORECASE)


def alarms_in(text: str) -> list[Alarm]:
    """The kinds of alarm that a text raises, each once."""
    return [alarm for alarm in Alarm if any(not _is_denied(text, match) for match in alarm.words.finditer(text))]


def for_browser() -> dict[str, Any]:
    """The table as a page's script reads it: a phone that seals the words says only whether any of it is in them."""
    return {"alarms": [alarm.words.pattern for alarm in Alarm], "denied": _DENIED.pattern}


def _is_denied(text: str, match: re.Match[str]) -> bool:
    return _DENIED.search(text[max(0, match.start() - 30) : match.start()]) is not None


def urgency_told(answers: Answers) -> Urgency:
    """How soon a person must look, by what was said and ticked, never later than an officer who heard it says.

    A story without words waits for nobody's turn.
    """
    return urgency_of_story(answers, is_alarming=bool(alarms_in(answers.narrative)), is_written=answers.has_words)


def urgency_of_story(answers: Answers, *, is_alarming: bool, is_written: bool) -> Urgency:
    """The same where somebody else read the words."""
    if is_alarming:
        return Urgency.EMERGENCY
    urgency = urgency_of(danger=bool(answers.danger), ticked=answers.indicators)
    if answers.graded:
        urgency = min(urgency, Urgency(answers.graded))
    return urgency if is_written else min(urgency, Urgency.PRIORITY)
