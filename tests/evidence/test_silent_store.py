"""A store that accepts connections and never answers holds its own uploads, and those not for long."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from pimpasa.evidence import store
from pimpasa.evidence.errors import StoreUnavailable


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{listening.getsockname()[1]}")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "kunci")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "rahasia")
        monkeypatch.setenv("AWS_REGION", "ap-southeast-3")
        monkeypatch.setattr(store, "PATIENCE", timedelta(seconds=1))
        monkeypatch.setattr(store, "SECONDS_FOR_A_PLACE", 0.1)
        monkeypatch.setattr(store, "line", store._Line())
        settings.EVIDENCE_STORE = f"s3://diam-{listening.getsockname()[1]}"
        yield


def seconds_refused() -> float:
    begun = time.monotonic()
    with pytest.raises(StoreUnavailable):
        store.delete("exhibits/00/x")
    return time.monotonic() - begun


def seconds_in_a_thread() -> float:
    try:
        return seconds_refused()
    finally:
        connection.close()  # whose store it is, the database says


def test_who_comes_after_it_fell_silent_does_not_wait(silent: None) -> None:
    assert seconds_refused() > 0.5
    assert seconds_refused() < 0.2


def test_it_is_asked_again_after_a_while(silent: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "SECONDS_SILENT", 0.1)
    seconds_refused()
    time.sleep(0.2)
    assert seconds_refused() > 0.5


def test_no_more_threads_wait_for_it_than_have_a_place(silent: None) -> None:
    with ThreadPoolExecutor(store.AT_ONCE + 12) as threads:
        waits = sorted(threads.map(lambda _number: seconds_in_a_thread(), range(store.AT_ONCE + 12)))
    assert [second < 0.5 for second in waits].count(True) == 12
