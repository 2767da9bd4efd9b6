"""The sentence of a text that has what somebody looked for, with what was meant marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pimpasa.linking.names import names_asked, sounds
from pimpasa.linking.roots import roots
from pimpasa.linking.words import words
from pimpasa.reports.tokens import names_told

# What is read of a text: more than most people write, and little enough for a page of finds.
MOST_READ = 4_000
# Signs of a sentence before and after what is marked.
BEFORE = 50
LONGEST = 170
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]*")
_WORD = re.compile(r"\w+")
_NUMBERS = re.compile(r"\S*\d\S*(?: \S*\d\S*)*(?<![.,;:!?])|\S*[@./]\S+\b")


@dataclass(frozen=True)
class Part:
    """A piece of a sentence; `is_marked` where it is what was asked for."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class Sought:
    """What a question asks for, as it is looked for in a text; `sounding` only where near names count."""

    roots: frozenset[str]
    named: frozenset[str]
    sounding: frozenset[str]

    @classmethod
    def of(cls, question: str, *, is_near: bool = False) -> Sought:
        sought = words(question)
        names = names_asked(question) if is_near else []
        return cls(
            roots=frozenset(root for word in sought for root in (word, *roots(word))),
            named=frozenset(names_told(question)),
            sounding=frozenset(sound for name in names for sound in sounds(name)),
        )

    def is_meant(self, word: str) -> bool:
        """Whether a word of a text is one of those asked for, in any of its forms."""
        return self._may_be_meant(word) and any(
            plain in self.roots or self.roots & set(roots(plain)) or self.sounding & set(sounds(plain))
            for plain in words(word)
        )

    def _may_be_meant(self, word: str) -> bool:
        """Affixes and a swallowed first letter leave the rest of a root whole, so most words need no rooting."""
        small = word.casefold()
        return bool(self.sounding) or not small.isascii() or any(root[1:] in small for root in self.roots)


def excerpt(texts: Iterable[str], sought: Sought) -> list[Part]:
    """The sentence with the most of what is sought, cut around it; nothing where none has any."""
    best: tuple[str, list[tuple[int, int]]] = ("", [])
    for text in texts:
        for match in _SENTENCE.finditer(text[:MOST_READ]):
            marks = _marks(match[0], sought)
            if len(marks) > len(best[1]):
                best = (match[0], marks)
    return list(_parts(*best)) if best[1] else []


def _marks(sentence: str, sought: Sought) -> list[tuple[int, int]]:
    """From where to where in a sentence something stands that is meant, in order, none over another."""
    marks = [match.span() for match in _WORD.finditer(sentence) if sought.is_meant(match[0])]
    if sought.named:
        marks += [match.span() for match in _NUMBERS.finditer(sentence) if sought.named & set(names_told(match[0]))]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _parts(sentence: str, marks: Sequence[tuple[int, int]]) -> Iterator[Part]:
    first = _start(sentence, marks[0][0])
    last = min(len(sentence), max(first + LONGEST, marks[0][1]))
    if first:
        yield Part("…", is_marked=False)
    place = first
    for start, end in marks:
        if end > last:
            break
        yield Part(sentence[place:start].lstrip() if place == first else sentence[place:start], is_marked=False)
        yield Part(sentence[start:end], is_marked=True)
        place = end
    yield Part(sentence[place:last] + ("…" if last < len(sentence) else ""), is_marked=False)


def _start(sentence: str, mark: int) -> int:
    """Where to begin, so that what is marked stands near the beginning, and no word is cut."""
    return 0 if mark <= BEFORE else sentence.find(" ", mark - BEFORE) + 1
