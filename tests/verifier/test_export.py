"""An export proves itself to a stranger: to the Library of Congress's reader, and to our verifier without Django."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import bagit
import pytest
from pytest_django.fixtures import Settings

from pimpasa.accounts.errors import Refused
from pimpasa.cases.actions.export import export_case, export_report
from pimpasa.evidence.opening.files import facts_of
from pimpasa.handling.opening import open_report
from pimpasa.handling.queries.custody import custody_of
from pimpasa.ledger import queries as log
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from tests.factories import cases, evidence
from tests.factories import reports as given
from tests.factories.acts import let_out
from tests.factories.people import Cast, cast, keyring

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
WHY = "Karangan: diminta penyidik."
BYTES = b"Karangan: foto paspor.\n" * 10_000


@pytest.fixture(autouse=True)
def _store(settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def report(office: Cast) -> Report:
    """A concluded report with a file, all of it in the signed log."""
    report, code = given.received()
    opened = given.seen_by_reporter(code)
    file = evidence.exhibit(BYTES, key=opened.key, name="paspor\n%0A/../x.txt")
    answer(opened=opened, text="Karangan: ini fotonya.", exhibits=[file])
    from pimpasa.handling.actions.verifying import take

    given.conclude(take(report=report, by=office.sari), office.sari)
    let_out()
    return report


@pytest.fixture
def exported(office: Cast, report: Report, tmp_path: Path) -> Path:
    path = tmp_path / "laporan.zip"
    path.write_bytes(b"".join(export_report(report=report, keyring=keyring(office.sari), reason=WHY)))
    return path


def verify(path: Path, *keys: str) -> tuple[int, list[str]]:
    """The stand-alone verifier, in an interpreter where Django cannot be imported and no socket opened."""
    block = "import sys, socket; sys.modules['django'] = None; socket.socket = None; "
    words = [str(path), *(word for key in keys for word in ("--key", key))]
    run = f"from pimpasa.verifier.__main__ import main; sys.exit(main({words!r}))"
    done = subprocess.run([sys.executable, "-c", block + run], capture_output=True, text=True, timeout=60)
    return done.returncode, (done.stdout + done.stderr).splitlines()


def keys_of(office: Cast) -> tuple[str, str]:
    return log.public_vkey(), log.office_vkey(office.at.office.pk)


def test_it_holds(office: Cast, exported: Path) -> None:
    code, said = verify(exported, *keys_of(office))
    assert (code, [line for line in said if not line.startswith("holds ")]) == (0, [])
    assert said[0] == "holds  every file of the export is as it was: 9"
    assert sum("report.received of report:" in line for line in said) == 1


def test_the_library_of_congress_reads_it(exported: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(exported) as archive:
        archive.extractall(tmp_path / "bag")
    (folder,) = (tmp_path / "bag").iterdir()
    bag = bagit.Bag(str(folder))
    assert bag.is_valid()
    assert bag.info["External-Identifier"] == folder.name


def test_the_original_is_in_it_byte_for_byte(exported: Path) -> None:
    with zipfile.ZipFile(exported) as archive:
        originals = [archive.read(name) for name in archive.namelist() if "/bukti/" in name]
        assert originals == [BYTES]
        assert [name for name in archive.namelist() if name.startswith("/") or ".." in name.split("/")] == []


def test_without_a_key_from_elsewhere_it_says_so(exported: Path, office: Cast) -> None:
    code, said = verify(exported)
    assert code == 0
    assert said[-3:] == [
        "These keys came with the file. Compare them with those on the office's transparency page:",
        *(f"  {key}" for key in keys_of(office)),
    ]


def test_another_office_s_key_does_not_fit(exported: Path, office: Cast) -> None:
    code, said = verify(exported, log.public_vkey(), log.office_vkey(office.at.fallback.pk))
    assert code == 1
    assert any(line.startswith("DOES NOT HOLD  signed by") for line in said)


def _rewritten(path: Path, change: Callable[[str, bytes], tuple[str, bytes] | None], *, more: str = "") -> Path:
    """The export with each file changed as `change` says: another name or content, or None to leave it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            kept = change(name, old.read(name))
            if kept is not None:
                new.writestr(*kept)
        if more:
            new.writestr(f"{old.namelist()[0].partition('/')[0]}/{more}", b"tambahan")
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize(
    ("which", "said"),
    [("laporan.json", "was changed"), ("/bukti/", "was changed"), ("bag-info.txt", "was changed")],
)
def test_a_changed_file_is_named(exported: Path, office: Cast, which: str, said: str) -> None:
    changed = _rewritten(exported, lambda name, data: (name, data + b" ") if which in name else (name, data))
    code, lines = verify(changed, *keys_of(office))
    assert code == 1
    assert any(line.startswith("DOES NOT HOLD") and said in line for line in lines)


