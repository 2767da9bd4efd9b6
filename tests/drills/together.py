"""What is right only where all machines know the same: one file in pieces to each, two hundred phones in one room."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from pathlib import PurePosixPath

import httpx

from bench.dialogue import Browser, Tally
from tests.drills.machines import Ministry
from tests.e2e.people import OfficerAtWork, Resident, Told

MEBIBYTE = 1024**2
STORY = "Karangan: satu film lewat tiga mesin."
REASON = "Karangan: uji beberapa mesin."
ROUNDS = 2


def piecewise(ministry: Ministry) -> bool:
    """A film whose pieces go to each web server in turn comes out as it was, and its report is read."""
    film = os.urandom(2 * len(ministry.web_ports) * MEBIBYTE)
    resident = Resident(ministry.address)
    resident.begins()
    head = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(film)), "Upload-Metadata": "filename ZmlsbS50eHQ="}
    begun = resident.http.post("/lapor/bukti/unggah/", headers=head)
    assert begun.status_code == 201, begun.text
    at = httpx.URL(begun.headers["Location"]).path
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in resident.http.cookies.jar)
    for number, start in enumerate(range(0, len(film), MEBIBYTE)):
        port = ministry.web_ports[number % len(ministry.web_ports)]
        piece = {
            "Tus-Resumable": "1.0.0",
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(start),
            "Cookie": cookies,
        }
        address = f"http://127.0.0.1:{port}{at}"
        answer = httpx.patch(address, headers=piece, content=film[start : start + MEBIBYTE], timeout=60)
        assert answer.status_code == 204, answer.text
    resident.reports(Told(narrative=STORY))
    return hashlib.sha256(film).digest() in {hashlib.sha256(file).digest() for file in _originals(ministry.address)}


def _originals(address: str) -> list[bytes]:
    """The files of the newest report, as they came in."""
    sari = OfficerAtWork(address, "sari")
    for report in sorted(sari.queue(), reverse=True)[:20]:
        page = sari.http.get(f"/petugas/laporan/{report}/").text
        if STORY in page:
            paths = re.findall(r'href="(/petugas/bukti/[0-9a-f-]+/asli/)"', page)
            return [sari.does(path, path, reason=REASON).content for path in paths]
    return []


def hall(ministry: Ministry, phones: int) -> tuple[int, int]:
    """So many phones in one dialogue, over all web servers; how many answers were given, and how many counted."""
    sari = OfficerAtWork(ministry.address, "sari")
    path = sari.plans_a_dialogue()
    page = sari.http.get(f"{path}hari/").text
    quiz = re.findall(r'name="quiz"[^>]*value="([^"]+)"[^>]*checked', page)
    assert quiz, page[-3000:]
    sari.does(f"{path}hari/mulai/", f"{path}hari/", quiz=quiz)
    shown = re.search(r'class="app-code[^"]*"[^>]*>\s*([^<\s]+)', sari.http.get(f"{path}hari/").text)
    assert shown
    given = asyncio.run(_answered(ministry, sari, path, shown[1], quiz, phones))
    sari.does(f"{path}hari/akhiri/", f"{path}hari/akhiri/", leave_unread="1")
    dialogue = PurePosixPath(path).name
    counted = ministry.asks(f"SELECT coalesce(sum(count), 0) FROM outreach_tally WHERE dialogue_id = '{dialogue}'")  # noqa: S608
    return given, int(str(counted[0]))


async def _answered(ministry: Ministry, sari: OfficerAtWork, path: str, code: str, quiz: list[str], phones: int) -> int:
    tally, room = Tally(), f"/ngopi/ikut/{code}/"
    browsers = [Browser(ministry.address, tally) for _number in range(phones)]
    await asyncio.gather(*(browser.ask("page", room, 200) for browser in browsers))
    await asyncio.gather(*(browser.ask("sit", room, 302, form={}) for browser in browsers))
    for part in ("before", "after"):
        await asyncio.to_thread(sari.does, f"{path}hari/bagian/", f"{path}hari/", phase=part)
        await asyncio.sleep(1.5)  # what a room shows may be a second old
        answers = dict.fromkeys(quiz, "0")
        await asyncio.gather(*(browser.ask("answer", f"{room}jawab/", 302, form=answers) for browser in browsers))
    for browser in browsers:
        browser.close()
    assert not tally.errors, tally.errors[:3]
    return len(tally.times["answer"]) * len(quiz)
