"""How many left a kelurahan for work abroad in a year, brought in from a statistic: one more sign of where to talk."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.outreach import rules
from pimpasa.outreach.models import Departures
from pimpasa.outreach.queries import villages_of
from pimpasa.territory.models import Office

MOST_BYTES = 1024**2
MOST_ROWS = 5_000
MOST_PEOPLE = 1_000_000
CODES = {"kode", "kode kelurahan", "kelurahan", "code"}
NUMBERS = {"jumlah", "keberangkatan", "jumlah keberangkatan", "number"}


@transaction.atomic
def bring_in(*, data: bytes, year: int, source: str, by: Officer) -> int:
    """Put a year's numbers in the place of those before; returns how many kelurahan. Raises Refused with the line."""
    rules.check_keep(by)
    if not 2000 <= year <= clock.today().year:
        raise Refused(_("This is no year of which there are numbers."))
    if not source.strip():
        raise Refused(_("Say whose statistic it is."))
    numbers = read(data, known=set(villages_of(by.office).values_list("code", flat=True)))
    Departures.objects.filter(office=by.office, year=year).delete()
    now = clock.now()
    Departures.objects.bulk_create(
        Departures(
            office=by.office, village_id=code, year=year, number=number, source=source.strip()[:200], brought_in_at=now
        )
        for code, number in numbers.items()
    )
    ledger.append(
        act=Act.DEPARTURES_BROUGHT_IN,
        subject=f"departures:{by.office_id}:{year}",
        actor=by.actor,
        digest=ledger.digest_of(data),
    )
    return len(numbers)


def read(data: bytes, *, known: set[str]) -> dict[str, int]:
    """The number of each kelurahan by its code. Raises Refused with the line that is wrong."""
    text = _text(data)
    lines = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=text.partition("\n")[0].count))
    try:
        rows = [[cell.strip() for cell in line] for line in lines]
    except csv.Error as broken:
        raise Refused(_("This is no CSV file. In your spreadsheet, choose “Save as CSV”.")) from broken
    code_at, number_at = _columns(rows[0] if rows else [])
    found: dict[str, int] = {}
    for at, row in _filled(rows):
        code, number = _cells(row, code_at, number_at, at)
        if code not in known:
            raise Refused(_("Line %(n)d: %(code)s is no kelurahan of your office's area.") % {"n": at, "code": code})
        if code in found:
            raise Refused(_("Line %(n)d: %(code)s stands there twice.") % {"n": at, "code": code})
        found[code] = number
    if not found:
        raise Refused(_("There is no kelurahan in this file."))
    return found


def _filled(rows: list[list[str]]) -> Iterable[tuple[int, list[str]]]:
    if len(rows) > MOST_ROWS:
        raise Refused(_("More than %(most)d lines: this is not the list.") % {"most": MOST_ROWS})
    return ((at, row) for at, row in enumerate(rows[1:], start=2) if any(row))


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is too large: %(most)d MB at most.") % {"most": MOST_BYTES // 1024**2})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:
        raise Refused(_("This is no CSV file. In your spreadsheet, choose “Save as CSV”."))
    return text


def _columns(headings: list[str]) -> tuple[int, int]:
    said = [" ".join(heading.casefold().split()) for heading in headings]
    code = next((at for at, word in enumerate(said) if word in CODES), None)
    number = next((at for at, word in enumerate(said) if word in NUMBERS), None)
    if code is None or number is None:
        raise Refused(_("The first line has to name the columns: “kode” and “jumlah”."))
    return code, number


def _cells(row: list[str], code_at: int, number_at: int, line: int) -> tuple[str, int]:
    code, number = (row[at] if at < len(row) else "" for at in (code_at, number_at))
    plain = number.replace(".", "")
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 8 and int(plain) <= MOST_PEOPLE):
        raise Refused(_("Line %(n)d: “%(number)s” is no number of people.") % {"n": line, "number": number[:40]})
    return code[:40], int(plain)


def newest(office: Office) -> QuerySet[Departures]:
    """The numbers of the newest year there are."""
    year = Departures.objects.filter(office=office).order_by("-year").values("year")[:1]
    return Departures.objects.filter(office=office, year=year).select_related("village")
