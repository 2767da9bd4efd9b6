"""Both guides of docs/runbook.md, typed line by line into a real installation; what needs root or systemd is named."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.installations import READY, installed
from tests.notices.test_trying import WELL, server
from tests.processes import environment, free_port, read_until, started

ROOT = Path(__file__).resolve().parents[2]
WRAPPER = ROOT / "deploy" / "systemd" / "pimpasa.sh"
# What a guide has root type besides, by its first word: tests/config/test_units.py and test_wheel.py look after these.
OF_ROOT = {"useradd", "python3", "/opt/pimpasa/bin/pip", "install", "systemctl", "30"}
OFFICES = """\
jenis,bagian dari,nama,kode,surel,peran,nomor,tanggal,berkas,kontak
kantor,,Kantor Tangerang Contoh,,,,,,,
unit,Kantor Tangerang Contoh,Seksi Inteldakim,,,,,,,
wilayah,Kantor Tangerang Contoh,,36.71,,,,,,
petugas,Kantor Tangerang Contoh,Hana Contoh,,hana@contoh.invalid,kepala,,,,
petugas,Kantor Tangerang Contoh,Kiki Contoh,,kiki@contoh.invalid,administrator,,,,
"""
CORNERS = [[106.7, -6.1], [106.8, -6.1], [106.8, -6.2], [106.7, -6.2], [106.7, -6.1]]
BOUNDARY = {
    "type": "Feature",
    "properties": {"code": "31.73.01.1002"},
    "geometry": {"type": "Polygon", "coordinates": [CORNERS]},
}
Step = list[str]


def guide(heading: str) -> list[Step]:
    """What a reader of this part types, one line after another."""
    text = (ROOT / "docs" / "runbook.md").read_text()
    part = re.split(r"^## ", text.split(f"\n## {heading}\n")[1], flags=re.MULTILINE)[0]
    return [shlex.split(line) for line in re.findall(r"^    (\S.*)$", part, re.MULTILINE)]


@dataclass
class Machine:
    """Where a guide is followed: its data, the folder that one stands in, and settings."""

    data: Path
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    def types(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pimpasa", *words],
            env=environment(self.data, **self.settings),
            cwd=self.folder,
            input=given,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def says(self, *words: str, given: str = "") -> str:
        """What a command says that goes well."""
        outcome = self.types(*words, given=given)
        assert outcome.returncode == 0, (words, outcome.stdout[-2000:], outcome.stderr[-2000:])
        return outcome.stdout

    @contextmanager
    def serving(self) -> Iterator[str]:
        """As the service does it; the address."""
        port = free_port()
        with started("-m", "pimpasa", "run", data=self.data, **self.settings, PORT=str(port)) as process:
            read_until(process, READY)
            yield f"http://127.0.0.1:{port}"
            process.terminate()
            assert process.wait(60) == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for parent in (tmp_path, *tmp_path.parents[:3]):
        parent.chmod(0o711)
    return tmp_path


def test_an_evening(folder: Path) -> None:
    office = Machine(folder / "data", folder)
    steps = guide("An evening: one office on one machine")
    root = [step for step in steps if step[0] != "pimpasa"]
    assert {step[0] for step in root} <= OF_ROOT
    typed = iter(step[1:] for step in steps if step[0] == "pimpasa")

    assert next(typed) == ["setup"]
    answers = [
        "Kanim Contoh",
        "Inteldakim",
        "31.73.01",
        "Hana",
        "hana@contoh.invalid",
        "Kiki",
        "kiki@contoh.invalid",
        "y",
    ]
    recovery, backup = re.findall(
        r"^  ([0-9A-Z*~$=-]{60,})$", office.says("setup", given="\n".join([*answers, ""])), re.M
    )

    with server(WELL) as (port, _told), office.serving():
        office.settings["PIMPASA_EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
        assert "took a letter to agus@contoh.invalid" in office.says(*next(typed))
        checked = office.types(*next(typed))
        assert checked.returncode == 1
        assert "there is no backup of this installation" in checked.stdout
        assert "nobody holds the key of Kanim Contoh's unit" in checked.stdout
        making, proving = next(typed), next(typed)
        assert making == ["backup", proving[-1]]
        file = folder / "cadangan" / Path(making[-1]).name
        file.parent.mkdir()
        office.says("backup", str(file))
        office.says(*proving[:-1], str(file), given=f"{backup}\n")
        assert "there is no backup" not in office.types("doctor").stdout
        # What the table says to do every year.
        assert office.types("keys", "drill", given=f"{recovery}\n").returncode == 0
    assert list(typed) == []


def test_a_day(folder: Path) -> None:
    ministry, university = Machine(installed(folder).data, folder), Machine(folder / "none", folder / "university")
    university.folder.mkdir()
    (folder / "kantor.csv").write_text(OFFICES)
    (folder / "p3mi.csv").write_text("nama,nomor\nPT Contoh Karangan,12/2026\n")
    (folder / "kelurahan.geojsonl.gz").write_text(json.dumps(BOUNDARY))
    typed = iter(step[1:] for step in guide("A day: a ministry on many machines"))
    with ministry.serving() as address:
        assert ministry.says(*next(typed)).splitlines()[-1] == "The tables are up to date."
        assert next(typed) == ["setup"]
        answers = [
            "Direktorat Jenderal Contoh",
            "Intelijen",
            "32.73.01",
            "Hana",
            "h@contoh.invalid",
            "Kiki",
            "k@contoh.invalid",
        ]
        ministry.says("setup", given="\n".join([*answers, ""]))
        boundaries = next(typed)
        assert boundaries[:2] == ["territory", "boundaries"]
        ministry.says(*boundaries)
        assert ministry.types(*next(typed)).returncode == 1  # no backup yet, and what else the guide comes to

        assert next(typed) == ["offices", "sample", "contoh.csv"]
        ministry.says("offices", "sample", "contoh.csv")
        assert (folder / "contoh.csv").read_text("utf-8-sig").splitlines()[0] == OFFICES.splitlines()[0]
        ministry.says(*next(typed))
        assert "Kantor Tangerang Contoh" not in ministry.says("offices", "list")
        bringing = next(typed)
        assert bringing[-2:] == ["--sheets", "/root/lembar"]
        ministry.says(*bringing[:-1], str(folder / "lembar"))
        assert "Kantor Tangerang Contoh" in ministry.says(*next(typed))
        ministry.says(*next(typed))

        begin, watch, run = next(typed), next(typed), next(typed)
        witness = university.says(*begin).strip().splitlines()[-1]
        vkey = ministry.says("ledger", "vkey").strip()
        university.says(*watch[:-1], vkey)
        port = str(free_port())
        with started(
            "-m", "pimpasa", *run[:-1], port, "--data", str(university.folder / "saksi"), data=university.data
        ):
            asking, looking = next(typed), next(typed)
            ministry.says(*asking[:2], witness, "--at", f"http://127.0.0.1:{port}")
            university.says(looking[0], address, "--key", vkey)
        for words in typed:
            ministry.says(*words)


def test_the_command_by_hand_is_the_service_s(tmp_path: Path) -> None:
    """Its user, its folder, its settings: with both paths moved here, and a `runuser` that says what it was given."""
    settings = tmp_path / "pimpasa.env"
    settings.write_text("PIMPASA_HOSTS=pimpasa.example\nPIMPASA_EMAIL_URL='smtps://a b:$x@mail.example'\n#PORT=1\n")
    shim = tmp_path / "runuser"
    shim.write_text('#!/bin/sh\necho "$@"\necho "$PIMPASA_DATA $PIMPASA_HOSTS $PIMPASA_EMAIL_URL ${PORT-none}"\n')
    shim.chmod(0o755)
    moved = tmp_path / "pimpasa"
    moved.write_text(WRAPPER.read_text().replace("/etc/pimpasa/pimpasa.env", str(settings)))
    path = f"{tmp_path}:{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if name != "PORT"} | {"PATH": path}
    said = subprocess.run(
        ["sh", moved, "offices", "fallback", "Kantor Contoh"], env=kept, capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines() == [
        "-u pimpasa -- /opt/pimpasa/bin/pimpasa offices fallback Kantor Contoh",
        "/var/lib/pimpasa pimpasa.example smtps://a b:$x@mail.example none",
    ]
