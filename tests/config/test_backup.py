"""A backup holds everything, opens with the backup kit alone, and comes back whole, or nothing of it does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pimpasa.config.postgres import BINARIES, embedded
from tests import stores
from tests.config import drills
from tests.config.drills import CANARY, Drill, Installation
from tests.evidence.conftest import BUCKET, _free_port, _wait_for


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("backup")
    for parent in (made, *made.parents[:2]):
        parent.chmod(0o711)
    return made


@pytest.fixture(scope="module")
def production(folder: Path) -> Installation:
    return Installation(folder / "data")


@pytest.fixture(scope="module")
def drill(production: Installation, folder: Path) -> Drill:
    made = production.run("-c", drills.MAKE)
    codes = dict(line.split(" ", 1) for line in made.stdout.splitlines() if line.startswith(("KIT", "CODE")))
    refusal = production.pimpasa("backup", str(folder / "cadangan"))
    assert (refusal.returncode, "this installation has no backup kit" in refusal.stderr) == (1, True), made.stderr
    page = production.pimpasa("keys", "backup").stdout
    outcome = production.pimpasa("backup", str(folder / "cadangan"))
    assert (outcome.returncode, outcome.stderr) == (0, "")
    return Drill(folder / "cadangan", kit_on(page), codes["KIT"], codes["CODE"])


def kit_on(page: str) -> str:
    """The code on the printed page."""
    (code,) = [line.strip() for line in page.splitlines() if re.fullmatch(r"  [0-9A-Z*~$=-]{60,}", line)]
    return code


def fault(outcome: subprocess.CompletedProcess[str]) -> str:
    """The one line of a command that refused."""
    assert outcome.returncode == 1, outcome.stdout
    (line,) = outcome.stderr.splitlines()
    return line


@pytest.fixture(scope="module")
def elsewhere(drill: Drill, folder: Path) -> Installation:
    """Another folder, into which the backup was brought."""
    elsewhere = Installation(folder / "elsewhere")
    outcome = elsewhere.pimpasa("restore", str(drill.file), given=drill.kit + "\n")
    assert (outcome.returncode, outcome.stderr) == (0, ""), outcome.stdout
    assert outcome.stdout.splitlines()[-1] == "The log is whole."
    return elsewhere


def test_it_comes_back_whole(drill: Drill, production: Installation, elsewhere: Installation) -> None:
    reading = elsewhere.run("-c", drills.READ, drill.code)
    assert reading.stdout.split() == [CANARY.decode(), CANARY.decode(), str(9000 * (len(CANARY) + 1))], reading.stderr
    for name in ("secret-key", "ledger-key"):
        assert (elsewhere.data / name).read_text() == (production.data / name).read_text()
        assert (elsewhere.data / name).stat().st_mode & 0o077 == 0
    assert (elsewhere.data / "installation").read_text() != (production.data / "installation").read_text()
    again = elsewhere.pimpasa("restore", str(drill.file), given=drill.kit + "\n")
    assert "has an office already" in fault(again)


def test_every_row_and_number_comes_back(production: Installation, elsewhere: Installation) -> None:
    """What a restoration itself writes left out: its own act, and what it says of rows."""
    assert elsewhere.run("-c", drills.ROWS).stdout == production.run("-c", drills.ROWS).stdout


def test_it_is_proved_without_being_brought_in(drill: Drill, production: Installation) -> None:
    outcome = production.pimpasa("restore", "--check", str(drill.file), given=drill.kit + "\n")
    assert outcome.returncode == 0, outcome.stderr
    first, second = outcome.stdout.splitlines()
    assert f"signed by installation {(production.data / 'installation').read_text().strip()}" in first
    assert second == "Nothing newer is known here."


def test_into_a_server_as_an_ordinary_user(drill: Drill, folder: Path) -> None:
    """Whose rights end at a database of its own."""
    (folder / "server").mkdir(mode=0o711)
    with embedded(folder / "server") as server:
        make = "CREATE ROLE latihan LOGIN; CREATE DATABASE latihan OWNER latihan"
        for statement in make.split("; "):
            subprocess.run([BINARIES / "psql", "-q", "-d", server.url, "-c", statement], check=True)
        url = server.url.replace("postgres@/postgres?", "latihan@/latihan?")
        guest = Installation(folder / "guest", DATABASE_URL=url)
        outcome = guest.pimpasa("restore", str(drill.file), given=drill.kit + "\n")
        assert (outcome.returncode, outcome.stderr) == (0, ""), outcome.stdout
        assert guest.run("-c", drills.READ, drill.code).stdout.split()[0] == CANARY.decode()


class TestBesideProduction:
    """A drill with production's own store, as whoever copies its settings begins it."""

    @pytest.fixture
    def files(self, drill: Drill, folder: Path) -> dict[Path, bytes]:
        """What production keeps: old enough for any sweep."""
        files = [path for path in (folder / "data" / "evidence").rglob("*") if path.is_file()]
        for path in files:
            os.utime(path, (0, 0))
        names = {path.name for path in files if "exhibits" not in path.parts}
        assert names <= {"installation.json", "newest-checkpoint"}
        assert len(files) == len(names) + 1  # a file of a report
        return {path: path.read_bytes() for path in files}

    def test_a_restore_wants_a_store_of_its_own(self, drill: Drill, folder: Path, files: dict[Path, bytes]) -> None:
        store = (folder / "data" / "evidence").as_uri()
        beside = Installation(folder / "beside", PIMPASA_EVIDENCE_STORE=store)
        done = beside.pimpasa("restore", str(drill.file), given=drill.kit + "\n")
        assert (done.returncode, done.stderr.partition(": ")[2]) == (
            1,
            f"{store} is an installation's already; name an empty one: PIMPASA_EVIDENCE_STORE\n",
        )
        assert {path: path.read_bytes() for path in files} == files

    def test_a_copied_folder_takes_and_writes_nothing(self, folder: Path, files: dict[Path, bytes]) -> None:
        subprocess.run(["cp", "-a", folder / "data", folder / "copy"], check=True)
        store = (folder / "data" / "evidence").as_uri()
        night = Installation(folder / "copy", PIMPASA_EVIDENCE_STORE=store).run("-c", drills.NIGHT)
        warning, *lines = night.stdout.splitlines()
        assert "belongs to another installation" in warning, night.stderr
        assert lines == ["swept 0", "nothing written"]
        assert {path: path.read_bytes() for path in files} == files


