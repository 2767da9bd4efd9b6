"""Reads the packs that come with the program: `content/<name>.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils.translation import get_language

from pimpasa.packs.errors import BadPack
from pimpasa.packs.kinds import FIELDS, FieldFacts, FieldKind, PackName

FOLDER = Path(__file__).parent / "content"
SHORTEST, LONGEST = timedelta(days=7), timedelta(days=730)
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_PHONE = re.compile(r"\+?[0-9](?:[ -]?[0-9])+", re.ASCII)
_KEY = re.compile(r"[a-z0-9_-]{1,40}", re.ASCII)
_OF_A_PACK = {"read_from", "read_by", "read_on", "stale_after", "entries"}


def in_language(words: Mapping[str, str], language: str = "") -> str:
    """Words in a language, or in the reader's; empty where there are none."""
    code = language or get_language() or settings.LANGUAGE_CODE
    return words.get(code) or words.get(settings.LANGUAGE_CODE, "")


@dataclass(frozen=True)
class Entry:
    """What a pack says of one thing; `read_on` is None where nobody noted it, `is_own` where an office says otherwise.

    `values` by a field's name: text, a bool, a day, a number, or words by language.
    """

    key: str
    values: Mapping[str, Any]
    read_on: date | None
    is_own: bool = False

    def words(self, field: str, language: str = "") -> str:
        """Words in a language, or in the reader's; empty where the entry has none."""
        return in_language(self.values.get(field) or {}, language)


@dataclass(frozen=True)
class Pack:
    """What was read from where, by whom and when, and after how long somebody has to read it again.

    `sources` says from where, by language.
    """

    name: PackName
    sources: Mapping[str, str]
    read_by: str
    read_on: date
    stale_after: timedelta
    entries: tuple[Entry, ...]

    @property
    def read_from(self) -> str:
        return in_language(self.sources)

    def entry(self, key: str) -> Entry:
        """Raises KeyError where there is none."""
        return {entry.key: entry for entry in self.entries}[key]

    def is_stale(self, entry: Entry, *, on: date) -> bool:
        return entry.read_on is None or entry.read_on + self.stale_after < on

    def stale(self, *, on: date) -> list[Entry]:
        return [entry for entry in self.entries if self.is_stale(entry, on=on)]

    @property
    def due_on(self) -> date | None:
        """When the oldest entry becomes stale; None where nobody noted when one of them was read."""
        days = [entry.read_on for entry in self.entries]
        return None if None in days else min(day for day in days if day) + self.stale_after


