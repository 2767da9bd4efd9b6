"""What everybody may read: the calendar, and of a dialogue afterwards no cell under ten. Nothing that is not public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import get_language

from pimpasa.common import clock, publication
from pimpasa.common.remembered import Remembered
from pimpasa.outreach.models import AudienceQuestion, Dialogue, Photo, Promise
from pimpasa.outreach.queries.after import open_questions_of, photos_of
from pimpasa.outreach.queries.rounds import results_of
from pimpasa.outreach.states import HELD, HOLDS_TIME, DialogueState
from pimpasa.territory.models import Village

FEED_LOOKS_BACK = timedelta(days=92)
MOST_SHOWN = 200


@dataclass(frozen=True)
class Understood:
    """A question, and how many of a hundred answered it rightly, before and after."""

    question: str
    before: int
    after: int


@dataclass(frozen=True)
class Published:
    """`people` and `understood` are there only where enough came to be published, or answered each time."""

    summary: str = ""
    questions: Sequence[AudienceQuestion] = ()
    promises: Sequence[Promise] = ()
    photos: Sequence[Photo] = ()
    people: int | None = None
    understood: Sequence[Understood] = ()

    def __bool__(self) -> bool:
        return bool(self.summary or self.promises or self.photos)


def public_dialogues(village: Village | None = None) -> QuerySet[Dialogue]:
    """What stands in the public calendar, of one kelurahan or of all."""
    rows = Dialogue.objects.filter(is_public=True).select_related("village__district", "kind")
    return rows if village is None else rows.filter(village=village)


def public_dialogue(dialogue_id: UUID) -> Dialogue | None:
    return public_dialogues().select_related("office", "organiser").filter(pk=dialogue_id).first()


def public_to_come(village: Village | None = None) -> list[Dialogue]:
    """Those whose time is not over, the next one first; called off ones too, since people may be on their way."""
    states = (*HOLDS_TIME, DialogueState.CALLED_OFF)
    rows = public_dialogues(village).filter(state__in=states, ends_at__gte=clock.now())
    return list(rows.order_by("starts_at", "id")[:MOST_SHOWN])


def public_dialogue_between(first: UUID, last: UUID) -> Dialogue | None:
    """The public one whose identifier lies between the two."""
    return public_dialogues().filter(pk__range=(first, last)).first()


def next_public() -> Dialogue | None:
    """The next one that takes place, of all. Remembered, for every visitor of the home page asks."""
    return _next.get(None)


def forget() -> None:
    """Ask the database again at the next page."""
    _next.forget()


def _next_public(_nothing: None) -> Dialogue | None:
    rows = public_dialogues().filter(state__in=HOLDS_TIME, ends_at__gte=clock.now())
    return rows.order_by("starts_at", "id").first()


def public_held(village: Village | None = None) -> QuerySet[Dialogue]:
    """Those held, the latest first."""
    return public_dialogues(village).filter(state__in=HELD)


def on_public_feed(village: Village | None = None) -> list[Dialogue]:
    """From three months ago on; a calendar that asks rarely still learns what was called off."""
    since = clock.now() - FEED_LOOKS_BACK
    return list(public_dialogues(village).filter(starts_at__gte=since).order_by("starts_at", "id")[:MOST_SHOWN])


def villages_with_public() -> QuerySet[Village]:
    """The kelurahan that one can choose in the calendar."""
    with_one = Dialogue.objects.filter(is_public=True).values("village")
    return Village.objects.filter(pk__in=with_one).select_related("district").order_by("name", "code")[:MOST_SHOWN]


def published(dialogue: Dialogue) -> Published:
    """The minutes once they are published; promises once they are kept; photos once they are published."""
    if not dialogue.is_public or dialogue.state not in HELD:
        return Published()
    promises = list(dialogue.promises.filter(kept_on__isnull=False).order_by("kept_on", "id"))
    photos = list(photos_of(dialogue).filter(published_at__isnull=False))
    if dialogue.reported_at is None:
        return Published(promises=promises, photos=photos)
    return Published(
        summary=dialogue.summary,
        questions=list(open_questions_of(dialogue)),
        promises=promises,
        photos=photos,
        people=_people(dialogue),
        understood=_understood(dialogue),
    )


def published_photo(photo_id: UUID) -> bytes | None:
    """A published photo's JPEG."""
    public = Q(published__isnull=False, dialogue__is_public=True)
    jpeg = Photo.objects.filter(public, pk=photo_id).values_list("published", flat=True).first()
    return None if jpeg is None else bytes(jpeg)


def _understood(dialogue: Dialogue) -> list[Understood]:
    language = get_language()
    return [
        Understood(result.question.said(language).question, result.before.percent, result.after.percent)
        for result in results_of(dialogue)
        if min(result.before.answered, result.after.answered) >= publication.FEWEST
    ]


def _people(dialogue: Dialogue) -> int | None:
    total: int = dialogue.attendance.aggregate(Sum("count"))["count__sum"] or 0
    return total if total >= publication.FEWEST else None


_next = Remembered(_next_public)
