"""A case: its own key, granted to the unit's desk key; a number by office and year; the reports that it took in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.cases.states import CaseState, Closure
from pimpasa.ledger.bound import bound
from pimpasa.vault.models import DeskGrant, Shreddable


@bound()
class CaseCounter(models.Model):
    """The last number given by an office in a year; its row is locked while the next one is taken."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="case_counter_once")]

    def __str__(self) -> str:
        return f"{self.office_id}/{self.year}: {self.last}"


@bound()
class Case(Shreddable):
    kind_of_subject = "case"

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT)
    unit = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="cases")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=CaseState, default=CaseState.OPEN)
    leader = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closure = models.CharField(max_length=20, choices=Closure, blank=True)
    keep_until = models.DateField(null=True)  # of a closed case without reports, whose own periods decide else
    envelope = models.BinaryField()

    class Meta:
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


@bound()
class LeaderChange(models.Model):
    """A case got another leader; who led it before stays, why is sealed under the case's key."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="leader_changes")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    reason = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(before=models.F("after")), name="leader_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.before_id} → {self.after_id}"

    @property
    def context(self) -> str:
        return f"case:{self.case_id}:leader"


@bound()
class CaseGrant(DeskGrant):
    """Lets a unit's key open a case's key."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grants")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "desk_key"], name="case_granted_once")]

    @property
    def thing(self) -> Case:
        return self.case


@bound()
class CaseReport(models.Model):
    """A report that a case took in; one case at a time."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="case_reports")
    report = models.OneToOneField("reports.Report", on_delete=models.PROTECT, related_name="case_report")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.report_id}"