@cache
def shipped(name: PackName) -> Pack:
    """A pack as it came. Raises BadPack."""
    path = FOLDER / f"{name.value}.yaml"
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as missing:
        raise BadPack(f"{path} cannot be read: {missing.strerror}") from missing
    except (yaml.YAMLError, UnicodeDecodeError) as broken:
        mark = getattr(broken, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise BadPack(f"{path}{line} is no YAML: {getattr(broken, 'problem', None) or 'not UTF-8'}") from broken
    return read(name, data, where=str(path))


def check_all() -> int:
    """Read every pack; returns how many entries there are. Raises BadPack for the first that cannot be read."""
    return sum(len(shipped(name).entries) for name in PackName)


def read(name: PackName, data: Any, *, where: str) -> Pack:
    """A pack of what its file holds. Raises BadPack with one line that begins with `where`."""
    if not isinstance(data, dict) or data.keys() != _OF_A_PACK or not isinstance(data["entries"], dict):
        raise BadPack(f"{where} has to have {', '.join(sorted(_OF_A_PACK))}, and entries by their keys")
    days = data["stale_after"]
    if isinstance(days, bool) or not isinstance(days, int) or not SHORTEST <= timedelta(days=days) <= LONGEST:
        raise BadPack(f"{where}: stale_after is a number of days, {SHORTEST.days} to {LONGEST.days}")
    for problem in problems(FieldFacts(FieldKind.WORDS, ""), data["read_from"]):
        raise BadPack(f"{where}: read_from {problem}")
    for problem in problems(FieldFacts(FieldKind.LINE, ""), data["read_by"]):
        raise BadPack(f"{where}: read_by {problem}")
    read_on = first_day(data["read_on"])
    if read_on is None:
        raise BadPack(f"{where}: read_on is a day such as 2026-11-24")
    entries = tuple(_entry(name, key, values, data["read_on"], where) for key, values in data["entries"].items())
    return Pack(name, data["read_from"], data["read_by"], read_on, timedelta(days=days), entries)


def _entry(name: PackName, key: Any, data: Any, read_on: str, where: str) -> Entry:
    place = f"{where}, {key}"
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise BadPack(f"{place}: a key has small letters, digits, _ and - alone")
    if not isinstance(data, dict):
        raise BadPack(f"{place}: has to have {', '.join(FIELDS[name])}")
    if unknown := data.keys() - FIELDS[name].keys() - {"read_on"}:
        raise BadPack(f"{place}: there is no field {min(map(str, unknown))}")
    for field, facts in FIELDS[name].items():
        for problem in problems(facts, data.get(field)):
            raise BadPack(f"{place}: {field} {problem}")
    day = data.get("read_on", read_on)
    if day and first_day(day) is None:
        raise BadPack(f"{place}: read_on is a day such as 2026-11-24, or empty where nobody noted it")
    values = {field: _value(facts, data[field]) for field, facts in FIELDS[name].items() if field in data}
    return Entry(key, values, first_day(day))


def _value(facts: FieldFacts, value: Any) -> Any:
    return date.fromisoformat(value) if facts.kind == FieldKind.DAY else value


def first_day(written: Any) -> date | None:
    """Of as much of a day as is known: of 2025-04 the first of April; None for what is no day."""
    if not isinstance(written, str) or not _DAY.fullmatch(written):
        return None
    try:
        return date.fromisoformat(f"{written}-01-01"[:10])
    except ValueError:
        return None


def problems(facts: FieldFacts, value: Any) -> Iterator[str]:
    """What is wrong with a field's value, in English for who reads the file; nothing where it is right."""
    if value is None:
        if facts.is_required:
            yield "is missing"
    elif facts.kind == FieldKind.WORDS:
        if not isinstance(value, dict) or value.keys() != dict(settings.LANGUAGES).keys():
            yield f"is said in {' and '.join(dict(settings.LANGUAGES))}"
        elif not all(isinstance(text, str) and 0 < len(text.strip()) <= facts.most for text in value.values()):
            yield f"is text of at most {facts.most} signs"
    elif not _FITS[facts.kind](facts, value):
        yield _SENTENCES[facts.kind].format(most=facts.most, choices=", ".join(facts.choices))


_FITS: dict[FieldKind, Callable[[FieldFacts, Any], bool]] = {
    FieldKind.LINE: lambda facts, value: isinstance(value, str) and 0 < len(value.strip()) <= facts.most,
    FieldKind.PHONE: lambda facts, value: is_phone(value) and len(value) <= facts.most,
    FieldKind.DAY: lambda _facts, value: first_day(value) is not None and len(value) == len("2026-11-24"),
    FieldKind.YES: lambda _facts, value: isinstance(value, bool),
    FieldKind.NUMBER: lambda facts, value: type(value) is int and 0 < value <= facts.most,
    FieldKind.CHOICE: lambda facts, value: value in facts.choices,
    FieldKind.PATTERNS: lambda facts, value: isinstance(value, str) and 0 < len(value.strip()) <= facts.most,
}
_SENTENCES = {
    FieldKind.LINE: "is text of at most {most} signs",
    FieldKind.PHONE: 'is a number to call, in quotes, such as "110"',
    FieldKind.DAY: 'is a day in quotes, such as "2026-11-24"',
    FieldKind.YES: "is true or false",
    FieldKind.NUMBER: "is a number up to {most}",
    FieldKind.CHOICE: "is one of {choices}",
    FieldKind.PATTERNS: "is text of at most {most} signs, one pattern a line",
}


def is_phone(value: Any) -> bool:
    """Whether a phone can dial it: digits, with single spaces or dashes between and a plus before at most."""
    return isinstance(value, str) and _PHONE.fullmatch(value) is not None and 3 <= sum(map(str.isdigit, value)) <= 15
