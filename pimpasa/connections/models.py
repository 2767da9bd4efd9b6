"""What officers said that reports do not have in common."""

from __future__ import annotations

from django.db import models

from pimpasa.ledger.bound import bound
from pimpasa.reports.models import Report


@bound()
class Distinct(models.Model):
    """An officer said that two reports tell of different things; `one` is the older."""

    one = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    two = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "two"], name="distinct_once")]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.two_id}"
