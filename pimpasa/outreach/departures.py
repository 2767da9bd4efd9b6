"""How many left a kelurahan for work abroad in a year, brought in from a statistic: one more sign of where to talk."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock, tables
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
    table = _table(data)
    code_column, number_column = _columns(table)
    if len(table.rows) > MOST_ROWS:
        raise Refused(_("More than %(most)d lines: this is not the list.") % {"most": MOST_ROWS})
    numbers: dict[str, int] = {}
    for row in table.rows:
        number = _number(row, number_column)
        code = row.cell(code_column)[:40]
        fault = {"n": row.line, "code": code}
        if code not in known:
            raise Refused(_("Line %(n)d: %(code)s is no kelurahan of your office's area.") % fault)
        if code in numbers:
            raise Refused(_("Line %(n)d: %(code)s stands there twice.") % fault)
        numbers[code] = number
    if not numbers:
        raise Refused(_("There is no kelurahan in this file."))
    return numbers


def _table(data: bytes) -> tables.Table:
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is too large: %(most)d MB at most.") % {"most": MOST_BYTES // 1024**2})
    try:
        return tables.read(data)
    except tables.NoTable as broken:
        raise Refused(_("This is no CSV file. In your spreadsheet, choose “Save as CSV”.")) from broken


def _columns(table: tables.Table) -> tuple[int, int]:
    code = table.column(CODES)
    number = table.column(NUMBERS)
    if code is None or number is None:
        raise Refused(_("The first line has to name the columns: “kode” and “jumlah”."))
    return code, number


def _number(row: tables.Row, column: int) -> int:
    """People; 1.250 is how a spreadsheet set to Indonesian writes a thousand and more."""
    written = row.cell(column)
    plain = written.replace(".", "")
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 8 and int(plain) <= MOST_PEOPLE):
        raise Refused(_("Line %(n)d: “%(number)s” is no number of people.") % {"n": row.line, "number": written[:40]})
    return int(plain)


def newest(office: Office) -> QuerySet[Departures]:
    """The numbers of the newest year there are."""
    year = Departures.objects.filter(office=office).order_by("-year").values("year")[:1]
    return Departures.objects.filter(office=office, year=year).select_related("village")