def test_a_missing_file_is_named(exported: Path, office: Cast) -> None:
    code, lines = verify(_rewritten(exported, lambda n, d: None if "/bukti/" in n else (n, d)), *keys_of(office))
    assert (code, "is missing" in lines[0]) == (1, True)


def test_a_file_put_in_is_named(exported: Path, office: Cast) -> None:
    code, lines = verify(_rewritten(exported, lambda n, d: (n, d), more="data/palsu.txt"), *keys_of(office))
    assert (code, lines[0]) == (1, "DOES NOT HOLD  data/palsu.txt was put in")


@pytest.mark.parametrize("name", ["catatan.txt", "laporan.json", "kunci-baru.txt"])
def test_a_file_beside_the_lists_is_named(exported: Path, office: Cast, name: str) -> None:
    code, lines = verify(_rewritten(exported, lambda n, d: (n, d), more=name), *keys_of(office))
    assert code == 1
    assert any(line.startswith("DOES NOT HOLD") and f"/{name} was put in" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("lain/data/laporan.json", "lain/data/laporan.json was put in"),
        ("BAG/KUNCI.TXT", "BAG/KUNCI.TXT is in it twice"),
        ("bag/kunci.txt", "bag/kunci.txt is in it twice"),
        (r"bag\data\laporan.json", "means another file elsewhere"),
        ("/bag/x.txt", "/bag/x.txt leads out of the export"),
        ("bag/../x.txt", "bag/../x.txt leads out of the export"),
        ("C:/x.txt", "C:/x.txt leads out of the export"),
        ("bag/data/kosong/", "bag/data/kosong/ was put in"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_unpacks_to_something_else_is_named(exported: Path, office: Cast, name: str, fault: str) -> None:
    with zipfile.ZipFile(exported, "a") as archive:
        bag = archive.namelist()[0].partition("/")[0]
        archive.writestr(name.replace("bag", bag).replace("BAG", bag.upper()), b"karangan")
    code, lines = verify(exported, *keys_of(office))
    assert code == 1
    fault = fault.replace("bag", bag).replace("BAG", bag.upper())
    assert any(line.startswith("DOES NOT HOLD") and fault in line for line in lines), lines


@pytest.mark.parametrize("where", ["before", "between", "after"])
def test_bytes_that_belong_to_no_file_are_named(exported: Path, office: Cast, where: str) -> None:
    whole = exported.read_bytes()
    with zipfile.ZipFile(exported) as archive:
        start = archive.start_dir
    at = {"before": 0, "between": start, "after": len(whole)}[where]
    exported.write_bytes(whole[:at] + b"MZ karangan" + whole[at:])
    code, lines = verify(exported, *keys_of(office))
    assert code in {1, 2}
    assert not any(line.startswith("holds  nothing is in it") for line in lines), lines


def test_new_lists_for_changed_files_break_the_signature(exported: Path, office: Cast) -> None:
    from pimpasa.verifier import bags

    def forge(name: str, data: bytes) -> tuple[str, bytes]:
        if name.endswith(bags.TAG_MANIFEST):
            return name, data.replace(data[:8], b"00000000")
        return name, data

    code, lines = verify(_rewritten(exported, forge), *keys_of(office))
    assert code == 1
    assert any("its list of files was changed" in line for line in lines)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"c2sp.org/tlog-proof@v1\n\n", b"\x00" * 1000, b"\xff"])
