"""A case as data: the standard's own names and codes, nobody named unless asked, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from pimpasa.accounts.errors import Refused
from pimpasa.cases.contents import PersonContents
from pimpasa.cases.kinds import Citizenship, EventKind, Sex
from pimpasa.cases.models import Case, Person
from pimpasa.cases.opening.people import OpenPerson
from pimpasa.cases.questions import QUESTIONS
from pimpasa.cases.states import CaseState
from pimpasa.common import countries
from pimpasa.common.tables import safe_cell
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.referrals import htcds
from pimpasa.referrals.actions.export import export_htcds
from pimpasa.referrals.files import as_file
from pimpasa.referrals.htcds import Tables
from pimpasa.referrals.kinds import ExportFormat
from pimpasa.referrals.models import HtcdsExport
from pimpasa.verification.htcds import Control, Exploitation
from tests.factories import cases
from tests.factories import referrals as made
from tests.factories.people import Cast, keyring
from tests.factories.referrals import Whole

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("TESTS_SHARED_DATA", ROOT.parent / "shared" / "data")) / "htcds"
ODS, XLSX = SHARED / "HTCDS Field Standards 2.0.ods", SHARED / "htcds_xlsform.xlsx"
REASON = "Karangan: laporan tahunan kepada IOM"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def exported(office: Cast, case: Case, form: str = "json", *, with_identity: bool = False) -> bytes:
    return export_htcds(case=case, form=form, reason=REASON, with_identity=with_identity, keyring=keyring(office.dewi))


def test_it_works(office: Cast, whole: Whole) -> None:
    made.sent(office, whole)
    data = json.loads(exported(office, whole.case))
    [person] = data["persons"]
    assert data["standard"] == "HTCDS 2.0"
    assert person.pop("id")
    assert person.pop("cas_OutgoingReferralDate")
    assert person == {
        "prs_Gender": "Feminine",
        "prs_Citizenship": ["ID"],
        "vic_TraffickingStatus": "PossibleVictimOfTrafficking",
        "vic_MethodsOfControl": ["DebtBondage", "WithholdsDocuments"],
        "vic_TypeOfExploitation": [],
        "cas_Status": "Active",
        "cas_ReferredOrganisation": ["Mitra Karangan lpsk"],
    }
    [event] = data["events"]
    assert event.pop("id")
    assert event == {"hte_Type": "Recruitment", "hte_Date": "2025-09-01", "hte_Country": "ID"}


def test_nobody_is_named_unless_asked(office: Cast, whole: Whole) -> None:
    first, second = (exported(office, whole.case).decode() for _ in range(2))
    for told in ("Korban", "Perekrut", "081211112222", "81211112222", "rumah", "ditawari", "warung"):
        assert told not in first
    ids = [json.loads(text)["persons"][0]["id"] for text in (first, second)]
    assert ids[0] != ids[1]
    [person] = json.loads(exported(office, whole.case, with_identity=True))["persons"]
    assert (person["prs_FirstName"], person["prs_MobilePhone"]) == ("Korban Karangan", "+6281211112222")


def test_it_is_a_disclosure(office: Cast, whole: Whole) -> None:
    exported(office, whole.case, with_identity=True)
    row = HtcdsExport.objects.get()
    assert (row.officer, row.with_identity, row.format) == (office.dewi, True, "json")
    assert REASON.encode() not in bytes(row.reason)
    assert [entry.act for entry in entries_of([whole.case.subject])][-1] == Act.CASE_AS_DATA


@pytest.mark.parametrize("who", ["sari", "bayu", "agus", "rina"])
def test_who_may_not(office: Cast, whole: Whole, who: str) -> None:
    keys = keyring(getattr(office, who))
    with pytest.raises(Refused):
        export_htcds(case=whole.case, form="json", reason=REASON, with_identity=False, keyring=keys)


@pytest.mark.parametrize(("form", "reason"), [("pdf", REASON), ("", REASON), ("json", "karena")])
def test_what_is_wrong_is_told(office: Cast, whole: Whole, form: str, reason: str) -> None:
    with pytest.raises(Refused):
        export_htcds(case=whole.case, form=form, reason=reason, with_identity=False, keyring=keyring(office.dewi))


def test_without_the_ledger_nothing_leaves(office: Cast, whole: Whole, broken_ledger: Broken) -> None:
    with broken_ledger():
        exported(office, whole.case)


def test_every_format_holds_the_same(office: Cast, whole: Whole) -> None:
    columns = [htcds.ROW_ID, *htcds.PERSON_FIELDS]
    bundle = zipfile.ZipFile(io.BytesIO(exported(office, whole.case, "csv")))
    rows = list(csv.reader(io.StringIO(bundle.read("persons.csv").decode("utf-8-sig"))))
    assert bundle.namelist() == ["persons.csv", "events.csv"]
    assert rows[0] == columns
    assert "DebtBondage;WithholdsDocuments" in rows[1]
    book = load_workbook(io.BytesIO(exported(office, whole.case, "xlsx")))
    sheet = list(book["persons"].values)
    assert list(sheet[0]) == columns
    assert [cell or "" for cell in sheet[1][1:]] == rows[1][1:]
    assert book.sheetnames == ["persons", "events"]


class TestCells:
    @given(st.text())
    def test_none_runs(self, text: str) -> None:
        assert not safe_cell(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))

    @pytest.mark.parametrize("text", ["=1+1", "+62", "-1", "@SUM(A1)", "\t=1", "  =1", "\x00=1"])
    def test_in_a_spreadsheet_and_in_a_table(self, text: str) -> None:
        tables = Tables(("id", "prs_FirstName"), ("id",), persons=[{"id": "1", "prs_FirstName": text}])
        sheet = load_workbook(io.BytesIO(as_file(tables, ExportFormat.XLSX)))["persons"]
        assert (sheet["B2"].data_type, str(sheet["B2"].value)[0]) == ("s", "'")
        bundle = zipfile.ZipFile(io.BytesIO(as_file(tables, ExportFormat.CSV)))
        assert list(csv.reader(io.StringIO(bundle.read("persons.csv").decode("utf-8-sig"))))[1][1][0] == "'"


class TestMapping:
    def test_it_is_complete(self) -> None:
        assert set(htcds.GENDER) == set(Sex)
        assert set(htcds.STATUS) == set(CaseState)
        assert set(EventKind) - set(htcds.EVENT_TYPE) == {EventKind.RESCUE, EventKind.OTHER}
        assert set(htcds.CONTROL_OF) | set(htcds.EXPLOITATION_OF) <= set(QUESTIONS)

    @pytest.mark.parametrize(
        ("citizenship", "written", "codes"),
        [("wni", "", ["ID"]), ("wna", "Myanmar", ["MM"]), ("wna", "KH", ["KH"]), ("wna", "entah", []), ("wna", "", [])],
    )
    def test_countries(self, citizenship: str, written: str, codes: list[str]) -> None:
        person = Person(citizenship=Citizenship(citizenship))
        assert htcds.country_of(OpenPerson(person, PersonContents("x", nationality=written), [])) == codes

    def test_of_several_victims_a_finding_says_nothing(self, office: Cast, whole: Whole) -> None:
        made.person(whole.case, office.dewi, "Korban Kedua", ["possible_victim"])
        data = json.loads(exported(office, whole.case))
        assert [person["vic_MethodsOfControl"] for person in data["persons"]] == [
            ["DebtBondage", "WithholdsDocuments"],
            [],
        ]


class TestAgainstTheStandard:
    """Reads IOM's own files, and fails on any field or code of ours that they do not know."""

    @pytest.fixture
    def fields(self) -> dict[str, set[str]]:
        """Each field's name with its prefix, and its codes, from the list of fields."""
        _needs(ODS)
        content = ET.fromstring(zipfile.ZipFile(ODS).read("content.xml"))  # noqa: S314 - IOM's own file
        rows = [[_lines(cell) for cell in _cells(row)] for row in content.iter(f"{TABLE}table-row")]
        return {row[6][0]: set(row[9]) for row in rows if len(row) > 9 and row[6] and "_" in row[6][0]}

    @pytest.fixture
    def codes(self) -> dict[str, set[str]]:
        """The lists of codes of the survey form."""
        _needs(XLSX)
        found: dict[str, set[str]] = {}
        for name, code, *_rest in load_workbook(XLSX)["choices"].values:
            found.setdefault(str(name), set()).add(str(code).strip())
        return found

    def test_every_field_is_known(self, fields: dict[str, set[str]]) -> None:
        ours = {
            *htcds.PERSON_FIELDS,
            *htcds.IDENTITY_FIELDS,
            *htcds.EVENT_FIELDS,
            *htcds.EVENT_IDENTITY_FIELDS,
        }
        assert ours - set(fields) == set()
        assert set(htcds.EVENT_TYPE.values()) == fields["hte_Type"]
        assert set(htcds.GENDER.values()) <= fields["prs_Gender"]

    def test_every_code_is_known(self, codes: dict[str, set[str]]) -> None:
        assert set(Control.values) == codes["methodsofcontrol"]
        assert set(Exploitation.values) == codes["typeofexploitation"]
        assert set(htcds.GENDER.values()) <= codes["gender"]
        assert set(countries.WRITTEN) <= codes["citizenship"]
        assert {*htcds.STATUS.values(), htcds.REFERRED} <= codes["status"]
        assert {htcds.POSSIBLE_VICTIM} <= codes["traffickingstatus"]


