"""A file that an officer brought: its messages or rows, sealed to that officer until each is decided on."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from pimpasa.accounts.models import Officer
from pimpasa.imports.kinds import Guess
from pimpasa.ledger.bound import unbound


@unbound("an officer's own file, which nobody else sees and which is gone within three days")
class Import(models.Model):
    """One file. Its key is sealed to the officer's own; the envelope has its name, and sheets not matched yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    grant = models.BinaryField()
    envelope = models.BinaryField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["ends_at", "id"]
        indexes = [models.Index(fields=["officer"], name="import_of_officer")]

    def __str__(self) -> str:
        return f"import:{self.pk}"

    @property
    def context(self) -> str:
        """What its grant and its envelope are bound to."""
        return f"import {self.pk} of {self.officer_id}"


@unbound("a part of an officer's own file")
class Entry(models.Model):
    """One message or row, sealed under its import's key; `trace` tells whether the same was taken over before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    within = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    guess = models.CharField(max_length=10, choices=Guess)
    trace = models.BinaryField(max_length=16)
    envelope = models.BinaryField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["within", "trace"], name="entry_once"),
            models.CheckConstraint(condition=Q(guess__in=Guess.values), name="entry_guess_known"),
        ]
        indexes = [models.Index(fields=["within", "guess", "position"], name="entry_by_guess")]

    def __str__(self) -> str:
        return f"entry:{self.pk}"

    @property
    def context(self) -> str:
        """What its envelope is bound to."""
        return f"import {self.within_id} entry {self.pk}"


@unbound("helps an officer not to do the same twice; what was done has acts of its own")
class Trace(models.Model):
    """That something was taken over before: a keyed digest of its day and words, for half a year.

    `report` is what it became, if that; a trace goes when its report is erased.
    """

    office = models.ForeignKey("territory.Office", on_delete=models.CASCADE, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=16)
    became = models.CharField(max_length=10, choices=Guess)
    on = models.DateField()
    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "digest"], name="trace_once"),
            models.CheckConstraint(condition=Q(became__in=Guess.values), name="trace_became_known"),
        ]

    def __str__(self) -> str:
        return f"trace:{self.pk}"
