"""A dialogue with residents: when, where, with whom. Almost all of it is told to everybody beforehand."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from pimpasa.common.ids import uuid7
from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact
from pimpasa.outreach.states import HOLDS_TIME, DialogueState, Phase
from pimpasa.territory import zones


@bound()
class DialogueKind(models.Model):
    """Ngopi, sosialisasi and so on; data, since offices differ. One without an office is for all of them."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, null=True, related_name="+")
    key = models.SlugField(max_length=30, primary_key=True)
    name_id = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    about_id = models.CharField(max_length=200, blank=True)
    about_en = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    for_residents = models.BooleanField(default=True)  # stands in the public calendar unless a plan says otherwise
    position = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.key

    @property
    def subject(self) -> str:
        return f"dialogue-kind:{self.key}"

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "name_id": self.name_id,
            "name_en": self.name_en,
            "about_id": self.about_id,
            "about_en": self.about_en,
            "minutes": self.minutes,
            "for_residents": self.for_residents,
            "retired_on": self.retired_on,
            "office": self.office_id,
        }

    @property
    def name(self) -> str:
        """In the language of who reads; residents' is the first."""
        return self.name_en if (get_language() or "id").startswith("en") else self.name_id


@bound()
class Series(models.Model):
    """Dialogues that belong together, such as one for each RW of a kelurahan."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="series_once")]

    def __str__(self) -> str:
        return self.name


@bound()
class Dialogue(models.Model):
    """One dialogue. `desk` holds it: its members lead the day, its key opens the questions that wait to be read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(DialogueKind, on_delete=models.PROTECT, related_name="dialogues")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, blank=True, related_name="dialogues")
    copied_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies")
    title = models.CharField(max_length=120, blank=True)
    village = models.ForeignKey("territory.Village", on_delete=models.PROTECT, related_name="+")
    rws = ArrayField(models.CharField(max_length=3), default=list, blank=True)  # "017"; empty: the whole kelurahan
    hall = models.CharField(max_length=120)
    hall_key = models.CharField(max_length=120)  # how halls are compared, see rules.hall_key
    address = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    agenda = models.TextField(blank=True)
    material = models.TextField(blank=True)
    partners = models.CharField(max_length=500, blank=True)
    letter_number = models.CharField(max_length=80, blank=True)
    budget_line = models.CharField(max_length=120, blank=True)
    is_public = models.BooleanField(default=True)
    organiser = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=DialogueState, default=DialogueState.PLANNED)
    called_off_because = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True)
    # The day.
    quiz = ArrayField(models.SlugField(max_length=60), default=list, blank=True)  # keys of education's bank
    code = models.CharField(max_length=6, unique=True, null=True)  # by which phones join
    phase = models.CharField(max_length=20, choices=Phase, default=Phase.WELCOME)
    version = models.PositiveIntegerField(default=0)  # grows with whatever the screens show
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # After.
    summary = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="dialogue_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(state__in=DialogueState.values), name="dialogue_state_known"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="dialogue_phase_known"),
            models.CheckConstraint(
                condition=Q(reported_by=None, reported_at=None)
                | Q(reported_by__isnull=False, reported_at__isnull=False),
                name="dialogue_reported_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "starts_at"], name="dialogue_calendar"),
            models.Index(fields=["village", "starts_at"], name="dialogue_of_village"),
            models.Index(
                fields=["hall_key", "starts_at"], name="dialogue_hall", condition=Q(state__in=list(HOLDS_TIME))
            ),
        ]

    def __str__(self) -> str:
        return f"dialogue:{self.id}"

    @property
    def begins(self) -> datetime:
        """When it starts, in its kelurahan's time."""
        return zones.local(self.starts_at, self.village_id)

    @property
    def ends(self) -> datetime:
        """When it ends, in its kelurahan's time."""
        return zones.local(self.ends_at, self.village_id)

    @property
    def subject(self) -> str:
        return f"dialogue:{self.id}"

    @property
    def facts(self) -> dict[str, Fact]:
        """Its plan, with who speaks."""
        return {
            "kind": self.kind_id,
            "title": self.title,
            "village": self.village_id,
            "rws": self.rws,
            "hall": self.hall,
            "address": self.address,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "agenda": self.agenda,
            "material": self.material,
            "partners": self.partners,
            "letter_number": self.letter_number,
            "budget_line": self.budget_line,
            "series": self.series_id,
            "is_public": self.is_public,
            "desk": self.desk_id,
            "organiser": self.organiser_id,
            "speakers": [speaker.officer_id or speaker.guest for speaker in self.speakers.all()],
        }

    @property
    def name(self) -> str:
        """Its title, or else its kind."""
        return self.title or self.kind.name


@bound()
class Speaker(models.Model):
    """Who speaks: an officer, whose time it takes, or a guest, as they want to be announced."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="speakers")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    guest = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(officer=None) & ~Q(guest="") | Q(officer__isnull=False, guest=""),
                name="speaker_officer_or_guest",
            ),
            models.UniqueConstraint(
                fields=["dialogue", "officer"], condition=Q(officer__isnull=False), name="speaker_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dialogue_id}: {self.officer_id or self.guest}"

    @property
    def name(self) -> str:
        return self.officer.name if self.officer else self.guest
