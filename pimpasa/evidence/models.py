from django.db import models
from django.db.models import Q

from pimpasa.common.ids import uuid7


class Exhibit(models.Model):
    """One file somebody handed in. Its bytes lie sealed in the object store under its own file key.

    The file key and the facts (name, type, size, SHA-256 of the original, how it was obtained) are sealed under the
    key of what the exhibit belongs to: a draft's first, the report's from the moment it is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    wrapped_key = models.BinaryField()
    facts = models.BinaryField()
    digest = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="exhibit_unsent", condition=~Q(expires_at=None))]

    def __str__(self) -> str:
        return f"exhibit:{self.id}"

    @property
    def path(self) -> str:
        """Where its sealed bytes lie in the object store."""
        return f"exhibits/{self.id.hex[-2:]}/{self.id}"

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
