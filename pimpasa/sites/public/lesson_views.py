"""What a resident can read before leaving, and a quiz that nobody counts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pimpasa.education import queries
from pimpasa.education.questions import Question, Words
from pimpasa.sites.common.http import or_404

MOST_SEEDS = 10_000


@dataclass(frozen=True)
class Asked:
    """A question of the quiz as one language says it, and what was answered; None before or without an answer."""

    number: int
    question: Question
    words: Words
    given: int | None

    @property
    def is_right(self) -> bool:
        return self.given == self.question.right

    @property
    def right_option(self) -> str:
        return self.words.options[self.question.right]


@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """All pages: the program's, then those of offices."""
    language = get_language() or ""
    rows = {"lessons": queries.lessons(language), "own": queries.office_lessons(language)}
    return render(request, "public/belajar/index.html", rows)


@require_safe
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of the program, with the ones before and after it."""
    rows = queries.lessons(get_language() or "")
    at = or_404(next((number for number, row in enumerate(rows) if row.page.slug == slug), None))
    after = rows[at + 1] if at + 1 < len(rows) else None
    context = {"lesson": rows[at], "page": rows[at].page, "before": rows[at - 1] if at else None, "after": after}
    return render(request, "public/belajar/page.html", context)


@require_safe
def office_lesson(request: HttpRequest, office_id: int, slug: str) -> HttpResponse:
    """A page that an office wrote."""
    lesson = or_404(queries.office_lesson(office_id, slug, get_language() or ""))
    return render(request, "public/belajar/office_page.html", {"lesson": lesson})


@require_safe
def quiz(request: HttpRequest) -> HttpResponse:
    """The way in, the five questions of a number in the address, or what came of the answers beside it."""
    seed = _number(request.GET.get("soal", ""), MOST_SEEDS)
    if seed is None:
        return render(request, "public/belajar/kuis.html", {"next": _another()})
    return render(request, "public/belajar/kuis-soal.html", _played(request, seed))


def _played(request: HttpRequest, seed: int) -> dict[str, Any]:
    questions = [_asked(request, *numbered) for numbered in enumerate(queries.draw(seed), start=1)]
    right = sum(question.is_right for question in questions)
    address = request.build_absolute_uri(f"{reverse('public:quiz')}?soal={seed}")
    results = [_result(number, len(questions), address) for number in range(len(questions) + 1)]
    return {
        "seed": seed,
        "asked": questions,
        "answered": any(question.given is not None for question in questions),
        "right": right,
        "told": results[right],
        "share": f"https://wa.me/?text={quote(results[right])}",
        "all_told": results,
        "next": _another(),
    }


def _asked(request: HttpRequest, number: int, question: Question) -> Asked:
    words = question.said(get_language())
    return Asked(number, question, words, _number(request.GET.get(f"j{number}", ""), len(words.options)))


def _result(right: int, of: int, address: str) -> str:
    sentence = _("I got %(n)d of %(of)d questions about human trafficking right. Try it: %(address)s")
    return sentence % {"n": right, "of": of, "address": address}


def _another() -> int:
    return secrets.randbelow(MOST_SEEDS - 1) + 1


def _number(text: str, below: int) -> int | None:
    """A number from nought to `below`, without it; None for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        return None
    return int(text) if int(text) < below else None
