"""Acknowledged means durable: everything is killed the moment an answer arrives, and started again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

import httpx
import pytest

from tests.e2e.conftest import Program
from tests.e2e.people import OfficerAtWork, Resident, Told, hang_up
from tests.processes import pimpasa

PIECE = 256 * 1024


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
    resident.writes(Told(narrative="Konsep yang belum dikirim.", files={"rekaman.txt": b"suara " * 100_000}))
    crashing.kill()

    crashing.start()
    check = resident.http.get("/lapor/").text
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
    return command(program, "ledger", "audit")


def command(program: Program, *words: str) -> str:
    """What a command over the data of a program that runs prints."""
    result = pimpasa(*words, data=program.data)
    return result.stdout + result.stderr


class Storm:
    """Residents report and upload, and an office rotates keys, all at once until the plug is pulled."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.codes: list[str] = []
        self.offsets: dict[str, int] = {}
        self.ended = Event()

    def rages(self, seconds: float) -> None:
        threads = [Thread(target=self._quietly, args=(act,)) for act in (self.reports, self.reports, self.uploads)]
        threads.append(Thread(target=self._quietly, args=(self.renews_keys,)))
        for thread in threads:
            thread.start()
        self._wait_for_a_first()
        self.ended.wait(seconds)
        self.program.kill()
        self.ended.set()
        for thread in threads:
            thread.join(60)

    def _wait_for_a_first(self) -> None:
        """The storm's time counts once a report and a piece of a file were acknowledged."""
        until = time.monotonic() + 60
        while not (self.codes and self.offsets) and time.monotonic() < until:
            time.sleep(0.05)

    def _quietly(self, act: Callable[[], None]) -> None:
        """What the power cut interrupts fails; what was acknowledged before is remembered."""
        while not self.ended.is_set():
            with suppress(httpx.HTTPError, AssertionError):
                act()

    def reports(self) -> None:
        resident = Resident(self.program.address)
        resident.writes(Told(narrative="Cerita di tengah badai.", files={"a.txt": b"bukti " * 5000}))
        if resident.sends().status_code == 302:
            self.codes.append(resident.code())

    def uploads(self) -> None:
        resident = Resident(self.program.address)
        resident.begins()
        said = {"Tus-Resumable": "1.0.0", "Upload-Length": str(40 * PIECE), "Upload-Metadata": ""}
        place = resident.http.post("/lapor/bukti/unggah/", headers=said).headers["Location"]
        cookie = resident.http.cookies["draf"]
        for number in range(40):
            headers = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}
            headers["Upload-Offset"] = str(number * PIECE)
            answer = resident.http.patch(place, content=b"z" * PIECE, headers=headers)
            if answer.status_code == 204:
                self.offsets[f"{cookie} {place}"] = int(answer.headers["Upload-Offset"])

    def renews_keys(self) -> None:
        agus = OfficerAtWork(self.program.address, "agus")
        for switched in ("", "on"):
            page = "/petugas/orang/"
            bayu = re.search(r'href="(/petugas/orang/\d+/)"[^>]*>Bayu', agus.http.get(page).text)
            assert bayu
            agus.does(bayu[1], bayu[1], name="Bayu Contoh", role="pimpasa", is_active=switched)


@pytest.mark.parametrize("seconds", [1.5, 4.0])
def test_a_storm_ends_in_a_power_cut_and_nothing_acknowledged_is_lost(crashing: Program, seconds: float) -> None:
    storm = Storm(crashing)
    storm.rages(seconds)
    hang_up()
    crashing.start()
    assert storm.codes
    assert storm.offsets
    for code in storm.codes:
        assert "Diterima" in Resident(crashing.address).tracks(code)
    for where, offset in storm.offsets.items():
        cookie, _space, place = where.partition(" ")
        headers = {"Tus-Resumable": "1.0.0", "Cookie": f"draf={cookie}"}
        stands = httpx.head(f"{crashing.address}{place}", headers=headers)
        assert int(stands.headers["Upload-Offset"]) >= offset
    sari = OfficerAtWork(crashing.address, "sari")
    page = sari.http.get(f"/petugas/laporan/{sari.newest_report()}/").text
    assert "Cerita di tengah badai." in page
    assert original_of(sari, page) == b"bukti " * 5000
    assert log_of(crashing) == "The log is whole.\n"
    assert faults_seen_by_doctor(crashing) == []


def faults_seen_by_doctor(program: Program) -> list[str]:
    """The lines of `pimpasa doctor` that name a fault, but for the space that this machine has."""
    said = command(program, "doctor")
    assert "ok     every act is in the signed log" in said
    return [line for line in said.splitlines() if line.startswith("FAULT") and "GB free" not in line]
