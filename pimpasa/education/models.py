"""What an office says about the learning material. All of it is meant for everybody's eyes."""

from __future__ import annotations

from django.db import models


class BankReview(models.Model):
    """An officer read a question and found it right for their office; it counts for these very words only."""

    office = models.ForeignKey("territory.Office", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=60)
    digest = models.BinaryField()
    reviewed_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["office", "key"], name="bank_review_one_each")]

    def __str__(self) -> str:
        return f"office:{self.office_id}:question:{self.key}"
