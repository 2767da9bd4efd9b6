"""One look at a log: does it continue what was seen before, does it grow, and do its witnesses see the same?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pimpasa.ledger import notes, tree
from pimpasa.ledger.errors import Unproved
from pimpasa.ledger.tiles import HEIGHT, WIDTH, TileNodes, write_number
from pimpasa.monitor.fetching import Fetch, Unreachable
from pimpasa.monitor.memory import Memory, Seen

# It grows every ten minutes, whether anything was done or not.
LONGEST_STILL = 60 * 60  # seconds
# A witness signs within minutes of a batch, and is asked again until it has.
LONGEST_UNSIGNED = 60 * 60


@dataclass(frozen=True)
class Witness:
    """Whose line is expected under a checkpoint, and where they show what they signed themselves, if anywhere."""

    verifier: notes.Verifier
    address: str = ""

    @classmethod
    def parse(cls, text: str) -> Witness:
        """VKEY, or VKEY@URL. Raises ValueError."""
        vkey, _at, address = text.partition("@")
        verifier = notes.Verifier.parse(vkey)
        if verifier.kind != notes.COSIGNATURE:
            raise ValueError("this key signs notes; a witness has a key for cosignatures")
        return cls(verifier, address.rstrip("/"))


@dataclass(frozen=True)
class Watch:
    """A log at an office's address."""

    address: str
    log: notes.Verifier
    witnesses: Sequence[Witness] = ()


def look(watch: Watch, memory: Memory, fetch: Fetch, *, now: int) -> list[str]:
    """What does not fit, each in one sentence; what fits is remembered. `now` in Unix seconds."""
    try:
        note = fetch(f"{watch.address}/transparansi/checkpoint").decode()
        checkpoint = notes.open_note(note, watch.log)
    except (Unreachable, Unproved, UnicodeDecodeError) as wrong:
        return [f"no checkpoint of {watch.log.name}: {wrong}"]
    last = memory.last(watch.log.name)
    try:
        _check_grown(watch, last, checkpoint, fetch)
    except Unproved as wrong:
        evidence = memory.keep_evidence(watch.log.name, last.note if last else "", note)
        return [
            f"{watch.log.name} does not continue what it showed before: {wrong}; both signed notes are in {evidence}"
        ]
    except (Unreachable, KeyError) as wrong:
        return [f"{watch.log.name} does not show how it grew to {checkpoint.size}: {wrong}"]
    is_same = last is not None and notes.split_note(last.note)[0] == checkpoint.text
    newest = Seen(note, last.since if last and is_same else now)
    memory.keep(watch.log.name, newest)
    return [*_still(newest, checkpoint, now), *_witnessed(watch, memory, newest, checkpoint, fetch, now)]


def _check_grown(watch: Watch, last: Seen | None, checkpoint: notes.Checkpoint, fetch: Fetch) -> None:
    """Raise Unproved where it does not continue what was seen last; Unreachable, KeyError where that is not shown."""
    if last is not None:
        _check_continues(watch, notes.open_note(last.note, watch.log), checkpoint, fetch)


def _check_continues(watch: Watch, old: notes.Checkpoint, new: notes.Checkpoint, fetch: Fetch) -> None:
    if old.size > new.size:
        raise Unproved(f"it had {old.size} entries, and shows {new.size} now")
    steps: list[bytes] = []
    if 0 < old.size < new.size:
        steps = tree.consistency(old.size, new.size, nodes_at(watch.address, new.size, fetch))
    tree.check_consistency(old.size, new.size, old.root, new.root, steps)


def nodes_at(address: str, size: int, fetch: Fetch) -> TileNodes:
    """The tree's nodes as the office shows them to anybody; what is wrong in them leads to another root."""

    def read(level: int, number: int) -> bytes:
        width = min((size >> (HEIGHT * level)) - number * WIDTH, WIDTH)
        partial = f".p/{width}" if width < WIDTH else ""
        return fetch(f"{address}/transparansi/tile/{level}/{write_number(number)}{partial}")

    return TileNodes(read)


def _still(seen: Seen, checkpoint: notes.Checkpoint, now: int) -> Iterator[str]:
    minutes = (now - seen.since) // 60
    if now - seen.since > LONGEST_STILL:
        yield f"{checkpoint.origin} has not grown for {minutes} minutes; it should every ten"


def _witnessed(
    watch: Watch, memory: Memory, seen: Seen, checkpoint: notes.Checkpoint, fetch: Fetch, now: int
) -> Iterator[str]:
    for witness in watch.witnesses:
        name = witness.verifier.name
        try:
            notes.cosigned_at(seen.note, witness.verifier)
        except Unproved:
            if now - seen.since > LONGEST_UNSIGNED:
                yield f"{name} has not signed what {checkpoint.origin} shows for {(now - seen.since) // 60} minutes"
        if witness.address:
            yield from _compared(watch, witness, memory, seen, checkpoint, fetch)


def _compared(
    watch: Watch, witness: Witness, memory: Memory, seen: Seen, checkpoint: notes.Checkpoint, fetch: Fetch
) -> Iterator[str]:
    """Whether a witness was shown the same log as we are."""
    try:
        note = fetch(f"{witness.address}/checkpoint?{watch.log.name}").decode()
        theirs = notes.open_note(note, watch.log)
    except (Unreachable, Unproved, UnicodeDecodeError) as wrong:
        yield f"{witness.verifier.name} does not say what it signed: {wrong}"
        return
    old, new = sorted((theirs, checkpoint), key=lambda one: one.size)
    try:
        _check_continues(watch, old, new, fetch)
    except Unproved as wrong:
        path = memory.keep_evidence(watch.log.name, note, seen.note)
        yield f"{watch.log.name} shows {witness.verifier.name} another log than us: {wrong}; both are in {path}"
    except (Unreachable, KeyError) as wrong:
        yield f"whether {witness.verifier.name} sees the same log could not be asked: {wrong}"
