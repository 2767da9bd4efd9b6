"""An exhibit goes from a draft to its report, or away; it opens for its key alone, and only unharmed."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from pimpasa.common import clock
from pimpasa.evidence import queries, store, tasks, uploads
from pimpasa.evidence.actions import exhibits
from pimpasa.evidence.errors import ExhibitGone, ObjectMissing
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening import files
from pimpasa.sealing.errors import Damaged, WrongKey
from tests.evidence.conftest import Bytes
from tests.factories.evidence import DRAFT_KEY, REPORT_KEY, TEXT, exhibit, sealed_upload

pytestmark = pytest.mark.django_db
Committed = Callable[..., AbstractContextManager[list[object]]]
OLD = (clock.now() - timedelta(hours=27)).timestamp()


def test_it_works() -> None:
    kept = exhibit(name="chat.txt", declared="text/plain")
    facts = files.facts_of(kept, key=DRAFT_KEY)
    assert (facts.declared, facts.shown, facts.agrees, facts.obtained) == ("text/plain", "text/plain", True, "own")
    assert clock.now() - facts.received_at < timedelta(minutes=1)
    assert b"".join(files.original(kept, key=DRAFT_KEY)) == TEXT


def test_it_opens_for_no_other_key() -> None:
    kept = exhibit()
    for look in (files.facts_of, files.original):
        with pytest.raises(WrongKey):
            look(kept, key=REPORT_KEY)


def test_adopted_it_opens_for_the_report_alone_and_lives_on() -> None:
    kept = exhibit()
    exhibits.adopt(exhibits=[kept], from_key=DRAFT_KEY, to_key=REPORT_KEY)
    found = Exhibit.objects.get()
    assert found.expires_at is None
    assert b"".join(files.original(found, key=REPORT_KEY)) == TEXT
    with pytest.raises(WrongKey):
        files.facts_of(found, key=DRAFT_KEY)


@pytest.mark.parametrize("count", [1, 3])
def test_many_are_adopted_in_as_many_statements_as_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many = [exhibit() for _ in range(count)]
    with django_assert_num_queries(4):  # a savepoint, the lock, the change, its release
        exhibits.adopt(exhibits=many, from_key=DRAFT_KEY, to_key=REPORT_KEY)


def test_one_that_is_gone_stops_the_adoption_of_all() -> None:
    stays, goes = exhibit(), exhibit()
    exhibits.discard(exhibit=goes)
    with pytest.raises(ExhibitGone):
        exhibits.adopt(exhibits=[stays, goes], from_key=DRAFT_KEY, to_key=REPORT_KEY)
    assert files.facts_of(Exhibit.objects.get(), key=DRAFT_KEY).exhibit == stays


def test_no_exhibit_is_adopted_twice() -> None:
    kept, again = exhibit(), Exhibit.objects.get()
    exhibits.adopt(exhibits=[kept], from_key=DRAFT_KEY, to_key=REPORT_KEY)
    with pytest.raises(ExhibitGone):
        exhibits.adopt(exhibits=[again], from_key=DRAFT_KEY, to_key=b"x" * 32)
    assert files.facts_of(Exhibit.objects.get(), key=REPORT_KEY).size == len(TEXT)


def test_a_fault_or_a_discarded_file_is_not_kept() -> None:
    faulty, thrown = uploads.SealedUpload("a.txt", ""), sealed_upload()
    thrown.discard()
    for upload in (faulty, thrown):
        with pytest.raises(ExhibitGone):
            exhibits.keep(upload=upload, key=DRAFT_KEY, obtained="own", expires_at=None)
    assert not Exhibit.objects.exists()


def test_discarding_removes_the_bytes_once_that_is_committed(
    folder: Bytes, django_capture_on_commit_callbacks: Committed
) -> None:
    kept = exhibit()
    with django_capture_on_commit_callbacks(execute=True):
        assert exhibits.discard(exhibit=kept)
        assert len(folder.files) == 1
    assert folder.files == []
    assert not Exhibit.objects.exists()


def test_discarding_what_was_sent_touches_nothing(folder: Bytes, django_capture_on_commit_callbacks: Committed) -> None:
    before = exhibit()
    exhibits.adopt(exhibits=[Exhibit.objects.get()], from_key=DRAFT_KEY, to_key=REPORT_KEY)
    with django_capture_on_commit_callbacks(execute=True):
        assert not exhibits.discard(exhibit=before)
    assert b"".join(files.original(Exhibit.objects.get(), key=REPORT_KEY)) == TEXT


def test_a_purge_spares_what_was_sent_or_lives(folder: Bytes, django_capture_on_commit_callbacks: Committed) -> None:
    exhibit(lives=timedelta(seconds=-1))
    living, sent = exhibit(), exhibit(lives=None)
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.purge_expired_exhibits(timestamp=0) == 1
    assert set(Exhibit.objects.all()) == {living, sent}
    assert len(folder.files) == 2


def test_a_draft_that_lives_on_takes_its_files_along() -> None:
    unsent, sent = exhibit(lives=timedelta(seconds=-1)), exhibit(lives=None)
    later = clock.now() + timedelta(hours=24)
    exhibits.prolong(exhibit_ids=[str(unsent.pk), sent.pk], expires_at=later)
    assert queries.expired(clock.now()) == []
    assert {found.pk: found.expires_at for found in Exhibit.objects.all()} == {unsent.pk: later, sent.pk: None}
    exhibits.prolong(exhibit_ids=[], expires_at=later)


def test_only_old_objects_without_a_row_are_swept(folder: Bytes) -> None:
    known, _fresh, orphan = exhibit(), sealed_upload(), sealed_upload()
    strange = folder.folder / "exhibits" / "zz" / "not-an-id"
    strange.parent.mkdir()
    strange.write_bytes(b"")
    for path in (known.paths[0], orphan.exhibit.path_of(orphan.parts[0].name), str(strange)):
        os.utime(folder.folder / path, (OLD, OLD))
    assert tasks.sweep_orphans(timestamp=0) == 2
    assert [store.ASIDE in path.parts for path in folder.files] == [False, False, True, True]
    assert b"".join(files.original(known, key=DRAFT_KEY)) == TEXT


def test_a_range_opens_without_the_rest(folder: Bytes) -> None:
    content = os.urandom(300_000)
    kept = exhibit(content)
    for start, stop in ((0, 1), (65_535, 65_537), (131_072, 299_999), (299_990, 400_000), (5, 5)):
        found = b"".join(files.original_range(kept, key=DRAFT_KEY, start=start, stop=stop))
        assert found == content[start:stop]


@pytest.mark.parametrize("harm", ["cut", "changed", "another"])
def test_harmed_bytes_do_not_open(folder: Bytes, harm: str) -> None:
    kept, other = exhibit(os.urandom(200_000)), exhibit(os.urandom(200_000))
    file = folder.folder / kept.paths[0]
    sealed = file.read_bytes()
    if harm == "cut":
        file.write_bytes(sealed[:-100])
    elif harm == "changed":
        file.write_bytes(sealed[:100_000] + bytes([sealed[100_000] ^ 1]) + sealed[100_001:])
    else:
        file.write_bytes((folder.folder / other.paths[0]).read_bytes())
    with pytest.raises(Damaged):
        b"".join(files.original(kept, key=DRAFT_KEY))


def test_facts_moved_to_another_exhibit_do_not_open() -> None:
    one, other = exhibit(), exhibit()
    one.facts, one.wrapped_key = other.facts, other.wrapped_key
    for look in (files.facts_of, files.original):
        with pytest.raises(Damaged):
            look(one, key=DRAFT_KEY)


def test_bytes_that_are_not_there_are_said(folder: Bytes) -> None:
    kept = exhibit()
    (folder.folder / kept.paths[0]).unlink()
    with pytest.raises(ObjectMissing):
        next(files.original(kept, key=DRAFT_KEY))


@pytest.mark.django_db(transaction=True)
def test_a_file_kept_in_a_transaction_that_failed_goes_with_its_request(folder: Bytes) -> None:
    upload = sealed_upload()
    with transaction.atomic():
        exhibits.keep(upload=upload, key=DRAFT_KEY, obtained="own", expires_at=None)
        transaction.set_rollback(True)
    assert len(folder.files) == 1
    upload.close()
    assert folder.files == []
