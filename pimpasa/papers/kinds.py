"""The kinds of papers an office issues, and what each asks for. Layouts are this program's proposal: no official ones
were found, so each office edits them and has them confirmed by its lawyer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PaperKind(TextChoices):
    WARRANT = "spt", _("Surat Perintah Tugas")
    INFORMATION = "li", _("Laporan Informasi")
    INCIDENT = "lk", _("Laporan Kejadian")
    EXAMINATION = "bap", _("Berita Acara Pemeriksaan (BAP)")
    ACTIVITY = "lhk", _("Laporan Hasil Kegiatan")
    MINUTES = "gk", _("Minutes of a gelar kasus")
    MEASURE = "tak", _("Proposal of an administrative measure (TAK)")
    REFERRAL = "rujukan", _("Referral letter")
    HANDOVER = "polri", _("Handover to the police (Polri)")
    RECEIPT = "ttb", _("Receipt of evidence")

    @property
    def code(self) -> str:
        """How the kind is called in a number."""
        return CODES[self]


CODES: dict[PaperKind, str] = {
    PaperKind.WARRANT: "SPT",
    PaperKind.INFORMATION: "LI",
    PaperKind.INCIDENT: "LK",
    PaperKind.EXAMINATION: "BAP",
    PaperKind.ACTIVITY: "LHK",
    PaperKind.MINUTES: "GK",
    PaperKind.MEASURE: "UTAK",
    PaperKind.REFERRAL: "RJK",
    PaperKind.HANDOVER: "PLP",
    PaperKind.RECEIPT: "TTB",
}
# Kinds that act against a person: only in a case, and never while that person may be a victim (UU 6/2011 art. 86-88).
AGAINST_A_PERSON = frozenset({PaperKind.MEASURE})
# Kinds that say something of a case and mean nothing without one.
OF_A_CASE = frozenset({PaperKind.MINUTES, PaperKind.MEASURE})


# What an office's letterhead says, and who usually signs.
LETTERHEAD = ("above", "address", "city", "signer_title", "signer_name", "signer_nip")


class FieldKind(StrEnum):
    LINE = "line"
    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    ROWS = "rows"  # a table: see `table`


@dataclass(frozen=True)
class Field:
    """One thing a paper says. `sample` is invented and shows an office its template filled in."""

    name: str
    label: str | Promise
    sample: str
    kind: FieldKind = FieldKind.LINE
    help: str | Promise = ""
    required: bool = True
    columns: tuple[str, ...] = ()
    has_long_cells: bool = False
    choices: tuple[str, ...] = ()

    def rows_of(self, value: str) -> list[list[str]]:
        """The rows of a table, each as wide as the field has columns.

        One drafted before tables had a box a cell is a row a line, with | between.
        """
        width = len(self.columns)
        return [(row + [""] * width)[:width] for row in _cells(value) or _parted(value, width)]


def table(rows: Iterable[Sequence[str]]) -> str:
    """Rows as a paper keeps them, without those that say nothing; empty where none does."""
    trimmed = [[cell.strip() for cell in row] for row in rows]
    filled = [row for row in trimmed if any(row)]
    return json.dumps(filled, ensure_ascii=False) if filled else ""


def _cells(value: str) -> list[list[str]]:
    """The rows of a `table`; none of any other text."""
    try:
        rows = json.loads(value)
    except (ValueError, RecursionError):
        return []
    are_rows = isinstance(rows, list) and all(isinstance(row, list) for row in rows)
    return [[str(cell) for cell in row] for row in rows] if are_rows else []


def _parted(value: str, width: int) -> list[list[str]]:
    lines = (line for line in value.splitlines() if line.strip(" |"))
    return [[cell.strip() for cell in line.split("|", width - 1)] for line in lines]
