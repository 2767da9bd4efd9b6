from django.db import models

from pimpasa.common.ids import uuid7


class Finding(models.Model):
    """What a Pimpasa found out about a report. The newest one counts; earlier ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="findings")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    envelope = models.BinaryField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"finding:{self.id}"

    @property
    def context(self) -> str:
        return f"report:{self.report_id}:finding:{self.id}"
