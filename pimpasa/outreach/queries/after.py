"""What stays of a dialogue: its questions, promises and photos."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, Value, When

from pimpasa.accounts.models import Officer
from pimpasa.outreach.models import AudienceQuestion, Dialogue, Photo, Promise
from pimpasa.outreach.states import OPEN_QUESTIONS

REMINDED_BEFORE = timedelta(days=7)


def open_questions_of(dialogue: Dialogue) -> QuerySet[AudienceQuestion]:
    """The questions that everybody saw, those asked for by most first."""
    return dialogue.questions.filter(state__in=OPEN_QUESTIONS).order_by("-votes", "id")


def promises_of(dialogue: Dialogue) -> list[Promise]:
    """All of a dialogue, those due soonest first."""
    return list(dialogue.promises.select_related("owner"))


def promises_owed(officer: Officer) -> QuerySet[Promise]:
    """The open promises of an officer's office: the officer's own first, of each what is late or due soonest."""
    owed = Promise.objects.filter(dialogue__office=officer.office_id, kept_on=None, dropped_on=None)
    own = Case(When(owner=officer, then=Value(0)), default=Value(1))
    return owed.select_related("owner", "dialogue__village", "dialogue__kind").order_by(own, "due_on", "id")


def promise_by_id(promise_id: UUID) -> Promise | None:
    rows = Promise.objects.select_related(
        "owner", "dialogue__office", "dialogue__desk", "dialogue__kind", "dialogue__village"
    )
    return rows.filter(pk=promise_id).first()


def promises_to_remind_of(today: date) -> QuerySet[Promise]:
    """Open ones whose week has begun and that nobody was told of, or whose day has come since they were told.

    A server that slept on the very day reminds on the next one.
    """
    owed = Promise.objects.filter(kept_on=None, dropped_on=None)
    soon = Q(due_on__gt=today, due_on__lte=today + REMINDED_BEFORE, reminded_on=None)
    due = Q(due_on__lte=today) & (Q(reminded_on=None) | Q(reminded_on__lt=F("due_on")))
    return owed.filter(soon | due)


def photos_of(dialogue: Dialogue) -> QuerySet[Photo]:
    """A dialogue's photos without their pixels."""
    return dialogue.photos.defer("picture", "published", "consent", "grant").select_related("added_by")


def photo_by_id(photo_id: UUID) -> Photo | None:
    rows = Photo.objects.select_related("desk_key", "dialogue__office", "dialogue__desk", "dialogue__village")
    return rows.filter(pk=photo_id).first()
