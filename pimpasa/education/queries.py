"""What there is to learn and to ask."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from pimpasa.common import clock
from pimpasa.education.helplines import helplines
from pimpasa.education.markdown import to_html
from pimpasa.education.models import BankReview, OfficePage, PageCheck
from pimpasa.education.pages import Page, digest_of, read_pages
from pimpasa.education.questions import Question, read_bank
from pimpasa.education.sources import Source
from pimpasa.territory.models import Office

QUIZ_LENGTH = 5
OFFICE_REVIEW_AFTER = timedelta(days=365)
FACT_REVIEW_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class Reviewed:
    """A question, and the office's review of it, if any. `is_current` is False where its words changed since."""

    question: Question
    review: BankReview | None

    @property
    def is_current(self) -> bool:
        return self.review is not None and bytes(self.review.digest) == self.question.digest


@dataclass(frozen=True)
class Lesson:
    """A page of the program, the newest look at its present words, and when somebody has to look again."""

    page: Page
    check: PageCheck | None

    @property
    def verified_on(self) -> date:
        return max(self.page.last_verified, self.check.checked_on) if self.check else self.page.last_verified

    @property
    def due_on(self) -> date:
        return self.verified_on + self.page.review_after

    @property
    def is_stale(self) -> bool:
        return self.due_on < clock.today()


@dataclass(frozen=True)
class DatedFact:
    """Something residents read as settled, who says so, and when somebody last looked; None where nobody noted it."""

    told: str
    source: Source
    verified_on: date | None

    @property
    def is_doubtful(self) -> bool:
        """No lawyer confirmed it, or a year or more has passed since somebody looked."""
        oldest = clock.today() - FACT_REVIEW_AFTER
        return not self.source.confirmed or self.verified_on is None or self.verified_on < oldest


@dataclass(frozen=True)
class OfficeLesson:
    """An office's page as its readers see it; `language` is of its words, which may not be the reader's."""

    page: OfficePage
    language: str

    @property
    def title(self) -> str:
        return self.page.title_en if self.language == "en" else self.page.title

    @property
    def html(self) -> SafeString:
        body = self.page.body_en if self.language == "en" else self.page.body
        return mark_safe(to_html(body))  # noqa: S308 - to_html lets nothing but known tags through

    @property
    def sources(self) -> list[str]:
        return [line.strip() for line in self.page.sources.splitlines() if line.strip()]

    @property
    def due_on(self) -> date:
        return self.page.last_verified + OFFICE_REVIEW_AFTER

    @property
    def is_stale(self) -> bool:
        return self.due_on < clock.today()


def bank() -> list[Question]:
    """Every question there is, by topic."""
    return list(read_bank())


def question(key: str) -> Question | None:
    return next((question for question in read_bank() if question.key == key), None)


def reviewed(office: Office) -> list[Question]:
    """The questions that the office may ask at a dialogue: those whose present words one of its officers reviewed."""
    return [row.question for row in with_reviews(office) if row.is_current]


def with_reviews(office: Office) -> list[Reviewed]:
    """Every question with what the office said of it."""
    reviews = BankReview.objects.filter(office=office).select_related("reviewed_by")
    by_key = {review.key: review for review in reviews}
    return [Reviewed(question, by_key.get(question.key)) for question in read_bank()]


def draw(seed: int) -> list[Question]:
    """Five questions of five topics; the same for the same seed, so that a friend can play them, too."""
    chance = random.Random(seed)  # noqa: S311 - a game, and it has to come out the same again
    of_topic: dict[str, list[Question]] = defaultdict(list)
    for question in read_bank():
        of_topic[question.topic].append(question)
    return [chance.choice(of_topic[topic]) for topic in chance.sample(sorted(of_topic), QUIZ_LENGTH)]


def slugs() -> list[str]:
    return [page.slug for page in read_pages("")]


def lessons(language: str) -> list[Lesson]:
    """The program's pages in their order, each with the newest look at its present words by any office."""
    present = {slug: digest_of(slug) for slug in slugs()}
    checks = PageCheck.objects.filter(digest__in=present.values()).select_related("office", "checked_by")
    newest = {check.slug: check for check in checks.order_by("slug", "-checked_on", "-id").distinct("slug")}
    return [Lesson(page, newest.get(page.slug)) for page in read_pages(language)]


def facts(language: str) -> list[DatedFact]:
    """What residents are told as settled: numbers to call, then what the pages rest on; each source once a page."""
    numbers = [DatedFact(f"{line.name} {line.number}", line.source, line.entry.read_on) for line in helplines()]
    rows = [(lesson, source) for lesson in lessons(language) for source in lesson.page.sources]
    return numbers + [DatedFact(lesson.page.title, source, lesson.verified_on) for lesson, source in rows]


def office_lessons(language: str) -> list[OfficeLesson]:
    """Every office's published pages, by office."""
    public = _pages().filter(published_at__isnull=False, withdrawn_at=None).order_by("office__name", "title")
    return [_in_language(page, language) for page in public]


def office_lesson(office_id: int, slug: str, language: str) -> OfficeLesson | None:
    """A published page of an office."""
    page = _pages().filter(office_id=office_id, slug=slug).first()
    return _in_language(page, language) if page is not None and page.is_public else None


def own_pages(office: Office) -> list[OfficeLesson]:
    """An office's pages for its officers, drafts and withdrawn ones, too."""
    return [OfficeLesson(page, "id") for page in _pages().filter(office=office)]


def own_page(pk: int) -> OfficePage | None:
    return _pages().filter(pk=pk).first()


def preview(*, office: Office, words: Mapping[str, Any]) -> list[OfficeLesson]:
    """What a page with these words would look like, in each language that it has. Nothing is kept."""
    page = OfficePage(office=office, **words)
    return [OfficeLesson(page, code) for code in ("id", "en") if code == "id" or page.title_en]


def _pages() -> QuerySet[OfficePage]:
    return OfficePage.objects.select_related("office", "written_by")


def _in_language(page: OfficePage, language: str) -> OfficeLesson:
    return OfficeLesson(page, "en" if language == "en" and page.title_en else "id")
