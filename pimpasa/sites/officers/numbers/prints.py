"""Numbers on paper: the same tables as on the page, with the office's letterhead, as PDF/A."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from pimpasa.common import clock
from pimpasa.papers.layout import FOLDER, base
from pimpasa.papers.queries import head_of, letterhead_of
from pimpasa.papers.typesetting import typeset
from pimpasa.sites.officers.numbers.asking import Question, named
from pimpasa.sites.officers.numbers.sheets import Cell, Sheet
from pimpasa.territory.models import Office


def printed(office: Office, question: Question, tables: Sequence[Sheet], *, title: str) -> bytes:
    """A PDF/A-2a. Raises TemplateFault or Refused as the typesetter does."""
    letterhead = letterhead_of(office)
    head = head_of(letterhead)
    data = {
        "judul": translation.gettext("Figures of %(office)s") % {"office": office.name},
        "kop": {"atas": list(head.above), "kantor": head.office, "alamat": list(head.address)},
        "konsep": False,
        "latihan": settings.PIMPASA_TRAINING,
        "nomor": "",
        "tanggal": date_format(clock.today(), "j F Y"),
        "kota": letterhead.city,
        "penanda": {"jabatan": "", "nama": "", "nip": ""},
        "isian": {
            "periode": named(question.period),
            "sempit": title,
            "tabel": [
                {
                    "judul": sheet.title,
                    "kolom": list(sheet.columns),
                    "baris": [list(map(_text, row)) for row in sheet.rows],
                }
                for sheet in tables
            ],
        },
        "kode": "",
        "alamat_periksa": "",
        "qr": "",
    }
    source = (FOLDER / "angka.typ").read_text()
    return typeset(f"{base()}{source}\n", data, day=clock.today(), skip=base().count("\n")).pdf


def _text(cell: Cell) -> str:
    return "–" if cell is None else str(cell)
