"""That a case left as data, by whom and what for."""

from __future__ import annotations

from django.db import models

from pimpasa.common.ids import uuid7
from pimpasa.ledger.bound import bound
from pimpasa.referrals.kinds import ExportFormat


@bound()
class HtcdsExport(models.Model):
    """One export of a case by the data standard; why is sealed under the case's key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    format = models.CharField(max_length=4, choices=ExportFormat)
    with_identity = models.BooleanField()
    reason = models.BinaryField()

    def __str__(self) -> str:
        return f"htcds:{self.id}"

    @property
    def context(self) -> str:
        return f"case:{self.case_id}:htcds:{self.id}"
