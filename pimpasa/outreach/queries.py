"""Dialogues as they are listed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.common import clock
from pimpasa.outreach.models import AudienceQuestion, Dialogue, DialogueKind, Photo, Promise, Series
from pimpasa.outreach.states import HOLDS_TIME, OPEN_QUESTIONS, DialogueState
from pimpasa.territory.models import Desk, Office, Village


def kinds(*, besides: DialogueKind | None = None) -> QuerySet[DialogueKind]:
    """The kinds that may be planned, and one that a plan has already."""
    return DialogueKind.objects.filter(Q(retired_on=None) | Q(pk=besides.pk if besides else None))


def of_office(office: Office) -> QuerySet[Dialogue]:
    """An office's dialogues, newest first, with what a list shows."""
    return Dialogue.objects.filter(office=office).select_related("village", "kind", "organiser", "desk")


def of_officer(officer: Officer) -> QuerySet[Dialogue]:
    """Those an officer organises, speaks in, or whose desk they sit at today."""
    mine = Q(organiser=officer) | Q(speakers__officer=officer) | Q(desk__in=desks_of(officer, on=clock.today()))
    return of_office(officer.office).filter(pk__in=Dialogue.objects.filter(mine).values("pk"))


def to_come(dialogues: QuerySet[Dialogue]) -> QuerySet[Dialogue]:
    """Those planned or under way, the next one first; one whose time went by waits here to be held or called off."""
    return dialogues.filter(state__in=HOLDS_TIME).order_by("starts_at", "id")


def over(dialogues: QuerySet[Dialogue]) -> QuerySet[Dialogue]:
    """Those held or called off, the latest first."""
    return dialogues.exclude(state__in=HOLDS_TIME)


def by_id(dialogue_id: UUID) -> Dialogue | None:
    """A dialogue with what its page shows."""
    rows = Dialogue.objects.select_related("village__district", "kind", "organiser", "desk", "office", "series")
    return rows.filter(pk=dialogue_id).first()


def desk_for(officer: Officer, village: Village) -> Desk | None:
    """The desk at which an officer plans for a kelurahan: its own where they sit there, else their first."""
    desks = list(desks_of(officer, on=clock.today()))
    return next((desk for desk in desks if desk.village_id == village.pk), desks[0] if desks else None)


def villages_of(office: Office) -> QuerySet[Village]:
    """The kelurahan of the office's area."""
    area = Village.objects.filter(district__jurisdiction__office=office)
    return area.select_related("district").order_by("name", "code")


def series_of(office: Office) -> QuerySet[Series]:
    return Series.objects.filter(office=office)


FEED_LOOKS_BACK = timedelta(days=92)
MOST_SHOWN = 200


def public(village: Village | None = None) -> QuerySet[Dialogue]:
    """What stands in the public calendar, of one kelurahan or of all."""
    rows = Dialogue.objects.filter(is_public=True).select_related("village__district", "kind")
    return rows if village is None else rows.filter(village=village)


def public_by_id(dialogue_id: UUID) -> Dialogue | None:
    return public().select_related("office", "organiser").filter(pk=dialogue_id).first()


def public_to_come(village: Village | None = None) -> list[Dialogue]:
    """Those whose time is not over, the next one first; called off ones too, since people may be on their way."""
    shown = (*HOLDS_TIME, DialogueState.CALLED_OFF)
    rows = public(village).filter(state__in=shown, ends_at__gte=clock.now())
    return list(rows.order_by("starts_at", "id")[:MOST_SHOWN])


def public_held(village: Village | None = None) -> QuerySet[Dialogue]:
    """Those held, the latest first."""
    return public(village).filter(state__in=(DialogueState.HELD, DialogueState.REPORTED))


def on_public_feed(village: Village | None = None) -> list[Dialogue]:
    """From three months ago on; a calendar that asks rarely still learns what was called off."""
    since = clock.now() - FEED_LOOKS_BACK
    return list(public(village).filter(starts_at__gte=since).order_by("starts_at", "id")[:MOST_SHOWN])


def villages_with_public() -> QuerySet[Village]:
    """The kelurahan that one can choose in the calendar."""
    held = Dialogue.objects.filter(is_public=True).values("village")
    return Village.objects.filter(pk__in=held).select_related("district").order_by("name", "code")[:MOST_SHOWN]


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


def photo_by_id(photo_id: UUID) -> Photo | None:
    rows = Photo.objects.select_related("desk_key", "dialogue__office", "dialogue__desk", "dialogue__village")
    return rows.filter(pk=photo_id).first()


def photos_of(dialogue: Dialogue) -> QuerySet[Photo]:
    """A dialogue's photos without their pixels."""
    return dialogue.photos.defer("picture", "published", "consent", "grant").select_related("added_by")


def open_questions_of(dialogue: Dialogue) -> QuerySet[AudienceQuestion]:
    """The questions that everybody saw, those asked for by most first."""
    return dialogue.questions.filter(state__in=OPEN_QUESTIONS).order_by("-votes", "id")
