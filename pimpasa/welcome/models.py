"""How an office shows itself to residents. All of it is meant for everybody's eyes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact


@bound()
class Board(models.Model):
    """The board beside an office's door: where it is, how it is called, and its emblem as a small JPEG of our own."""

    office = models.OneToOneField("territory.Office", on_delete=models.PROTECT, related_name="board")
    address = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    hours = models.CharField(max_length=80, blank=True)
    emblem = models.BinaryField(null=True)

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        return f"office:{self.office_id}:board"

    @property
    def facts(self) -> dict[str, Fact]:
        """What residents read, and whether they see an emblem."""
        return {
            "address": self.address,
            "telephone": self.telephone,
            "hours": self.hours,
            "emblem": b"" if self.emblem is None else bytes(self.emblem),
        }

    @property
    def dial(self) -> str:
        """What a phone dials: the digits of the telephone number, with a leading plus where there is one."""
        digits = "".join(letter for letter in self.telephone if letter.isdigit())
        return f"+{digits}" if self.telephone.strip().startswith("+") else digits


@bound()
class Recording(models.Model):
    """A page as somebody of the office reads it aloud: an MP3 that we encoded, at most three minutes."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="recordings")
    page = models.CharField(max_length=100)  # its path
    sound = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["page"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["office", "page"], name="recording_one_a_page")]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        return f"office:{self.office_id}:recording:{self.page}"
