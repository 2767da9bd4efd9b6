from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import cast

from django.db import connection
from django.db.models import QuerySet

from pimpasa.ledger import notes, signing, tree
from pimpasa.ledger.acts import Act
from pimpasa.ledger.models import Audited, Checkpoint, Entry, Tile, Witness
from pimpasa.ledger.proofs import Proof
from pimpasa.ledger.tiles import TileNodes


def entries(*, act: str = "", on: date | None = None) -> QuerySet[Entry]:
    """Every act, newest first, or those of a kind and of a day; no act has an unknown kind, which is passed over."""
    rows = Entry.objects.order_by("-id")
    if act in Act.values:
        rows = rows.filter(act=act)
    return rows.filter(at__date=on) if on is not None else rows


def entries_of(subjects: Iterable[str]) -> QuerySet[Entry]:
    """What was done to these subjects, oldest first."""
    return Entry.objects.filter(subject__in=list(subjects)).order_by("id")


def entry_of(subject: str, act: Act) -> Entry | None:
    """The first time this was done to the subject."""
    return entries_of([subject]).filter(act=act).first()


def waiting() -> QuerySet[Entry]:
    """Acts that the integrator has not taken up yet."""
    return Entry.objects.filter(position=None).order_by("id")


def audits() -> QuerySet[Audited]:
    """What was audited last of each part, longest ago first."""
    return Audited.objects.order_by("ended_at")


def continued() -> Entry | None:
    """The newest act by which the log went on though acts of before were lost."""
    return Entry.objects.filter(subject="log:continued", act=Act.LOG_CONTINUED).order_by("-id").first()


def newest_checkpoint() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-size").first()


def note_of(checkpoint: Checkpoint) -> str:
    """The checkpoint's signed note, with the lines of who cosigned it."""
    lines = checkpoint.cosignatures.order_by("witness_id").values_list("line", flat=True)
    return checkpoint.note + "".join(lines)


def read_tile(level: int, number: int) -> bytes:
    """A tile as far as it is filled; empty where there is none."""
    tile = Tile.objects.filter(level=level, number=number).first()
    return bytes(tile.hashes) if tile else b""


def commitments(start: int, stop: int) -> list[bytes]:
    """The log's entries by number, from `start` up to, not including, `stop`."""
    rows = Entry.objects.filter(position__gte=start, position__lt=stop).order_by("position")
    return [bytes(commitment) for commitment in rows.values_list("commitment", flat=True)]


def witnesses() -> dict[str, Witness]:
    """The admitted ones by their vkey."""
    return {witness.vkey: witness for witness in Witness.objects.all()}


def prove(entry: Entry) -> Proof | None:
    """That the act is in the log as it was signed last; None while the integrator has not come to it."""
    checkpoint = newest_checkpoint()
    if checkpoint is None or entry.position is None or entry.position >= checkpoint.size:
        return None
    return Proof(
        index=entry.position,
        path=tree.inclusion(entry.position, checkpoint.size, TileNodes(read_tile)),
        note=note_of(checkpoint),
        nonce=bytes(entry.nonce),
        content=entry.content,
    )


_MEDIAN = """
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY later.at - earlier.at)
FROM ledger_entry AS earlier
CROSS JOIN LATERAL (
    SELECT min(at) AS at FROM ledger_entry WHERE subject = earlier.subject AND act = ANY(%s) HAVING min(at) IS NOT NULL
) AS later
WHERE earlier.at >= %s AND earlier.act = %s
"""


def median_between(earlier: Act, later: Iterable[Act], *, since: datetime) -> timedelta | None:
    """How long it usually takes from one act to the first of others on the same subject; None where none happened."""
    with connection.cursor() as cursor:
        cursor.execute(_MEDIAN, [[str(act) for act in later], since, str(earlier)])
        return cast("timedelta | None", cursor.fetchone()[0])


def add_checkpoint_request(old: int) -> str | None:
    """What a witness is asked to cosign (c2sp.org/tlog-witness): from the size it knows to the newest.

    None where there is no log yet, or the witness claims a longer one.
    """
    checkpoint = newest_checkpoint()
    if checkpoint is None or not 0 <= old <= checkpoint.size:
        return None
    path = tree.consistency(old, checkpoint.size, TileNodes(read_tile))
    hashes = "".join(f"{notes.encode(step)}\n" for step in path)
    return f"old {old}\n{hashes}\n{checkpoint.note}"


def office_vkey(office_id: int) -> str:
    """The key that checks this office's exports."""
    return str(signing.office_verifier(office_id))


def vkey() -> str:
    return str(signing.verifier())
