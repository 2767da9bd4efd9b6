"""The official list of placement companies: brought in from CSV, looked up though misspelt."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given as always
from hypothesis import strategies as some

from pimpasa.accounts.errors import Refused
from pimpasa.agencies.actions import bring_in
from pimpasa.agencies.errors import BadList
from pimpasa.agencies.models import Agency, AgencyList
from pimpasa.agencies.queries import Verdict, look_up
from pimpasa.agencies.sources import Row, read_list
from pimpasa.common import clock
from pimpasa.config import cli
from tests.factories.people import Cast, cast, entrusted

DAY = date(2025, 9, 23)
CSV = """No;Nama Perusahaan;Nomor Izin;Alamat;Status
1;PT. Karangan Maju Bersama;SIP 1/KARANGAN;Jl. Karangan 1;Aktif
2;PT Contoh Sejahtera Abadi, Tbk;SIP 2/KARANGAN;"Jl. Karangan 2; Jakarta";Aktif
3;PT Contoh Sejahtera Abadi, Tbk;SIP 2/KARANGAN;"Jl. Karangan 2; Jakarta";Aktif
4;;tanpa nama;;
"""


def test_a_spreadsheet_s_csv_is_read() -> None:
    assert read_list(CSV.encode("utf-8-sig")) == [
        Row("PT. Karangan Maju Bersama", "SIP 1/KARANGAN", "Jl. Karangan 1", "Aktif"),
        Row("PT Contoh Sejahtera Abadi, Tbk", "SIP 2/KARANGAN", "Jl. Karangan 2; Jakarta", "Aktif"),
    ]
    assert read_list("name\tlicence\nCV Karangan Élan\t7".encode("cp1252")) == [Row("CV Karangan Élan", "7")]


def test_a_ministry_s_table_is_read() -> None:
    """A title, the columns' numbers under their names, the names again on the next page, a sum at the end."""
    text = """DAFTAR PERUSAHAAN PENEMPATAN PEKERJA MIGRAN INDONESIA
Per 1 November 2026

NO.;NAMA PERUSAHAAN (P3MI);NOMOR SIP3MI;ALAMAT KANTOR PUSAT;KET.
(1);(2);(3);(4);(5)
1;PT Karangan Maju;SIP 1;Jl. Karangan 1;Aktif
NO.;NAMA PERUSAHAAN (P3MI);NOMOR SIP3MI;ALAMAT KANTOR PUSAT;KET.
2;CV Élan;SIP 2;Jl. Karangan 2;Dicabut
;;;;
"""
    listed = [
        Row("PT Karangan Maju", "SIP 1", "Jl. Karangan 1", "Aktif"),
        Row("CV Élan", "SIP 2", "Jl. Karangan 2", "Dicabut"),
    ]
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        assert read_list(text.encode(encoding)) == listed


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "baris pertama"),
        (b"a,b\n1,2", "nama"),
        (b"nama\n", "Tidak ada perusahaan"),
        (b"PK\x03\x04\x00\x00", "Simpan sebagai CSV"),
        (b"nama\n" + b"x" * (5 * 1024**2), "terlalu besar"),
        (("nama\n" + "\n".join(f"PT Karangan {n}" for n in range(20_001))).encode(), "Lebih dari"),
        (b'nama\n"' + b"y" * 200_000, "Simpan sebagai CSV"),
    ],
)
def test_what_is_no_list_says_why(data: bytes, told: str) -> None:
    with pytest.raises(BadList) as bad:
        read_list(data)
    assert told.casefold() in str(bad.value.reason).casefold()


@always(some.binary(max_size=300))
def test_no_file_breaks_the_reader(data: bytes) -> None:
    try:
        rows = read_list(b"nama;alamat\n" + data)
    except BadList:
        return
    assert all(row.name for row in rows)


@pytest.mark.django_db
class TestOffice:
    @pytest.fixture
    def office(self) -> Cast:
        return entrusted(cast())

    def test_a_name_is_found_though_misspelt(self, office: Cast) -> None:
        bring_in(data=CSV.encode(), source="KP2MI", as_of=DAY, by=office.hadi)
        for asked, verdict in (
            ("PT Karangan Maju Bersama", Verdict.SAME),
            ("karangan maju bersama pt.", Verdict.SAME),
            ("PT Karangan Maju Bersma", Verdict.SAME),
            ("Karangan Maju Bersama Jaya", Verdict.LIKE),
            ("PT Tidak Pernah Ada", Verdict.NONE),
            ("", Verdict.NONE),
            ("🙂", Verdict.NONE),
        ):
            assert (asked, look_up(asked).verdict) == (asked, verdict)
        found = look_up("Contoh Sejahtera")
        assert [match.agency.licence for match in found.matches] == ["SIP 2/KARANGAN"]
        assert found.on is not None
        assert found.on.as_of == DAY

    def test_before_any_list_nothing_is_said_of_a_name(self, office: Cast) -> None:
        assert look_up("PT Karangan").verdict == Verdict.NO_LIST

    def test_the_next_list_takes_the_place_of_the_last(self, office: Cast) -> None:
        bring_in(data=CSV.encode(), source="KP2MI", as_of=DAY, by=office.hadi)
        bring_in(data=b"nama\nPT Lain Karangan", source="KP2MI", as_of=DAY, by=office.agus)
        assert list(Agency.objects.values_list("name", flat=True)) == ["PT Lain Karangan"]
        assert [made.number for made in AgencyList.objects.all()] == [1, 2]

    def test_who_may(self, office: Cast) -> None:
        for person in (office.sari, office.bayu, office.rina, office.dewi, office.fani):
            with pytest.raises(Refused):
                bring_in(data=CSV.encode(), source="KP2MI", as_of=DAY, by=person)
        with pytest.raises(BadList):
            bring_in(data=CSV.encode(), source="x", as_of=clock.today() + timedelta(days=1), by=office.hadi)
        assert not Agency.objects.exists()

    def test_without_the_ledger_nothing_comes_in(
        self, office: Cast, broken_ledger: Callable[[], AbstractContextManager[None]]
    ) -> None:
        with broken_ledger():
            bring_in(data=CSV.encode(), source="KP2MI", as_of=DAY, by=office.hadi)

    def test_the_command_line_brings_it_in(
        self, office: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "p3mi.csv"
        path.write_text(CSV)
        assert cli.main(["agencies", "import", str(path), "--as-of", "2025-09-23"]) == 0
        assert capsys.readouterr().out == "2 companies, as of 2025-09-23\n"
        path.write_text("kosong\n")
        assert cli.main(["agencies", "import", str(path)]) == 1
        assert "nama" in capsys.readouterr().err
