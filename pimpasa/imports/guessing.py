"""What a message or a row may be, by the words that the house knows already. An officer decides; nothing is judged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pimpasa.areas.kinds import Happening
from pimpasa.areas.persons import identifiers_of_persons
from pimpasa.education.offers.checking import Level, check
from pimpasa.imports.contents import Piece
from pimpasa.imports.kinds import Guess
from pimpasa.outreach.models import DialogueKind
from pimpasa.reports.alarms import Alarm, alarms_in
from pimpasa.reports.kinds import Kind
from pimpasa.territory.models import Village
from pimpasa.territory.neighbourhoods import without_neighbourhood

# Beside the names of an office's kinds: how a group says that something was held.
_HELD = re.compile(r"\b(?:dialog|penyuluhan|silaturahmi|sosialisasi|kunjungan|rapat|koordinasi|pembinaan)\b")
_ABROAD = r"(?:luar negeri|ln|malaysia|kamboja|myanmar|taiwan|hong ?kong|arab|saudi|dubai|tki|tkw|pmi|calo|sponsor)"
_FOREIGN = re.compile(r"\b(?:wna|orang asing|bule|warga asing|tenaga asing|tka|overstay|visa|kitas|paspor)\b")
_WORK_ABROAD = re.compile(rf"\b(?:kerja|bekerja|berangkat|diberangkatkan|lowongan)\b.{{0,60}}\b{_ABROAD}\b", re.DOTALL)
# Looking for the signs of an offer costs three milliseconds of a processor: what speaks of no work has none.
_OF_WORK = re.compile(r"kerja|gaji|lowongan|loker|rekrut|berangkat|\b(?:job|hiring|salary|working)\b")
# A child is at many a dialogue; the other alarms let nobody wait.
_ALWAYS = frozenset(Alarm) - {Alarm.CHILD}
_HAPPENS: dict[Happening, re.Pattern[str]] = {
    Happening.RECRUITING: re.compile(
        r"(?:cari|mencari|rekrut|merekrut|tawar\w*)\b.{0,40}\b(?:pekerja|tenaga kerja|orang kerja)"
        r"|(?:brosur|poster|selebaran)\b.{0,40}\b(?:kerja|lowongan)"
    ),
    Happening.DEPARTING: re.compile(r"(?:beberapa|banyak|rombongan)\b.{0,40}\b(?:berangkat|diberangkatkan)\b"),
    Happening.CROWDED: re.compile(
        r"(?:kontrakan|kos|kost|rumah|ruko|mess|penampungan|apartemen|unit)\b.{0,60}"
        r"\b(?:penuh|ramai|rame|banyak orang|berdesakan|puluhan|belasan)\b"
    ),
    Happening.REUSED: re.compile(
        r"(?:rumah|ruko|gudang)\b.{0,30}\b(?:kosong)\b.{0,60}\b(?:dipakai|dihuni|ditempati|disewa)"
    ),
    Happening.CHANGING: re.compile(r"(?:keluar masuk|datang dan pergi|silih berganti|berganti[- ]ganti)"),
}


@dataclass(frozen=True)
class Surroundings:
    """What an office calls things: its kinds of dialogues and the kelurahan of its area."""

    kinds: Sequence[DialogueKind]
    villages: Sequence[Village]

    def kind_in(self, piece: Piece) -> DialogueKind | None:
        """The kind of dialogue that it names."""
        return next((kind for kind, pattern in self._kinds if pattern.search(piece.words.casefold())), None)

    def village_in(self, piece: Piece) -> Village | None:
        """The kelurahan that its place or else its words name; of several the longest name."""
        for text in (piece.place.casefold(), piece.words.casefold()):
            named = [village for village, pattern in self._villages if pattern.search(text)]
            if named:
                return max(named, key=lambda village: len(village.name))
        return None

    @cached_property
    def _kinds(self) -> list[tuple[DialogueKind, re.Pattern[str]]]:
        return [(kind, _any_of(kind.name_id, kind.key)) for kind in self.kinds]

    @cached_property
    def _villages(self) -> list[tuple[Village, re.Pattern[str]]]:
        return [(village, _any_of(village.name)) for village in self.villages]


def guess(piece: Piece, surroundings: Surroundings) -> Guess:
    """What is to be proposed for a piece."""
    words = piece.words.casefold()
    alarms = alarms_in(piece.words)
    if not _ALWAYS.isdisjoint(alarms):
        return Guess.REPORT
    if surroundings.kind_in(piece) is not None or _HELD.search(words):
        return Guess.ACTIVITY
    if alarms or _tells_of_work(piece.words, words):
        return Guess.REPORT
    if happening_in(piece) is not None and not identifiers_of_persons(piece.words):
        return Guess.AREA
    return Guess.REPORT if _FOREIGN.search(words) else Guess.OTHER


def happening_in(piece: Piece) -> Happening | None:
    """What happens in an area, by its words."""
    words = piece.words.casefold()
    return next((happening for happening, pattern in _HAPPENS.items() if pattern.search(words)), None)


def report_kind_in(piece: Piece) -> Kind | None:
    """The kind of report that its words speak for."""
    words = piece.words.casefold()
    if not _ALWAYS.isdisjoint(alarms_in(piece.words)):
        return Kind.TPPO
    if _tells_of_work(piece.words, words):
        return Kind.PMI
    return Kind.FOREIGNER if _FOREIGN.search(words) else None


def rw_in_piece(piece: Piece) -> str:
    """The RW that it names, as three digits, or empty."""
    beside = f"RW {piece.rw}" if piece.rw.strip().isdecimal() else piece.rw
    return next((rw for text in (beside, piece.place, piece.words[:1000]) if (rw := _rw_in(text))), "")


def _rw_in(text: str) -> str:
    return without_neighbourhood(text)[1].rw


def _tells_of_work(text: str, words: str) -> bool:
    """An offer with signs to stop at, or work in another country."""
    return bool(_OF_WORK.search(words)) and (_WORK_ABROAD.search(words) is not None or check(text).level == Level.STOP)


def _any_of(*names: str) -> re.Pattern[str]:
    parts = sorted({re.escape(name.casefold()) for name in names if name.strip()}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b" if parts else r"(?!)")
