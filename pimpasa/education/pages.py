"""The pages that come with the program: `content/<slug>.<language>.md`, facts above the words.

Above the words stand title, summary, order, illustration with its alt text, sources, the day of the last look at these,
and after how many days somebody has to look again. Sources are named by their keys in `sources.yaml`, and a number to
call by its key in braces: {polri}; so are the lists of two packs: {recruitment}, {routes}.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import frontmatter
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from pimpasa.education.helplines import links, with_numbers
from pimpasa.education.markdown import to_html
from pimpasa.education.sources import Source, sources
from pimpasa.packs.kinds import PackName
from pimpasa.packs.queries import pack

FOLDER = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Page:
    """A page in one language; `illustration` is a file under static/public/belajar/."""

    slug: str
    language: str
    title: str
    summary: str
    order: int
    illustration: str
    alt: str
    sources: tuple[Source, ...]
    last_verified: date
    review_after: timedelta
    written: str

    @property
    def text(self) -> str:
        """The words with the numbers, ways of recruiting and routes as they hold here."""
        return with_numbers(self.written, links() | _lists(self.language))

    @property
    def html(self) -> SafeString:
        return mark_safe(_html(self.text))  # noqa: S308 - to_html lets nothing but known tags through


@cache
def read_pages(language: str) -> tuple[Page, ...]:
    """All pages of a language, in their order; those of LANGUAGE_CODE for a language that has none."""
    code = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return tuple(sorted((_page(path) for path in FOLDER.glob(f"*.{code}.md")), key=lambda page: page.order))


@cache
def digest_of(slug: str) -> bytes:
    """SHA-256 of a page's files in all languages: who looked at it looked at these words."""
    files = (FOLDER / f"{slug}.{language}.md" for language, _name in settings.LANGUAGES)
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).digest()


def _page(path: Path) -> Page:
    slug, language = path.stem.split(".")
    read = frontmatter.load(str(path))
    facts: dict[str, Any] = dict(read.metadata)
    return Page(
        slug=slug,
        language=language,
        sources=sources(facts.pop("sources"), language),
        review_after=timedelta(days=facts.pop("review_after")),
        written=read.content,
        **facts,
    )


def _lists(language: str) -> dict[str, str]:
    """By the name of a pack, what its entries say in a lesson, as a list in Markdown."""
    return {
        name.value: "\n".join(f"- {entry.words('lesson', language)}" for entry in pack(name).entries)
        for name in (PackName.RECRUITMENT, PackName.ROUTES)
    }


@lru_cache(maxsize=64)
def _html(text: str) -> str:
    return to_html(text)
