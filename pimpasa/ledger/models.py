"""The append-only log of acts.

An entry's commitment hides the act: SHA-256 over a nonce and the canonical act. Only commitments will ever be
published; the tree over them (RFC 6962) is built by position, which one integrator gives afterwards, so that an act
never waits for a lock.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pimpasa.ledger.acts import Act


class Entry(models.Model):
    act = models.CharField(_("act"), max_length=40, choices=Act)
    subject = models.CharField(_("subject"), max_length=80)
    actor = models.CharField(_("actor"), max_length=40)
    at = models.DateTimeField(_("time"), db_index=True)
    digest = models.BinaryField(_("digest of the sealed bytes"), max_length=32)
    nonce = models.BinaryField(_("nonce"), max_length=32)
    commitment = models.BinaryField(_("commitment"), max_length=32)
    position = models.BigIntegerField(_("position in the tree"), null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        indexes = [
            models.Index(fields=["subject", "id"], name="entry_of_subject"),
            models.Index(fields=["id"], name="entry_unplaced", condition=models.Q(position=None)),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"
