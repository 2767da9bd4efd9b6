"""The kinds of papers an office issues, and what each asks for. Layouts are this program's proposal: no official ones
were found, so each office edits them and has them confirmed by its lawyer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
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
    ROWS = "rows"  # a row a line, its columns parted by |


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
    choices: tuple[str, ...] = ()

    @property
    def hint(self) -> str:
        """What stands under the label of its form."""
        if self.kind is FieldKind.ROWS:
            return gettext("A row a line, with | between: %(columns)s.") % {"columns": " | ".join(self.columns)}
        return str(self.help)

    def rows_of(self, value: str) -> list[list[str]]:
        """The rows in what was typed; what stands after the last column stays in it."""
        lines = (line for line in value.splitlines() if line.strip(" |"))
        return [_padded(line, len(self.columns)) for line in lines]


def _padded(line: str, width: int) -> list[str]:
    cells = [cell.strip() for cell in line.split("|", width - 1)]
    return cells + [""] * (width - len(cells))
