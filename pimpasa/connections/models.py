"""What officers said that reports do not have in common, and what they asked other desks about."""

from __future__ import annotations

from django.db import models

from pimpasa.ledger.bound import bound
from pimpasa.reports.models import Mention, Report
from pimpasa.reports.sealed_rows import under_report


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


@under_report("reason")
@bound()
class Inquiry(models.Model):
    """An officer asked the other desks whether they know what a report names; what these answer are Shares.

    The row is the same whether anybody knows it or not. The reason is sealed under the report's key.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="inquiries")
    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="inquiries")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.BinaryField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["officer", "asked_at"], name="inquiry_of_officer")]

    def __str__(self) -> str:
        return f"{self.officer_id}: {self.mention_id}"
