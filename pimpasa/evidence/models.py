from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pimpasa.common.ids import uuid7
from pimpasa.ledger.bound import bound


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
