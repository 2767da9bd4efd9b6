"""A paper set as PDF/A by the typesetter, which can open nothing and lives for seconds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.papers import typesetter
from pimpasa.papers.errors import TemplateFault
from pimpasa.sandbox.errors import Busy, SandboxFault
from pimpasa.sandbox.programs import Program

# One thread, so that its time on the processor is its time on the clock.
TYPESETTER = Program(typesetter.__name__, typesetter.LIMITS, {"RAYON_NUM_THREADS": "1"})


@dataclass(frozen=True)
class Typeset:
    """A PDF/A-2a, PDF/UA-1; with pictures, each page as a PNG. `missing` letters have their codes in it."""

    pdf: bytes
    pages: list[bytes]
    missing: list[str]

    @property
    def missing_named(self) -> list[str]:
        """As somebody who cannot see a letter finds it: `😀 (U+1F600)`."""
        return [f"{letter} (U+{ord(letter):04X})" for letter in self.missing]


def typeset(source: str, data: dict[str, Any], *, day: date, pictures: bool = False, skip: int = 0) -> Typeset:
    """Set `data` by a template; the same input gives the same bytes.

    `day` becomes the file's own date; `skip` lines of `source` are not the office's, and errors count after them.
    Raises TemplateFault where it does not compile, takes too long or grows too large; Refused where all are busy.
    """
    moment = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    answer = _answer({"source": source, "data": data, "timestamp": moment, "pictures": pictures})
    line, _newline, body = answer.partition(b"\n")
    head = json.loads(line)
    if "lengths" not in head:
        hints = "".join(f" ({hint})" for hint in head["hints"])
        raise TemplateFault(head["message"] + hints, max(0, head["line"] - skip))
    parts = list(_cut(body, head["lengths"]))
    return Typeset(parts[0], parts[1:], head["missing"])


def _answer(task: dict[str, Any]) -> bytes:
    try:
        return TYPESETTER.run(task)
    except Busy as fault:
        raise Refused("busy", _("Many papers are being set just now. Please try again in a moment.")) from fault
    except SandboxFault as fault:
        raise TemplateFault(_("it takes too long or grows too large")) from fault


def _cut(body: bytes, lengths: list[int]) -> Iterator[bytes]:
    start = 0
    for length in lengths:
        yield body[start : start + length]
        start += length
