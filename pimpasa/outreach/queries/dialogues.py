"""Dialogues as officers list them, and one of them to look at or to change."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.common import clock
from pimpasa.outreach.models import Dialogue, Speaker
from pimpasa.outreach.states import HOLDS_TIME, DialogueState
from pimpasa.territory.models import Office

MOST_RELATED = 20
REMINDED_AHEAD = timedelta(hours=24)
FORGOTTEN_AFTER = timedelta(hours=12)


def dialogues_of_office(office: Office) -> QuerySet[Dialogue]:
    """An office's dialogues, newest first, with what a list shows."""
    return Dialogue.objects.filter(office=office).select_related("village", "kind", "organiser", "desk")


def dialogues_of_officer(officer: Officer) -> QuerySet[Dialogue]:
    """Those an officer organises, speaks in, or whose desk they sit at today."""
    own = Q(organiser=officer) | Q(speakers__officer=officer) | Q(desk__in=desks_of(officer, on=clock.today()))
    return dialogues_of_office(officer.office).filter(pk__in=Dialogue.objects.filter(own).values("pk"))


def to_come(dialogues: QuerySet[Dialogue]) -> QuerySet[Dialogue]:
    """Those planned or under way, the next one first; one whose time went by waits here to be held or called off."""
    return dialogues.filter(state__in=HOLDS_TIME).order_by("starts_at", "id")


def over(dialogues: QuerySet[Dialogue]) -> QuerySet[Dialogue]:
    """Those held or called off, the latest first."""
    return dialogues.exclude(state__in=HOLDS_TIME)


def dialogue_by_id(dialogue_id: UUID) -> Dialogue | None:
    """A dialogue with what its page shows."""
    rows = Dialogue.objects.select_related("village__district", "kind", "organiser", "desk", "office", "series")
    return rows.filter(pk=dialogue_id).first()


def locked_dialogue(dialogue: Dialogue) -> Dialogue:
    """The row as it is now, locked until the transaction ends."""
    rows = Dialogue.objects.select_for_update(of=["self"]).select_related("office", "desk", "village")
    return rows.get(pk=dialogue.pk)


def speakers_of(dialogue: Dialogue) -> list[Speaker]:
    return list(dialogue.speakers.select_related("officer"))


def copies_of(dialogue: Dialogue) -> list[Dialogue]:
    """Those planned after it, the earliest first."""
    return list(dialogue.copies.select_related("village").order_by("starts_at")[:MOST_RELATED])


def siblings_of(dialogue: Dialogue) -> list[Dialogue]:
    """The others of its series, the earliest first."""
    if dialogue.series is None:
        return []
    others = dialogue.series.dialogues.exclude(pk=dialogue.pk).select_related("village")
    return list(others.order_by("starts_at")[:MOST_RELATED])


def dialogues_to_remind_of() -> QuerySet[Dialogue]:
    """Those that begin within a day and whose RW nobody reminded yet."""
    now = clock.now()
    return Dialogue.objects.filter(
        state=DialogueState.PLANNED, reminded_at=None, starts_at__gt=now, starts_at__lte=now + REMINDED_AHEAD
    ).order_by("starts_at")


def forgotten_dialogues(*, at: datetime) -> QuerySet[Dialogue]:
    """Those that were to be over half a day before an aware moment and that nobody ended."""
    late = at - FORGOTTEN_AFTER
    return Dialogue.objects.filter(state=DialogueState.UNDER_WAY, ends_at__lt=late, began_at__lt=late)
