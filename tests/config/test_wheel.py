"""The wheel holds everything, is the same whoever builds it, and runs where there is no clone."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pimpasa import __version__
from tests.config.wheels import ROOT, Place, build, install
from tests.e2e.people import OfficerAtWork, Resident, Told, hang_up
from tests.installations import READY
from tests.processes import free_port, read_until

STORY = "Karangan: tetangga ditawari kerja di luar negeri, paspornya dipegang agen."
PASSING = re.compile(r"\.(?:pyc|new)$")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def place(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    return install(wheel, tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="module")
def running(place: Place) -> Iterator[str]:
    """Its demonstration, served; gives the address."""
    port = free_port()
    with place.started("run", "--workers", "1", PORT=str(port)) as process:
        read_until(process, READY)
        yield f"http://127.0.0.1:{port}"
        hang_up()


def names(wheel: Path) -> set[str]:
    return {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("pimpasa/")}


def listed(*options: str) -> set[str]:
    words = ["git", "-C", str(ROOT), "ls-files", "-z", *options, "--", "pimpasa"]
    return set(subprocess.run(words, capture_output=True, text=True, check=True).stdout.split("\0")) - {""}


def test_every_file_that_is_written_or_made_is_in_it_and_nothing_else(wheel: Path) -> None:
    made = {name for name in listed("--others", "--ignored", "--exclude-standard") if not PASSING.search(name)}
    assert made >= {"pimpasa/licences.txt", "pimpasa/territory/content/villages.csv"}
    new = listed("--others", "--exclude-standard")
    assert names(wheel) == {name for name in listed() | made | new if (ROOT / name).exists()}


def test_licences_of_what_is_built_in(wheel: Path) -> None:
    file = zipfile.ZipFile(wheel)
    own = f"pimpasa-{__version__}.dist-info/licenses/LICENSE"
    assert file.read(own) == (ROOT / "LICENSE").read_bytes()
    told = file.read("pimpasa/licences.txt").decode()
    for title in ("geografis", "govuk-frontend", "idb", "idn-area-data", "plus-jakarta-sans", "tus-js-client"):
        assert re.search(rf"^(?:@\S+/)?{title} [\d.]+: \S", told, re.MULTILINE), title
    assert "Open Database License" in told
    assert "SIL OPEN FONT LICENSE" in told


def test_the_same_files_give_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    again = build(tmp_path)
    assert again.read_bytes() == wheel.read_bytes()
    moved = build(tmp_path / "moved", SOURCE_DATE_EPOCH="1800000000")
    assert {entry.date_time for entry in zipfile.ZipFile(moved).infolist()} == {(2027, 1, 15, 8, 0, 0)}


def test_what_is_not_made_yet_is_named() -> None:
    code = "import building; building.MADE += ('belum.css',); building.require_made()"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "tools", capture_output=True, text=True, check=False
    )
    assert ended.stderr.strip() == "pimpasa/belum.css is not made yet; make it with: make setup"


def test_a_report_from_the_first_page_to_the_officer(running: str, place: Place) -> None:
    resident = Resident(running)
    home = resident.http.get("/").text
    for built in re.findall(r'(?:href|src)="(/static/[^"]+)"', home):
        assert resident.http.get(built).status_code == 200, built
    assert 'lang="id"' in home
    code = resident.reports(Told(narrative=STORY, files={"bukti.txt": b"isi bukti " * 5000}))
    assert "Diterima" in resident.tracks(code)
    sari = OfficerAtWork(running, "sari")
    assert STORY in sari.http.get(f"/petugas/laporan/{sari.newest_report()}/").text
    assert place.from_the_clone() == []


@pytest.mark.parametrize("path", ["/belajar/", "/cek-lowongan/", "/privasi/", "/lacak/"])
def test_pages_made_of_files_that_are_no_code(running: str, path: str) -> None:
    assert Resident(running).http.get(path).status_code == 200


@pytest.mark.usefixtures("running")
def test_its_commands_work_beside_it(place: Place, tmp_path: Path) -> None:
    assert place.run("--version").stdout == f"pimpasa {__version__}\n"
    assert place.run("migrate").stdout == "The tables are up to date.\n"
    assert place.run("ledger", "audit").stdout == "The log is whole.\n"
    doctor = place.run("doctor")
    assert f"pimpasa {__version__}" in doctor.stdout
    assert "not made" not in doctor.stdout + doctor.stderr
    made = place.run("keys", "backup")
    assert made.returncode == 0, made.stderr
    backup = place.run("backup", str(tmp_path / "cadangan"))
    assert (backup.returncode, (tmp_path / "cadangan").exists()) == (0, True), backup.stderr
    assert place.from_the_clone() == []


def test_a_look_into_the_clone_is_seen(place: Place) -> None:
    python, readme = str(place.command.with_name("python")), ROOT / "README.md"
    subprocess.run([python, "-c", f"open({str(readme)!r})"], cwd="/", check=True)
    assert place.from_the_clone() == [str(readme)]
    (place.folder / "opened").unlink()


def test_where_the_data_lie(place: Place) -> None:
    code = "from pimpasa.config.folders import data_path; print(data_path())"
    python = str(place.command.with_name("python"))
    for user, said in (("0", "/var/lib/pimpasa"), ("1000", "/rumah/sari/.local/share/pimpasa")):
        as_user = f"import os; os.geteuid = lambda: {user}; {code}"
        env = {"HOME": "/rumah/sari"}
        told = subprocess.run([python, "-c", as_user], cwd="/", env=env, capture_output=True, text=True, check=True)
        assert told.stdout.strip() == said
