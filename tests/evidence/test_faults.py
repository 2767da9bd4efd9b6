"""A disk that fills while a file arrives, and a store that goes away and comes back."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.test import Client

from pimpasa.common import clock
from pimpasa.evidence import store
from pimpasa.evidence.actions import transfers
from pimpasa.evidence.errors import StoreUnavailable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening import files
from tests.evidence.conftest import Bucket, Bytes
from tests.factories.evidence import DRAFT_KEY
from tests.factories.residents import ANSWERS, STORY

pytestmark = pytest.mark.django_db
MEBIBYTE = 1024**2


@contextmanager
def full_disk(at: int) -> Iterator[None]:
    """No file of this process grows beyond `at` bytes, which a writer meets as it meets a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (at, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def begun(size: int) -> Exhibit:
    expires_at = clock.now() + timedelta(hours=24)
    return transfers.begin(
        name="video.mp4", declared="video/mp4", size=size, obtained="own", key=DRAFT_KEY, expires_at=expires_at
    )


def taken(exhibit: Exhibit, offset: int, piece: bytes) -> int:
    fresh = Exhibit.objects.get(pk=exhibit.pk)
    return transfers.receive(exhibit=fresh, key=DRAFT_KEY, offset=offset, pieces=iter([piece])).received


def test_a_full_disk_is_said_and_what_was_kept_goes_on(folder: Bytes) -> None:
    content = os.urandom(24 * MEBIBYTE)
    exhibit = begun(len(content))
    taken(exhibit, 0, content[: 4 * MEBIBYTE])
    with full_disk(8 * MEBIBYTE), pytest.raises(StoreUnavailable):
        taken(exhibit, 4 * MEBIBYTE, content[4 * MEBIBYTE :])
    assert taken(exhibit, 4 * MEBIBYTE, content[4 * MEBIBYTE :]) == len(content)
    assert b"".join(files.original(Exhibit.objects.get(), key=DRAFT_KEY)) == content


def test_on_a_full_disk_the_form_says_so_and_keeps_the_words(folder: Bytes) -> None:
    browser = Client()
    from io import BytesIO

    file = BytesIO(os.urandom(9 * MEBIBYTE))
    file.name = "video.mp4"
    with full_disk(2 * MEBIBYTE):
        answer = browser.post("/lapor/", {**ANSWERS[0][1], "evidence": file})
    assert answer.status_code == 422
    assert "Berkas belum bisa kami simpan sekarang." in answer.content.decode()
    assert STORY in browser.get("/lapor/").content.decode()
    assert not Exhibit.objects.exists()


def test_a_bucket_goes_away_and_comes_back(bucket: Bucket) -> None:
    content = os.urandom(11 * MEBIBYTE)
    exhibit = begun(len(content))
    taken(exhibit, 0, content[: 6 * MEBIBYTE])
    bucket.process.send_signal(19)  # stopped: it takes connections and answers nothing
    try:
        with pytest.MonkeyPatch.context() as impatient:
            impatient.setattr("pimpasa.evidence.store.PATIENCE", timedelta(seconds=1))
            store._store_at.cache_clear()
            with pytest.raises(StoreUnavailable):
                taken(exhibit, 6 * MEBIBYTE, content[6 * MEBIBYTE :])
    finally:
        bucket.process.send_signal(18)
    store._store_at.cache_clear()
    store.line.forget()  # as it is of itself after some seconds
    assert taken(exhibit, 6 * MEBIBYTE, content[6 * MEBIBYTE :]) == len(content)
    assert b"".join(files.original(Exhibit.objects.get(), key=DRAFT_KEY)) == content
