"""What several pages write into one draft: two tabs, a page gone back to, a save that comes late.

A page sends what it held when it was shown (`shown`, a fingerprint a field) and a mark of its own. What it did not
change is not written, so that an old page takes nothing back. Of a choice the latest counts; words of two pages stay
beside each other until a page that showed both is sent.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pimpasa.reports.contents import Answers

WORDS = "narrative"
# Who has more pages open than this writes in the last ones.
MOST_PAGES = 6
LONGEST_SEALED = 320_000
MOST_SEALED = 2 * LONGEST_SEALED
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
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


def print_of(sealed: str) -> str:
    """How a page names words that its browser sealed and that it was shown."""
    return base64.b64encode(hashlib.sha256(sealed.encode()).digest()[:12]).decode()


def sealed_in(text: str) -> tuple[str, list[str]] | None:
    """The words that a page's browser sealed for itself, and those it was shown; None where it is no such thing."""
    try:
        posted = json.loads(text)
        sealed, prints = posted["sealed"], posted["seen"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    is_ours = isinstance(sealed, str) and isinstance(prints, list) and len(sealed) <= LONGEST_SEALED
    if not is_ours or (sealed and not _BASE64.fullmatch(sealed)):
        return None
    return sealed, [str(name) for name in prints]


def keep_sealed(answers: Answers, sealed: str, *, page: str, seen: Collection[str]) -> None:
    """Put words that a browser sealed in the place of what its page wrote or showed; others stay beside them."""
    others = [(mark, words) for mark, words in answers.sealed if mark != page and print_of(words) not in seen]
    entries = [*others, *([(page, sealed)] if sealed else [])][-MOST_PAGES:]
    while sum(len(words) for _page, words in entries) > MOST_SEALED:
        entries.pop(0)
    answers.sealed = entries


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
