"""Sets one paper with Typst; runs in the sandbox, and imports nothing of ours but that.

A template may be an office's own: no package is fetched, nothing is read. The task has `source`, `data` (texts, lists
and objects), `timestamp` (seconds since 1970) and `pictures`. The answer is a line of JSON and the bytes that the
line's `lengths` announce: the PDF first, then a PNG for each page where `pictures` is true; its `missing` are letters
that no font has, for which their codes were printed. Where the template does not compile the line has `message`,
`line` (0 where not known) and `hints` instead.

Letters beyond Latin, Greek and Cyrillic come from packages of fonts (docs/adr/0062), which are read only where they
are needed: so a paper without such letters has the same bytes whether they are there or not.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from pimpasa.sandbox.limits import Limits

LIMITS = Limits(seconds=20, memory=1024**3, answer=48 * 1024**2, at_once=2, wait=20)
# Hebrew, Arabic and what Unicode has behind them.
FIRST_FAR = "\u0590"
# ISO 19005-2 level A and ISO 14289-1: made to last, and to be read aloud. The strictest pair that goes together.
STANDARDS = ["a-2a", "ua-1"]
PIXELS_AN_INCH = 110
TRIES = 8
FONTS = ("justmytype_intl_rtl", "justmytype_intl_sea", "justmytype_intl_south_asia", "justmytype_intl_cjk")

_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_FORBIDDEN = re.compile(r'contains the codepoint `"((?:[^"\\]|\\.)*)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_PLACE = re.compile(r"__typst_py_bytes__\.typ:(\d+):")
# Controls, halves of surrogate pairs, private and unassigned codes: no font has them.
_NEVER = {"Cc", "Cs", "Co", "Cn"}


def prepared(task: dict[str, Any]) -> Callable[[IO[bytes]], bytes]:
    """The typesetter with its fonts, which are read before it can open nothing more."""
    import typst

    has_far_letters = needs_fonts(task["data"])
    fonts = typst.Fonts(include_system_fonts=False, font_paths=font_folders() if has_far_letters else [])
    _open_all(typst, fonts)
    data = {**task["data"], "noto": has_far_letters}
    return lambda _file: _answer(typst, fonts, {**task, "data": data})


def _open_all(typst: Any, fonts: Any) -> None:
    """Typst opens a font's file when it first sets a letter with it: a letter with each, while files can be opened."""
    letters = [f"#text(font: {json.dumps(family)})[n *n*]" for family in fonts.families() if family.startswith("Noto")]
    typst.compile("\n".join(["n", *letters]).encode(), font_paths=fonts, ignore_system_fonts=True)


def font_folders() -> list[str]:
    """Where the packages of fonts lie that are there; nothing of their own code is run."""
    packages = [find_spec(name) for name in FONTS]
    return [str(Path(package.origin).parent / "fonts") for package in packages if package and package.origin]


def needs_fonts(value: Any) -> bool:
    """Whether a text in it has a letter of a script that the library's own fonts do not have."""
    if isinstance(value, str):
        return any(letter >= FIRST_FAR and letter.isalpha() for letter in value)
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return any(map(needs_fonts, values))


def _answer(typst: Any, fonts: Any, task: dict[str, Any]) -> bytes:
    try:
        parts, missing = _set(typst, fonts, task)
    except typst.TypstError as fault:
        head = {"message": fault.message, "line": _line(fault.diagnostic), "hints": list(fault.hints)}
        parts = []
    else:
        head = {"lengths": [len(part) for part in parts], "missing": sorted(missing)}
    return b"".join([json.dumps(head).encode(), b"\n", *parts])


def _set(typst: Any, fonts: Any, task: dict[str, Any]) -> tuple[list[bytes], set[str]]:
    """The PDF, and a picture of each page where they are asked for; the letters that no font has."""
    compiled = partial(typst.compile, task["source"].encode(), font_paths=fonts, ignore_system_fonts=True)
    data = mapped(task["data"], printable)
    all_missing: set[str] = set()
    for tries_left in reversed(range(TRIES)):
        try:
            pdf = compiled(sys_inputs=_inputs(data), pdf_standards=STANDARDS, timestamp=task["timestamp"])
        except typst.TypstError as fault:
            if not tries_left or not (missing := _missing(fault)):
                raise
            all_missing |= missing
            data = mapped(data, partial(_as_codes, missing=missing if tries_left > 1 else None))
        else:
            break
    if not task["pictures"]:
        return [pdf], all_missing
    pages = compiled(sys_inputs=_inputs(data), format="png", ppi=PIXELS_AN_INCH)
    return [pdf, *(pages if isinstance(pages, list) else [pages])], all_missing


def _inputs(data: Any) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [mapped(item, change) for item in value]
    if isinstance(value, dict):
        return {name: mapped(item, change) for name, item in value.items()}
    return value


def printable(text: str) -> str:
    """A text with one kind of line end and without what can never be printed."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(letter for letter in plain if letter == "\n" or unicodedata.category(letter) not in _NEVER)


def _as_codes(text: str, missing: set[str] | None) -> str:
    """Letters that no font has, or (None) all but the plainest, as their code: PDF/A refuses a page with holes."""
    return "".join(_as_code(letter) if _is_missing(letter, missing) else letter for letter in text)


def _is_missing(letter: str, missing: set[str] | None) -> bool:
    return letter in missing if missing is not None else not letter.isascii()


def _as_code(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"


def _missing(fault: Any) -> set[str]:
    """The letters that Typst says no font has; plain ones beside them in a cluster are not at fault."""
    diagnostic = str(fault.diagnostic)
    clusters = "".join(_MISSING.findall(diagnostic) + _FORBIDDEN.findall(diagnostic))
    plain = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), clusters)
    return {letter for letter in plain if not letter.isascii()}


def _line(diagnostic: str) -> int:
    place = _PLACE.search(diagnostic)
    return int(place[1]) if place else 0
