"""An operation: its own key, granted to its unit's desk key and to each team member's own; its team; its log."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from pimpasa.keys.models import DeskKey, OfficerKey
from pimpasa.ledger.bound import bound
from pimpasa.logbook.models import SealedEntry
from pimpasa.operations.kinds import LogKind, OperationKind, TeamRole
from pimpasa.operations.states import OperationState
from pimpasa.vault.models import Grant, SealedKey, Shreddable
from pimpasa.verification.kinds import CheckedPerson


@bound()
class Operation(Shreddable):
    """An inspection or supervision, of a case or on the unit's own initiative.

    One planned before operations had keys of their own is sealed under its case's, and knows neither team nor times.
    """

    kind_of_subject = "operation"

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
    sealed_under_case = models.BooleanField(default=False)
    plan = models.BinaryField()
    draft = models.BinaryField(null=True)
    result = models.BinaryField(null=True)

    # Who is in its team as what, where a page that only shows something asked already; nothing that changes asks this.
    roles: dict[int, str] | None = None

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

    @property
    def plan_context(self) -> str:
        return f"{self.subject}:plan"

    @property
    def draft_context(self) -> str:
        return f"{self.subject}:draft"

    @property
    def result_context(self) -> str:
        return f"{self.subject}:result"

    @property
    def is_in_use(self) -> bool:
        return super().is_in_use and (self.case is None or self.case.is_in_use)

    def sealed_keys(self) -> Iterable[SealedKey]:
        """Its own key's, or its case's where it is older than keys of its own."""
        if self.sealed_under_case and self.case is not None:
            return self.case.sealed_keys()
        return super().sealed_keys()


@bound()
class OperationGrant(Grant):
    """Lets the unit's key, or a team member's own, open an operation's key."""

    holders = ("officer_key", "desk_key")

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="grants")
    desk_key = models.ForeignKey("keys.DeskKey", on_delete=models.PROTECT, null=True, related_name="+")
    officer_key = models.ForeignKey("keys.OfficerKey", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(desk_key__isnull=False, officer_key=None) | Q(desk_key=None, officer_key__isnull=False),
                name="operation_grant_one_holder",
            ),
            models.UniqueConstraint(fields=["operation", "desk_key"], name="operation_granted_to_desk_once"),
            models.UniqueConstraint(fields=["operation", "officer_key"], name="operation_granted_to_officer_once"),
        ]

    @property
    def thing(self) -> Operation:
        return self.operation

    @property
    def holder(self) -> DeskKey | OfficerKey:
        holder = self.officer_key or self.desk_key
        assert holder is not None  # noqa: S101 - a constraint of the table
        return holder


@bound()
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


@bound()
class LogEntry(SealedEntry):
    """Something a member of the team wrote down."""

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20, choices=LogKind)

    def __str__(self) -> str:
        return f"log-entry:{self.id}"

    @property
    def context(self) -> str:
        return f"operation:{self.operation_id}:entry:{self.id}"
