"""Offices come from a file: all of it or nothing, every fault with its line, and again without doubling."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.models import Assignment, Officer
from pimpasa.common import clock, tables
from pimpasa.config import invented_offices
from pimpasa.config.cli import parser
from pimpasa.coverage import sheets
from pimpasa.coverage.actions import bringing_in
from pimpasa.coverage.actions.bringing_in import Brought
from pimpasa.coverage.kinds import Column, RowKind
from pimpasa.coverage.models import Decision, Programme
from pimpasa.keys.actions.kits import open_with_kit
from pimpasa.keys.actions.officer_keys import make_officer_key
from pimpasa.keys.models import DeskKey
from pimpasa.keys.queries import open_route
from pimpasa.ledger.acts import Act
from pimpasa.ledger.imprints import known
from pimpasa.ledger.queries import entries
from pimpasa.territory.models import Desk, Jurisdiction, Office
from tests.factories.people import PASSPHRASE, Cast, cast, keyring
from tests.factories.territory import TANAH_TINGGI, make_district, make_village

pytestmark = pytest.mark.django_db

HEADINGS = "jenis,bagian dari,nama,kode,surel,peran,nomor,tanggal,berkas,kontak"
WHOLE = """\
pusat,,Direktorat Jenderal Contoh,,,,,,,
kanwil,Direktorat Jenderal Contoh,Kanwil Banten Contoh,,,,,,,
petugas,Kanwil Banten Contoh,Kartika Contoh,,kartika@contoh.invalid,kanwil,,,,
kantor,Kanwil Banten Contoh,Kantor Tangerang Contoh,,,,,,,
unit,Kantor Tangerang Contoh,Seksi Inteldakim,,,,,,,
wilayah,Kantor Tangerang Contoh,,36.71,,,,,,
meja,Kantor Tangerang Contoh,Pimpasa Tanah Tinggi,36.71.01.1003,,,,,,
petugas,Kantor Tangerang Contoh,Hana Contoh,,hana@contoh.invalid,kepala,,,,
petugas,Kantor Tangerang Contoh,Kiki Contoh,,kiki@contoh.invalid,administrator,,,,
petugas,Kantor Tangerang Contoh,Tini Contoh,36.71.01.1003,tini@contoh.invalid,pimpasa,,,,
desa binaan,Kantor Tangerang Contoh,,36.71.01.1003,tini@contoh.invalid,,W.11-GR.03.05,22/09/2025,sk.pdf,
program,Kantor Tangerang Contoh,Desa Migran Emas,36.71.01.1003,,,,,,Balai desa 021-000
"""
OFFICE = "Kantor Tangerang Contoh"


@pytest.fixture
def office() -> Cast:
    made = cast()
    make_village(TANAH_TINGGI)
    return made


def brought_in(folder: Path, text: str = WHOLE, *, is_rehearsal: bool = False) -> Brought:
    path = folder / "kantor.csv"
    path.write_text(f"{HEADINGS}\n{text}")
    (folder / "sk.pdf").write_bytes(b"%PDF-1.7 karangan")
    rows, faults = sheets.read(path)
    brought = bringing_in.bring_in(rows=rows, is_rehearsal=is_rehearsal, progress=lambda _line: None)
    return replace(brought, faults=[*faults, *brought.faults])


def numbers() -> dict[str, int]:
    models = (Office, Desk, Jurisdiction, Officer, Assignment, Decision, Programme)
    return {model.__name__: model.objects.count() for model in models} | {"acts": entries().count()}


def test_it_works(office: Cast, tmp_path: Path) -> None:
    brought = brought_in(tmp_path)
    assert brought.faults == []
    made = Office.objects.get(name=OFFICE)
    assert str(made.above) == "Kanwil Banten Contoh"
    assert [str(desk) for desk in Desk.objects.filter(office=made)] == ["Pimpasa Tanah Tinggi", "Seksi Inteldakim"]
    decision = Decision.objects.get(village=TANAH_TINGGI)
    assert (decision.number, str(decision.decided_on), str(decision.officer)) == (
        "W.11-GR.03.05",
        "2025-09-22",
        "Tini Contoh",
    )
    assert decision.file is not None
    assert bytes(decision.file.content) == b"%PDF-1.7 karangan"
    assert [str(somebody) for somebody in bringing_in.first_invited(brought, made)] == ["Hana Contoh", "Kiki Contoh"]


def test_a_rehearsal_says_the_same_and_changes_nothing(office: Cast, tmp_path: Path) -> None:
    before = numbers()
    rehearsed = brought_in(tmp_path, is_rehearsal=True)
    assert numbers() == before
    assert rehearsed.new == brought_in(tmp_path).new


def test_again_doubles_nothing(office: Cast, tmp_path: Path) -> None:
    brought_in(tmp_path)
    before = numbers()
    again = brought_in(tmp_path)
    assert (again.faults, sum(again.new.values()), again.there.total()) == ([], 0, 12)
    assert numbers() == before


BAD = {
    "kantor,Kanwil Mana,Kantor Baru,,,,,,,": "Tidak ada kantor “Kanwil Mana”",
    f"wilayah,{OFFICE},,99.99,,,,,,": "“99.99” bukan kode kecamatan",
    f"wilayah,{OFFICE},,31.73.01,,,,,,": "Cengkareng (31.73.01) sudah masuk wilayah Kantor Imigrasi",
    f"meja,{OFFICE},,31.73.01.1005,,,,,,": "Kapuk (31.73.01.1005) tidak masuk wilayah",
    f"meja,{OFFICE},,31.73.01,,,,,,": "“31.73.01” bukan kode desa",
    f"petugas,{OFFICE},Ali,,bukan-surel,pimpasa,,,,": "“bukan-surel” bukan alamat surel",
    f"petugas,{OFFICE},Ali,,ali@contoh.invalid,bupati,,,,": "“bupati” bukan peran",
    f"petugas,{OFFICE},Ali,,ali@contoh.invalid,kanwil,,,,": "tidak ada peran Kanwil",
    f"petugas,{OFFICE},Sari,,SARI@contoh.invalid,pimpasa,,,,": "sudah menjadi Pimpasa di Kantor Imigrasi",
    f"petugas,{OFFICE},Ali,31.73.01.1005,ali@contoh.invalid,pimpasa,,,,": "tidak punya meja “31.73.01.1005”",
    f"petugas,{OFFICE},,,ali@contoh.invalid,pimpasa,,,,": "Kolom “nama”",
    f"desa binaan,{OFFICE},,36.71.01.1003,,,A-1,32/13/2025,,": "“32/13/2025” bukan tanggal",
    f"desa binaan,{OFFICE},,36.71.01.1003,,,A-1,2999-01-01,,": "“2999-01-01” bukan tanggal",
    f"desa binaan,{OFFICE},,36.71.01.1003,,,A-1,2025-01-01,../sk.pdf,": "tidak ada di samping berkas",
    f"desa binaan,{OFFICE},,36.71.01.1003,,,A-1,2025-01-01,kantor.csv,": "“kantor.csv” bukan PDF",
    f"desa binaan,{OFFICE},,36.71.01.1003,,,W.11-GR.03.05,2025-01-01,,": "sudah tercatat dengan isi lain",
    f"desa binaan,{OFFICE},,36.71.01.1003,hadi@contoh.invalid,,A-1,2025-01-01,,": "bukan petugas",
    f"unit,{OFFICE},Seksi Lain,,,,,,,": "sudah punya unit: Seksi Inteldakim",
    "kantor,Direktorat Jenderal Contoh,Kanwil Banten Contoh,,,,,,,": "sudah ada sebagai yang lain",
    "kanwil,Kanwil Banten Contoh,Kanwil Lain,,,,,,,": "bukan atasan",
    "kota,,Jakarta,,,,,,,": "is none of",
    "kantor,,Kantor Kosong,,,,,,,": "belum ada administrator",
}


@pytest.mark.parametrize("line", BAD)
def test_a_fault_is_said_with_its_line_and_nothing_stays(office: Cast, tmp_path: Path, line: str) -> None:
    before = numbers()
    brought = brought_in(tmp_path, f"{WHOLE}{line}\n", is_rehearsal=line.startswith("kota"))
    assert {fault.line for fault in brought.faults} == {14}
    assert BAD[line] in " ".join(str(fault) for fault in brought.faults)
    assert numbers() == before


def test_what_stands_twice_in_a_file_is_brought_once(office: Cast, tmp_path: Path) -> None:
    brought = brought_in(tmp_path, WHOLE + WHOLE)
    assert (brought.faults, brought.new, brought.there) == ([], brought.there, brought.new)
    numbers_once = numbers()
    assert brought_in(tmp_path).faults == []
    assert numbers() == numbers_once


def test_another_contact_takes_the_place_of_the_one_before(office: Cast, tmp_path: Path) -> None:
    brought_in(tmp_path)
    before = numbers()
    again = brought_in(tmp_path, WHOLE.replace("Balai desa 021-000", "Balai desa 021-111"))
    assert (again.faults, again.new.total()) == ([], 0)
    assert Programme.objects.get().contact == "Balai desa 021-111"
    assert numbers() == before | {"acts": before["acts"] + 1}


def test_every_row_has_an_act_that_vouches_for_it(office: Cast, tmp_path: Path) -> None:
    brought_in(tmp_path, WHOLE + many(5))
    assert known(list(Officer.objects.all())) == list(Officer.objects.all())
    assert known(list(Desk.objects.all())) == list(Desk.objects.all())
    decisions = list(Decision.objects.all())
    assert len(decisions) == 6
    assert known(decisions) == decisions
    assert entries().filter(act=Act.DECISION_RECORDED).count() == 6


def many(number: int) -> str:
    """So many villages more, each with a desk, a Pimpasa, a decision and a programme."""
    lines = []
    for code in [f"36.71.01.2{village:03}" for village in range(number)]:
        make_village(code)
        email = f"pimpasa{code[-3:]}@contoh.invalid"
        lines += [
            f"meja,{OFFICE},,{code},,,,,,",
            f"petugas,{OFFICE},Joko Contoh,{code},{email},pimpasa,,,,",
            f"desa binaan,{OFFICE},,{code},{email},,A-1,22/09/2025,,",
            f"program,{OFFICE},Desa Migran Emas,{code},,,,,,Balai desa",
        ]
    return "\n".join([*lines, ""])


def test_a_hundred_lines_take_as_many_statements_as_four(office: Cast, tmp_path: Path) -> None:
    """Else a file of the whole country, with tens of thousands of lines, takes hours."""
    brought_in(tmp_path)
    asked = [statements(tmp_path, many(1)), statements(tmp_path, many(26))]
    assert asked[0] == asked[1]


def statements(folder: Path, text: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert brought_in(folder, WHOLE + text).faults == []
    return len(captured)


def test_every_fault_is_said_at_once(office: Cast, tmp_path: Path) -> None:
    lines = [f"wilayah,{OFFICE},,99.99,,,,,,", f"petugas,{OFFICE},Ali,,bukan-surel,pimpasa,,,,"]
    brought = brought_in(tmp_path, WHOLE + "\n".join(lines))
    assert [fault.line for fault in brought.faults] == [14, 15]


def test_a_workbook_is_read_as_a_csv_file_is(office: Cast, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for line in [HEADINGS, *WHOLE.replace("sk.pdf", "").splitlines()]:
        workbook.active.append(line.split(","))
    workbook.save(tmp_path / "kantor.xlsx")
    rows, faults = sheets.read(tmp_path / "kantor.xlsx")
    assert (len(rows), faults) == (12, [])


def test_the_sample_leaves_to_offices_what_is_theirs(office: Cast, tmp_path: Path) -> None:
    for code in ("31.73.02", "36.71.01"):
        make_district(code)
    make_village("31.73.02.1001")
    (tmp_path / "kantor.csv").write_bytes(tables.written(invented_offices.rows()))
    rows, faults = sheets.read(tmp_path / "kantor.csv")
    assert faults == []
    areas = [row[Column.CODE] for row in rows if row.kind == RowKind.JURISDICTION]
    assert areas == ["31.73.02", "36.71"]
    brought = bringing_in.bring_in(rows=rows, is_rehearsal=False, progress=lambda _line: None)
    assert brought.faults == []
    desks = Desk.objects.filter(office__name__contains="(contoh)", kind=Desk.Kind.VILLAGE)
    assert set(desks.values_list("village", flat=True)) == {TANAH_TINGGI, "31.73.02.1001"}


def test_what_is_no_table_is_said(tmp_path: Path) -> None:
    (tmp_path / "foto.csv").write_bytes(b"\x00\xff\x00")
    (tmp_path / "lain.csv").write_text("a,b\n1,2\n")
    assert [str(fault) for fault in sheets.read(tmp_path / "foto.csv")[1]] == ["foto.csv is neither CSV nor XLSX"]
    assert "there is no column “jenis”" in str(sheets.read(tmp_path / "lain.csv")[1][0])


def test_until_its_head_came_the_fall_back_reads_for_a_new_office(office: Cast, tmp_path: Path) -> None:
    brought = brought_in(tmp_path)
    village = make_village(TANAH_TINGGI)
    way, _keys = open_route(village, on=clock.today())
    assert (way.office, way.is_fallback) == (office.at.fallback, True)
    hana = Officer.objects.get(email="hana@contoh.invalid")
    make_officer_key(officer=hana, passphrase=PASSPHRASE)
    open_with_kit(code=brought.kits[hana.office], keyring=keyring(hana))
    way, keys = open_route(village, on=clock.today())
    assert (way.office, way.is_fallback) == (hana.office, False)
    assert [str(key.desk) for key in keys] == ["Pimpasa Tanah Tinggi", "Seksi Inteldakim"]
    assert DeskKey.objects.filter(desk__office=hana.office).count() == 2


def test_kits_and_links_are_never_shown(
    office: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    from pimpasa.config.commands import offices

    monkeypatch.setattr(offices, "database", nullcontext)
    make_district("36.71.01")
    (tmp_path / "kantor.csv").write_text(f"{HEADINGS}\n{WHOLE.replace('sk.pdf', '')}")
    folder = tmp_path / "undangan"
    arguments = ["offices", "import", str(tmp_path / "kantor.csv"), "--write", "--sheets", str(folder)]
    chosen = parser().parse_args(arguments)
    assert chosen.act(chosen) == 0
    said = capsys.readouterr().out
    written = [path.read_text() for path in sorted(folder.iterdir())]
    assert ["/masuk/undangan/" in sheet for sheet in written] == [False, True, True]
    assert "/masuk/undangan/" not in said
    assert all((path.stat().st_mode & 0o777) == 0o600 for path in folder.iterdir())
    assert chosen.act(chosen.__class__(**vars(chosen) | {"sheets": tmp_path / "lagi"})) == 0
    assert not list((tmp_path / "lagi").iterdir())
