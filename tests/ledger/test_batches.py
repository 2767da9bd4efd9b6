"""The public log grows by batches that say nothing of what was done; every act is proved all the same."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from pimpasa.common import clock
from pimpasa.config import doctor
from pimpasa.ledger import audit, batches, notes, publishing, queries, signing, tree
from pimpasa.ledger.errors import LogBroken, Unproved
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.models import Batch, Checkpoint, Entry, PublicTile, Tile
from pimpasa.ledger.pledges import Pledge
from pimpasa.ledger.proofs import Proof
from pimpasa.ledger.publishing import publish
from tests.factories.acts import acts, let_out, received

NIGHT = datetime(2026, 11, 26, 19, 3, tzinfo=UTC)


def newest() -> Batch:
    batch = queries.newest_batch()
    assert batch is not None
    return batch


class TestGrowth:
    """How large a batch is, as its own rule; no database."""

    def test_it_works(self) -> None:
        assert batches.growth(0, last=0, is_new_day=False, noise=0) == batches.LEAST

    @pytest.mark.parametrize("noise", [0, 0.5, 0.999])
    def test_a_report_of_twenty_files_never_makes_it_larger(self, noise: float) -> None:
        assert batches.growth(21, last=batches.LEAST, is_new_day=False, noise=noise) == batches.LEAST

    def test_it_stays_as_large_for_the_rest_of_the_day(self) -> None:
        large = batches.growth(300, last=64, is_new_day=False, noise=0.3)
        assert large == 512
        assert batches.growth(0, last=large, is_new_day=False, noise=0.3) == 512
        assert batches.growth(0, last=large, is_new_day=True, noise=0.3) == 256

    def test_there_is_always_padding(self) -> None:
        assert batches.growth(64, last=64, is_new_day=False, noise=0) == 128

    def test_a_crowd_of_acts_does_not_make_the_next_ones_as_large(self) -> None:
        crowd = batches.growth(200_000, last=64, is_new_day=False, noise=0)
        assert crowd == 262_144
        assert batches.growth(0, last=crowd, is_new_day=False, noise=0) == batches.MOST_CARRIED

    def test_who_adds_acts_of_their_own_cannot_count_on_when_it_doubles(self) -> None:
        sizes = {batches.growth(40, last=64, is_new_day=False, noise=tenth / 10) for tenth in range(10)}
        assert sizes == {64, 128}


class TestWhenItIsDue:
    def test_once_in_ten_minutes(self) -> None:
        assert not batches.is_due(NIGHT + timedelta(minutes=6, seconds=59), NIGHT)
        assert batches.is_due(NIGHT + timedelta(minutes=7), NIGHT)

    def test_a_clock_that_was_set_back_stops_nothing(self) -> None:
        assert batches.is_due(NIGHT - timedelta(days=400), NIGHT)


@pytest.mark.django_db
class TestPublishing:
    def test_it_works(self) -> None:
        acts(5)
        assert let_out() == 64
        signed = notes.open_note(newest().note, signing.public_verifier())
        leaves = [tree.leaf_hash(leaf) for leaf in queries.public_leaves(0, 64)]
        assert (signed.size, signed.root) == (64, tree.root(64, lambda level, index: _node(leaves, level, index)))
        assert list(audit.faults()) == []

    def test_a_stranger_sees_the_same_of_no_act_and_of_twenty(self) -> None:
        received(0)
        let_out()
        growths = []
        for count in (0, 1, 3, 21, 0):
            acts(count)
            growths.append(let_out())
        assert growths == [64] * 5
        assert [batch.padding for batch in Batch.objects.order_by("size")] == [62, 63, 62, 60, 42, 63]

    def test_between_two_batches_nothing_comes_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        acts(3)
        let_out()
        before = list(PublicTile.objects.values_list("level", "number", "hashes"))
        at = newest().signed_at
        monkeypatch.setattr(clock, "now", lambda: at)
        acts(3)
        assert integrate() == 3
        assert publish() == 0
        assert list(PublicTile.objects.values_list("level", "number", "hashes")) == before

    def test_a_batch_comes_when_its_time_has_come(self, monkeypatch: pytest.MonkeyPatch) -> None:
        acts(3)
        let_out()
        # As the database's clock would say it; nothing was done since.
        ten = newest().signed_at + batches.EVERY
        monkeypatch.setattr(clock, "now", lambda: ten)
        monkeypatch.setattr(publishing, "_our_turn", lambda: ten)
        assert publish() == 64
        assert publish() == 0

    def test_one_machine_whose_clock_runs_ahead_publishes_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Under the lock the database itself is asked."""
        acts(3)
        let_out()
        at = newest().signed_at
        monkeypatch.setattr(clock, "now", lambda: at + timedelta(days=9))
        monkeypatch.setattr(publishing, "_our_turn", lambda: at)
        assert publish() == 0

    def test_acts_stand_among_padding_in_no_order_of_theirs(self) -> None:
        acts(30)
        let_out()
        leaves = queries.public_leaves(0, 64)
        assert leaves[:-1] == sorted(leaves[:-1])  # the last one is what is said to everybody
        proofs = [queries.prove(entry) for entry in Entry.objects.order_by("position")]
        indexes = [proof.index for proof in proofs if proof is not None]
        assert len(set(indexes)) == 30
        assert indexes != sorted(indexes)

    def test_every_act_is_proved_by_its_own_file(self) -> None:
        for count in (3, 90, 1, 200):
            acts(count)
            let_out()
        for entry in Entry.objects.order_by("position")[::13]:
            proof = queries.prove(entry)
            assert proof is not None
            shown = Proof.parse(str(proof)).check(signing.public_verifier())
            assert (shown.act, shown.subject, shown.at) == (entry.act, entry.subject, entry.at)
            assert shown.size == newest().size

    def test_each_batch_continues_the_one_before(self) -> None:
        for count in (3, 90, 0, 1):
            acts(count)
            let_out()
        rows = list(Batch.objects.order_by("size"))
        for old, new in itertools.pairwise(rows):
            request = queries.add_checkpoint_request(old.size)
            assert request is not None
            path = [notes.decode(step) for step in request.split("\n\n")[0].split("\n")[1:]]
            tree.check_consistency(old.size, rows[-1].size, bytes(old.root), bytes(rows[-1].root), path)
            assert new.start == old.size

    def test_a_machine_that_stops_between_two_batches_loses_nothing(self) -> None:
        """What it had signed, and what it had not come to: the next one to publish takes both up."""
        let_out()
        acts(4)
        integrate()
        acts(5)
        with transaction.atomic():
            publish(at_once=True)
            transaction.set_rollback(True)
        let_out()
        assert all(queries.prove(entry) is not None for entry in Entry.objects.all())
        assert list(audit.faults()) == []

    def test_the_inner_log_s_signatures_are_none_of_the_public_one_s(self) -> None:
        """A witness who got hold of one would see a fork otherwise."""
        acts(64)
        integrate()
        inner = queries.newest_checkpoint()
        assert inner is not None
        with pytest.raises(Unproved, match="belongs to another log"):
            notes.open_note(inner.note, signing.public_verifier())

    def test_what_was_public_before_there_were_batches_stays_as_it_was(self) -> None:
        acts(100)
        integrate()
        _as_before()
        acts(5)
        let_out()
        assert [(batch.size, batch.padding) for batch in Batch.objects.order_by("size")] == [(100, 0), (164, 58)]
        proof = queries.prove(Entry.objects.get(position=40))
        assert proof is not None
        assert Proof.parse(str(proof)).check(signing.public_verifier()).index == 40
        assert list(audit.faults()) == []

    def test_an_act_that_was_changed_after_it_was_signed_does_not_come_out(self) -> None:
        acts(5)
        integrate()
        _by_hand("UPDATE ledger_entry SET commitment = decode(repeat('00', 32), 'hex') WHERE position = 3")
        with pytest.raises(LogBroken, match="act number 3 is not the one that was signed"):
            publish(at_once=True)

    def test_nor_does_a_batch_from_which_one_is_gone(self) -> None:
        acts(5)
        integrate()
        _by_hand("DELETE FROM ledger_entry WHERE position = 3")
        with pytest.raises(LogBroken, match="are not all there"):
            publish(at_once=True)

    def test_nothing_comes_out_that_does_not_continue_what_did(self) -> None:
        acts(5)
        let_out()
        _by_hand("UPDATE ledger_publictile SET hashes = decode(repeat('00', 2048), 'hex')")
        with pytest.raises(LogBroken, match="does not continue its size of 64"):
            publish(at_once=True)

    @pytest.mark.parametrize("statement", ["DELETE FROM ledger_publictile", "DELETE FROM ledger_batch"])
    def test_the_database_itself_refuses_to_take_it_back(self, statement: str) -> None:
        let_out()
        acts(1)
        let_out()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
