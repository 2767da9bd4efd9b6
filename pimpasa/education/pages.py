"""The pages that come with the program: `content/<slug>.<language>.md`, facts above the words.

Above the words stand title, summary, order, illustration with its alt text, sources, the day of the last look at these,
and after how many days somebody has to look again. Sources are named by their keys in `sources.yaml`, and a number to
call by its key in braces: {polri}.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import frontmatter
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from pimpasa.education.helplines import with_numbers
from pimpasa.education.markdown import to_html
from pimpasa.education.sources import Source, sources

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
    text: str
    html: SafeString


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
    text = with_numbers(read.content)
    return Page(
        slug=slug,
        language=language,
        sources=sources(facts.pop("sources"), language),
        review_after=timedelta(days=facts.pop("review_after")),
        text=text,
        html=mark_safe(to_html(text)),  # noqa: S308 - to_html lets nothing but known tags through
        **facts,
    )
