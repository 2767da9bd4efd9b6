"""What several pages write into one draft: two tabs, a page gone back to, a save that comes late.

A page sends what it held when it was shown (`shown`, a fingerprint a field) and a mark of its own. What it did not
change is not written, so that an old page takes nothing back. Of a choice the latest counts; words of two pages stay
beside each other until a page that showed both is sent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from pimpasa.reports.contents import Answers

WORDS = "narrative"
# Who has more pages open than this writes in the last ones.
MOST_PAGES = 6
LONGEST_SHOWN = 2000


def fingerprint(value: object) -> str:
    """Of a field's value, eight hex digits; how a browser ends its lines makes no difference."""
    plain = "" if value in (None, False) else str(value)
    lines = "\n".join(plain.splitlines()).strip()
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def shown_by(answers: Answers, names: Iterable[str]) -> str:
    """What a page of these fields shows, for it to send back."""
    return json.dumps({name: fingerprint(getattr(answers, name)) for name in names})


def shown_in(text: str) -> dict[str, str]:
    """What a page sent back; nothing where it is no such thing."""
    try:
        prints = json.loads(text[:LONGEST_SHOWN])
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in prints.items()} if isinstance(prints, dict) else {}


def merge(answers: Answers, posted: Mapping[str, Any], *, page: str, shown: Mapping[str, str]) -> None:
    """Write into the answers what the page changed since it was shown, or since it was written last.

    A page without a mark is taken as it stands.
    """
    pages = dict(answers.pages)
    written_before = pages.pop(page, {})
    bases = {**shown, **written_before} if page else {}
    for name, value in posted.items():
        if bases.get(name) != fingerprint(value):
            _write(answers, name, value, page=page, base=bases.get(name))
    if page:
        pages[page] = written_before | {name: fingerprint(value) for name, value in posted.items()}
    answers.pages = list(pages.items())[-MOST_PAGES:]


def _write(answers: Answers, name: str, value: Any, *, page: str, base: str | None) -> None:
    if name != WORDS:
        setattr(answers, name, value)
        return
    is_alone = base is None or base == fingerprint(answers.narrative)
    words = {} if is_alone else dict(answers.told) or {"": answers.narrative}
    words[page] = value
    answers.told = list(words.items())
    answers.narrative = _joined(list(words.values()))


def _joined(texts: list[str]) -> str:
    """Each that is not part of another."""
    distinct = list(dict.fromkeys(text for text in texts if text.strip()))
    return "\n\n".join(
        text for text in distinct if not any(text.strip() in longer for longer in distinct if longer != text)
    )
