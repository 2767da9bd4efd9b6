"""What an officer typed into a form and has not sent, sealed to their own key."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.bound import unbound


@unbound("an officer's own words, which they have not sent yet")
class Writing(models.Model):
    """One form's words. `spot` finds it by its page, and `about` by what the page is of; both are keyed digests."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    spot = models.BinaryField(max_length=16)
    about = ArrayField(models.BinaryField(max_length=16))
    grant = models.BinaryField()
    envelope = models.BinaryField()
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-saved_at"]
        indexes = [models.Index(fields=["officer", "spot"], name="writing_spot")]

    def __str__(self) -> str:
        return f"writing:{self.pk}"

    @property
    def context(self) -> str:
        """What its grant and its envelope are bound to."""
        return f"unsent {self.pk} of {self.officer_id}"


@unbound("an id by which a phone's words are taken once; they themselves are their officer's, and unsent")
class Arrival(models.Model):
    """What was written on a phone came in. It stays when the words are sent or dropped, as long as a phone may bring
    them again: so they never come twice.

    `digest` is keyed, of what came last under this id.
    """

    id = models.UUIDField(primary_key=True)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=16)
    came_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["officer", "came_at"], name="arrival_of_officer")]

    def __str__(self) -> str:
        return f"arrival:{self.pk}"