class TestByHand:
    @pytest.mark.parametrize(
        ("statement", "fault"),
        [
            ("UPDATE ledger_publictile SET hashes = decode(repeat('00', 2048), 'hex')", "tile 0/0 of the public log"),
            ("DELETE FROM ledger_publictile", "tile 0/0 of the public log does not follow"),
            ("INSERT INTO ledger_publictile VALUES (0, 9, '\\x00')", "the public log has tiles that no batch made"),
            ("DELETE FROM ledger_batch WHERE start = 0", "a batch is missing before the one of size 128"),
            ("UPDATE ledger_batch SET note = replace(note, '128', '129')", "the public log's size of 128 does not"),
            ("UPDATE ledger_batch SET acts = 11 WHERE start = 64", "the acts do not lead to the public log's size of"),
        ],
    )
    def test_it_shows(self, statement: str, fault: str) -> None:
        acts(10)
        let_out()
        acts(2)
        let_out()
        assert list(audit.faults()) == []
        _by_hand(statement)
        assert any(sentence.startswith(fault) for sentence in audit.faults())


@pytest.mark.django_db
class TestPledges:
    def test_it_works(self) -> None:
        entry = received(7)
        pledge = queries.pledge(entry)
        assert pledge is not None
        shown, due = Pledge.parse(str(pledge)).check(signing.public_verifier())
        assert (shown.act, shown.subject, shown.at) == (entry.act, entry.subject, entry.at)
        assert due == (entry.at + timedelta(days=1)).replace(microsecond=0)

    def test_it_is_the_same_whatever_others_do_meanwhile(self) -> None:
        """Who reports now and then learns nothing of what came between."""
        entry = received(7)
        texts = set()
        for count in (0, 1, 20):
            acts(count)
            integrate()
            texts.add(str(queries.pledge(Entry.objects.get(pk=entry.pk))))
        assert len(texts) == 1

    def test_for_an_act_that_somebody_put_in_none_is_given(self) -> None:
        entry = received(7)
        _by_hand("UPDATE ledger_entry SET mac = decode(repeat('00', 32), 'hex')")
        assert queries.pledge(Entry.objects.get(pk=entry.pk)) is None

    @pytest.mark.parametrize("cut", [("report:7", "report:8"), ("/pledge\n", "/pledgf\n"), ("extra ", "extra x")])
    def test_one_of_something_else_does_not_hold(self, cut: tuple[str, str]) -> None:
        pledge = queries.pledge(received(7))
        assert pledge is not None
        forged = Pledge(pledge.note, pledge.nonce, pledge.content.replace(cut[0].encode(), cut[1].encode()))
        with pytest.raises(Unproved):
            Pledge.parse(str(forged).replace(*cut)).check(signing.public_verifier())