def _needs(path: Path) -> None:
    if not path.exists():
        pytest.skip(f"{path} is not there; TESTS_SHARED_DATA says where the data standard is")


def _cells(row: ET.Element) -> list[ET.Element]:
    repeated = f"{TABLE}number-columns-repeated"
    return [cell for cell in row for _ in range(min(int(cell.get(repeated, "1")), 20))]


def _lines(cell: ET.Element) -> list[str]:
    return ["".join(line.itertext()).strip() for line in cell.iter(f"{TEXT}p")]


def test_a_victim_stays_possible_until_a_competent_body_decides(office: Cast, whole: Whole) -> None:
    closed = replace(htcds.Facts(whole.case, [], [], [], []))
    assert htcds.tables(closed, with_identity=False).persons == []
    statuses = {person["vic_TraffickingStatus"] for person in json.loads(exported(office, whole.case))["persons"]}
    assert statuses == {"PossibleVictimOfTrafficking"}


@pytest.mark.parametrize("day", ["2025", "2025-09", "2025-09-23", ""])
def test_a_day_is_told_as_far_as_it_is_known(office: Cast, whole: Whole, day: str) -> None:
    cases.event(office.dewi, whole.case, day=day)
    events = json.loads(exported(office, whole.case))["events"]
    assert day in [event["hte_Date"] for event in events]
