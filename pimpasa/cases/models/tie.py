"""Somebody of one case who is somebody of another; each case keeps its key, its records and its own reason."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from pimpasa.cases.models.case import Case
from pimpasa.cases.models.person import Person
from pimpasa.common.ids import uuid7
from pimpasa.ledger.bound import bound

LIVES = Q(ended_at=None)
TIED = LIVES & Q(two__isnull=False)
ASKED = LIVES & Q(two=None)


def is_tied() -> Exists:
    """Whether a row of Person has a tie that lives, as `has_ties` of that row."""
    who = OuterRef("pk")
    merged = Q(one__merged_into=who) | Q(two__merged_into=who)
    return Exists(PersonTie.objects.filter(LIVES, Q(one=who) | Q(two=who) | merged))


@bound()
class PersonTie(models.Model):
    """`one` is `two`, as the units of both cases say; `two` is nobody while the other unit was asked only.

    `reason` is sealed with `one`'s case, `answer` with the other, `why_ended` with `ended_from`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    two = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    other_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.BinaryField()
    agreed_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    answer = models.BinaryField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    ended_from = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    why_ended = models.BinaryField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "two"], condition=TIED, name="person_tied_once"),
            models.UniqueConstraint(fields=["one", "other_case"], condition=ASKED, name="person_tie_asked_once"),
            models.CheckConstraint(
                condition=Q(two=None, agreed_by=None, agreed_at=None, answer=None)
                | Q(two__isnull=False, agreed_by__isnull=False, agreed_at__isnull=False, answer__isnull=False),
                name="person_tie_agreed_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_from=None, why_ended=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended_from__isnull=False, why_ended__isnull=False),
                name="person_tie_ended_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"tie:{self.id}"

    @property
    def context(self) -> str:
        return f"person:{self.one_id}:tie:{self.id}"

    @property
    def answer_context(self) -> str:
        return f"case:{self.other_case_id}:tie:{self.id}"

    @property
    def ended_context(self) -> str:
        return f"case:{self.ended_from_id}:tie:{self.id}:ended"