@pytest.mark.django_db(transaction=True)
def test_many_machines_make_one_public_log() -> None:
    def work(turn: int) -> None:
        try:
            acts(10)
            for _ in range(5):
                integrate(most=3)
                publish(at_once=True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    let_out()
    assert list(audit.faults()) == []
    assert newest().acts == 40


@pytest.mark.django_db(transaction=True)
def test_what_is_signed_and_published_during_an_audit_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    acts(3)
    let_out()
    look_at_tiles = audit._tiles

    def meanwhile() -> None:
        acts(2)
        let_out()
        connections.close_all()

    def tiles(again: audit.Recomputed) -> Iterator[str]:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(meanwhile).result()
        return look_at_tiles(again)

    monkeypatch.setattr(audit, "_tiles", tiles)
    assert list(audit.faults()) == []
    assert newest().size == 128


@pytest.mark.django_db
def test_a_publisher_that_stopped_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    acts(1)
    let_out()
    assert not doctor.log_is_published().is_fault
    later = clock.now() + timedelta(minutes=21)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "pimpasa worker" in doctor.log_is_published().remedy


def _node(leaves: list[bytes], level: int, index: int) -> bytes:
    return tree.fold(leaves[index << level : (index + 1) << level])


def _by_hand(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


def _as_before() -> None:
    """As the migration makes it of a log that was public act by act."""
    last = Checkpoint.objects.get()
    note = notes.sign(notes.Checkpoint(signing.origin(), last.size, bytes(last.root)), signing.log_key())
    _by_hand("INSERT INTO ledger_publictile SELECT * FROM ledger_tile")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE ledger_checkpoint SET note = %s", [note])
        cursor.execute("SET session_replication_role = origin")
    Batch.objects.create(
        size=last.size, start=0, acts_start=0, acts=last.size, root=last.root, note=note, signed_at=last.signed_at
    )
    assert Tile.objects.count() == PublicTile.objects.count()
