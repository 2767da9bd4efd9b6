from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import cast

from django.db import connection
from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery, Value

from pimpasa.common import clock
from pimpasa.ledger import batches, imprints, notes, pledges, signing, tree
from pimpasa.ledger.acts import MERE_LOOKS, Act
from pimpasa.ledger.imprints import MARK
from pimpasa.ledger.models import (
    AnyTile,
    Audited,
    Batch,
    Checkpoint,
    Cosignature,
    Entry,
    Imprint,
    PublicTile,
    Tile,
    Told,
    Witness,
)
from pimpasa.ledger.pledges import Pledge
from pimpasa.ledger.proofs import Proof
from pimpasa.ledger.tiles import ReadTile, TileNodes


def entries(*, act: str = "", by: str = "", since: date | None = None, until: date | None = None) -> QuerySet[Entry]:
    """Every act, newest first, or those of a kind, of a doer, and of a period, both days included.

    No act has an unknown kind, which is passed over.
    """
    rows = Entry.objects.order_by("-id")
    if act in Act.values:
        rows = rows.filter(act=act)
    if by:
        rows = rows.filter(actor=by)
    if since is not None:
        rows = rows.filter(at__gte=clock.midnight(since))
    return rows.filter(at__lt=clock.midnight(until) + timedelta(days=1)) if until is not None else rows


def entries_of(subjects: Iterable[str]) -> QuerySet[Entry]:
    """What was done to these subjects, oldest first."""
    return Entry.objects.filter(subject__in=list(subjects)).order_by("id")


def logged_of(subjects: Iterable[str], *, with_looks: bool) -> QuerySet[Entry]:
    """What was done to these subjects, newest first, with or without mere looks."""
    rows = entries_of(subjects).order_by("-id")
    return rows if with_looks else rows.exclude(act__in=MERE_LOOKS)


def deeds_and_looks(subjects: Iterable[str], *, most: int) -> list[tuple[str, str, datetime, int]]:
    """The newest `most` acts that are no mere looks, and the looks by who looked; in one statement, newest first.

    Rows of act, actor, moment and number; for looks without an act, and of the last of them.
    """
    acts = logged_of(subjects, with_looks=False).values_list("act", "actor", "at", Value(1))[:most]
    looked = entries_of(subjects).filter(act__in=MERE_LOOKS).order_by().values("actor")
    looks = looked.annotate(last=Max("at"), n=Count("pk")).values_list(Value(""), "actor", "last", "n")
    return sorted(acts.union(looks, all=True), key=lambda row: row[2], reverse=True)


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
    """Of the inner log: nothing of it is for strangers."""
    return Checkpoint.objects.order_by("-size").first()


def newest_batch() -> Batch | None:
    """The public log as strangers see it now."""
    return Batch.objects.order_by("-size").first()


def said_last(last: Batch | None) -> int:
    """The size under which something was said to everybody last, up to a batch; 0 where nothing ever was."""
    if last is None:
        return 0
    batches_until = Batch.objects.filter(size__lte=last.size).exclude(statement="").order_by("-size")
    return batches_until.values_list("size", flat=True).first() or 0


def said_with(size: int) -> str | None:
    """What was said to everybody with the checkpoint of this size; None where there is none, or nothing was."""
    return Batch.objects.filter(size=size).exclude(statement="").values_list("statement", flat=True).first()


def told(digest: str) -> str | None:
    """The list that a statement names so."""
    return Told.objects.filter(digest=digest).values_list("text", flat=True).first()


def note_of(batch: Batch) -> str:
    """The public log's signed note after a batch, with the lines of who cosigned it."""
    lines = batch.cosignatures.order_by("witness_id").values_list("line", flat=True)
    return batch.note + "".join(lines)


def reader_of(tiles: type[AnyTile]) -> ReadTile:
    """Gives a tree's tiles as far as they are filled; empty where there is none."""

    def read(level: int, number: int) -> bytes:
        tile = tiles._default_manager.filter(level=level, number=number).first()  # noqa: SLF001 - Django documents it
        return bytes(tile.hashes) if tile else b""

    return read


read_tile = reader_of(Tile)
read_public_tile = reader_of(PublicTile)


def commitments(start: int, stop: int) -> list[bytes]:
    """The inner log's acts by number, from `start` up to, not including, `stop`."""
    rows = Entry.objects.filter(position__gte=start, position__lt=stop).order_by("position")
    return [bytes(commitment) for commitment in rows.values_list("commitment", flat=True)]


def leaves_of(batch: Batch) -> list[bytes]:
    """What a batch let out, acts and padding alike, in its order."""
    acts = commitments(batch.acts_start, batch.acts)
    key = signing.padding_key()
    return batches.leaves(acts, key=key, start=batch.start, number=batch.padding, said=batch.said)


def public_leaves(start: int, stop: int) -> list[bytes]:
    """The public log's leaves from `start` up to, not including, `stop`, as far as it goes."""
    leaves: list[bytes] = []
    for batch in Batch.objects.filter(size__gt=start, start__lt=stop).order_by("size"):
        leaves += leaves_of(batch)[max(start - batch.start, 0) : max(stop - batch.start, 0)]
    return leaves


