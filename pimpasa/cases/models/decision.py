"""What was decided together, what follows from it for a person, and what has to be done by which day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.cases.kinds import TakKind, TermKind, Verdict
from pimpasa.cases.models.case import Case
from pimpasa.cases.models.person import Person
from pimpasa.common.ids import uuid7
from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact
from pimpasa.vault.models import CORRECTED_WHOLE, COUNTS, Correctable


@bound()
class GelarKasus(Correctable):
    """A meeting that decides about a case, called by the head of office (Permenimipas 2/2025 art. 59)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    held_on = models.DateField()
    verdict = models.CharField(max_length=20, choices=Verdict)
    set_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    envelope = models.BinaryField()

    class Meta:
        ordering = ["held_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "held_on", "verdict"], condition=COUNTS, name="gelar_recorded_once"
            ),
            models.CheckConstraint(condition=CORRECTED_WHOLE, name="gelar_corrected_whole"),
        ]

    def __str__(self) -> str:
        return f"gelar:{self.id}"

    @property
    def context(self) -> str:
        return f"case:{self.case_id}:gelar:{self.id}"


@bound()
class Tak(models.Model):
    """An administrative immigration action against a foreigner, after a gelar kasus that decided it.

    A trigger of the database lets none stand against anybody but a foreigner whose screening found no signs.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="taks")
    decision = models.ForeignKey(GelarKasus, on_delete=models.PROTECT, related_name="taks")
    kind = models.CharField(max_length=20, choices=TakKind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    lifted_on = models.DateField(null=True)
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    envelope = models.BinaryField()

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="tak_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["person", "decision", "kind"], name="tak_imposed_once"),
        ]

    def __str__(self) -> str:
        return f"tak:{self.id}"

    @property
    def context(self) -> str:
        return f"person:{self.person_id}:tak:{self.id}"

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to beside the sealed contents."""
        return {
            "tak": self.pk,
            "person": self.person_id,
            "kind": self.kind,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "lifted_on": self.lifted_on,
        }


@bound()
class Term(models.Model):
    """Something that has to be done by a day, for a case or for one of its people."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="terms")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="terms")
    kind = models.CharField(max_length=20, choices=TermKind)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    envelope = models.BinaryField()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None) | Q(done_on__isnull=False, done_by__isnull=False),
                name="term_done_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["due_on"], name="term_due", condition=Q(done_on=None))]

    def __str__(self) -> str:
        return f"term:{self.id}"

    @property
    def context(self) -> str:
        return f"case:{self.case_id}:term:{self.id}"

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to beside the sealed contents."""
        return {"term": self.pk, "kind": self.kind, "due_on": self.due_on, "done_on": self.done_on}


@bound()
class TermLength(models.Model):
    """How many days an office counts for a kind of term, and when somebody last checked it against the law."""

    office = models.ForeignKey("territory.Office", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=TermKind)
    days = models.PositiveSmallIntegerField()
    verified_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "kind"], name="term_length_once")]

    def __str__(self) -> str:
        return f"{self.office_id}: {self.kind}"
