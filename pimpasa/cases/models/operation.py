"""One planned visit; refused without its surat perintah (Permenimipas 2/2025 art. 30)."""

from __future__ import annotations

from django.db import models

from pimpasa.cases.models.case import Case
from pimpasa.cases.states import OperationKind
from pimpasa.common.ids import uuid7


class Operation(models.Model):
    """An inspection or supervision: planned with its surat perintah, then its result."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="operation")
    kind = models.CharField(max_length=20, choices=OperationKind)
    plan = models.BinaryField()
    result = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"operation:{self.id}"

    @property
    def plan_context(self) -> str:
        return f"operation:{self.id}:plan"

    @property
    def result_context(self) -> str:
        return f"operation:{self.id}:result"
