"""An operation: its own key, granted to its unit's desk key and to each team member's own; its team; its log."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from pimpasa.common.ids import uuid7
from pimpasa.operations.kinds import LogKind, OperationKind, TeamRole
from pimpasa.operations.states import OperationState
from pimpasa.verification.kinds import CheckedPerson


class Operation(models.Model):
    """An inspection or supervision, of a case or on the unit's own initiative.

    One planned before operations had keys of their own is sealed under its case's, and knows neither team nor times.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="operations")
    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="operations")
    kind = models.CharField(max_length=20, choices=OperationKind)
    person = models.CharField(max_length=3, choices=CheckedPerson, blank=True)
    is_urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=OperationState)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    planned_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    letter_due_at = models.DateTimeField(null=True)
    keep_until = models.DateField(null=True)
    shredded_at = models.DateTimeField(null=True)
    sealed_under_case = models.BooleanField(default=False)
    plan = models.BinaryField()
    draft = models.BinaryField(null=True)
    result = models.BinaryField(null=True)

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OperationState.values), name="operation_state_known"),
            models.CheckConstraint(
                condition=Q(sealed_under_case=True, case__isnull=False)
                | Q(
                    sealed_under_case=False,
                    person__in=CheckedPerson.values,
                    starts_at__isnull=False,
                    ends_at__isnull=False,
                    ends_at__gt=F("starts_at"),
                ),
                name="operation_has_its_times",
            ),
            models.CheckConstraint(
                condition=Q(person=CheckedPerson.FOREIGNER) | Q(is_urgent=False), name="operation_urgent_of_foreigner"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="operation_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("planned_by")), name="operation_decided_by_another"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "starts_at"], name="operation_calendar"),
            models.Index(
                fields=["letter_due_at"], name="operation_owes_letter", condition=Q(letter_due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"operation:{self.id}"

    @property
    def subject(self) -> str:
        return f"operation:{self.id}"

    @property
    def plan_context(self) -> str:
        return f"operation:{self.id}:plan"

    @property
    def draft_context(self) -> str:
        return f"operation:{self.id}:draft"

    @property
    def result_context(self) -> str:
        return f"operation:{self.id}:result"


class OperationGrant(models.Model):
    """Lets the unit's key, or a team member's own, open an operation's key."""

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="grants")
    desk_key = models.ForeignKey("keys.DeskKey", on_delete=models.PROTECT, null=True, related_name="+")
    officer_key = models.ForeignKey("keys.OfficerKey", on_delete=models.PROTECT, null=True, related_name="+")
    envelope = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(desk_key__isnull=False, officer_key=None) | Q(desk_key=None, officer_key__isnull=False),
                name="operation_grant_one_holder",
            ),
            models.UniqueConstraint(fields=["operation", "desk_key"], name="operation_granted_to_desk_once"),
            models.UniqueConstraint(fields=["operation", "officer_key"], name="operation_granted_to_officer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.operation_id} → {self.desk_key_id or self.officer_key_id}"


class TeamMember(models.Model):
    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="team")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=TeamRole)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["operation", "officer"], name="operation_member_once"),
            models.UniqueConstraint(
                fields=["operation"], condition=Q(role=TeamRole.LEADER), name="operation_one_leader"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operation_id}: {self.officer_id}"


class LogEntry(models.Model):
    """Something a member of the team wrote down. Its id is the phone's, so that sending it again adds nothing."""

    id = models.UUIDField(primary_key=True, editable=False)
    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20, choices=LogKind)
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    exhibit = models.OneToOneField("evidence.Exhibit", on_delete=models.PROTECT, null=True, related_name="+")
    envelope = models.BinaryField()

    class Meta:
        ordering = ["received_at", "id"]

    def __str__(self) -> str:
        return f"log-entry:{self.id}"

    @property
    def context(self) -> str:
        return f"operation:{self.operation_id}:entry:{self.id}"
