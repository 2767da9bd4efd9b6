"""The report form's pages in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from pimpasa.reports.contents import Answers

LAST_NUMBER = 8


@dataclass(frozen=True)
class Step:
    """A page: its address, the number a resident sees, and whether its question is answered."""

    slug: str
    number: int
    answered: Callable[[Answers], bool]

    @property
    def url(self) -> str:
        return reverse("public:report") if self.slug == "bahaya" else reverse(f"public:{self.slug}")


STEPS = [
    Step("bahaya", 1, lambda a: a.danger is not None),
    Step("jenis", 2, lambda a: bool(a.kind)),
    Step("cerita", 3, lambda a: bool(a.narrative.strip())),
    Step("tanda", 3, lambda a: "tanda" in a.seen),
    Step("tempat", 4, lambda a: bool(a.village)),
    Step("siapa", 5, lambda a: "siapa" in a.seen),
    Step("bukti", 6, lambda a: "bukti" in a.seen),
    Step("identitas", 7, lambda a: bool(a.mode)),
    Step("periksa", 8, lambda _: False),
]
BY_SLUG = {step.slug: step for step in STEPS}


def after(step: Step) -> Step:
    return STEPS[STEPS.index(step) + 1]


def before(step: Step) -> Step | None:
    place = STEPS.index(step)
    return STEPS[place - 1] if place else None


def first_open(answers: Answers) -> Step:
    """The first page whose question has no answer yet; the last one where all have."""
    return next(step for step in STEPS if not step.answered(answers) or step.slug == "periksa")
