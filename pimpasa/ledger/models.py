"""The append-only log of acts.

An entry's commitment hides the act: SHA-256 over a nonce and the canonical act. Only commitments will ever be
published; the tree over them (RFC 6962) is built by position, which one integrator gives afterwards, so that an act
never waits for a lock.
"""

from django.db import models

from pimpasa.ledger.acts import Act


class Entry(models.Model):
    act = models.CharField(max_length=40, choices=Act)
    subject = models.CharField(max_length=80)
    actor = models.CharField(max_length=40)
    at = models.DateTimeField(db_index=True)
    digest = models.BinaryField(max_length=32)
    nonce = models.BinaryField(max_length=32)
    commitment = models.BinaryField(max_length=32)
    position = models.BigIntegerField(null=True, unique=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="entry_of_subject"),
            models.Index(fields=["id"], name="entry_unplaced", condition=models.Q(position=None)),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"
