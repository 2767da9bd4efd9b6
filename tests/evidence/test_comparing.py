"""Store and database are compared in turn, all within a month, in a folder and in a real S3; what differs is said."""

from __future__ import annotations

import os
import resource
from datetime import timedelta

import obstore
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from pimpasa.common import clock
from pimpasa.config import doctor
from pimpasa.evidence import queries, store, tasks
from pimpasa.evidence.actions import comparing, exhibits
from pimpasa.evidence.kinds import Discrepancy
from pimpasa.evidence.models import Comparison, Difference, Exhibit
from tests.evidence.conftest import Bucket, Bytes
from tests.factories.evidence import REPORT_KEY, exhibit

MiB = 1024**2


@pytest.fixture(params=["folder", "bucket"])
def under(request: pytest.FixtureRequest) -> Bytes:
    """What lies under each kind of store."""
    made = request.getfixturevalue(request.param)
    return made.under if isinstance(made, Bucket) else made


def sent(content: bytes = b"Karangan.") -> Exhibit:
    return exhibit(content, key=REPORT_KEY, lives=None)


def content_of(path: str) -> bytes:
    return bytes(obstore.get(store._store(), path).bytes())


def put(path: str, content: bytes) -> None:
    """As somebody does who writes to the store, past the program."""
    obstore.put(store._store(), path, content)


def differences() -> list[tuple[str, str]]:
    return [(difference.path, difference.kind) for difference in queries.differences()]


def test_it_works(under: Bytes) -> None:
    for _ in range(3):
        sent(os.urandom(MiB))
    assert comparing.compare_slice(most=10) == 3
    assert differences() == []
    assert not doctor.evidence_compared().is_fault
    assert "and nothing is missing" in doctor.evidence_compared().state


def test_what_is_missing_is_named_until_it_is_back(under: Bytes) -> None:
    whole, lost = sent(), sent()
    content = content_of(lost.paths[0])
    obstore.delete(store._store(), lost.paths[0])
    comparing.compare_slice(most=10)
    assert differences() == [(lost.paths[0], Discrepancy.MISSING)]
    found_at = Difference.objects.get().found_at
    comparing.compare(exhibit=lost)
    assert Difference.objects.get().found_at == found_at
    finding = doctor.evidence_compared()
    assert f"since {found_at:%Y-%m-%d} the first: {lost.paths[0]} is missing" in finding.state
    assert "pimpasa store compare" in finding.remedy
    put(lost.paths[0], content)
    comparing.compare(exhibit=lost)
    comparing.compare(exhibit=whole)
    assert differences() == []


@pytest.mark.parametrize("other", ["shorter", "longer", "as long"])
def test_other_bytes_are_found_whatever_their_length(under: Bytes, other: str) -> None:
    changed = sent(os.urandom(MiB))
    content = content_of(changed.paths[0])
    others = {"shorter": content[:-1], "longer": content + b"x", "as long": content[:-1] + bytes([content[-1] ^ 1])}
    put(changed.paths[0], others[other])
    comparing.compare_slice(most=10)
    assert differences() == [(changed.paths[0], Discrepancy.CHANGED)]


def test_what_was_swept_though_a_row_names_it_is_brought_back_by_the_command_that_doctor_says(under: Bytes) -> None:
    """As where an older database swept: the newer one, back again, misses it."""
    swept = sent()
    path = swept.paths[0]
    store.set_aside([path], on=clock.today())
    comparing.compare_slice(most=10)
    assert doctor.evidence_compared().remedy == f"pimpasa store restore {path}"
    assert comparing.bring_back(path=path)
    assert differences() == []
    assert not doctor.evidence_compared().is_fault


def test_what_no_row_names_is_said_as_long_as_it_lies_aside(under: Bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    writing = store.Writing("exhibits/ab/00000000-0000-7000-8000-0000000000ab.x")
    writing.write(b"nobody's")
    writing.finish()
    monkeypatch.setattr(tasks, "ORPHAN_AFTER", timedelta(seconds=-60))  # it lay there for more than a day
    assert tasks.sweep_orphans(timestamp=0) == 1
    comparing.compare_slice(most=1)
    assert differences() == [("exhibits/ab/00000000-0000-7000-8000-0000000000ab.x", Discrepancy.UNNAMED)]
    assert "docs/runbook.md" in doctor.evidence_compared().remedy  # nothing is brought back that no row names
    comparing.forget_removed(before=clock.now() + timedelta(seconds=1))
    assert differences() == []


def test_a_draft_s_files_and_erased_ones_are_not_missed(under: Bytes) -> None:
    exhibit()
    erased = sent()
    exhibits.shred(exhibits=[erased])
    assert comparing.compare_slice(most=10) == 0
    assert differences() == []


def test_one_that_is_erased_meanwhile_is_not_missed(under: Bytes) -> None:
    erased = sent()
    store.delete(*erased.paths)
    Exhibit.objects.filter(pk=erased.pk).update(parts=[])
    comparing.compare(exhibit=erased)
    assert differences() == []


class TestInTurn:
    def test_a_round_takes_twenty_nights_and_begins_anew(self) -> None:
        files = [sent() for _ in range(41)]
        assert comparing.share() == 3
        nights = 0
        while not Comparison.objects.filter(ended_at__isnull=False).exists():
            nights += 1
            assert comparing.compare_slice(most=comparing.share()) == min(3, len(files) - 3 * (nights - 1))
        assert nights == 14
        assert comparing.compare_slice(most=3) == 3

    def test_each_is_looked_at_in_a_round(self) -> None:
        files = [sent() for _ in range(5)]
        store.delete(*(path for file in files for path in file.paths))
        for _ in range(3):
            comparing.compare_slice(most=2)
        assert sorted(path for path, _kind in differences()) == sorted(file.paths[0] for file in files)

    def test_a_slice_ends_where_it_has_read_much(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(comparing, "MOST_BYTES", 3 * MiB)
        for _ in range(6):
            sent(bytes(2 * MiB))
        assert comparing.compare_slice(most=100) == 2
        assert comparing.compare_slice(most=100) == 2

    def test_the_job_leaves_the_rest_to_the_next(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tasks, "SLICE", 2)
        for _ in range(5):
            sent()
        assert tasks.compare_slice(remaining=5) == 2
        assert [job.args for job in ProcrastinateJob.objects.filter(queue_name="checks")] == [{"remaining": 3}]

    def test_a_store_out_of_reach_ends_the_night_and_accuses_nobody(self, bucket: Bucket) -> None:
        sent()
        bucket.process.kill()
        bucket.process.wait()
        assert tasks.compare_slice(remaining=5) == 0
        assert differences() == []

    def test_one_that_stopped_is_a_fault(self, monkeypatch: pytest.MonkeyPatch) -> None:
        comparing.compare_slice(most=1)
        later = clock.now() + timedelta(days=32)
        monkeypatch.setattr(clock, "now", lambda: later)
        assert "pimpasa worker" in doctor.evidence_compared().remedy


def test_a_large_file_is_never_held_in_memory(under: Bytes) -> None:
    film = sent(bytes(96 * MiB))
    comparing.compare(exhibit=film)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    comparing.compare(exhibit=film)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 24 * 1024  # KiB
    assert differences() == []
