"""Rukun, a witness at a university, who signs what continues and keeps what does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pimpasa.ledger import notes, tree
from pimpasa.ledger.errors import Unproved
from pimpasa.witness.book import MOST_CONTRADICTIONS, Book, NoBook
from pimpasa.witness.cosigning import SIZE, Answer, answer

KEY = Ed25519PrivateKey.from_private_bytes(b"l" * 32)
LOG = notes.log_verifier("pimpasa/karangan/public", KEY)
NOON = 1_790_000_000


class Log:
    """Leaves of an office's log, or of what it shows to somebody else."""

    def __init__(self, *leaves: bytes) -> None:
        self.hashes = [tree.leaf_hash(leaf) for leaf in leaves]

    def node(self, size: int) -> tree.Node:
        def node(level: int, index: int) -> bytes:
            span = 1 << level
            return tree.fold(self.hashes[index * span : (index + 1) * span])

        return node

    @property
    def checkpoint(self) -> notes.Checkpoint:
        return notes.Checkpoint(LOG.name, len(self.hashes), tree.root(len(self.hashes), self.node(len(self.hashes))))

    def asks(self, old: int, *, key: Ed25519PrivateKey = KEY) -> bytes:
        size = len(self.hashes)
        steps = tree.consistency(old, size, self.node(size)) if old else []
        proof = "".join(f"{notes.encode(step)}\n" for step in steps)
        return f"old {old}\n{proof}\n{notes.sign(self.checkpoint, key)}".encode()


LEAVES = [f"leaf {number}".encode() for number in range(200)]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    book = Book.begin(tmp_path / "saksi" / "witness.sqlite3", name="saksi.example")
    book.watch(str(LOG))
    return book


def cosigned(book: Book, log: Log, given: Answer) -> int:
    """When Rukun signed; raises Unproved for anything that is not her line."""
    return notes.cosigned_at(notes.sign(log.checkpoint, KEY) + given.body, book.verifier)[0]


def size_of(book: Book) -> int:
    return book.watched()[0].size


def test_a_log_that_grows_is_signed(book: Book) -> None:
    for size, old in ((3, 0), (64, 3), (64, 64), (65, 64), (200, 65)):
        log = Log(*LEAVES[:size])
        given = answer(book, log.asks(old), at=NOON + size)
        assert (given.status, cosigned(book, log, given)) == (200, NOON + size)
    assert size_of(book) == 200


def test_who_knows_another_size_is_told_hers(book: Book) -> None:
    answer(book, Log(*LEAVES[:64]).asks(0), at=NOON)
    for old in (0, 3, 63, 65):
        assert answer(book, Log(*LEAVES[:100]).asks(old), at=NOON) == Answer(409, "64\n", SIZE)
    assert size_of(book) == 64


def test_two_logs_of_one_name_are_found(book: Book) -> None:
    """The office shows one log to Rukun and another to somebody else; whichever comes second is not signed."""
    answer(book, Log(*LEAVES[:64]).asks(0), at=NOON)
    other = Log(*LEAVES[:63], b"what really happened")
    assert answer(book, other.asks(64), at=NOON) == Answer(409, "64\n", SIZE)
    grown = Log(*LEAVES[:63], b"what really happened", *LEAVES[64:80])
    assert answer(book, grown.asks(64), at=NOON).status == 422
    assert (size_of(book), book.watched()[0].contradictions) == (64, 2)


def test_a_log_that_was_cut_is_not_signed(book: Book) -> None:
    answer(book, Log(*LEAVES[:64]).asks(0), at=NOON)
    shorter = Log(*LEAVES[:20])
    assert answer(book, shorter.asks(20), at=NOON) == Answer(409, "64\n", SIZE)
    assert answer(book, shorter.asks(0).replace(b"old 0", b"old 64"), at=NOON).status == 400
    assert size_of(book) == 64


