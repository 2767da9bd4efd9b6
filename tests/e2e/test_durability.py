"""Acknowledged means durable: everything is killed the moment an answer arrives, and started again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.e2e.conftest import Program, free_port
from tests.e2e.people import OfficerAtWork, Resident, Told

pytestmark = pytest.mark.xdist_group("crashing")


@pytest.fixture(scope="module")
def crashing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("crashing")
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o711)
    running = Program(folder / "data", free_port())
    running.start()
    yield running
    running.stop()


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


def original_of(officer: OfficerAtWork, page: str) -> bytes:
    found = re.search(r'href="(/petugas/bukti/[0-9a-f-]+/asli/)"', page)
    assert found
    return officer.http.get(found[1]).content
