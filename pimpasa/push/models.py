from django.db import models

from pimpasa.ledger.bound import unbound


@unbound("tells a browser that something waits; a push service ends it without us")
class Subscription(models.Model):
    """A browser in which an officer wants to be told. Where it is reached is sealed; the digest is what finds it."""

    officer = models.ForeignKey("accounts.Officer", on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=32, unique=True)
    envelope = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"push:{self.pk}"

    @property
    def context(self) -> str:
        """What its sealed contents are bound to."""
        return f"officer:{self.officer_id}:push:{bytes(self.digest).hex()}"
