"""Acknowledged means durable: everything is killed the moment an answer arrives, and started again."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.e2e.conftest import Program
from tests.e2e.people import OfficerAtWork, Resident, Told

pytestmark = pytest.mark.xdist_group("crashing")


def test_a_report_is_there_after_a_crash_right_behind_its_answer(crashing: Program) -> None:
    story = "Cerita yang tidak boleh hilang."
    resident = Resident(crashing.address)
    resident.writes(Told(narrative=story, files={"bukti.txt": b"isi bukti " * 50_000}))
    answer = resident.sends()
    crashing.kill()
    assert answer.status_code == 302

    crashing.start()
    assert "Diterima" in resident.tracks(resident.code())
    sari = OfficerAtWork(crashing.address, "sari")
    page = sari.http.get(f"/petugas/laporan/{sari.newest_report()}/").text
    assert story in page
    assert original_of(sari, page) == b"isi bukti " * 50_000
    assert log_of(crashing) == "The log is whole.\n"


def test_a_file_and_a_draft_are_there_after_a_crash_right_behind_their_answer(crashing: Program) -> None:
    resident = Resident(crashing.address)
    resident.writes(Told(narrative="Konsep yang belum dikirim."))
    resident.hands_in({"rekaman.txt": b"suara " * 100_000})
    crashing.kill()

    crashing.start()
    check = resident.http.get("/lapor/periksa/").text
    assert "Konsep yang belum dikirim." in check
    assert "rekaman.txt" in check
    assert resident.sends().status_code == 302
    sari = OfficerAtWork(crashing.address, "sari")
    page = sari.http.get(f"/petugas/laporan/{sari.newest_report()}/").text
    assert original_of(sari, page) == b"suara " * 100_000
    assert log_of(crashing) == "The log is whole.\n"


def original_of(officer: OfficerAtWork, page: str) -> bytes:
    found = re.search(r'href="(/petugas/bukti/[0-9a-f-]+/asli/)"', page)
    assert found
    return officer.does(found[1], found[1], reason="Karangan: uji daya tahan.").content


def log_of(program: Program) -> str:
    """What the audit says of the log of a program that runs."""
    ours = ("DATABASE_URL", "PIMPASA_SECRET_KEY", "PYTEST_XDIST_WORKER", "DJANGO_SETTINGS_MODULE")
    rest = {name: value for name, value in os.environ.items() if name not in ours}
    done = subprocess.run(
        [sys.executable, "-m", "pimpasa", "ledger", "audit"],
        env=rest | {"PIMPASA_DATA": str(program.data)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout + done.stderr
