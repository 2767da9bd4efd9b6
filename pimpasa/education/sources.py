"""Who says what residents are told, each once: `sources.yaml`, by key, with the day somebody last read it there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import get_language

FILE = Path(__file__).with_name("sources.yaml")


@dataclass(frozen=True)
class Source:
    """What says so: a law with its article, the owner of a number.

    `date` is of the source and `read_on` when somebody last read it there, each as much of a day in ISO 8601 as is
    known; `confirmed` is False until a lawyer has read what rests on it.
    """

    title: str
    publisher: str
    date: str = ""
    confirmed: bool = True
    read_on: str = ""


def source(key: str, language: str = "") -> Source:
    """A source in a language, or in the reader's. Raises KeyError where no such source is written down."""
    code = language or get_language() or settings.LANGUAGE_CODE
    return _sources(code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)[key]


def sources(keys: Iterable[str], language: str = "") -> tuple[Source, ...]:
    """The sources of these keys. Raises KeyError where one is not written down."""
    return tuple(source(key, language) for key in keys)


@cache
def _sources(language: str) -> dict[str, Source]:
    rows: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text())
    return {key: Source(**{name: _said(value, language) for name, value in row.items()}) for key, row in rows.items()}


def _said(value: Any, language: str) -> Any:
    return value[language] if isinstance(value, dict) else value


def _title(key: str) -> str:
    return source(key).title


def _with_publisher(key: str) -> str:
    row = source(key)
    return ", ".join(part for part in (row.title, row.publisher, row.date) if part)


# In the language of who reads it: a law by its article, anything else with who published it.
title_of = lazy(_title, str)
with_publisher = lazy(_with_publisher, str)