def test_nothing_in_it_can_be_read(drill: Drill) -> None:
    content = drill.file.read_bytes()
    for needle in (CANARY, b"contoh.invalid", b"PGDMP", b"reports_report", b"exhibits/"):
        assert needle not in content


class TestForged:
    """What a thief of a dump writes: they have the kit's public half and its certificate, and not the log's seed."""

    @pytest.fixture
    def empty(self, folder: Path) -> Installation:
        return Installation(folder / "empty")

    def refusal(self, empty: Installation, file: Path, code: str) -> str:
        return fault(empty.pimpasa("restore", str(file), given=code + "\n"))

    def test_sql_that_runs_a_command_is_never_read(
        self, empty: Installation, production: Installation, drill: Drill, folder: Path
    ) -> None:
        """As the first form was restored: with the database's own tools, as its superuser."""
        forging = production.run(
            "-c", drills.FORGE, str(folder / "first-form"), str(folder / "second-form"), str(folder / "ran")
        )
        assert forging.returncode == 0, forging.stderr
        assert "a backup of before backups were signed" in self.refusal(empty, folder / "first-form", drill.office_kit)
        assert "is not as this kit's installation signed it" in self.refusal(empty, folder / "second-form", drill.kit)
        assert not (folder / "ran").exists()

    def test_who_holds_the_log_s_key_too_brings_in_rows_and_no_sql(
        self, production: Installation, drill: Drill, folder: Path
    ) -> None:
        """A second line of defence: what is signed is still only data, taken by a user who may only put in rows."""
        signing = production.run("-c", drills.SIGN, str(folder / "signed"), str(folder / "ran"))
        assert signing.returncode == 0, signing.stderr
        outcome = Installation(folder / "third").pimpasa("restore", str(folder / "signed"), given=drill.kit + "\n")
        assert outcome.returncode == 1
        assert not (folder / "ran").exists()
        assert production.run("-c", drills.WHO).stdout.split() == [
            "pimpasa_restoring",
            "False",
            "InsufficientPrivilege",
        ]

    @pytest.mark.parametrize("cut", [0, 10, 600, 0.5, 0.999, -64, -1])
    def test_a_cut_one_says_so(self, empty: Installation, drill: Drill, folder: Path, cut: float) -> None:
        whole = drill.file.read_bytes()
        broken = folder / f"broken-{cut}"
        broken.write_bytes(whole[: int(cut * len(whole)) if 0 < cut < 1 else int(cut)])
        assert self.refusal(empty, broken, drill.kit).startswith("pimpasa: ")
        broken.unlink()

    @pytest.mark.parametrize(
        ("code", "sentence"),
        [
            ("", "this is no kit's code"),
            ("ABC", "this is no kit's code"),
            ("0" * 53, "this code opens no backup of this installation"),
        ],
    )
    def test_a_wrong_kit_opens_nothing(self, empty: Installation, drill: Drill, code: str, sentence: str) -> None:
        assert sentence in self.refusal(empty, drill.file, code)

    def test_an_office_s_kit_opens_no_backup(self, empty: Installation, drill: Drill) -> None:
        assert "an office's recovery kit opens its desks' keys only" in self.refusal(
            empty, drill.file, drill.office_kit
        )

    def test_another_installation_s_backup_is_refused(
        self, drill: Drill, folder: Path, production: Installation
    ) -> None:
        other = Installation(folder / "other")
        page = other.run("-c", drills.FOUND) and other.pimpasa("keys", "backup").stdout
        assert other.pimpasa("backup", str(folder / "asing")).returncode == 0
        assert "this code opens no backup" in self.refusal(Installation(folder / "empty"), folder / "asing", drill.kit)
        # With its own kit, too, it does not come into a folder of ours.
        ours = Installation(folder / "ours")
        ours.data.mkdir(mode=0o711)
        (ours.data / "installation").write_text((production.data / "installation").read_text())
        assert "belongs to installation" in self.refusal(ours, folder / "asing", kit_on(page))


