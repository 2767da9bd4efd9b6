"""People in a case, whether they were screened, and what they are named by, blind."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pimpasa.cases.kinds import Citizenship, PersonRole, Screening
from pimpasa.cases.models.case import Case
from pimpasa.common.ids import uuid7
from pimpasa.ledger.bound import bound, unbound
from pimpasa.ledger.commitments import Fact
from pimpasa.reports.kinds import MentionKind


@bound()
class Person(models.Model):
    """Somebody in a case. Who they are is sealed; how they stand to it is readable, so that a rule needs no key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="persons")
    roles = ArrayField(models.CharField(max_length=20, choices=PersonRole))
    citizenship = models.CharField(max_length=10, choices=Citizenship, default=Citizenship.UNKNOWN)
    screening = models.CharField(max_length=20, choices=Screening, default=Screening.NONE)
    added_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)  # when the head found nobody protected elsewhere by the same papers
    # Who stands for them since they turned out to be the same one; never somebody who is merged themselves.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="absorbed")
    envelope = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(roles__len__gt=0), name="person_has_a_role"),
            models.CheckConstraint(
                condition=~Q(screening=Screening.INDICATED) | Q(roles__contains=[PersonRole.POSSIBLE_VICTIM]),
                name="person_indicated_is_possible_victim",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="person_merged_into_another"),
        ]

    def __str__(self) -> str:
        return f"person:{self.id}"

    @property
    def context(self) -> str:
        return f"case:{self.case_id}:person:{self.id}"

    @property
    def standing_id(self) -> UUID:
        """The id of who stands for them: their own, unless they were merged."""
        return self.merged_into_id or self.id

    @property
    def standing(self) -> Person:
        """Who stands for them: they themselves, unless they were merged."""
        return self.merged_into or self

    @property
    def is_possible_victim(self) -> bool:
        return PersonRole.POSSIBLE_VICTIM in self.roles

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to beside the sealed contents."""
        return {"person": self.pk, "roles": self.roles, "citizenship": self.citizenship, "screening": self.screening}

    @property
    def role_names(self) -> str:
        return ", ".join(str(PersonRole(role).label) for role in self.roles)


def about(person: Person) -> Q:
    """Rows that are about somebody, or about whoever was merged into them."""
    return Q(person=person) | Q(person__merged_into=person)


@bound()
class EarlierPerson(models.Model):
    """What was known of somebody before they were corrected: by whom, when, and, sealed with the case, why."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="earlier")
    roles = ArrayField(models.CharField(max_length=20, choices=PersonRole))
    citizenship = models.CharField(max_length=10, choices=Citizenship)
    envelope = models.BinaryField()
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.person_id} before {self.at}"

    @property
    def context(self) -> str:
        """What its contents are bound to: they were sealed as the person's."""
        return self.person.context

    @property
    def reason_context(self) -> str:
        return f"{self.person.context}:correction"

    @property
    def role_names(self) -> str:
        return ", ".join(str(PersonRole(role).label) for role in self.roles)


@bound()
class ScreeningRecord(models.Model):
    """One conversation of a screening. Records are added, never changed; the newest one's outcome counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="screenings")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Screening)
    envelope = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(outcome=Screening.NONE), name="screening_record_has_an_outcome")
        ]

    def __str__(self) -> str:
        return f"screening:{self.id}"

    @property
    def context(self) -> str:
        return f"person:{self.person_id}:screening:{self.id}"


@bound()
class PersonMention(models.Model):
    """What a person of a case is named by, as a digest under the link key, so that two cases can meet."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=10, choices=MentionKind)
    digest = models.BinaryField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="person_mention_once")]
        indexes = [models.Index(fields=["digest"], name="person_mention_digest")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"


@unbound("made anew from the sealed names whenever somebody is corrected")
class PersonName(models.Model):
    """How a name of a person of a case sounds, as a digest for one office, for its officers' search."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sounds")
    digest = models.BinaryField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="person_name_once")]
        indexes = [models.Index(fields=["digest"], name="person_name_digest")]

    def __str__(self) -> str:
        return f"{self.person_id}"
