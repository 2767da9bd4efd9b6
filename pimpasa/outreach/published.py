"""What everybody may read of a dialogue afterwards. Nothing of one that is not public, and no cell under ten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.translation import get_language

from pimpasa.common import publication
from pimpasa.outreach import queries, quiz
from pimpasa.outreach.models import AudienceQuestion, Dialogue, Photo, Promise
from pimpasa.outreach.states import DialogueState

HELD = (DialogueState.HELD, DialogueState.REPORTED)


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


def published(dialogue: Dialogue) -> Published:
    """The minutes once they are published; promises once they are kept; photos once they are published."""
    if not dialogue.is_public or dialogue.state not in HELD:
        return Published()
    kept = list(dialogue.promises.filter(kept_on__isnull=False).order_by("kept_on", "id"))
    photos = list(queries.photos_of(dialogue).filter(published_at__isnull=False))
    if dialogue.reported_at is None:
        return Published(promises=kept, photos=photos)
    return Published(
        summary=dialogue.summary,
        questions=list(queries.open_questions_of(dialogue)),
        promises=kept,
        photos=photos,
        people=_people(dialogue),
        understood=_understood(dialogue),
    )


def photo(photo_id: UUID) -> bytes | None:
    """A published photo's JPEG."""
    public = Q(published__isnull=False, dialogue__is_public=True)
    found = Photo.objects.filter(public, pk=photo_id).values_list("published", flat=True).first()
    return bytes(found) if found is not None else None


def _understood(dialogue: Dialogue) -> list[Understood]:
    language = get_language()
    return [
        Understood(one.question.said(language).question, one.before.percent, one.after.percent)
        for one in quiz.results(dialogue)
        if min(one.before.answered, one.after.answered) >= publication.FEWEST
    ]


def _people(dialogue: Dialogue) -> int | None:
    total: int = dialogue.attendance.aggregate(Sum("count"))["count__sum"] or 0
    return total if total >= publication.FEWEST else None
