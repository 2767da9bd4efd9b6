"""A backup holds everything, opens with the recovery kit alone, and comes back whole into an empty installation."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CANARY = b"KENARI-DI-KANDANG"
MAKE = f"""
import sys
from pimpasa.config import startup
with startup.database():
    from pimpasa.config import binding, installation
    installation.migrate(print)
    binding.bind()
    from django.db import transaction
    from tests.factories import evidence, people, reports
    from pimpasa.evidence.actions.exhibits import adopt
    from pimpasa.reports.actions.answering import answer
    from pimpasa.ledger.integration import integrate
    with transaction.atomic():  # so that the last act vouches for what the factories made
        office = people.cast()
        report, code = reports.received(narrative="{CANARY.decode()}")
        opened = reports.seen_by_reporter(code)
        file = evidence.exhibit(b"{CANARY.decode()} " * 9000, key=opened.key)
        answer(opened=opened, text="{CANARY.decode()}", exhibits=[file])
    integrate()
    print("KIT", office.kit)
    print("CODE", code)
"""
READ = """
from pimpasa.config import startup
with startup.database():
    from pimpasa.evidence.opening.files import original
    from tests.factories import reports
    import sys
    opened = reports.seen_by_reporter(sys.argv[1])
    print(opened.answers.narrative)
    print(opened.messages[0].text)
    print(len(b"".join(original(opened.messages[0].exhibits[0], key=opened.key))))
"""
# A night of a copy whose database knows none of the files, because it is older than they.
NIGHT = """
from pimpasa.config import startup
with startup.database():
    from django.db import connection
    from pimpasa.config import binding
    from pimpasa.evidence import store, tasks
    from pimpasa.evidence.errors import NotOurs
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE evidence_exhibit CASCADE")
    print(binding.warning())
    print("swept", tasks.sweep_orphans(timestamp=0))
    try:
        store.Writing("exhibits/ab/lain")
    except NotOurs:
        print("nothing written")
"""
ROOT = Path(__file__).resolve().parents[2]


class Installation:
    """A data folder of its own, with the embedded PostgreSQL under it."""

    def __init__(self, data: Path, **more: str) -> None:
        self.data = data
        ours = ("DATABASE_URL", "PIMPASA_SECRET_KEY", "DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER")
        kept = {name: value for name, value in os.environ.items() if name not in ours}
        self.environment = kept | {"PIMPASA_DATA": str(data), "PYTHONPATH": str(ROOT)} | more

    def run(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], env=self.environment, input=given, capture_output=True, text=True, timeout=120
        )

    def pimpasa(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return self.run("-m", "pimpasa", *words, given=given)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("backup")
    for parent in (made, *made.parents[:2]):
        parent.chmod(0o711)
    return made


@pytest.fixture(scope="module")
def backed_up(folder: Path) -> tuple[Path, str, str]:
    """A backup, the kit's code, a reporter's code."""
    office = Installation(folder / "data")
    made = office.run("-c", MAKE)
    said = dict(line.split(" ", 1) for line in made.stdout.splitlines() if line.startswith(("KIT", "CODE")))
    done = office.pimpasa("backup", str(folder / "cadangan"))
    assert (done.returncode, done.stderr) == (0, ""), made.stderr
    return folder / "cadangan", said["KIT"], said["CODE"]


def test_it_comes_back_whole(backed_up: tuple[Path, str, str], folder: Path) -> None:
    file, kit, code = backed_up
    elsewhere = Installation(folder / "elsewhere")
    done = elsewhere.pimpasa("restore", str(file), given=kit + "\n")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.splitlines()[-1] == "The log is whole."
    read = elsewhere.run("-c", READ, code)
    assert read.stdout.split() == [CANARY.decode(), CANARY.decode(), str(9000 * (len(CANARY) + 1))], read.stderr
    for name in ("secret-key", "ledger-key"):
        assert (elsewhere.data / name).read_text() == (folder / "data" / name).read_text()
        assert (elsewhere.data / name).stat().st_mode & 0o077 == 0
    again = elsewhere.pimpasa("restore", str(file), given=kit + "\n")
    assert again.returncode == 1
    assert "has an office already" in again.stderr


class TestBesideProduction:
    """A drill with production's own store, as whoever copies its settings begins it."""

    @pytest.fixture
    def files(self, backed_up: tuple[Path, str, str], folder: Path) -> dict[Path, bytes]:
        """What production keeps: old enough for any sweep."""
        files = [path for path in (folder / "data" / "evidence").rglob("*") if path.is_file()]
        for path in files:
            os.utime(path, (0, 0))
        assert len(files) == 2  # a file of a report, and whose the store is
        return {path: path.read_bytes() for path in files}

    def test_a_restore_wants_a_store_of_its_own(
        self, backed_up: tuple[Path, str, str], folder: Path, files: dict[Path, bytes]
    ) -> None:
        file, kit, _code = backed_up
        store = (folder / "data" / "evidence").as_uri()
        beside = Installation(folder / "beside", PIMPASA_EVIDENCE_STORE=store)
        done = beside.pimpasa("restore", str(file), given=kit + "\n")
        assert (done.returncode, done.stderr.partition(": ")[2]) == (
            1,
            f"{store} is an installation's already; name an empty one: PIMPASA_EVIDENCE_STORE\n",
        )
        assert {path: path.read_bytes() for path in files} == files

    def test_a_copied_folder_takes_and_writes_nothing(self, folder: Path, files: dict[Path, bytes]) -> None:
        subprocess.run(["cp", "-a", folder / "data", folder / "copy"], check=True)
        store = (folder / "data" / "evidence").as_uri()
        night = Installation(folder / "copy", PIMPASA_EVIDENCE_STORE=store).run("-c", NIGHT)
        warning, *lines = night.stdout.splitlines()
        assert "belongs to another installation" in warning, night.stderr
        assert lines == ["swept 0", "nothing written"]
        assert {path: path.read_bytes() for path in files} == files


