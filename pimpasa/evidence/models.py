from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pimpasa.common.ids import uuid7
from pimpasa.evidence.kinds import Discrepancy
from pimpasa.ledger.bound import bound, unbound


@bound(only={"expires_at": None})
class Exhibit(models.Model):
    """One file somebody handed in. Its bytes lie sealed in the object store, in `parts`, under its own file key.

    The file key and the facts (name, type, size, SHA-256 of the original, how it was obtained) are sealed under the
    key of what the exhibit belongs to: a draft's first, the report's from the moment it is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    wrapped_key = models.BinaryField()
    facts = models.BinaryField()
    parts = ArrayField(models.CharField(max_length=8), default=list)
    digest = models.BinaryField(max_length=32, null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="exhibit_unsent", condition=~Q(expires_at=None))]
        constraints = [
            models.CheckConstraint(condition=~Q(digest=None) | ~Q(expires_at=None), name="exhibit_sent_is_whole"),
        ]

    def __str__(self) -> str:
        return f"exhibit:{self.id}"

    @property
    def is_whole(self) -> bool:
        """Whether every byte has arrived."""
        return self.digest is not None

    def path_of(self, part: str) -> str:
        """Where a part's sealed bytes lie in the object store."""
        return f"exhibits/{self.id.hex[-2:]}/{self.id}.{part}"

    @property
    def paths(self) -> list[str]:
        """Where all of its sealed bytes lie."""
        return [self.path_of(part) for part in self.parts]

    @property
    def path_of_all(self) -> str:
        """How an operator names its bytes: where they lie, or where all of them do."""
        return self.paths[0] if len(self.parts) == 1 else self.path_of("*")

    @property
    def subject(self) -> str:
        return f"exhibit:{self.id}"

    @property
    def key_context(self) -> str:
        """What its sealed file key is bound to."""
        return f"{self.subject}:key"

    @property
    def facts_context(self) -> str:
        """What its sealed facts are bound to."""
        return f"{self.subject}:facts"


@unbound("says how far a comparison came, which anybody may repeat")
class Comparison(models.Model):
    """How far the store was compared with the database: one row. A round begins anew when it has come to the end."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    after = models.UUIDField(null=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"store compared since {self.begun_at:%Y-%m-%d}"


@unbound("what a comparison found, which anybody may repeat")
class Difference(models.Model):
    """Something in the store that is not as the database says, until it is."""

    path = models.CharField(primary_key=True, max_length=200)
    kind = models.CharField(max_length=10, choices=Discrepancy.choices)
    found_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.path}: {self.kind}"
