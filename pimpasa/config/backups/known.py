"""Whether a backup is the newest: against every signed state of its log that is known here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pimpasa.config import anchors
from pimpasa.config.errors import Fault
from pimpasa.evidence import store
from pimpasa.evidence.errors import ObjectMissing, StoreUnavailable
from pimpasa.ledger import notes
from pimpasa.ledger.errors import Unproved
from pimpasa.ledger.notes import Checkpoint, Verifier
from pimpasa.sealing import backups
from pimpasa.sealing.errors import SealingError


@dataclass(frozen=True)
class Known:
    """A state that the log once signed, and where that was found."""

    place: str
    note: str
    checkpoint: Checkpoint


def known_of(log: Verifier, *, source: Path, places: list[str]) -> list[Known]:
    """What this machine's folder, its store, the backups beside `source` and `places` know of a log.

    Raises Fault for a place that knows nothing of it.
    """
    signed_notes = [*anchors.notes(), *_beside(source)]
    states = [state for place, note in signed_notes if (state := _read(log, place, note)) is not None]
    for place in places:
        state = _read(log, place, _note_at(place))
        if state is None:
            raise Fault(f"{place} holds no state of the log in this backup")
        states.append(state)
    return states


def newer_than(signed: Checkpoint | None, states: list[Known]) -> Known | None:
    """The newest state that a backup with this newest checkpoint does not hold; None where it holds all."""
    newer = [state for state in states if _is_newer(signed, state.checkpoint)]
    return max(newer, key=lambda state: state.checkpoint.size, default=None)


def _is_newer(signed: Checkpoint | None, known: Checkpoint) -> bool:
    if signed is None:
        return known.size > 0
    return known.size > signed.size or (known.size == signed.size and known.root != signed.root)


def _read(log: Verifier, place: str, note: str) -> Known | None:
    try:
        return Known(place, note, notes.open_note(note, log))
    except Unproved:
        return None


def _beside(source: Path) -> Iterator[tuple[str, str]]:
    """The heads of other backups in the same folder: the log signed what they say of it."""
    for path in sorted(source.parent.iterdir()):
        if not path.is_file() or path.samefile(source):
            continue
        try:
            with path.open("rb") as file:
                yield str(path), backups.head_of(file).about.get("checkpoint", "")
        except (SealingError, OSError):
            continue


def _note_at(place: str) -> str:
    """From a bucket, a store's folder, a machine's data folder, or a file that somebody kept."""
    try:
        if place.startswith("s3://"):
            return store.read_at(place, anchors.OBJECT).decode()
        path = Path(place)
        inside = [path / anchors.OBJECT, path / anchors.FILE]
        return next((file for file in inside if file.is_file()), path).read_text()
    except (ObjectMissing, StoreUnavailable, OSError, UnicodeError) as wrong:
        raise Fault(f"{place} cannot be read: name a store, a data folder, or a file with a checkpoint") from wrong
