"""From a paper's fields to what its template is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from pimpasa.common import qr
from pimpasa.papers.fields import fields_of, samples_of
from pimpasa.papers.kinds import Field, FieldKind, PaperKind
from pimpasa.papers.typesetting import Typeset, typeset

FOLDER = Path(__file__).parent / "templates"
SAMPLE_DAY = date(2025, 9, 25)
SAMPLE_CODE = "0000-0000-0000-0000-00000"
SAMPLE_ADDRESS = "https://contoh.invalid"
# As printed by the ministry's own letters; each office changes it.
ABOVE = ("Kementerian Imigrasi dan Pemasyarakatan Republik Indonesia", "Direktorat Jenderal Imigrasi")


@dataclass(frozen=True)
class Head:
    """Lines over the office's name, the name, lines of its address."""

    above: tuple[str, ...]
    office: str
    address: tuple[str, ...]


@dataclass(frozen=True)
class Issue:
    """What a paper gets with its number. `address` is the site's own, without a path."""

    number: str
    day: date
    code: str
    address: str

    @property
    def check_address(self) -> str:
        return f"{self.address}/cek-surat/{self.code}/"


@cache
def shipped(kind: PaperKind) -> str:
    """The template that comes with the program."""
    return (FOLDER / f"{kind.value}.typ").read_text()


@cache
def base() -> str:
    """What all templates may use, set before each."""
    return (FOLDER / "dasar.typ").read_text()


def draft(kind: PaperKind, fields: dict[str, str], head: Head, *, source: str, pictures: bool) -> Typeset:
    """A draft, marked as one across each page. Raises as `typeset`."""
    return _set(kind, fields, head, None, source, pictures)


def issued(kind: PaperKind, fields: dict[str, str], head: Head, issue: Issue, *, source: str) -> Typeset:
    """The paper as it is signed. Raises as `typeset`."""
    return _set(kind, fields, head, issue, source, pictures=False)


def sample(kind: PaperKind, head: Head, *, source: str, pictures: bool = True) -> Typeset:
    """A template with invented data. Raises as `typeset`."""
    issue = Issue(f"{kind.code}-1/IX/2025", SAMPLE_DAY, SAMPLE_CODE, SAMPLE_ADDRESS)
    return _set(kind, samples_of(kind), head, issue, source, pictures)


def _set(
    kind: PaperKind, fields: dict[str, str], head: Head, issue: Issue | None, source: str, pictures: bool
) -> Typeset:
    data = _data(kind, fields, head, issue)
    whole, skip = f"{base()}{source or shipped(kind)}\n", base().count("\n")
    return typeset(whole, data, day=issue.day if issue else SAMPLE_DAY, pictures=pictures, skip=skip)


def _data(kind: PaperKind, fields: dict[str, str], head: Head, issue: Issue | None) -> dict[str, Any]:
    with translation.override("id"):
        filled = {field.name: _value(field, fields.get(field.name, "")) for field in fields_of(kind)}
        return {
            "judul": f"{kind.label} {issue.number if issue else ''}".strip(),
            "kop": {"atas": list(head.above), "kantor": head.office, "alamat": list(head.address)},
            "konsep": issue is None,
            "latihan": settings.PIMPASA_TRAINING,
            "nomor": issue.number if issue else "",
            "tanggal": date_format(issue.day, "j F Y") if issue else "",
            "kota": filled["kota"],
            "penanda": {name: filled[f"penanda_{name}"] for name in ("jabatan", "nama", "nip")},
            "isian": filled,
            "kode": issue.code if issue else "",
            "alamat_periksa": f"{issue.address.partition('://')[2]}/cek-surat/" if issue else "",
            "qr": qr.for_print(issue.check_address) if issue else "",
        }


def _value(field: Field, value: str) -> Any:
    if field.kind is FieldKind.ROWS:
        return field.rows_of(value)
    if field.kind is FieldKind.DAY:
        return _day(value)
    return value.strip()


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except ValueError:
        return value
