"""Numbers of departures, from a spreadsheet of whatever make."""

from __future__ import annotations

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.actions.departures import bring_in_departures
from pimpasa.outreach.departures import read_departures
from pimpasa.outreach.models import Departures
from tests.factories.people import Cast
from tests.factories.territory import CENGKARENG_TIMUR, KAPUK
from tests.refusals import refused

pytestmark = pytest.mark.django_db
NUMBERS = f"Kode;Jumlah\n{CENGKARENG_TIMUR};1.320\n\n{KAPUK};20\n".encode()


def bring_in(office: Cast, data: bytes, *, year: int = 2025) -> int:
    return bring_in_departures(data=data, year=year, source="Karangan", by=office.dewi)


def test_it_works(office: Cast) -> None:
    """The next file of the same year takes the place of the first; Excel's semicolons and dots are read."""
    assert bring_in(office, NUMBERS) == 2
    assert bring_in(office, NUMBERS.replace(b";20", b";30")) == 2
    assert dict(Departures.objects.values_list("village", "number")) == {CENGKARENG_TIMUR: 1320, KAPUK: 30}
    subject = f"departures:{office.at.office.pk}:2025"
    assert [entry.act for entry in entries_of([subject])] == [Act.DEPARTURES_BROUGHT_IN] * 2


@pytest.mark.parametrize(
    ("data", "code", "sentence"),
    [
        (b"", "no_columns", "Baris pertama harus menyebut kolomnya"),
        (b"nama,jumlah\nx,1", "no_columns", "Baris pertama harus menyebut kolomnya"),
        (b"kode,jumlah\n", "no_kelurahan", "Tidak ada kelurahan"),
        (b"kode,jumlah\n31.73.01.1006,banyak", "line_no_number", "Baris 2: “banyak” bukan jumlah orang."),
        (b"kode,jumlah\n31.73.01.1006,-1", "line_no_number", "Baris 2"),
        (b"kode,jumlah\n31.73.01.1006", "line_no_number", "Baris 2"),
        (
            b"kode,jumlah\n31.73.01.1006,1\n36.71.01.1003,1",
            "line_not_in_area",
            "Baris 3: 36.71.01.1003 bukan kelurahan di wilayah",
        ),
        (b"kode,jumlah\n31.73.01.1006,1\n31.73.01.1006,2", "line_twice", "Baris 3: 31.73.01.1006 tertulis dua kali."),
        (b"PK\x03\x04\x00\x00", "no_csv", "bukan berkas CSV"),
        (b"\xff\xfe", "no_csv", "bukan berkas CSV"),
        (b"kode,jumlah\n" + b"x" * 200_000, "no_csv", "bukan"),
        (b"kode,jumlah\n" + b"1,1\n" * 6_000, "many_lines", "Lebih dari 5000 baris"),
        (b" " * (1024**2 + 1), "file_too_large", "terlalu besar"),
    ],
)
def test_a_fault_is_told_with_its_line(data: bytes, code: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_departures(data, codes={CENGKARENG_TIMUR, KAPUK})
    assert refusal.value.code == code
    assert sentence in str(refusal.value.reason)


def test_who_and_when_may_not(office: Cast) -> None:
    for by, year, source, code in (
        (office.sari, 2025, "Karangan", "not_permitted"),
        (office.dewi, clock.today().year + 1, "Karangan", "no_such_year"),
        (office.dewi, 1999, "Karangan", "no_such_year"),
        (office.dewi, 2025, " ", "no_source"),
    ):
        with refused(code):
            bring_in_departures(data=NUMBERS, year=year, source=source, by=by)
