"""The report form's three pages in their order, and which of them is still to be answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from pimpasa.reports.contents import Answers


@dataclass(frozen=True)
class Step:
    """A page: the name of its address, the number a resident sees, and whether its question is answered."""

    name: str
    number: int
    answered: Callable[[Answers], bool]

    @property
    def url(self) -> str:
        return reverse(f"public:{self.name}")


STORY = Step("report", 1, lambda answers: bool(answers.kind) and answers.tells)
PLACE = Step("place", 2, lambda answers: bool(answers.village))
SENDING = Step("send", 3, lambda _answers: False)
STEPS = [STORY, PLACE, SENDING]


def first_open(answers: Answers) -> Step:
    """The first page whose question has no answer yet; the last one where all have."""
    return next(step for step in STEPS if not step.answered(answers))
