"""A monthly report on paper (PDF/A) and as a workbook: the same figures and words as on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pimpasa.common import clock
from pimpasa.monthly.kinds import Pillar
from pimpasa.monthly.models import Monthly
from pimpasa.monthly.queries import Line
from pimpasa.papers.layout import FOLDER, base
from pimpasa.papers.queries import head_of, letterhead_of
from pimpasa.papers.typesetting import typeset

Lines = Sequence[tuple[Pillar, Sequence[Line]]]


def tables(monthly: Monthly, lines: Lines, words: str) -> dict[str, list[Sequence[Any]]]:
    """One sheet: pillar, figure, number; then the words."""
    rows: list[Sequence[Any]] = [[_("Pillar"), _("Figure"), _("How many")]]
    rows += [[pillar.label, str(line.figure.label), _number(line)] for pillar, group in lines for line in group]
    rows += [[_("In words"), text, ""] for text in (monthly.summary, words) if text]
    return {_("Monthly report"): rows}


def printed(monthly: Monthly, lines: Lines, words: str) -> bytes:
    """A PDF/A-2a. Raises TemplateFault or Refused as the typesetter does."""
    letterhead = letterhead_of(monthly.office)
    head = head_of(letterhead)
    whose = monthly.desk.name if monthly.desk is not None else monthly.office.name
    data = {
        "judul": _("Monthly report of %(whose)s") % {"whose": whose},
        "kop": {"atas": list(head.above), "kantor": head.office, "alamat": list(head.address)},
        "konsep": monthly.sent_at is None,
        "latihan": settings.PIMPASA_TRAINING,
        "nomor": "",
        "tanggal": date_format(clock.today(), "j F Y"),
        "kota": letterhead.city,
        "penanda": {"jabatan": "", "nama": "", "nip": ""},
        "isian": {
            "bulan": date_format(monthly.month, "F Y"),
            "pilar": [
                {"judul": str(pillar.label), "baris": [[str(line.figure.label), str(_number(line))] for line in group]}
                for pillar, group in lines
            ],
            "kata": [text for text in (monthly.summary, words) if text],
            "terima": _receipt(monthly),
        },
        "kode": "",
        "alamat_periksa": "",
        "qr": "",
    }
    source = (FOLDER / "bulanan.typ").read_text()
    return typeset(f"{base()}{source}\n", data, day=clock.today(), skip=base().count("\n")).pdf


def _number(line: Line) -> int | str:
    return _("fewer than ten") if line.number is None else line.number


def _receipt(monthly: Monthly) -> str:
    if monthly.received_by is None or monthly.received_at is None:
        return ""
    return _("Received on %(day)s by %(name)s, %(office)s.") % {
        "day": date_format(clock.day_of(monthly.received_at), "j F Y"),
        "name": monthly.received_by.name,
        "office": monthly.to_office,
    }
