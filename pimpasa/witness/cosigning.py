"""What a witness answers to a checkpoint, as the protocol says (c2sp.org/tlog-witness, add-checkpoint)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pimpasa.ledger import notes, tree
from pimpasa.ledger.errors import Unproved
from pimpasa.witness.book import Book, Turn

MOST_STEPS = 63
_OLD = re.compile(r"old (0|[1-9][0-9]{0,17})")
SIZE = "text/x.tlog.size"
PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    kind: str = PLAIN


@dataclass(frozen=True)
class Asked:
    """A log's checkpoint, and the steps that prove that it continues the one of size `old`."""

    old: int
    steps: list[bytes]
    note: str
    checkpoint: notes.Checkpoint

    @classmethod
    def parse(cls, body: bytes) -> Asked:
        """Raises Unproved for what is no request."""
        try:
            head, _between, note = body.decode().partition("\n\n")
        except UnicodeDecodeError as wrong:
            raise Unproved("this is no text") from wrong
        first, *lines = head.split("\n")
        old = _OLD.fullmatch(first)
        if old is None or len(lines) > MOST_STEPS:
            raise Unproved("a request begins with the old size, and at most 63 steps of a proof")
        text, _signatures = notes.split_note(note)
        return cls(int(old[1]), [_step(line) for line in lines], note, notes.Checkpoint.parse(text))


def _step(line: str) -> bytes:
    try:
        step = notes.decode(line)
    except ValueError as wrong:
        raise Unproved("a step of the proof is not base64") from wrong
    if len(step) != 32:
        raise Unproved("a step of the proof is no hash")
    return step


def answer(book: Book, body: bytes, *, at: int) -> Answer:
    """Sign a checkpoint at a Unix time, or say why not; what contradicts an earlier one is kept with its signature."""
    try:
        request = Asked.parse(body)
    except Unproved as wrong:
        return Answer(400, f"{wrong}\n")
    with book.turn(request.checkpoint.origin) as turn:
        if turn is None:
            return Answer(404, "this witness does not watch that log\n")
        refusal = _refusal(turn, request, body, at=at)
        if refusal:
            return refusal
        turn.keep(request.checkpoint, request.note, at=at)
    return Answer(200, book.sign(request.checkpoint, at=at))


def _refusal(turn: Turn, asked: Asked, body: bytes, *, at: int) -> Answer | None:
    log, checkpoint = turn.log, asked.checkpoint
    try:
        notes.open_note(asked.note, log.verifier)
    except Unproved as wrong:
        return Answer(403, f"{wrong}\n")
    if asked.old > checkpoint.size:
        return Answer(400, "the old size is larger than the checkpoint's\n")
    if asked.old != log.size:
        return Answer(409, f"{log.size}\n", SIZE)
    if asked.old == checkpoint.size and log.root not in (None, checkpoint.root):
        turn.accuse(body, "another root at the same size", at=at)
        return Answer(409, f"{log.size}\n", SIZE)
    root = log.root or checkpoint.root  # from nothing everything may follow
    try:
        tree.check_consistency(asked.old, checkpoint.size, root, checkpoint.root, asked.steps)
    except Unproved as wrong:
        turn.accuse(body, str(wrong), at=at)
        return Answer(422, f"{wrong}\n")
    return None
