from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from pimpasa.ledger.bound import unbound
from pimpasa.waiting.kinds import Kind


@unbound("remembers what officers were told, so that they are not told twice")
class Notice(models.Model):
    """An officer was told that something waits for them, each way by itself; gone a while after it waits no more."""

    class Via(models.TextChoices):
        MAIL = "mail", _("E-mail")
        PUSH = "push", _("Browser")

    officer = models.ForeignKey("accounts.Officer", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    thing = models.CharField(max_length=40)
    via = models.CharField(max_length=10, choices=Via)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "kind", "thing", "via"], name="waiting_notice_once")]
        indexes = [models.Index(fields=["at"], name="waiting_notice_at")]

    def __str__(self) -> str:
        return f"{self.officer_id}: {self.kind} by {self.via}"
