"""The append-only log of acts.

An entry's commitment hides the act: SHA-256 over a nonce and the canonical act. Only commitments are published; the
tree over them (RFC 6962) is built by position, which one integrator gives afterwards, so that an act never waits for
a lock.
"""

from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import Promise

from pimpasa.ledger.acts import Act
from pimpasa.ledger.bound import bound, unbound
from pimpasa.ledger.commitments import canonical
from pimpasa.ledger.statements import leaf_of

COMMONEST = [act.value for act in (Act.REPORT_CONCLUDED, Act.REPORT_OPENED, Act.REPORT_RECEIVED, Act.REPORTS_GLANCED)]


def acts() -> Sequence[tuple[str, str | Promise]]:
    """Asked for when needed, so that a new act needs no migration."""
    return Act.choices


@unbound("the log itself")
class Entry(models.Model):
    act = models.CharField(max_length=40, choices=acts)
    subject = models.CharField(max_length=80)
    actor = models.CharField(max_length=40)
    at = models.DateTimeField(db_index=True)
    digest = models.BinaryField(max_length=32)
    nonce = models.BinaryField(max_length=32)
    commitment = models.BinaryField(max_length=32)
    # What it left in the database, and that this program wrote it; acts of before 0.2 have neither.
    rows = models.BinaryField(max_length=32, null=True)
    mac = models.BinaryField(max_length=32, null=True)
    position = models.BigIntegerField(null=True, unique=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="entry_of_subject"),
            models.Index(fields=["actor", "-id"], name="entry_by_actor"),
            models.Index(fields=["id"], name="entry_unplaced", condition=models.Q(position=None)),
            # Of the commonest any thousand of the newest acts hold some: those are found without it.
            models.Index(fields=["act", "-id"], name="entry_by_rare_act", condition=~models.Q(act__in=COMMONEST)),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"

    @property
    def content(self) -> bytes:
        """What it commits to."""
        return canonical(
            act=self.act,
            subject=self.subject,
            actor=self.actor,
            at=self.at,
            digest=bytes(self.digest),
            rows=None if self.rows is None else bytes(self.rows),
        )


@unbound("the log itself")
class Imprint(models.Model):
    """What an act left of a row: the digest of its columns, empty where the row ended with the act."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="imprints")
    model = models.CharField(max_length=60)
    row = models.CharField(max_length=120)
    digest = models.BinaryField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["model", "row", "id"], name="imprint_of_row")]

    def __str__(self) -> str:
        return f"{self.model} {self.row}"


class AnyTile(models.Model):
    """Up to 256 hashes of a tree (c2sp.org/tlog-tiles); the last of each level grows."""

    pk = models.CompositePrimaryKey("level", "number")
    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"tile/{self.level}/{self.number}"


@unbound("the log itself")
class Tile(AnyTile):
    """Of the inner tree, which grows within seconds of an act and which no stranger sees."""


@unbound("the log itself")
class PublicTile(AnyTile):
    """Of the public tree, which grows in batches."""


@unbound("the log itself")
class Checkpoint(models.Model):
    """The inner log as it was signed at one size; every one is kept, so that none can be taken back."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"checkpoint {self.size}"


@unbound("the log itself")
class Batch(models.Model):
    """The public log as it was signed after a batch: it grew from `start` to `size` by acts among padding.

    The acts have the numbers from `acts_start` up to, not including, `acts`. Which leaves are theirs follows from them
    and from the log's seed (`ledger/batches.py`). A batch without padding is of before there were batches.
    """

    size = models.BigIntegerField(primary_key=True)
    start = models.BigIntegerField()
    acts_start = models.BigIntegerField()
    acts = models.BigIntegerField(db_index=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    signed_at = models.DateTimeField()
    # What was said to everybody with it (ledger/statements.py), as its last leaf; batches of before 0.2 said nothing.
    statement = models.TextField(default="", db_default="")

    def __str__(self) -> str:
        return f"batch {self.start} to {self.size}"

    @property
    def growth(self) -> int:
        return self.size - self.start

    @property
    def padding(self) -> int:
        """How many of its leaves nobody can tell from an act's, and are none."""
        return self.growth - (self.acts - self.acts_start) - len(self.said)

    @property
    def said(self) -> list[bytes]:
        """The leaf of what was said to everybody with it."""
        return [leaf_of(self.statement)] if self.statement else []


@unbound("proves itself by its digest, which stands in the public log")
class Told(models.Model):
    """A list that a statement names: of keys, or of the code that browsers get."""

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.digest


@bound()
class Witness(models.Model):
    """Somebody outside whose cosignatures the office publishes; without an address they fetch for themselves."""

    vkey = models.CharField(max_length=300, unique=True)
    address = models.CharField(max_length=300, default="", blank=True)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.vkey.partition("+")[0]


@unbound("proves itself by its witness's key")
class Cosignature(models.Model):
    """A witness's line under a public checkpoint."""

    checkpoint = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.ForeignKey(Witness, on_delete=models.PROTECT, related_name="+")
    line = models.TextField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checkpoint", "witness"], name="cosigned_once")]

    def __str__(self) -> str:
        return f"{self.witness_id}: {self.checkpoint_id}"


@unbound("says what an audit found, which anybody may repeat")
class Audited(models.Model):
    """A part of what is audited, when that was done last, and what did not fit; of very many faults the first."""

    part = models.CharField(primary_key=True, max_length=60)
    ended_at = models.DateTimeField()
    number = models.PositiveIntegerField()
    faults = ArrayField(models.TextField())

    def __str__(self) -> str:
        return f"{self.part}: {self.number}"
