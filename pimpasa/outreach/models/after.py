"""What stays of a dialogue: what was promised, and photos without faces."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.common import clock
from pimpasa.common.ids import uuid7
from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact
from pimpasa.outreach.models.dialogue import Dialogue
from pimpasa.vault.models import SealedToDesk


@bound(without={"reminded_on": "a mail that something is due is no act"})
class Promise(models.Model):
    """Something promised aloud to the residents, with who keeps it and by when. Everybody sees it once it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="promises")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    owner_elsewhere = models.CharField(max_length=120, blank=True)  # an office or a post, "Lurah": no person's name
    due_on = models.DateField()
    made_at = models.DateTimeField()
    reminded_on = models.DateField(null=True)
    kept_on = models.DateField(null=True)
    kept_how = models.CharField(max_length=300, blank=True)
    dropped_on = models.DateField(null=True)
    dropped_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner=None) & ~Q(owner_elsewhere="") | Q(owner__isnull=False, owner_elsewhere=""),
                name="promise_one_owner",
            ),
            models.CheckConstraint(condition=Q(kept_on=None) | Q(dropped_on=None), name="promise_kept_or_dropped"),
            models.CheckConstraint(
                condition=Q(dropped_on=None, dropped_because="") | Q(dropped_on__isnull=False) & ~Q(dropped_because=""),
                name="promise_dropped_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="promise_owed", condition=Q(kept_on=None, dropped_on=None)),
        ]

    def __str__(self) -> str:
        return f"promise:{self.id}"

    @property
    def subject(self) -> str:
        return f"promise:{self.id}"

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "text": self.text,
            "owner": self.owner_id,
            "owner_elsewhere": self.owner_elsewhere,
            "due_on": self.due_on,
            "kept_on": self.kept_on,
            "kept_how": self.kept_how,
            "dropped_on": self.dropped_on,
            "dropped_because": self.dropped_because,
        }

    @property
    def is_open(self) -> bool:
        return self.kept_on is None and self.dropped_on is None

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on < clock.today()

    @property
    def owner_name(self) -> str:
        return self.owner.name if self.owner else self.owner_elsewhere


@bound()
class Photo(SealedToDesk):
    """A photo whose faces were covered before it was stored: sealed until published, its consent note for good."""

    kind_of_subject = "photo"

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="photos")
    added_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    consent = models.BinaryField()  # sealed: who agreed, and how
    picture = models.BinaryField()  # sealed: JPEG with faces covered
    caption = models.CharField(max_length=200, blank=True)
    published = models.BinaryField(null=True)  # the same JPEG, for everybody
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published=None, published_at=None) | Q(published__isnull=False, published_at__isnull=False),
                name="photo_published_whole",
            ),
        ]

    @property
    def context(self) -> str:
        return f"dialogue:{self.dialogue_id}:photo:{self.id}"

    @property
    def key_context(self) -> str:
        return f"{self.context}:key"

    @property
    def consent_context(self) -> str:
        return f"{self.context}:consent"

    @property
    def picture_context(self) -> str:
        return f"{self.context}:picture"
