"""What officers write beside a report or a case, for each other and for themselves."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.cases.models import Case
from pimpasa.common.ids import uuid7
from pimpasa.ledger.bound import unbound
from pimpasa.reports.models import Report
from pimpasa.reports.sealed_rows import under_report

_ONE_THING = Q(report=None, case__isnull=False) | Q(report__isnull=False, case=None)


class Beside(models.Model):
    """A row beside one report or one case."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, null=True, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def thing(self) -> Report | Case:
        if self.report is not None:
            return self.report
        if self.case is not None:
            return self.case
        raise ValueError(f"{self} is beside nothing")  # a constraint of the database forbids it


@under_report("envelope")
@unbound("words among colleagues decide nothing; that one was written is an act, which commits to its sealed bytes")
class Note(Beside):
    """An officer's words, sealed under the key of the report or case, for officers of their own office."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    goes_along = models.BooleanField(default=False)  # its author said that another office may read it, too
    envelope = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=_ONE_THING, name="note_beside_one_thing")]

    def __str__(self) -> str:
        return f"note:{self.id}"

    @property
    def context(self) -> str:
        return f"note:{self.id}"


@unbound("it only tells an officer of a note, which is an act of its own")
class NoteMention(models.Model):
    """A colleague who is to read a note, until they ticked it off."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["note", "officer"], name="mentioned_once")]
        indexes = [models.Index(fields=["officer", "id"], name="mention_unread", condition=Q(read_at=None))]

    def __str__(self) -> str:
        return f"{self.note_id} to {self.officer_id}"


@unbound("an officer's own, which nobody else sees")
class Reminder(Beside):
    """Something that an officer wants to be reminded of, on a day; in words only they open, if any."""

    officer = models.ForeignKey("accounts.Officer", on_delete=models.CASCADE, related_name="+")
    set_at = models.DateTimeField()
    starts_at = models.DateTimeField()  # when the day begins, by the time of the place that it is about
    done_at = models.DateTimeField(null=True)
    envelope = models.BinaryField(null=True)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [models.CheckConstraint(condition=_ONE_THING, name="reminder_of_one_thing")]
        indexes = [models.Index(fields=["officer", "starts_at"], name="reminder_waits", condition=Q(done_at=None))]

    def __str__(self) -> str:
        return f"reminder:{self.pk}"