def test_what_is_no_export_is_told_so(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x"
    file.write_bytes(content)
    code, lines = verify(file)
    assert code in {1, 2}
    assert len(lines) == 1


def test_a_missing_file_is_told_so(tmp_path: Path) -> None:
    assert verify(tmp_path / "tidak-ada")[0] == 2


def test_a_case_brings_its_reports(office: Cast, report: Report, tmp_path: Path) -> None:
    case = given.case(office.dewi, report)
    let_out()
    path = tmp_path / "kasus.zip"
    path.write_bytes(b"".join(export_case(case=case, keyring=keyring(office.dewi), reason=WHY)))
    assert verify(path, *keys_of(office))[0] == 0
    with zipfile.ZipFile(path) as archive:
        assert sum(name.endswith("/laporan.json") for name in archive.namelist()) == 1


def test_a_case_brings_its_people_events_and_decisions(office: Cast, report: Report, tmp_path: Path) -> None:
    case = given.case(office.dewi, report)
    who = cases.screened(office.dewi, cases.person(office.dewi, case), needs="Karangan: dokter")
    gelar = cases.gelar(office.hadi, case)
    cases.tak(office.dewi, who, gelar)
    cases.event(office.dewi, case, persons=[str(who.pk)])
    cases.term(office.dewi, case, who=who)
    let_out()
    path = tmp_path / "kasus.zip"
    path.write_bytes(b"".join(export_case(case=case, keyring=keyring(office.dewi), reason=WHY)))
    assert verify(path, *keys_of(office))[0] == 0
    with zipfile.ZipFile(path) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("data/kasus.json")]
        told = json.loads(archive.read(name))
    (person,), (event,), (decision,) = told["persons"], told["events"], told["decisions"]
    (action,), (term,) = told["actions"], told["terms"]
    assert (person["id"], person["name"], person["screening"]) == (str(who.pk), "Orang Karangan", "not_indicated")
    assert [(one["needs"], one["outcome"]) for one in person["screenings"]] == [("Karangan: dokter", "not_indicated")]
    assert (event["persons"], event["law"]["change"]) == ([str(who.pk)], "KUHP (UU 1/2023) pasal 3 ayat (1)")
    sides = {"old": ["UU 21/2007 pasal 2"], "new": ["KUHP (UU 1/2023) pasal 455"]}
    assert (event["law"]["rules"]["trafficking"], event["law"]["choices"]) == (sides, [])
    assert (decision["verdict"], decision["recorded_by"], decision["level"]) == ("tak", "Hadi Contoh", "head")
    assert (action["person"], action["decision"], action["kind"]) == (str(who.pk), str(gelar.pk), "residence")
    assert (term["person"], term["kind"], term["done_on"]) == (str(who.pk), "spdp", None)


class TestCustody:
    def test_it_says_who_did_what_and_why(self, office: Cast, report: Report) -> None:
        keys = keyring(office.sari)
        opened = open_report(report=report, keyring=keys)
        b"".join(export_report(report=report, keyring=keys, reason=WHY))
        steps = custody_of(opened)
        name = facts_of(opened.messages[0].exhibits[0], key=opened.key).name
        assert [(step.act.value, step.who, step.what, step.why) for step in steps] == [
            ("report.received", "Pelapor", report.reference, ""),
            ("report.answered", "Pelapor", report.reference, ""),
            ("exhibit.received", "Pelapor", name, ""),
            ("report.taken", "Sari Contoh", report.reference, ""),
            ("report.concluded", "Sari Contoh", report.reference, ""),
            ("report.opened", "Sari Contoh", report.reference, ""),
            ("report.exported", "Sari Contoh", report.reference, WHY),
        ]

    def test_without_a_reason_nothing_leaves(self, office: Cast, report: Report) -> None:
        with pytest.raises(Refused):
            export_report(report=report, keyring=keyring(office.sari), reason="  x ")
        assert "report.exported" not in [step.act.value for step in custody_of(peek(report, keyring(office.sari)))]

    def test_another_desk_exports_nothing(self, office: Cast, report: Report) -> None:
        for stranger in (office.bayu, office.agus, office.rina):
            with pytest.raises(Refused):
                export_report(report=report, keyring=keyring(stranger), reason=WHY)

    def test_without_the_ledger_nothing_leaves(self, office: Cast, report: Report, broken_ledger: Broken) -> None:
        case = given.case(office.dewi, report)
        with broken_ledger():
            export_report(report=report, keyring=keyring(office.sari), reason=WHY)
        with broken_ledger():
            export_case(case=case, keyring=keyring(office.dewi), reason=WHY)
