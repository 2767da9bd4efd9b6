"""What every entry of a log has that is written down on a phone. Abstract: each log stores its own entries."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """An entry was received. Its id is chosen on the phone, so that sending it again adds nothing."""

    id = models.UUIDField(primary_key=True, editable=False)
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        abstract = True


class SealedEntry(Entry):
    """An entry whose words are sealed under the key of what the log is about; a photo with it is evidence."""

    exhibit = models.OneToOneField("evidence.Exhibit", on_delete=models.PROTECT, null=True, related_name="+")
    envelope = models.BinaryField()

    class Meta:
        abstract = True
        ordering = ["received_at", "id"]

    @property
    def context(self) -> str:
        """What its sealed words are bound to."""
        raise NotImplementedError
