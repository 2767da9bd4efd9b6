"""A file that comes piece by piece: nothing kept is lost, nothing half is taken for whole, no two mix."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from pimpasa.common import clock
from pimpasa.evidence import parts, queries, tus
from pimpasa.evidence.actions import exhibits, transfers
from pimpasa.evidence.errors import ChecksumMismatch, ExhibitGone, NotTaken, OffsetConflict, StoreUnavailable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening import files
from pimpasa.sealing.errors import Damaged, WrongKey
from tests.evidence.conftest import Bucket, Bytes
from tests.factories.evidence import DRAFT_KEY, REPORT_KEY

pytestmark = pytest.mark.django_db


def begun(size: int, *, name: str = "video.mp4") -> Exhibit:
    expires_at = clock.now() + timedelta(hours=24)
    return transfers.begin(
        name=name, declared="video/mp4", size=size, obtained="own", key=DRAFT_KEY, expires_at=expires_at
    )


def taken(exhibit: Exhibit, offset: int, *pieces: bytes, checksum: tus.Checksum | None = None) -> int:
    """How many bytes have arrived after these; the row is read anew, as another request would."""
    fresh = Exhibit.objects.get(pk=exhibit.pk)
    facts = transfers.receive(exhibit=fresh, key=DRAFT_KEY, offset=offset, pieces=iter(pieces), checksum=checksum)
    return facts.received


def opened(exhibit: Exhibit, key: bytes = DRAFT_KEY) -> bytes:
    return b"".join(files.original(Exhibit.objects.get(pk=exhibit.pk), key=key))


def test_it_works(folder: Bytes) -> None:
    content = os.urandom(200_000)
    exhibit = begun(len(content))
    assert taken(exhibit, 0, content[:70_000]) == 70_000
    assert taken(exhibit, 70_000, content[70_000:90_000], content[90_000:]) == len(content)
    facts = files.facts_of(Exhibit.objects.get(), key=DRAFT_KEY)
    assert (facts.sha256, facts.size, facts.head) == (hashlib.sha256(content).hexdigest(), len(content), b"")
    assert opened(exhibit) == content
    assert len(folder.files) == 2


def test_it_goes_to_an_s3_too(bucket: Bucket) -> None:
    content = os.urandom(6_000_000)
    exhibit = begun(len(content))
    taken(exhibit, 0, content[:5_500_000])
    taken(exhibit, 5_500_000, content[5_500_000:])
    assert opened(exhibit) == content


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(1, 150_000), min_size=1, max_size=6), forgets=st.booleans())
def test_cut_anywhere_it_is_the_same_file(cuts: list[int], forgets: bool) -> None:
    content = os.urandom(sum(cuts))
    exhibit, offset = begun(len(content)), 0
    for cut in cuts:
        if forgets:  # another process, or a restart
            transfers.running._hashes.clear()
        offset = taken(exhibit, offset, content[offset : offset + cut])
    facts = files.facts_of(Exhibit.objects.get(pk=exhibit.pk), key=DRAFT_KEY)
    assert facts.sha256 == hashlib.sha256(content).hexdigest()
    start, stop = len(content) // 3, len(content) // 3 * 2
    found = files.original_range(Exhibit.objects.get(pk=exhibit.pk), key=DRAFT_KEY, start=start, stop=stop)
    assert b"".join(found) == content[start:stop]


def test_a_long_piece_is_safe_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LONGEST", 100_000)
    content = os.urandom(350_000)

    def cut_by_a_crash() -> Iterator[bytes]:
        yield content[:250_000]
        raise KeyboardInterrupt

    exhibit = begun(len(content))
    with pytest.raises(KeyboardInterrupt):
        transfers.receive(exhibit=exhibit, key=DRAFT_KEY, offset=0, pieces=cut_by_a_crash())
    stands_at = files.facts_of(Exhibit.objects.get(), key=DRAFT_KEY).received
    assert stands_at == 200_000
    taken(exhibit, stands_at, content[stands_at:])
    assert opened(exhibit) == content
    facts = files.facts_of(Exhibit.objects.get(), key=DRAFT_KEY)
    assert facts.sha256 == hashlib.sha256(content).hexdigest()


def test_a_file_that_ends_where_a_part_ends_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LONGEST", 1000)
    exhibit, content = begun(3000), os.urandom(3000)
    assert taken(exhibit, 0, content[:1000]) == 1000
    assert taken(exhibit, 1000, content[1000:]) == 3000
    assert Exhibit.objects.get().is_whole
    assert opened(exhibit) == content


def test_of_two_at_one_place_the_first_counts(folder: Bytes) -> None:
    content = os.urandom(50_000)
    exhibit = begun(len(content))
    slow = Exhibit.objects.get(pk=exhibit.pk)

    def overtaken() -> Iterator[bytes]:
        yield content[:10_000]
        taken(exhibit, 0, content[:30_000])
        yield content[10_000:20_000]

    with pytest.raises(OffsetConflict) as conflict:
        transfers.receive(exhibit=slow, key=DRAFT_KEY, offset=0, pieces=overtaken())
    assert conflict.value.received == 0
    assert len(folder.files) == 1
    assert taken(exhibit, 30_000, content[30_000:]) == len(content)
    assert opened(exhibit) == content


@pytest.mark.parametrize("offset", [0, 9_999, 10_001])
def test_only_what_follows_is_taken(offset: int) -> None:
    exhibit = begun(20_000)
    taken(exhibit, 0, b"a" * 10_000)
    with pytest.raises(OffsetConflict) as conflict:
        taken(exhibit, offset, b"b" * 10)
    assert conflict.value.received == 10_000


def test_sent_again_after_a_lost_answer_nothing_changes() -> None:
    exhibit = begun(5)
    taken(exhibit, 0, b"pagi!")
    assert taken(exhibit, 5, b"pagi!") == 5
    assert opened(exhibit) == b"pagi!"


def test_a_right_checksum_keeps_and_a_wrong_one_does_not(folder: Bytes) -> None:
    exhibit, piece = begun(20), b"0123456789"
    right = tus.Checksum("sha1", hashlib.sha1(piece, usedforsecurity=False).digest())
    with pytest.raises(ChecksumMismatch):
        taken(exhibit, 0, b"012345678X", checksum=right)
    with pytest.raises(ChecksumMismatch):  # cut off: not what the sender meant either
        taken(exhibit, 0, piece[:5], checksum=right)
    assert folder.files == []
    assert taken(exhibit, 0, piece, checksum=right) == 10


def test_a_file_longer_than_announced_is_refused(folder: Bytes) -> None:
    exhibit = begun(10)
    with pytest.raises(NotTaken):
        taken(exhibit, 0, b"x" * 11)
    assert folder.files == []


@pytest.mark.parametrize(("name", "size"), [("a.jpg", 0), ("a.apk", 5), ("a.jpg", 2 * 1024**3 + 1)])
def test_what_is_never_taken_is_refused_before_it_is_sent(name: str, size: int) -> None:
    with pytest.raises(NotTaken):
        begun(size, name=name)
    assert not Exhibit.objects.exists()


def test_a_program_is_known_by_its_bytes_though_they_come_singly() -> None:
    exhibit = begun(6, name="foto.jpg")
    for offset, byte in enumerate(b"\x7fELF\x01"):
        taken(exhibit, offset, bytes([byte]))
    with pytest.raises(NotTaken):
        taken(exhibit, 5, b"\x01")
    assert not Exhibit.objects.exists()


def test_crumbs_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfers, "MOST_PARTS", 3)
    exhibit = begun(10)
    for offset in range(3):
        taken(exhibit, offset, b"x")
    with pytest.raises(NotTaken):
        taken(exhibit, 3, b"x")


def test_what_is_not_whole_is_not_sent() -> None:
    exhibit = begun(10)
    taken(exhibit, 0, b"half")
    with pytest.raises(ExhibitGone) as told:
        queries.unsent([exhibit.pk])
    assert told.value.reason == queries.UNFINISHED


def test_another_key_takes_nothing() -> None:
    exhibit = begun(10)
    with pytest.raises(WrongKey):
        transfers.receive(exhibit=exhibit, key=REPORT_KEY, offset=0, pieces=iter([b"x"]))


def test_a_store_that_is_gone_loses_nothing_that_was_kept(settings: Settings, folder: Bytes) -> None:
    exhibit, place = begun(10), settings.EVIDENCE_STORE
    taken(exhibit, 0, b"01234")
    settings.EVIDENCE_STORE = "file:///proc/nowhere"
    with pytest.raises(StoreUnavailable):
        taken(exhibit, 5, b"56789")
    settings.EVIDENCE_STORE = place
    assert taken(exhibit, 5, b"56789") == 10
    assert opened(exhibit) == b"0123456789"


@pytest.mark.parametrize("harm", ["left out", "swapped", "repeated", "of an earlier try"])
def test_parts_that_were_meddled_with_do_not_open(folder: Bytes, harm: str) -> None:
    exhibit = begun(20)
    with pytest.raises(OffsetConflict):
        transfers.receive(exhibit=exhibit, key=DRAFT_KEY, offset=1, pieces=iter([b""]))
    taken(exhibit, 0, b"0123456789")
    taken(exhibit, 10, b"abcdefghij")
    row = Exhibit.objects.get()
    first, second = row.parts
    if harm == "left out":
        row.parts = [first]
    elif harm == "swapped":
        row.parts = [second, first]
    else:
        other = first if harm == "repeated" else second
        (folder.folder / row.path_of(second)).write_bytes((folder.folder / row.path_of(other)).read_bytes()[:-1] + b"x")
    row.save()
    with pytest.raises(Damaged):
        opened(exhibit)


def test_throwing_away_removes_every_part(folder: Bytes, django_capture_on_commit_callbacks: object) -> None:
    exhibit = begun(10)
    taken(exhibit, 0, b"01234")
    taken(exhibit, 5, b"56789")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        exhibits.discard(exhibit=Exhibit.objects.get())
    assert folder.files == []


def test_headers_are_read_strictly() -> None:
    assert tus.metadata("filename Zm90by5qcGc=, filetype aW1hZ2UvanBlZw==,flag") == {
        "filename": "foto.jpg", "filetype": "image/jpeg", "flag": "",
    }  # fmt: skip
    assert tus.metadata(tus.metadata_header({"filename": "foto ꦥ.jpg"})) == {"filename": "foto ꦥ.jpg"}
    assert tus.checksum("sha256 AAAA") == tus.Checksum("sha256", b"\0\0\0")
    for wrong in ("md5 AAAA", "sha1 ???", ""):
        with pytest.raises(ValueError, match=r".+"):
            tus.checksum(wrong)
    for wrong in (None, "", "-1", "1.5", "９", "9" * 20):
        with pytest.raises(ValueError, match=r".+"):
            tus.number(wrong)
