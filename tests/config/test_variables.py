"""What the environment sets is checked before anything begins: every fault in one line, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pimpasa.config import variables
from pimpasa.config.errors import BadSettings
from tests.processes import pimpasa

KEY = "ab" * 32
OTHERWISE = Path("/nowhere/pimpasa")
WELL = {
    "PORT": "9000",
    "DATABASE_URL": "postgresql://pimpasa:rahasia@one.invalid,two.invalid/pimpasa?port=5432,5433",
    "PIMPASA_EVIDENCE_STORE": "s3://bukti/pimpasa",
    "PIMPASA_LEDGER_KEY": KEY,
    "PIMPASA_LINK_KEY": KEY.upper(),
    "PIMPASA_EMAIL_URL": "smtp+tls://nama:sandi@surat.invalid:587",
    "PIMPASA_EMAIL_FROM": "Pimpasa <pimpasa@contoh.invalid>",
    "PIMPASA_ADDRESS": "https://pimpasa.contoh.invalid/",
    "PIMPASA_PUSH_CONTACT": "mailto:agus@contoh.invalid",
    "PIMPASA_HOSTS": "pimpasa.contoh.invalid, localhost,.contoh.invalid,[::1]",
    "PIMPASA_HTTPS": "Yes",
    "PIMPASA_TRUSTED_PROXIES": "1",
    "PIMPASA_SEAL_ON_PHONE": "off",
    "PIMPASA_REPORTS_PER_ADDRESS": "500",
    "PIMPASA_TRAINING": "off",
    "PIMPASA_TRAINING_ADDRESS": "http://latihan.localhost:8001/",
    "HOME": "/root",
}


def faults(environ: dict[str, str], *, data: Path = OTHERWISE) -> list[str]:
    try:
        variables.read(environ, otherwise=data)
    except BadSettings as bad:
        return bad.faults
    return []


def test_nothing_set_is_well() -> None:
    values = variables.read({}, otherwise=OTHERWISE)
    assert (values.port, values.https, values.trusted_proxies, values.hosts) == (
        8000,
        False,
        0,
        ["127.0.0.1", "localhost", "[::1]"],
    )


def test_everything_set_is_typed() -> None:
    values = variables.read(WELL, otherwise=OTHERWISE)
    assert (values.port, values.https, values.training, values.reports_per_address) == (9000, True, False, 500)
    assert values.hosts == ["pimpasa.contoh.invalid", "localhost", ".contoh.invalid", "[::1]"]
    assert values.ledger_key == values.link_key == bytes.fromhex(KEY)
    assert values.address == "https://pimpasa.contoh.invalid"


@pytest.mark.parametrize("name", [name for name in variables.KNOWN if name != "PIMPASA_HOSTS"])
def test_an_empty_one_is_as_none(name: str) -> None:
    assert variables.read({name: ""}, otherwise=OTHERWISE) == variables.read({}, otherwise=OTHERWISE)


HOST = "a host's name alone, without https://, port, path or *"
EMPTY_NAME = "has an empty name: write names with one comma between, such as pimpasa.example,localhost"
NO_PORT = "is not a port: a number from 1 to 65535"
STORE = "is neither file:///folder nor s3://bucket/prefix"
MAIL = "is no mail server: smtp://, smtp+tls:// or smtps://name:password@host:port"
PORTS = "has a port that is none (several servers go by ?host=a,b&port=5432,5432)"
DATABASE = "is no address of a PostgreSQL: postgresql://user:password@host/name"
LONGER = "is more than https:// and a host's name: the program answers at the root of its host"
SITE = "does not begin with https:// (or http://) and a host's name"


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("PIMPASA_HTTPS", "ja", "PIMPASA_HTTPS=ja is neither 1 (on) nor 0 (off)"),
        ("PIMPASA_DEBUG", "2", "PIMPASA_DEBUG=2 is neither 1 (on) nor 0 (off)"),
        ("PORT", "abc", f"PORT=abc {NO_PORT}"),
        ("PORT", "70000", f"PORT=70000 {NO_PORT}"),
        ("PORT", "0", f"PORT=0 {NO_PORT}"),
        ("PIMPASA_TRUSTED_PROXIES", "-1", "PIMPASA_TRUSTED_PROXIES=-1 is not a number from 0 to 9"),
        ("PIMPASA_TRUSTED_PROXIES", "٣", "PIMPASA_TRUSTED_PROXIES=٣ is not a number from 0 to 9"),
        ("PIMPASA_REPORTS_PER_ADDRESS", "0", "PIMPASA_REPORTS_PER_ADDRESS=0 is not a number from 1 to 100000000"),
        ("PIMPASA_LEDGER_KEY", KEY[1:], "PIMPASA_LEDGER_KEY is not 64 hex digits"),
        ("PIMPASA_LINK_KEY", "z" * 64, "PIMPASA_LINK_KEY is not 64 hex digits"),
        (
            "PIMPASA_SECRET_KEY",
            "kenari",
            "PIMPASA_SECRET_KEY is too short: 32 random characters at least, as from: openssl rand -hex 32",
        ),
        ("DATABASE_URL", "mysql://pimpasa:rahasia@db/pimpasa", f"DATABASE_URL {DATABASE}"),
        ("DATABASE_URL", "pimpasa", f"DATABASE_URL {DATABASE}"),
        ("DATABASE_URL", "postgresql://a:1,b:2/pimpasa", f"DATABASE_URL {PORTS}"),
        ("PIMPASA_ADDRESS", "pimpasa.example", f"PIMPASA_ADDRESS=pimpasa.example {SITE}"),
        (
            "PIMPASA_ADDRESS",
            "https://a.example/lapor",
            f"PIMPASA_ADDRESS=https://a.example/lapor {LONGER}",
        ),
        ("PIMPASA_TRAINING_ADDRESS", "latihan", f"PIMPASA_TRAINING_ADDRESS=latihan {SITE}"),
        ("PIMPASA_EVIDENCE_STORE", "ftp://bukti", f"PIMPASA_EVIDENCE_STORE=ftp://bukti {STORE}"),
        ("PIMPASA_EVIDENCE_STORE", "/srv/bukti", f"PIMPASA_EVIDENCE_STORE=/srv/bukti {STORE}"),
        ("PIMPASA_EVIDENCE_STORE", "s3:///bukti", f"PIMPASA_EVIDENCE_STORE=s3:///bukti {STORE}"),
        ("PIMPASA_EMAIL_URL", "mail://nama:sandi@surat.invalid", f"PIMPASA_EMAIL_URL {MAIL}"),
        ("PIMPASA_EMAIL_URL", "surat.invalid", f"PIMPASA_EMAIL_URL {MAIL}"),
        ("PIMPASA_EMAIL_URL", "smtp://surat.invalid:99999", f"PIMPASA_EMAIL_URL {PORTS}"),
        ("PIMPASA_EMAIL_FROM", "kantor", "PIMPASA_EMAIL_FROM=kantor is no e-mail address"),
        (
            "PIMPASA_PUSH_CONTACT",
            "agus@contoh.invalid",
            "PIMPASA_PUSH_CONTACT=agus@contoh.invalid begins neither with https:// nor with mailto:",
        ),
        ("PIMPASA_HOSTS", "", f"PIMPASA_HOSTS= {EMPTY_NAME}"),
        ("PIMPASA_HOSTS", "a.example,,b.example", f"PIMPASA_HOSTS=a.example,,b.example {EMPTY_NAME}"),
        ("PIMPASA_HOSTS", "https://a.example", f"PIMPASA_HOSTS=https://a.example names 'https://a.example': {HOST}"),
        ("PIMPASA_HOSTS", "a.example:8000", f"PIMPASA_HOSTS=a.example:8000 names 'a.example:8000': {HOST}"),
        ("PIMPASA_HOSTS", "*", f"PIMPASA_HOSTS=* names '*': {HOST}"),
        (
            "PIMPASA_TRUSTED_PROXY",
            "1",
            "PIMPASA_TRUSTED_PROXY is no setting: did you mean PIMPASA_TRUSTED_PROXIES?",
        ),
        ("PIMPASA_ADRESS", "x", "PIMPASA_ADRESS is no setting: did you mean PIMPASA_ADDRESS?"),
        ("PIMPASA_QQQQQQQQQQQQQ", "x", "PIMPASA_QQQQQQQQQQQQQ is no setting (docs/runbook.md lists them)"),
    ],
)
def test_each_fault_is_one_line(name: str, value: str, fault: str) -> None:
    assert faults({name: value}) == [fault]


def test_tls_without_a_proxy_would_redirect_for_ever() -> None:
    (fault,) = faults({"PIMPASA_HTTPS": "1"})
    assert fault.endswith("as a rule PIMPASA_TRUSTED_PROXIES=1")
    (fault,) = faults({"PIMPASA_HTTPS": "1", "PIMPASA_TRUSTED_PROXIES": "1", "PIMPASA_ADDRESS": "http://a.example"})
    assert fault == "PIMPASA_HTTPS is on and PIMPASA_ADDRESS=http://a.example begins with http://"


@pytest.mark.parametrize("name", ["ledger-key", "link-key"])
@pytest.mark.parametrize(("written", "words"), [("", "is empty"), (KEY[2:], "is damaged"), ("\n", "is empty")])
def test_a_damaged_key_file_is_not_made_anew(tmp_path: Path, name: str, written: str, words: str) -> None:
    path = tmp_path / name
    path.write_text(written)
    (fault,) = faults({}, data=tmp_path)
    assert fault.startswith(f"{path} {words}")
    assert faults({"PIMPASA_DATA": str(tmp_path)}) == [fault]
    assert path.read_text() == written
    path.write_text(f"{KEY}\n")
    assert faults({}, data=tmp_path) == []


def test_no_fault_says_a_secret() -> None:
    wrong = {variable.name: "kenari" for variable in variables.KNOWN.values() if variable.is_secret}
    assert len(wrong) == 5
    said = faults(wrong)
    assert len(said) == 5
    assert [line for line in said if "kenari" in line] == []


@pytest.mark.parametrize("command", [("run",), ("serve",), ("worker",), ("doctor",), ("migrate",), ("ledger", "audit")])
def test_all_faults_at_once_without_a_traceback(tmp_path: Path, command: tuple[str, ...]) -> None:
    wrong = {"PIMPASA_HTTPS": "ja", "PORT": "abc", "PIMPASA_ADRESS": "x"}
    result = pimpasa(*command, data=tmp_path / "data", **wrong)
    assert result.returncode == 2
    assert result.stderr == (
        f"pimpasa: PORT=abc {NO_PORT}\n"
        "pimpasa: PIMPASA_HTTPS=ja is neither 1 (on) nor 0 (off)\n"
        "pimpasa: PIMPASA_ADRESS is no setting: did you mean PIMPASA_ADDRESS?\n"
    )
    assert not (tmp_path / "data").exists()
