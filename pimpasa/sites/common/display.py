"""What strangers wrote is kept exactly as it came, and shown so that it cannot pose as something else."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

MOST_MARKS = 8  # Vietnamese needs two on a letter, Biblical Hebrew four
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
# Fields keep what was typed, for it is sent again; then what turns letters around, then floods of marks.
_FOUND = re.compile(
    f'<textarea.*?</textarea>|value="[^"]*"|([\u202d\u202e])|([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+', re.DOTALL
)
_MAY = re.compile(rb"\xe2\x80[\xad\xae]|(?:\xcc.|\xcd.|\xd2.|\xe1[\xaa\xab\xb7].|\xe2\x83.|\xef\xb8.){9}", re.DOTALL)


class DisplayMiddleware:
    """Pages show an override of the writing direction (UAX #9) as what it is, and no flood of marks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and _MAY.search(response.content):
            response.content = shown(response.content.decode()).encode()
        return response


def shown(page: str) -> str:
    """A page's text: `\\u202e` as `[U+202E]`, and `…` for the marks beyond MOST_MARKS on one letter."""
    return _FOUND.sub(_shown, page)


def _shown(match: re.Match[str]) -> str:
    override, marks = match.groups()
    if override:
        return f"[U+{ord(override):04X}]"
    return f"{marks}…" if marks else match[0]