def test_nothing_in_it_can_be_read(backed_up: tuple[Path, str, str]) -> None:
    content = backed_up[0].read_bytes()
    for needle in (CANARY, b"contoh.invalid", b"PGDMP", b"reports_report", b"exhibits/"):
        assert needle not in content


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "this kit's code does not open this backup"),
        ("ABC", "this kit's code does not open this backup"),
        ("0" * 53, "this kit's code does not open this backup"),
    ],
)
def test_a_wrong_kit_opens_nothing(backed_up: tuple[Path, str, str], folder: Path, code: str, said: str) -> None:
    done = Installation(folder / "empty").pimpasa("restore", str(backed_up[0]), given=code + "\n")
    assert (done.returncode, said in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize("cut", [10, 600, 0.5, 0.999])
def test_a_damaged_one_says_so(backed_up: tuple[Path, str, str], folder: Path, cut: float) -> None:
    file, kit, _code = backed_up
    whole = file.read_bytes()
    broken = folder / f"broken-{cut}"
    broken.write_bytes(whole[: int(cut * len(whole)) if cut < 1 else int(cut)])
    done = Installation(folder / "empty").pimpasa("restore", str(broken), given=kit + "\n")
    assert done.returncode == 1
    assert done.stderr.startswith("pimpasa: "), done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_backup_is_never_written_over(backed_up: tuple[Path, str, str], folder: Path) -> None:
    done = Installation(folder / "data").pimpasa("backup", str(backed_up[0]))
    assert (done.returncode, "is there already" in done.stderr) == (1, True)


def test_a_missing_file_is_named_and_stops_nothing(backed_up: tuple[Path, str, str], folder: Path) -> None:
    (stored,) = (folder / "data" / "evidence" / "exhibits").glob("*/*")
    content = stored.read_bytes()
    stored.unlink()
    try:
        outcome = Installation(folder / "data").pimpasa("backup", str(folder / "tanpa-satu"))
    finally:
        stored.write_bytes(content)
    assert (outcome.returncode, outcome.stderr) == (1, "")
    assert f"MISSING  exhibits/{stored.parent.name}/{stored.name}: " in outcome.stdout
    assert (folder / "tanpa-satu").stat().st_size > 0
