from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from pimpasa.accounts.kinds import Safeguard
from pimpasa.accounts.roles import BEFORE_MEETING, Permission, Role
from pimpasa.accounts.service import Service
from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact

if TYPE_CHECKING:
    from pimpasa.territory.models import Desk


class OfficerManager(BaseUserManager["Officer"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Officer:
        """An officer whose address is kept in lower case, so that it is found however it is typed."""
        officer = self.model(email=email.strip().lower(), **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer

    def get_by_natural_key(self, username: str | None) -> Officer:
        return self.get(email=(username or "").strip().lower())


@bound(
    without={
        "password": "opens pages, never a key; chosen without an act",
        "last_login": "changes with every sign-in",
    }
)
class Officer(AbstractBaseUser):
    """Somebody who signs in: an officer of one office, with one role."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role)
    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="officers")
    nip = models.CharField(max_length=21, blank=True)
    position = models.CharField(max_length=120, blank=True)
    rank = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    # Since when somebody who holds a key knows that this officer is who they say; without, they decide nothing.
    met_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    objects = OfficerManager()

    # Their desks of today, where a page that only shows something found them already; nothing that changes asks this.
    seats: Sequence[Desk] | None = None
    # The same as their session found them with the officer, at each request.
    desks_today: Sequence[Desk] = ()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="officer_role_known"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="officer_email_lower"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> str:
        """How the ledger names this officer."""
        return f"officer:{self.pk}"

    @property
    def subject(self) -> str:
        return self.actor

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to when somebody adds or changes the officer."""
        return {
            "email": self.email,
            "name": self.name,
            "role": self.role,
            "office": self.office_id,
            "is_active": self.is_active,
            **vars(self.service),
        }

    @property
    def service(self) -> Service:
        return Service(nip=self.nip, position=self.position, rank=self.rank)

    def may(self, permission: Permission) -> bool:
        if self.met_at is None and permission not in BEFORE_MEETING:
            return False
        return self.is_active and Role(self.role).may(permission)


@bound()
class Assignment(models.Model):
    """An officer's place at a desk, from a day to a day (both included; no end: until further notice)."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="assignments")
    desk = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="assignments")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="assignment_ends_after_start"
            ),
            models.UniqueConstraint(fields=["officer", "desk"], condition=Q(ends_on=None), name="assignment_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.officer} – {self.desk}"

    @property
    def facts(self) -> dict[str, Fact]:
        return {"assignment": self.pk, "desk": self.desk_id, "starts_on": self.starts_on, "ends_on": self.ends_on}


@bound()
class Loosening(models.Model):
    """An administrator asked to take a safeguard of the office away; its head has not agreed yet."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    safeguard = models.CharField(max_length=20, choices=Safeguard)
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at"]
        constraints = [models.UniqueConstraint(fields=["office", "safeguard"], name="loosening_once")]

    def __str__(self) -> str:
        return f"{self.office_id}: {self.safeguard}"
