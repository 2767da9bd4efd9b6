"""The integrator orders acts, grows the tree and signs; nothing it leaves can be told from one great tree."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, connections, transaction
from pytest_django.fixtures import Settings

from pimpasa.ledger import audit, notes, queries, signing, tree
from pimpasa.ledger.errors import LogBroken, Unproved
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.models import Checkpoint, Entry, Tile
from pimpasa.ledger.proofs import Proof
from tests.factories.acts import acts, let_out
from tests.factories.acts import received as act


def root_of(leaves: list[bytes]) -> bytes:
    """The root as RFC 6962, 2.1 defines it, word by word."""
    if not leaves:
        return tree.EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return tree.node_hash(root_of(leaves[:middle]), root_of(leaves[middle:]))


def signed() -> notes.Checkpoint:
    newest = queries.newest_checkpoint()
    assert newest is not None
    return notes.open_note(newest.note, signing.verifier())


@pytest.mark.django_db
def test_it_works() -> None:
    acts(3)
    assert integrate() == 3
    assert list(Entry.objects.order_by("id").values_list("position", flat=True)) == [0, 1, 2]
    leaves = [tree.leaf_hash(bytes(e.commitment)) for e in Entry.objects.order_by("position")]
    assert signed() == notes.Checkpoint(signing.origin(), 3, root_of(leaves))
    assert list(audit.faults()) == []


@pytest.mark.django_db
def test_nothing_new_signs_nothing() -> None:
    acts(1)
    assert [integrate(), integrate()] == [1, 0]
    assert Checkpoint.objects.count() == 1


@pytest.mark.django_db
def test_in_steps_or_at_once_the_tree_is_the_same() -> None:
    acts(600)
    while integrate(most=7):
        pass
    leaves = [tree.leaf_hash(bytes(e.commitment)) for e in Entry.objects.order_by("position")]
    assert signed().root == root_of(leaves)
    assert list(audit.faults()) == []


@pytest.mark.django_db
def test_an_act_that_waits_has_no_proof_yet() -> None:
    assert queries.prove(act(1)) is None
    integrate()
    assert queries.prove(Entry.objects.get()) is None


@pytest.mark.django_db
def test_a_proof_of_something_else_does_not_hold() -> None:
    acts(5)
    let_out()
    proof = queries.prove(Entry.objects.get(position=2))
    assert proof is not None
    forged = str(
        Proof(proof.index, proof.path, proof.note, proof.nonce, proof.content.replace(b"report:2", b"report:3"))
    )
    with pytest.raises(Unproved, match="does not lead to the root"):
        Proof.parse(forged).check(signing.public_verifier())


@pytest.mark.django_db
def test_a_log_that_was_rewritten_is_not_signed() -> None:
    acts(300)
    integrate()
    _without_guards("UPDATE ledger_tile SET hashes = decode(repeat('00', 32), 'hex') WHERE level = 1")
    act(301)
    with pytest.raises(LogBroken), transaction.atomic():
        integrate()
    assert (Checkpoint.objects.count(), queries.waiting().count()) == (1, 1)


@pytest.mark.django_db
def test_another_key_does_not_continue_the_log(settings: Settings) -> None:
    acts(2)
    integrate()
    settings.LEDGER_SEED = b"another key of thirty-two bytes!"
    act(3)
    with pytest.raises(LogBroken), transaction.atomic():
        integrate()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ledger_tile",
        "UPDATE ledger_tile SET hashes = decode(repeat('00', 32), 'hex')",
        "DELETE FROM ledger_checkpoint",
        "UPDATE ledger_checkpoint SET note = ''",
    ],
)
def test_the_database_itself_refuses_to_rewrite_the_tree(statement: str) -> None:
    acts(2)
    integrate()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def _without_guards(*statements: str) -> None:
    """As somebody does who rules the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


@pytest.mark.django_db(transaction=True)
def test_many_integrators_make_one_log() -> None:
    def work(turn: int) -> int:
        try:
            acts(40)
            return sum(integrate(most=9) for _ in range(10))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    while integrate():
        pass
    assert list(Entry.objects.order_by("position").values_list("position", flat=True)) == list(range(240))
    assert list(audit.faults()) == []
    assert Tile.objects.get(level=0, number=0).hashes is not None


INSERTED = """
INSERT INTO ledger_entry (act, subject, actor, at, digest, nonce, commitment, mac, position)
SELECT act, subject, actor, at, digest, nonce, commitment, mac, 10 FROM ledger_entry WHERE position = 3
"""


class TestByHand:
    """What somebody does with SQL shows in the audit."""

    pytestmark = pytest.mark.django_db

    @pytest.fixture(autouse=True)
    def log(self) -> None:
        acts(10)
        integrate()

    @pytest.mark.parametrize(
        ("statements", "first"),
        [
            (
                ["UPDATE ledger_entry SET subject = 'report:x' WHERE position = 4"],
                "act number 4 was changed: report.received of report:x is not what was committed to",
            ),
            (["DELETE FROM ledger_entry WHERE position = 4"], "act number 4 is missing: its row was removed"),
            (
                [
                    "UPDATE ledger_entry SET position = -1 WHERE position = 4",
                    "UPDATE ledger_entry SET position = 4 WHERE position = 5",
                    "UPDATE ledger_entry SET position = 5 WHERE position = -1",
                ],
                "act number 4 is not the one that was logged there",
            ),
            (
                [
                    INSERTED,
                ],
                "act number 10 is not the one that was logged there",
            ),
            (
                ["DELETE FROM ledger_checkpoint", "DELETE FROM ledger_entry WHERE position = 9"],
                "act number 9 is not the one that was logged there",
            ),
            (
                [r"UPDATE ledger_checkpoint SET note = replace(note, E'\n10\n', E'\n11\n')"],
                "the checkpoint of size 10 does not hold: the signature of",
            ),
            (["DELETE FROM ledger_tile"], "act number 0 is not the one that was logged there"),
        ],
    )
    def test_it_shows(self, statements: list[str], first: str) -> None:
        _without_guards(*statements)
        assert next(audit.faults()).startswith(first)
