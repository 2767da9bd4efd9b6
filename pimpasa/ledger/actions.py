"""What is done to the log itself; acts are written by `ledger/verbs.py`."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from django.db import connection

from pimpasa.common import clock
from pimpasa.common.batches import batched
from pimpasa.ledger import imprints, notes, queries, signing, telling
from pimpasa.ledger.acts import Act
from pimpasa.ledger.bound import bindings
from pimpasa.ledger.doors import Door
from pimpasa.ledger.errors import UnknownWitness, Unproved
from pimpasa.ledger.models import Audited, Batch, Cosignature, Entry, Witness
from pimpasa.ledger.row_audit import faults_of
from pimpasa.ledger.verbs import SYSTEM, act, record, unlogged

# So many rows an act: whoever looks whether a row is vouched for reads all that its act left.
TAKEN_OVER_AT_ONCE = 500
_LOCK = 0x526F7773  # "Rows"
# Of an audit's faults; `pimpasa ledger audit` says them all.
MOST_KEPT = 100


@act(Act.ROWS_TAKEN_OVER, idle="every table is bound already")
def take_over_rows() -> int:
    """Vouch, once for each table, for the rows that it has from before acts did; returns how many.

    Acts that still wait from before are marked as the program's own.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    new = [binding for binding in bindings() if not imprints.is_bound(binding)]
    if not new:
        return 0
    _mark_what_waits()
    marks = [imprints.begun(binding) for binding in new]
    record("rows:all", by=SYSTEM, facts={"tables": {binding.label for binding in new}}, rows=marks)
    count = 0
    for binding in new:
        for imprint_batch in batched(imprints.of_all(binding), TAKEN_OVER_AT_ONCE):
            record(f"rows:{binding.label}", by=SYSTEM, facts={"rows": len(imprint_batch)}, rows=imprint_batch)
            count += len(imprint_batch)
    return count


@act(Act.REPORTS_INVENTED)
def vouch_for_invented(*, reports: int) -> None:
    """Vouch for what the simulation brought in within this transaction."""
    record("simulation:reports", by=SYSTEM, facts={"reports": reports})


def _mark_what_waits() -> None:
    if Entry.objects.filter(act=Act.ROWS_TAKEN_OVER).exists():
        return
    for entry in Entry.objects.filter(position=None, mac=None):
        if imprints.commits(entry):
            Entry.objects.filter(pk=entry.pk).update(mac=signing.mac(bytes(entry.commitment)))


@act(Act.LOG_CONTINUED)
def continue_log(*, after: str, notes: Sequence[str]) -> None:
    """Go on with this database though it does not continue the log's signed states (`notes`), which stay named so."""
    record("log:continued", by=SYSTEM, facts={"after": after, "abandoned": list(notes)})


@unlogged("an audit changes nothing that it looks at", whole=False)
def keep_audit(*, part: str) -> int:
    """Audit a part (`audit_parts`) and keep what does not fit; returns how much that is."""
    return keep_faults(part=part, faults=faults_of(part))


@unlogged("an audit changes nothing that it looks at")
def keep_faults(*, part: str, faults: Iterable[str]) -> int:
    """Keep what an audit of a part found for who oversees it; returns how much that is."""
    number = 0
    first = []
    for fault in faults:
        number += 1
        if number <= MOST_KEPT:
            first.append(fault)
    result = {"ended_at": clock.now(), "number": number, "faults": first}
    Audited.objects.update_or_create(part=part, defaults=result)
    return number


@unlogged("an audit changes nothing that it looks at")
def forget_faults(*, part: str) -> None:
    """What was kept of a part is over, and it is not looked at again by itself."""
    Audited.objects.filter(part=part).delete()


@act(Act.WITNESS_ADMITTED, idle="they are admitted already")
def admit_witness(*, vkey: str, address: str = "") -> Witness:
    """Publish this witness's cosignatures from now on, and ask for them where an address is given.

    Raises ValueError for what is no vkey of a cosigner, or no address to ask at.
    """
    verifier = notes.Verifier.parse(vkey)
    if verifier.kind != notes.COSIGNATURE:
        raise ValueError("this key signs notes; a witness has a key for cosignatures")
    if address:
        Door.parse(address)
    witness = Witness.objects.filter(vkey=str(verifier)).first() or Witness(vkey=str(verifier), added_at=clock.now())
    if witness.pk and address in ("", witness.address):
        return witness
    witness.address = address
    witness.save()
    record(f"witness:{witness.pk}", by=SYSTEM, facts={"vkey": witness.vkey, "address": witness.address})
    return witness


@act(Act.CODE_SERVED, idle="it is told already that this code is served")
def serve_code(*, listed: str) -> None:
    """Tell everybody, with the next batch, that these scripts and styles are served (sites/common/code.py)."""
    digest = telling.keep(listed)
    if digest not in telling.served_code()[:1]:
        record(f"code:{digest[:16]}", by=SYSTEM, digest=bytes.fromhex(digest))


@unlogged("a witness's line proves itself, by their key")
def cosign(*, note: str) -> int:
    """Keep the lines of admitted witnesses under a checkpoint of ours; returns how many are new.

    Raises Unproved for a note that is not one of ours, UnknownWitness where no line is an admitted witness's.
    """
    text, _lines = notes.split_note(note)
    claimed = notes.Checkpoint.parse(text)
    ours = Batch.objects.filter(size=claimed.size).first()
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


def _keep_line(checkpoint: Batch, witness: Witness, line: str) -> bool:
    _row, is_new = Cosignature.objects.get_or_create(
        checkpoint=checkpoint, witness=witness, defaults={"line": line, "received_at": clock.now()}
    )
    return is_new
