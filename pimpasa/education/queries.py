"""What there is to learn and to ask."""

from __future__ import annotations

from dataclasses import dataclass

from pimpasa.education.models import BankReview
from pimpasa.education.questions import Question, read_bank
from pimpasa.territory.models import Office


@dataclass(frozen=True)
class Reviewed:
    """A question, and the office's review of it, if any. `is_current` is False where its words changed since."""

    question: Question
    review: BankReview | None

    @property
    def is_current(self) -> bool:
        return self.review is not None and bytes(self.review.digest) == self.question.digest


def bank() -> list[Question]:
    """Every question there is, by topic."""
    return list(read_bank())


def question(key: str) -> Question | None:
    return next((one for one in read_bank() if one.key == key), None)


def reviewed(office: Office) -> list[Question]:
    """The questions that the office may ask at a dialogue: those whose present words one of its officers reviewed."""
    return [row.question for row in with_reviews(office) if row.is_current]


def with_reviews(office: Office) -> list[Reviewed]:
    """Every question with what the office said of it."""
    found = {review.key: review for review in BankReview.objects.filter(office=office).select_related("reviewed_by")}
    return [Reviewed(one, found.get(one.key)) for one in read_bank()]
