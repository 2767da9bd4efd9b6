"""What goes from one office to another: asked by the one, agreed to by the other, done on its day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact
from pimpasa.moves.kinds import What


@bound()
class Move(models.Model):
    """An area (a kecamatan's or kabupaten's code) or an officer goes on a day; an office closes when its head does it.

    Until it is done nothing is otherwise than before; then `done_at` says when, or `dropped_at` that it never was.
    """

    what = models.CharField(max_length=10, choices=What)
    from_office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    to_office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=8, blank=True)
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    from_day = models.DateField(null=True)
    asked_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(what="area", officer=None, from_day__isnull=False) & ~Q(area="")
                | Q(what="officer", area="", officer__isnull=False, from_day__isnull=False)
                | Q(what="office", area="", officer=None, from_day=None),
                name="move_of_what",
            ),
            models.CheckConstraint(condition=~Q(from_office=F("to_office")), name="move_elsewhere"),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None) | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="move_agreed_whole",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(agreed_at__isnull=False, dropped_at=None), name="move_done_if_agreed"
            ),
            models.UniqueConstraint(
                fields=["officer"], condition=Q(done_at=None, dropped_at=None), name="move_officer_once"
            ),
            models.UniqueConstraint(
                fields=["from_office"],
                condition=Q(what="office", done_at=None, dropped_at=None),
                name="move_office_once",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """How the log names it."""
        return f"move:{self.pk}"

    @property
    def is_pending(self) -> bool:
        return self.done_at is None and self.dropped_at is None

    @property
    def awaits_closing(self) -> bool:
        """Whether an office may be closed by its head, once nothing is open there."""
        return self.what == What.OFFICE and self.agreed_at is not None and self.is_pending

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "what": self.what,
            "from": self.from_office_id,
            "to": self.to_office_id,
            "area": self.area,
            "officer": self.officer_id,
            "from_day": self.from_day,
            "agreed_by": self.agreed_by_id,
            "done_at": self.done_at,
            "dropped_at": self.dropped_at,
        }
