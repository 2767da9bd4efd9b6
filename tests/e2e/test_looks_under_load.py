"""Officers look at evidence while strangers hold whatever decoders they are given: the whole program."""

from __future__ import annotations

import io
import re
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import httpx
import pytest
from PIL import Image, ImageDraw

from tests.e2e.conftest import Program, running
from tests.e2e.people import OfficerAtWork, Resident, Told

STRANGERS = 20
LOOKS = 12
# Two cores are everybody's here. One that waited for a place waits ten seconds, and fails then.
LONGEST = 8.0  # seconds
PICTURE = r"/petugas/bukti/[0-9a-f-]{36}/gambar/"


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with running(tmp_path_factory.mktemp("looks"), PIMPASA_TRUSTED_PROXIES="1") as program:
        yield program


def poster() -> bytes:
    """An offer whose words take tesseract a second or two."""
    image = Image.new("RGB", (1600, 2000), "white")
    draw = ImageDraw.Draw(image)
    for line in range(60):
        draw.text((60, 30 + line * 32), f"LOKER KARANGAN {line}: gaji 15 juta, berangkat besok", fill="black")
    file = io.BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()


@contextmanager
def strangers(program: Program, answers: list[int]) -> Iterator[None]:
    """So many, each of a network of their own, let pictures be read without end."""
    picture, over = poster(), Event()

    def send(number: int) -> None:
        with httpx.Client(base_url=program.address, headers={"X-Forwarded-For": f"198.18.{number}.7"}) as phone:
            while not over.is_set():
                files = {"picture": ("loker.jpg", picture, "image/jpeg")}
                answers.append(phone.post("/cek-lowongan/gambar/", files=files, timeout=90).status_code)

    senders = [Thread(target=send, args=(number,)) for number in range(STRANGERS)]
    for sender in senders:
        sender.start()
    try:
        time.sleep(4)  # until every place is theirs that may be
        yield
    finally:
        over.set()
        for sender in senders:
            sender.join()


def looks(officer: OfficerAtWork, path: str) -> list[float]:
    """How long each took, in seconds; none fails."""
    times = []
    for _ in range(LOOKS):
        begun = time.monotonic()
        answer = officer.http.get(path)
        times.append(time.monotonic() - begun)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    return times


def test_no_look_fails_or_waits_for_a_place_while_twenty_strangers_hold_theirs(besieged: Program) -> None:
    Resident(besieged.address, forwarded="192.0.2.1").reports(Told(files={"layar.jpg": poster()}))
    officer = OfficerAtWork(besieged.address, "sari")
    page = officer.http.get(f"/petugas/laporan/{officer.newest_report()}/").text
    match = re.search(PICTURE, page)
    assert match, page
    looks(officer, match[0])
    answers: list[int] = []
    with strangers(besieged, answers):
        loud = looks(officer, match[0])
    assert max(loud) < LONGEST
    assert statistics.median(loud) < LONGEST / 2
    # The siege was one: strangers were read, and others were told that there was no place.
    assert answers.count(200) > 0
    assert len(answers) - answers.count(200) > 0
