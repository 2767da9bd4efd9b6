"""The bank of questions: `bank/<topic>.yaml`, each topic the page that explains it.

A question has a key that never changes, words in Indonesian and English, three or four options of which `right`
(counted from one) is the right one, the reason why, and its sources. A question that lacks something stops the
reading of the whole bank, so that a test finds it and no quiz does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from pimpasa.education.sources import Source, sources

FOLDER = Path(__file__).parent / "bank"


@dataclass(frozen=True)
class Words:
    """A question in one language."""

    question: str
    options: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Question:
    """`words` by language code; `right` is the index of the right option, from nought."""

    key: str
    topic: str
    words: Mapping[str, Words]
    right: int
    sources: tuple[Source, ...]

    def said(self, language: str | None) -> Words:
        """Its words in a language, in Indonesian where there are none."""
        return self.words.get(language or settings.LANGUAGE_CODE) or self.words[settings.LANGUAGE_CODE]

    @property
    def digest(self) -> bytes:
        """SHA-256 of all that a person reads of it: other words are another question to whoever reviewed these."""
        facts = asdict(self) | {"words": {code: asdict(words) for code, words in self.words.items()}}
        return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).digest()


@cache
def read_bank() -> tuple[Question, ...]:
    """Every question, by topic, in the files' order."""
    return tuple(
        _question(path.stem, row) for path in sorted(FOLDER.glob("*.yaml")) for row in yaml.safe_load(path.read_text())
    )


def _question(topic: str, row: Mapping[str, Any]) -> Question:
    return Question(
        key=row["key"],
        topic=topic,
        words={code: _words(row[code]) for code, _name in settings.LANGUAGES},
        right=row["right"] - 1,
        sources=sources(row["sources"], settings.LANGUAGE_CODE),
    )


def _words(row: Mapping[str, Any]) -> Words:
    return Words(row["question"].strip(), tuple(row["options"]), row["why"].strip())
