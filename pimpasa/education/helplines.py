"""Numbers to call. Only those that a source confirms (packs: hotlines); each with its source and when it was read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pimpasa.common import clock
from pimpasa.education.sources import Source, source
from pimpasa.packs.kinds import PackName
from pimpasa.packs.queries import pack
from pimpasa.packs.reading import Entry, shipped

ABROAD = "62"  # Indonesia's country code, which a chat needs where a phone dials 0


@dataclass(frozen=True)
class Helpline:
    """`whom` it is for where the note says other things, `dial` what a phone dials; texts name it by its `key`.

    `source` confirms the number.
    """

    entry: Entry
    source: Source

    @property
    def key(self) -> str:
        return self.entry.key

    @property
    def name(self) -> str:
        return str(self.entry.values["name"])

    @property
    def number(self) -> str:
        return str(self.entry.values["number"])

    @property
    def is_chat(self) -> bool:
        return bool(self.entry.values.get("is_chat"))

    @property
    def note(self) -> str:
        return self.entry.words("note")

    @property
    def whom(self) -> str:
        return self.entry.words("whom")

    @property
    def dial(self) -> str:
        digits = re.sub(r"[^\d+]", "", self.number)
        return f"+{ABROAD}{digits[1:]}" if self.is_chat and digits.startswith("0") else digits

    @property
    def href(self) -> str:
        """What the number's link opens: the phone's dialler, or WhatsApp, which takes the number without its plus."""
        return f"https://wa.me/{self.dial.removeprefix('+')}" if self.is_chat else f"tel:{self.dial}"


def helplines() -> list[Helpline]:
    """The numbers as they hold here, the one for danger first."""
    return [_line(entry) for entry in pack(PackName.HOTLINES).entries]


def work_abroad() -> list[Helpline]:
    """For who has a relative abroad."""
    return [line for line in helplines() if line.name.startswith("KP2MI")]


def stale_numbers() -> list[Helpline]:
    """Those that nobody read at their source for longer than the pack allows. Residents are told them all the same."""
    numbers = pack(PackName.HOTLINES)
    return [_line(entry) for entry in numbers.stale(on=clock.today())]


def number_of(key: str) -> str:
    """A number, for a sentence. Raises KeyError where there is none of this key."""
    return str(pack(PackName.HOTLINES).entry(key).values["number"])


def dial_of(key: str) -> str:
    """What a phone dials for a number. Raises KeyError as above."""
    return _line(pack(PackName.HOTLINES).entry(key)).dial


def short_numbers() -> frozenset[str]:
    """Those of the program's numbers that are so short that a text may hold them by chance."""
    lines = [_line(entry) for entry in shipped(PackName.HOTLINES).entries]
    return frozenset(line.dial for line in lines if len(line.dial) <= len("110"))


def links() -> dict[str, str]:
    """By the key of a number, Markdown that calls it."""
    return {line.key: f"[{line.number}]({line.href})" for line in helplines()}


def with_numbers(text: str, links: Mapping[str, str]) -> str:
    """Markdown with the link of each key in braces. Raises KeyError where there is none of a key."""
    return _IN_BRACES.sub(lambda match: links[match[1]], text)


def _line(entry: Entry) -> Helpline:
    read_on = str(entry.read_on) if entry.read_on else ""
    return Helpline(entry, replace(source(entry.values["source"], "id"), read_on=read_on))


_IN_BRACES = re.compile(r"\{([a-z0-9_]+)\}")
