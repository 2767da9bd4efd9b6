"""Words in HTML and where they stand. Nothing of it is ever run or fetched, and no page of it reaches a browser."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_OF_A_TEXT = 100_000
_DEEPEST = 200
_LONGEST_TAG = 4_000
# Tags and words of one page: some forty for each message, of which Telegram puts a thousand on a page.
_MOST_TOKENS = 1_000_000
# Each `<` is looked at once, up to the next: linear, whatever is left open.
_TOKEN = re.compile(rf"<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>]{{0,{_LONGEST_TAG}}})>|(?P<words>[^<]+)")
_ATTRIBUTE = re.compile(r'([a-z-]{1,30})="([^"]*)"')
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_SILENT = frozenset({"script", "style", "head", "template", "noscript"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A tag that opens, or `words` with the classes of the nearest `div` around them."""

    tag: str
    words: str
    classes: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    is_forwarded: bool

    def opens(self, name: str) -> bool:
        return bool(self.tag) and name in self.classes

    def says(self, name: str) -> bool:
        return not self.tag and name in self.classes

    def attribute(self, name: str) -> str:
        return next((value for key, value in self.attributes if key == name), "")


class TooMany(Exception):
    """There are more tags than of any chat that is read."""


class _Boxes:
    """The `div`s around a place, by their classes."""

    def __init__(self) -> None:
        self._boxes: list[tuple[str, ...]] = []
        self._forwarded = 0

    def open(self, classes: tuple[str, ...]) -> None:
        if len(self._boxes) < _DEEPEST:
            self._boxes.append(classes)
            self._forwarded += "forwarded" in classes

    def close(self) -> None:
        if self._boxes:
            self._forwarded -= "forwarded" in self._boxes.pop()

    def piece(self, words: str) -> Piece:
        return Piece("", words, self.classes, (), self.is_forwarded)

    @property
    def classes(self) -> tuple[str, ...]:
        return self._boxes[-1] if self._boxes else ()

    @property
    def is_forwarded(self) -> bool:
        return self._forwarded > 0


def pieces(text: str) -> Iterator[Piece]:
    """In the order of the page; `br` is words, a line's end. Raises TooMany."""
    boxes = _Boxes()
    silent = ""
    for number, token in enumerate(_TOKEN.finditer(text)):
        if number == _MOST_TOKENS:
            raise TooMany
        tag = (token["tag"] or "").lower()
        if silent:
            silent = "" if tag == silent and token["end"] else silent
        elif not tag:
            if boxes.classes:
                yield boxes.piece(_plain(token["words"]).replace("\n", " "))
        elif token["end"]:
            if tag == "div":
                boxes.close()
        elif tag in _SILENT:
            silent = tag
        elif tag == "br":
            yield boxes.piece("\n")
        else:
            yield from _opened(tag, token["rest"], boxes)


def _opened(tag: str, rest: str, boxes: _Boxes) -> Iterator[Piece]:
    attributes = tuple((key, _plain(value)) for key, value in _ATTRIBUTE.findall(rest))
    classes = tuple(next((value for key, value in attributes if key == "class"), "").split())
    if tag == "div":
        boxes.open(classes)
    if classes:
        yield Piece(tag, "", classes, attributes, boxes.is_forwarded)


def _plain(text: str) -> str:
    """With its entities as letters: only short ones, whose numbers Python reads."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text) if "&" in text else text
