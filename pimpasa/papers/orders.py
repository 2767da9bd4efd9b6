"""A surat perintah as its paper says it, in the form in which it lets officers do something."""

from __future__ import annotations

from datetime import date

from pimpasa.letters.contents import LetterFacts
from pimpasa.papers.fields import fields_of
from pimpasa.papers.kinds import PaperKind

_STAFF = next(field for field in fields_of(PaperKind.WARRANT) if field.name == "petugas")


def facts_of(number: str, fields: dict[str, str]) -> LetterFacts:
    """Its number and days. Raises ValueError for what is no day."""
    days = (date.fromisoformat(fields.get(name, "")) for name in ("berlaku_dari", "berlaku_sampai"))
    return LetterFacts(number, *days)


def people_of(fields: dict[str, str]) -> list[tuple[str, str]]:
    """Whom it names, by name and NIP."""
    return [(row[0], row[1]) for row in _STAFF.rows_of(fields.get("petugas", "")) if row[0].strip()]


def signer_of(fields: dict[str, str]) -> str:
    return ", ".join(part for part in (fields.get("penanda_nama", ""), fields.get("penanda_jabatan", "")) if part)
