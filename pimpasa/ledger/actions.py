"""What is done to the log itself; acts are written by `ledger/verbs.py`."""

from contextlib import suppress

from pimpasa.common import clock
from pimpasa.ledger import notes, queries
from pimpasa.ledger.acts import Act
from pimpasa.ledger.errors import UnknownWitness, Unproved
from pimpasa.ledger.models import Checkpoint, Cosignature, Witness
from pimpasa.ledger.verbs import SYSTEM, act, record, unlogged


@act(Act.WITNESS_ADMITTED, idle="they are admitted already")
def admit_witness(*, vkey: str) -> Witness:
    """Publish this witness's cosignatures from now on. Raises ValueError for what is no vkey of a cosigner."""
    verifier = notes.Verifier.parse(vkey)
    if verifier.kind != notes.COSIGNATURE:
        raise ValueError("this key signs notes; a witness has a key for cosignatures")
    witness, is_new = Witness.objects.get_or_create(vkey=str(verifier), defaults={"added_at": clock.now()})
    if is_new:
        record(f"witness:{witness.pk}", by=SYSTEM, facts={"vkey": witness.vkey})
    return witness


@unlogged("a witness's line proves itself, by their key")
def cosign(*, note: str) -> int:
    """Keep the lines of admitted witnesses under a checkpoint of ours; returns how many are new.

    Raises Unproved for a note that is not one of ours, UnknownWitness where no line is an admitted witness's.
    """
    text, _lines = notes.split_note(note)
    claimed = notes.Checkpoint.parse(text)
    ours = Checkpoint.objects.filter(size=claimed.size).first()
    if ours is None or not ours.note.startswith(text + "\n"):
        raise Unproved("this checkpoint is none of ours")
    lines = _admitted_lines(note)
    if not lines:
        raise UnknownWitness
    return sum(_keep_line(ours, witness, line) for witness, line in lines)


def _admitted_lines(note: str) -> list[tuple[Witness, str]]:
    lines = []
    for vkey, witness in queries.witnesses().items():
        with suppress(Unproved):
            lines.append((witness, notes.cosigned_at(note, notes.Verifier.parse(vkey))[1]))
    return lines


def _keep_line(checkpoint: Checkpoint, witness: Witness, line: str) -> bool:
    _row, is_new = Cosignature.objects.get_or_create(
        checkpoint=checkpoint, witness=witness, defaults={"line": line, "received_at": clock.now()}
    )
    return is_new
