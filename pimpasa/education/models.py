"""What an office says about the learning material. All of it is meant for everybody's eyes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact


@bound()
class BankReview(models.Model):
    """An officer read a question and found it right for their office; it counts for these very words only."""

    office = models.ForeignKey("territory.Office", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=60)
    digest = models.BinaryField()
    reviewed_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["office", "key"], name="bank_review_one_each")]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        return f"office:{self.office_id}:question:{self.key}"


@bound()
class PageCheck(models.Model):
    """An officer looked again whether a page of the program still is right; it counts for these very words only."""

    office = models.ForeignKey("territory.Office", on_delete=models.CASCADE, related_name="+")
    slug = models.CharField(max_length=60)
    digest = models.BinaryField()
    checked_on = models.DateField()
    checked_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=400)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-checked_on", "-id"]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        return f"office:{self.office_id}:page:{self.slug}"

    @property
    def facts(self) -> dict[str, Fact]:
        """When it was looked at, what it was compared with, and the digest of the words that it then had."""
        return {"checked_on": self.checked_on, "what": self.what, "words": bytes(self.digest).hex()}


@bound()
class OfficePage(models.Model):
    """A learning page of an office's own. English is optional; sources are lines."""

    office = models.ForeignKey("territory.Office", on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    body = models.TextField()
    title_en = models.CharField(max_length=120, blank=True)
    body_en = models.TextField(blank=True)
    sources = models.TextField()
    last_verified = models.DateField()
    written_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "slug"], name="office_page_one_each"),
            models.CheckConstraint(
                condition=(Q(title_en="") & Q(body_en="")) | (~Q(title_en="") & ~Q(body_en="")),
                name="office_page_english_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(published_at__isnull=False), name="office_page_withdrawn_was_out"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        return f"lesson:{self.pk}"

    @property
    def facts(self) -> dict[str, Fact]:
        """What it says, and whether everybody may read it."""
        return {
            "title": self.title,
            "body": self.body,
            "title_en": self.title_en,
            "body_en": self.body_en,
            "sources": self.sources,
            "last_verified": self.last_verified,
            "published_at": self.published_at,
            "withdrawn_at": self.withdrawn_at,
        }

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None