def test_a_proof_that_proves_nothing_is_not_signed(book: Book) -> None:
    answer(book, Log(*LEAVES[:64]).asks(0), at=NOON)
    request = Log(*LEAVES[:100]).asks(64)
    head, between, note = request.partition(b"\n\n")
    wrong = b"\n".join([head.split(b"\n")[0], notes.encode(b"x" * 32).encode()])
    assert answer(book, wrong + between + note, at=NOON).status == 422
    assert answer(book, b"old 64" + between + note, at=NOON).status == 422


def test_steps_where_there_is_nothing_to_prove_are_refused(book: Book) -> None:
    request = Log(*LEAVES[:10]).asks(0).replace(b"old 0\n", b"old 0\n" + notes.encode(b"x" * 32).encode() + b"\n")
    assert answer(book, request, at=NOON).status == 422


def test_another_log_and_another_key(book: Book) -> None:
    thief = Ed25519PrivateKey.from_private_bytes(b"t" * 32)
    assert answer(book, Log(*LEAVES[:3]).asks(0, key=thief), at=NOON).status == 403
    unknown = Log(*LEAVES[:3]).asks(0).replace(b"pimpasa/karangan/public", b"pimpasa/lain/public")
    assert answer(book, unknown, at=NOON).status == 404
    assert size_of(book) == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 0",
        b"old 00\n\nx\n",
        b"old -1\n\nx\n1\n\n",
        b"new 0\n\nx\n",
        b"\xff\xfe",
        b"old 0\nnot base64\n\nx\n1\nAA==\n\n\xe2\x80\x94 x AA==\n",
        b"old 0\nAAAA\n\nx\n1\nAA==\n\n\xe2\x80\x94 x AA==\n",
        b"old 0\n" + b"A" * 44 + b"\n" * 70,
        b"old 9" + b"9" * 40 + b"\n\nx\n",
        b"old 0\n\npimpasa/karangan/public\n1\nAA==\n",
    ],
)
def test_what_is_no_request(book: Book, body: bytes) -> None:
    assert answer(book, body, at=NOON).status == 400


def test_a_thief_of_the_key_does_not_fill_the_disk(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    from pimpasa.witness import book as books

    monkeypatch.setattr(books, "MOST_CONTRADICTIONS", 3)
    answer(book, Log(*LEAVES[:5]).asks(0), at=NOON)
    for number in range(6):
        answer(book, Log(*LEAVES[:4], f"other {number}".encode()).asks(5), at=NOON)
    assert book.watched()[0].contradictions == 3
    assert MOST_CONTRADICTIONS > 3


def test_a_book_is_for_its_owner_and_begun_once(tmp_path: Path) -> None:
    path = tmp_path / "saksi" / "witness.sqlite3"
    book = Book.begin(path, name="saksi.example")
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    with pytest.raises(ValueError, match="already"):
        Book.begin(path, name="saksi.example")
    assert Book(path).verifier == book.verifier


@pytest.mark.parametrize("name", ["", "two words", "a+b"])
def test_a_name_that_is_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        Book.begin(tmp_path / "b.sqlite3", name=name)


def test_what_is_no_book(tmp_path: Path) -> None:
    path = tmp_path / "b.sqlite3"
    with pytest.raises(NoBook):
        Book(path)
    path.write_bytes(b"karangan" * 1000)
    with pytest.raises(NoBook):
        _ = Book(path).verifier


def test_a_log_keeps_its_key(book: Book) -> None:
    other = notes.log_verifier(LOG.name, Ed25519PrivateKey.from_private_bytes(b"t" * 32))
    with pytest.raises(ValueError, match="under another key"):
        book.watch(str(other))
    with pytest.raises(ValueError, match="a log has a key for notes"):
        book.watch(str(book.verifier))


def test_the_line_is_of_this_checkpoint_alone(book: Book) -> None:
    given = answer(book, Log(*LEAVES[:3]).asks(0), at=NOON)
    with pytest.raises(Unproved):
        cosigned(book, Log(*LEAVES[:4]), given)
