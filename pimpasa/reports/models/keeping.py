"""How long reports are kept, and what was told of those that wait."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.ledger.bound import bound, unbound
from pimpasa.reports.kinds import Wait
from pimpasa.reports.models.report import Report
from pimpasa.reports.sealed_rows import under_report
from pimpasa.reports.states import OUTCOMES, State


@bound()
class RetentionPeriod(models.Model):
    """How many days an office keeps a report of this outcome, where it differs from the default (queries.retention)."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=State)
    days = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "outcome"], name="retention_period_once"),
            models.CheckConstraint(condition=Q(outcome__in=sorted(OUTCOMES)), name="retention_of_an_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id}/{self.outcome}: {self.days}"


@bound()
class OfficeTerm(models.Model):
    """How long an office lets a wait take, where it differs from the default: hours or working days."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    wait = models.CharField(max_length=20, choices=Wait)
    amount = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "wait"], name="office_term_once")]

    def __str__(self) -> str:
        return f"{self.office_id}/{self.wait}: {self.amount}"


@under_report("reason")
@bound()
class LegalHold(models.Model):
    """Stops the erasing of a report until a day; why is sealed under the report's key."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="holds")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    ends_on = models.DateField()
    reason = models.BinaryField()
    lifted_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_by=None, lifted_at=None) | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="legal_hold_lifting_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.ends_on}"


class Via(models.TextChoices):
    """How officers are told that something waits."""

    MAIL = "mail", _("E-mail")
    PUSH = "push", _("Browser")


@unbound("remembers what officers were told, so that they are not told twice")
class Notice(models.Model):
    """Up to when a desk was told of what waits, each way by itself, so that nobody is told twice."""

    class About(models.TextChoices):
        NEW = "new", _("New reports")
        SOON = "soon", _("Reports due soon")
        LATE = "late", _("Late reports")
        WORSE = "worse", _("It got worse")
        WROTE = "wrote", _("Reporters wrote")

    desk = models.ForeignKey("territory.Desk", on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=10, choices=About)
    via = models.CharField(max_length=10, choices=Via, default=Via.MAIL)
    told_until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "about", "via"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.desk_id}: {self.about} by {self.via}"


@unbound("remembers whom an emergency was told to; who opened it is in the log")
class Alarm(models.Model):
    """An emergency is told to its desk, its unit and the heads until one of them opens it, each way by itself.

    `next_at` is when it is told again, nothing once somebody opened it.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="alarms")
    via = models.CharField(max_length=10, choices=Via)
    began_at = models.DateTimeField()
    rings = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "via"], name="alarm_once"),
            models.CheckConstraint(
                condition=Q(opened_by=None, opened_at=None)
                | Q(opened_by__isnull=False, opened_at__isnull=False, next_at=None),
                name="alarm_opened_whole",
            ),
        ]
        indexes = [models.Index(fields=["next_at"], name="alarm_rings", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.rings} by {self.via}"