def witnesses() -> dict[str, Witness]:
    """The admitted ones by their vkey."""
    return {witness.vkey: witness for witness in Witness.objects.all()}


def signed_last() -> list[tuple[Witness, datetime | None]]:
    """Every admitted witness, with when the newest checkpoint came out that they signed."""
    newest = Cosignature.objects.filter(witness=OuterRef("pk")).order_by("-checkpoint_id")
    signed_at = Subquery(newest.values("checkpoint__signed_at")[:1])
    return [(witness, witness.signed_at) for witness in Witness.objects.annotate(signed_at=signed_at).order_by("pk")]


def silent_witnesses(batch: Batch) -> list[tuple[Witness, int]]:
    """Those with an address whose line is missing under a batch, with the size that they signed last."""
    signed = Cosignature.objects.filter(witness=OuterRef("pk"))
    last = Subquery(signed.order_by("-checkpoint_id").values("checkpoint_id")[:1])
    missing = Witness.objects.exclude(address="").filter(~Exists(signed.filter(checkpoint=batch)))
    return [(witness, witness.last or 0) for witness in missing.annotate(last=last).order_by("pk")]


def batch_of(position: int | None) -> Batch | None:
    """The batch in which the act with this number came out; None while it has not."""
    if position is None:
        return None
    return Batch.objects.filter(acts__gt=position).order_by("acts", "size").first()


def prove(entry: Entry) -> Proof | None:
    """That the act is in the public log as it was signed last; None before it came out."""
    batch = batch_of(entry.position)
    newest = newest_batch()
    if batch is None or newest is None:
        return None
    index = _index_in(batch, entry)
    return Proof(
        index=index,
        path=tree.inclusion(index, newest.size, TileNodes(read_public_tile)),
        note=note_of(newest),
        nonce=bytes(entry.nonce),
        content=entry.content,
    )


def pledge(entry: Entry) -> Pledge | None:
    """The log's word that the act will come out; None for one that this program did not write."""
    if not imprints.is_ours(entry) or not imprints.fit(entry, entry.imprints.all()):
        return None
    return pledges.give(
        content=entry.content,
        nonce=bytes(entry.nonce),
        at=entry.at,
        log=signing.public_verifier(),
        key=signing.log_key(),
    )


def _index_in(batch: Batch, entry: Entry) -> int:
    """Where the act's leaf is in the public log."""
    if not batch.padding:
        return batch.start + (entry.position or 0) - batch.acts_start
    return batch.start + leaves_of(batch).index(bytes(entry.commitment))


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


def add_checkpoint_request(old: int, batch: Batch | None = None) -> str | None:
    """What a witness is asked to cosign (c2sp.org/tlog-witness): from the size it knows to a batch, or to the newest.

    None where there is no log yet, or the witness claims a longer one.
    """
    batch = batch or newest_batch()
    if batch is None or not 0 <= old <= batch.size:
        return None
    path = tree.consistency(old, batch.size, TileNodes(read_public_tile))
    hashes = "".join(f"{notes.encode(step)}\n" for step in path)
    return f"old {old}\n{hashes}\n{batch.note}"


def office_vkey(office_id: int) -> str:
    """The key that checks this office's exports."""
    return str(signing.office_verifier(office_id))


def vkey() -> str:
    """The key of the inner log, by which an installation and its backups are known."""
    return str(signing.verifier())


def public_vkey() -> str:
    """The key that checks what strangers see of the log."""
    return str(signing.public_verifier())


def newest_position() -> int:
    """The place of the last act that has one in the log's order; -1 where none has."""
    newest = Entry.objects.aggregate(newest=Max("position"))["newest"]
    return -1 if newest is None else int(newest)


def placed(after: int, upto: int) -> QuerySet[Entry]:
    """The acts from behind one place of the log's order up to another, in that order."""
    return Entry.objects.filter(position__gt=after, position__lte=upto).order_by("position")


def rows_placed(after: int, upto: int, models: Iterable[str]) -> list[tuple[str, str]]:
    """Model (`reports.report`) and primary key of the rows that those acts left otherwise, without marks of forms."""
    imprints = Imprint.objects.filter(entry__position__gt=after, entry__position__lte=upto, model__in=list(models))
    return list(imprints.exclude(row__startswith=MARK).values_list("model", "row").distinct())


def firsts(subjects: Iterable[str], acts: Iterable[Act]) -> dict[tuple[str, str], tuple[datetime, str]]:
    """When and by whom each of these acts was done to each subject for the first time, by subject and act."""
    rows = Entry.objects.filter(subject__in=list(subjects), act__in=list(acts)).order_by("subject", "act", "at", "id")
    first = rows.distinct("subject", "act").values_list("subject", "act", "at", "actor")
    return {(subject, act): (at, actor) for subject, act, at, actor in first}
