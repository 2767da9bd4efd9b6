"""What the office does about substantiated reports.

case       its own key, granted to the unit's desk key; number by office and year
operation  one planned visit; refused without its surat perintah (Permenimipas 2/2025 art. 30)
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.cases.states import CaseState, Closure, OperationKind
from pimpasa.common.ids import uuid7


class CaseCounter(models.Model):
    """The last number given by an office in a year; its row is locked while the next one is taken."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("case counter")
        verbose_name_plural = _("case counters")
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="case_counter_once")]

    def __str__(self) -> str:
        return f"{self.office_id}/{self.year}: {self.last}"


class Case(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("territory.Office", verbose_name=_("office"), on_delete=models.PROTECT)
    unit = models.ForeignKey("territory.Desk", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="cases")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=20, choices=CaseState, default=CaseState.OPEN)
    leader = models.ForeignKey("accounts.Officer", verbose_name=_("leader"), on_delete=models.PROTECT)
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True)
    closure = models.CharField(_("why it was closed"), max_length=20, choices=Closure, blank=True)
    envelope = models.BinaryField(_("sealed contents"))

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "number"], name="case_number_once"),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_state_known"),
            models.CheckConstraint(
                condition=Q(state=CaseState.CLOSED, closed_at__isnull=False, closure__gt="")
                | (~Q(state=CaseState.CLOSED) & Q(closed_at=None, closure="")),
                name="case_closed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"

    @property
    def subject(self) -> str:
        return f"case:{self.id}"

    @property
    def context(self) -> str:
        return f"case:{self.id}:contents"


class CaseGrant(models.Model):
    """Lets a unit's key open a case's key."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grants")
    desk_key = models.ForeignKey("keys.DeskKey", on_delete=models.PROTECT, related_name="+")
    envelope = models.BinaryField(_("sealed key"))

    class Meta:
        verbose_name = _("case grant")
        verbose_name_plural = _("case grants")
        constraints = [models.UniqueConstraint(fields=["case", "desk_key"], name="case_granted_once")]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.desk_key_id}"


class CaseReport(models.Model):
    """A report that a case took in; one case at a time."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="case_reports")
    report = models.OneToOneField("reports.Report", on_delete=models.PROTECT, related_name="case_report")

    class Meta:
        verbose_name = _("report of a case")
        verbose_name_plural = _("reports of cases")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.report_id}"


class Operation(models.Model):
    """An inspection or supervision: planned with its surat perintah, then its result."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="operation")
    kind = models.CharField(_("kind"), max_length=20, choices=OperationKind)
    plan = models.BinaryField(_("sealed plan"))
    result = models.BinaryField(_("sealed result"), null=True)

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")

    def __str__(self) -> str:
        return f"operation:{self.id}"

    @property
    def plan_context(self) -> str:
        return f"operation:{self.id}:plan"

    @property
    def result_context(self) -> str:
        return f"operation:{self.id}:result"
