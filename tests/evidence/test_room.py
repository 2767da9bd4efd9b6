"""Shares of a disk: a draft's, a network's, a sent report's of a day, and a reserve for the database alone."""

from __future__ import annotations

import shutil
from collections import namedtuple
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.common import clock
from pimpasa.common.ids import uuid7
from pimpasa.config import doctor
from pimpasa.evidence import room
from pimpasa.evidence.actions.exhibits import LONGEST_LIFE, make_room, prolong
from pimpasa.evidence.models import Exhibit
from tests.factories.people import cast
from tests.factories.residents import ANSWERS

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")
GIB = 1024**3
Disk = Callable[[float, float], None]


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Disk:
    """A disk of so many GiB, so many of them free."""
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()

    def hold(total: float, free: float) -> None:
        usage = Usage(int(total * GIB), int((total - free) * GIB), int(free * GIB))
        monkeypatch.setattr(shutil, "disk_usage", lambda _place: usage)

    return hold


@pytest.fixture
def resident() -> Client:
    cast()
    browser = Client()
    browser.get("/lapor/")
    assert browser.post("/lapor/simpan/", {"narrative": ""}).status_code == 204
    return browser


def begins(browser: Client, size: float, *, at: str = "127.0.0.1") -> int:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(int(size)), "Upload-Metadata": "filename ZmlsbS5tcDQ="}
    return browser.post("/lapor/bukti/unggah/", headers=headers, REMOTE_ADDR=at).status_code


@pytest.mark.parametrize(
    ("total", "kept_free"), [(1, 0.5), (4, 1), (100, 10), (1000, 20)], ids=["tiny", "small", "office", "ministry"]
)
def test_a_reserve_is_the_database_s(total: float, kept_free: float) -> None:
    assert room.reserve(int(total * GIB)) == int(kept_free * GIB)


def test_a_draft_has_two_gigabytes_in_all(disk: Disk, resident: Client) -> None:
    disk(1000, 900)
    assert [begins(resident, 1.5 * GIB), begins(resident, 0.6 * GIB), begins(resident, 0.4 * GIB)] == [201, 422, 201]


def test_one_network_fills_no_more_than_a_quarter_and_others_go_on(disk: Disk, resident: Client) -> None:
    """However many drafts it begins."""
    disk(40, 24)  # 20 of them for files
    drafts = [Client() for _ in range(6)]
    for draft in drafts:
        draft.get("/lapor/")
        draft.post("/lapor/simpan/", {"narrative": ""}, REMOTE_ADDR="198.51.100.66")
    assert [begins(draft, 2 * GIB, at="198.51.100.66") for draft in drafts] == [201, 201, 422, 422, 422, 422]
    assert begins(resident, 2 * GIB) == 201


def test_a_hall_of_two_hundred_sends_sixty_megabytes_each_on_an_office_s_disk(disk: Disk) -> None:
    disk(100, 60)
    sent = room.share(60 * 1024**2)
    assert 200 * sent < room.NETWORKS.most


def test_when_it_is_tight_the_form_goes_on_without_files_and_says_so(disk: Disk, resident: Client) -> None:
    disk(40, 5)
    page = resident.get("/lapor/").content.decode()
    assert "Tempat untuk berkas sedang penuh" in page
    assert 'type="file"' not in page
    assert begins(resident, 1000) == 422
    assert resident.post(*ANSWERS[0]).status_code == 302


def test_what_was_not_sent_goes_first_the_unfinished_before_the_whole(disk: Disk) -> None:
    def made(age: int, **facts: object) -> Exhibit:
        at = clock.now() - timedelta(hours=age)
        row = {"expires_at": clock.now(), "wrapped_key": b"", "facts": b"", **facts}
        return Exhibit.objects.create(id=uuid7(at), **row)

    sent = made(9, expires_at=None, digest=b"d" * 32)
    whole, unfinished, newest = made(5, digest=b"d" * 32), made(4), made(1)
    disk(40, 30)
    assert make_room() == 0
    disk(40, 4)
    assert make_room() == 3
    assert [row.pk for row in Exhibit.objects.all()] == [sent.pk]
    assert [row.pk for row in (whole, unfinished, newest)]


def test_a_draft_does_not_keep_its_files_for_good() -> None:
    old = Exhibit.objects.create(
        id=uuid7(clock.now() - LONGEST_LIFE), expires_at=clock.now(), wrapped_key=b"", facts=b""
    )
    new = Exhibit.objects.create(expires_at=clock.now(), wrapped_key=b"", facts=b"")
    later = clock.now() + timedelta(hours=24)
    prolong(exhibit_ids=[old.pk, new.pk], expires_at=later)
    assert {row.pk: row.expires_at == later for row in Exhibit.objects.all()} == {old.pk: False, new.pk: True}


@pytest.mark.parametrize(
    ("total", "free", "remedy"),
    [(100, 50, ""), (100, 18, "this week"), (1000, 90, "today"), (100, 9, "the form takes no files")],
)
def test_doctor_warns_in_time(disk: Disk, total: float, free: float, remedy: str) -> None:
    disk(total, free)
    finding = doctor.free_space()
    assert (remedy in finding.remedy) if remedy else not finding.is_fault
