"""The packs as they hold here: as they came, with what the office says otherwise and when it read them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.db import InterfaceError, OperationalError

from pimpasa.common import clock
from pimpasa.common.remembered import Remembered
from pimpasa.packs.kinds import FIELDS, FieldKind, PackName
from pimpasa.packs.models import OwnWord, Reading
from pimpasa.packs.reading import Entry, Pack, shipped
from pimpasa.packs.rules import NO, YES


def pack(name: PackName) -> Pack:
    """A pack as it holds here. Remembered, for every visitor of a page with numbers asks."""
    return _here.get(None)[name]


def packs() -> list[Pack]:
    """Every pack as it holds here; those of which something is stale come first."""
    today = clock.today()
    return sorted(_here.get(None).values(), key=lambda pack: not pack.stale(on=today))


def own_words(name: PackName, key: str) -> dict[tuple[str, str], OwnWord]:
    """What the office says otherwise of an entry, by field and language."""
    rows = OwnWord.objects.filter(pack=name, entry=key).select_related("changed_by")
    return {(row.field, row.language): row for row in rows}


def readings(name: PackName) -> list[Reading]:
    """Who read a pack again and when, the newest first; the newest twenty."""
    return list(Reading.objects.filter(pack=name).select_related("read_by__office")[:20])


def written(name: PackName, entry: Entry) -> dict[tuple[str, str], str]:
    """An entry's own fields as text, by field and language ("" but for words); empty text where it has none."""
    texts: dict[tuple[str, str], str] = {}
    for field, facts in FIELDS[name].items():
        value = entry.values.get(field)
        if not facts.is_own:
            continue
        if facts.kind == FieldKind.WORDS:
            texts |= {(field, language): (value or {}).get(language, "") for language in dict(settings.LANGUAGES)}
        elif facts.kind == FieldKind.YES:
            texts[field, ""] = YES if value else NO
        else:
            texts[field, ""] = value or ""
    return texts


def forget() -> None:
    """Ask anew at the next question: this process changed something."""
    _here.forget()


def _all_here(_key: None) -> dict[PackName, Pack]:
    """Without a database the packs as they came: who is in danger gets a number all the same."""
    try:
        return _laid_over()
    except (OperationalError, InterfaceError):
        return {name: shipped(name) for name in PackName}


def _laid_over() -> dict[PackName, Pack]:
    newest = {row.pack: row for row in Reading.objects.order_by("read_on", "id").select_related("read_by")}
    words: dict[str, list[OwnWord]] = defaultdict(list)
    for row in OwnWord.objects.all():
        words[row.pack].append(row)
    return {name: _as_here(shipped(name), newest.get(name), words[name]) for name in PackName}


def _as_here(pack: Pack, reading: Reading | None, words: Iterable[OwnWord]) -> Pack:
    by_entry: dict[str, list[OwnWord]] = defaultdict(list)
    for word in words:
        by_entry[word.entry].append(word)
    entries = tuple(_entry(entry, by_entry[entry.key], reading) for entry in pack.entries)
    if reading is None or reading.read_on < pack.read_on:
        return replace(pack, entries=entries)
    sources = dict.fromkeys(pack.sources, reading.read_from)
    return replace(pack, entries=entries, sources=sources, read_by=reading.read_by.name, read_on=reading.read_on)


def _entry(entry: Entry, words: list[OwnWord], reading: Reading | None) -> Entry:
    """Who changes an entry has looked; who reads the pack again has looked at all of them."""
    values = dict(entry.values)
    for word in words:
        if word.language:
            values[word.field] = {**(values.get(word.field) or {}), word.language: word.text}
        else:
            values[word.field] = word.text == YES if isinstance(values.get(word.field), bool) else word.text
    looks = [entry.read_on, reading.read_on if reading else None, *(clock.day_of(word.changed_at) for word in words)]
    return Entry(entry.key, values, max((day for day in looks if day), default=None), is_own=bool(words))


_here: Remembered[None, dict[PackName, Pack]] = Remembered(_all_here)
