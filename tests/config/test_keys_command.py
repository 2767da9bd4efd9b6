"""`pimpasa keys`, as whoever runs the server uses it: a withdrawn key, the kits, and `pimpasa store restore`."""

from __future__ import annotations

import io
import re
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.common import clock
from pimpasa.config import cli
from pimpasa.config.commands import keys, store
from pimpasa.evidence import store as objects
from pimpasa.installation import queries as installations
from pimpasa.installation.actions import found
from pimpasa.keys.models import DeskKeyGrant, OfficerKey
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries
from pimpasa.ledger.verbs import SYSTEM
from tests.factories import evidence
from tests.factories.people import PASSPHRASE, Cast, cast, read_out

pytestmark = pytest.mark.django_db
TYPED = {"first": PASSPHRASE, "second": PASSPHRASE}


@pytest.fixture(autouse=True)
def _this_database(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    for command in (keys, store):
        monkeypatch.setattr(command, "database", nullcontext)


@pytest.fixture
def office() -> Cast:
    return cast()


def typing(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def output(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command says that goes well."""
    assert cli.main(list(words)) == 0
    return capsys.readouterr().out


def fault(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line of a command that refuses."""
    assert cli.main(list(words)) == 1
    (line,) = capsys.readouterr().err.splitlines()
    return line


class TestRenewing:
    def test_the_key_goes_and_the_link_lets_the_person_in(
        self, office: Cast, capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = output(capsys, "keys", "renew", "HADI@contoh.invalid")
        assert "Hadi Contoh's key is withdrawn" in words
        assert not OfficerKey.objects.filter(officer=office.hadi, retired_at=None).exists()
        assert not DeskKeyGrant.objects.filter(officer_key__officer=office.hadi).exists()
        act = entries().filter(act=Act.OFFICER_KEY_RETIRED).get()
        assert (act.subject, act.actor) == (office.hadi.subject, SYSTEM)
        link = re.search(r"/masuk/undangan/\S+", words)
        assert link
        assert "Kode pemulihan Anda" in Client().post(link[0], TYPED).content.decode()
        assert Client().post(link[0], TYPED).status_code == 410

    def test_sessions_end(self, office: Cast, capsys: pytest.CaptureFixture[str]) -> None:
        hadi = Client()
        hadi.post("/masuk/", {"login": office.hadi.email, "password": PASSPHRASE})
        assert hadi.get("/petugas/laporan/").status_code == 200
        output(capsys, "keys", "renew", office.hadi.email)
        assert hadi.get("/petugas/laporan/").headers["Location"].startswith("/masuk/")

    def test_an_address_that_is_nobody_s_is_named(self, office: Cast, capsys: pytest.CaptureFixture[str]) -> None:
        assert "has the address lain@contoh.invalid" in fault(capsys, "keys", "renew", "lain@contoh.invalid")


class TestKit:
    def test_the_drill_says_what_it_opens(
        self, office: Cast, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        typing(monkeypatch, office.kit)
        assert re.search(r"opens a test envelope and \d+ keys of desks", output(capsys, "keys", "drill"))
        typing(monkeypatch, "ABC")
        assert "53 letters and digits" in fault(capsys, "keys", "drill")
        typing(monkeypatch, "0" * 53)
        assert "belongs to no office here" in fault(capsys, "keys", "drill")

    def test_it_hands_keys_back_with_the_code_on_the_officer_s_screen(
        self, office: Cast, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        link = re.search(r"/masuk/undangan/\S+", output(capsys, "keys", "renew", office.hadi.email))
        assert link
        Client().post(link[0], TYPED)
        typing(monkeypatch, office.kit, "1234 5678 9012")
        assert cli.main(["keys", "restore", office.hadi.email]) == 1
        capsys.readouterr()
        circle = f"{office.at.office.subject}:kit"
        typing(monkeypatch, office.kit, read_out(office.hadi, circle))
        assert "was handed 1 keys of desks" in output(capsys, "keys", "restore", office.hadi.email)


class TestBackupKit:
    def test_its_page_is_printed_once(self, office: Cast, capsys: pytest.CaptureFixture[str]) -> None:
        page = output(capsys, "keys", "backup")
        assert f"PIMPASA BACKUP KIT of installation {installations.installation()}" in page
        kit = installations.backup_kit()
        assert kit is not None
        assert entries().filter(act=Act.BACKUP_KIT_MADE).get().subject == kit.subject

    def test_it_opens_no_desk(
        self, office: Cast, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = output(capsys, "keys", "backup")
        (code,) = [line.strip() for line in page.splitlines() if re.fullmatch(r"  [0-9A-Z*~$=-]{60,}", line)]
        typing(monkeypatch, code)
        assert "belongs to no office here" in fault(capsys, "keys", "drill")


class TestStore:
    def test_a_file_of_a_row_comes_back(self, office: Cast, capsys: pytest.CaptureFixture[str]) -> None:
        found()
        (path,) = evidence.exhibit(b"foto").paths
        objects.set_aside([path], on=clock.today())
        assert output(capsys, "store", "restore", path) == f"{path} is back\n"

    @pytest.mark.parametrize(
        "name", ["installation.json", "log/newest-checkpoint", "exhibits/ab/lain", "../secret-key"]
    )
    def test_what_no_row_has_stays(
        self, office: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
    ) -> None:
        """Whoever writes to the store alone puts it where swept files lie."""
        found()
        planted = tmp_path / "evidence" / "sampah" / clock.today().isoformat() / name.removeprefix("../")
        planted.parent.mkdir(parents=True)
        planted.write_text("karangan")
        assert "so it stays where it is" in fault(capsys, "store", "restore", name)
        assert planted.exists()