@pytest.fixture(scope="module")
def newer(drill: Drill, production: Installation, folder: Path) -> Path:
    """A backup of the same installation with one more report, in a folder of its own."""
    going_on = production.run("-c", drills.GO_ON)
    assert going_on.returncode == 0, going_on.stderr
    (folder / "later").mkdir()
    file = folder / "later" / "cadangan"
    assert production.pimpasa("backup", str(file)).returncode == 0
    return file


@pytest.fixture
def bucket(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings that reach a real S3 of this machine."""
    port = _free_port()
    (tmp_path / "s3" / BUCKET).mkdir(parents=True)
    process = subprocess.Popen(stores.rclone(port, tmp_path / "s3"), stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        with stores.partial_content(port) as address:
            keys = {
                "AWS_ACCESS_KEY_ID": stores.KEY,
                "AWS_SECRET_ACCESS_KEY": stores.SECRET,
                "AWS_REGION": "ap-southeast-3",
            }
            yield keys | {"AWS_ENDPOINT_URL": address, "PIMPASA_EVIDENCE_STORE": f"s3://{BUCKET}/pimpasa"}
    finally:
        process.kill()
        process.wait()


class TestOlder:
    """A genuine backup, and a log that went on after it."""

    def older(self, drill: Drill, folder: Path) -> Path:
        """The older one where nothing newer lies beside it."""
        (folder / "alone").mkdir(exist_ok=True)
        return Path(shutil.copy(drill.file, folder / "alone" / "cadangan"))

    def test_a_newer_one_beside_it_is_seen(self, drill: Drill, newer: Path, folder: Path) -> None:
        beside = shutil.copy(drill.file, newer.parent / "lama")
        outcome = Installation(folder / "empty").pimpasa("restore", str(beside), given=drill.kit + "\n")
        assert re.search(rf"is older than the log: .* {newer} knows of \d+\.", fault(outcome))
        check = Installation(folder / "empty").pimpasa("restore", "--check", str(beside), given=drill.kit + "\n")
        assert (check.returncode, check.stdout.splitlines()[-1].split()[0]) == (1, "OLDER")
        Path(beside).unlink()

    @pytest.mark.parametrize("place", ["data", "data/evidence", "data/newest-checkpoint"])
    def test_what_is_left_of_the_lost_machine_is_asked(
        self, drill: Drill, newer: Path, folder: Path, place: str
    ) -> None:
        words = ("restore", str(self.older(drill, folder)), "--known", str(folder / place))
        outcome = Installation(folder / "empty").pimpasa(*words, given=drill.kit + "\n")
        assert f"{folder / place} knows of" in fault(outcome)

    def test_a_place_that_knows_nothing_is_named(self, drill: Drill, folder: Path) -> None:
        words = ("restore", str(drill.file), "--known", str(folder / "nowhere"))
        outcome = Installation(folder / "empty").pimpasa(*words, given=drill.kit + "\n")
        assert "nowhere cannot be read" in fault(outcome)

    def test_a_reason_without_need_is_refused(self, drill: Drill, newer: Path, folder: Path) -> None:
        words = ("restore", str(newer), "--older-than-known", "jaga-jaga")
        outcome = Installation(folder / "empty").pimpasa(*words, given=drill.kit + "\n")
        assert "leave --older-than-known out" in fault(outcome)

    def test_with_a_reason_it_comes_back_and_the_log_says_so(
        self, drill: Drill, newer: Path, folder: Path, bucket: dict[str, str]
    ) -> None:
        """Into a bucket, which bears the newest state from then on."""
        old = Installation(folder / "old", **bucket)
        words = ("restore", str(self.older(drill, folder)), "--known", str(folder / "data"))
        outcome = old.pimpasa(*words, "--older-than-known", "disk baru dicuri", given=drill.kit + "\n")
        assert (outcome.returncode, outcome.stdout.splitlines()[-1]) == (0, "The log is whole."), outcome.stderr
        story = old.run("-c", drills.STORY)
        assert story.stdout.splitlines() == ["disk baru dicuri", "installation.renumbered log.continued", "goes on"]
        assert "older than was known: disk baru dicuri" in old.pimpasa("doctor").stdout
        assert old.run("-c", drills.READ, drill.code).stdout.split()[0] == CANARY.decode()
        words = ("restore", "--check", str(self.older(drill, folder)), "--known", bucket["PIMPASA_EVIDENCE_STORE"])
        keys = {name: value for name, value in bucket.items() if name.startswith("AWS_")}
        check = Installation(folder / "empty", **keys).pimpasa(*words, given=drill.kit + "\n")
        assert check.stdout.splitlines()[-1].startswith(f"OLDER  {bucket['PIMPASA_EVIDENCE_STORE']} knows of")


def test_a_backup_is_never_written_over(drill: Drill, production: Installation) -> None:
    assert "is there already" in fault(production.pimpasa("backup", str(drill.file)))


def test_a_missing_file_is_named_and_stops_nothing(drill: Drill, production: Installation, folder: Path) -> None:
    (stored,) = (production.data / "evidence" / "exhibits").glob("*/*")
    content = stored.read_bytes()
    stored.unlink()
    try:
        outcome = production.pimpasa("backup", str(folder / "tanpa-satu"))
    finally:
        stored.write_bytes(content)
    assert (outcome.returncode, outcome.stderr) == (1, "")
    assert f"MISSING  exhibits/{stored.parent.name}/{stored.name}: " in outcome.stdout
    assert (folder / "tanpa-satu").stat().st_size > 0
    (folder / "tanpa-satu").unlink()
