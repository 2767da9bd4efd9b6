"""Whether an error came of what was sent: text, numbers and days that no column holds.

An error alone does not say: a number that we computed wrongly is out of range, too. So what is in the request is looked
for, and with a database's error what the statement was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DataError
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException

from pimpasa.common.statements import values_of

NUL = "\x00"
# As itself, and as JSON writes it: NUL, and half of a character that has two.
NO_TEXT = re.compile(r"\x00|[\ud800-\udfff]|\\u0000|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
# Beyond bigint (19 digits), without an end, or no number at all; the first and the last year that Python knows.
NO_NUMBER = re.compile(r"\d{19}|\de\+?\d{3}|\b(?:inf|infinity|nan)\b", re.IGNORECASE)
NO_DAY = re.compile(r"\b(?:0001|9999)-")
DEEP = re.compile(r"(?:[\[{(]\s*){100}")
# The smallest column of ours for numbers is a smallint.
SMALLEST = 2**15 - 1


def came_in(request: HttpRequest, error: Exception) -> bool:
    """Whether the request holds what the error is about."""
    match error:
        case DataError():
            return _was_given(request, list(_leaves(values_of(error))))
        case UnicodeError():
            return _holds(request, NO_TEXT)
        case OverflowError():
            return _holds(request, NO_NUMBER, NO_DAY)
        case RecursionError():
            return _holds(request, DEEP)
        case ValueError():
            return any(word in str(error).lower() for word in ("nul ", "null ")) and _holds(request, NO_TEXT)
    return False


def _was_given(request: HttpRequest, values: list[object]) -> bool:
    texts = list(_sent(request))
    is_no_text = any(isinstance(value, str) and NO_TEXT.search(value) for value in values)
    return (is_no_text and _has(texts, NO_TEXT)) or any(_is_number(value, texts) for value in values)


def _is_number(value: object, texts: list[str]) -> bool:
    """A number beyond a column's range, as it was sent; one computed of what has no end is as well."""
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) <= SMALLEST:
        return False
    as_sent = re.compile(rf"(?<!\d)0*{abs(value)}(?!\d)") if isinstance(value, int) else NO_NUMBER
    return _has(texts, as_sent) or (abs(value) >= 2**31 and _has(texts, NO_NUMBER))


def _holds(request: HttpRequest, *patterns: re.Pattern[str]) -> bool:
    texts = list(_sent(request))
    return any(_has(texts, pattern) for pattern in patterns)


def _has(texts: Iterable[str], pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(text) for text in texts)


def _sent(request: HttpRequest) -> Iterator[str]:
    """Every text of the request, as far as it can still be read."""
    yield request.path
    yield from request.COOKIES.values()
    for _name, values in request.GET.lists():
        yield from values
    try:
        for _name, values in request.POST.lists():
            yield from values
        yield from (file.name or "" for _name, files in request.FILES.lists() for file in files)
        if request.content_type not in FORMS:
            yield request.body.decode("utf-8", "surrogateescape")
    except UNREAD:
        return


FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
UNREAD = (RawPostDataException, UnreadablePostError, RequestDataTooBig, TooManyFieldsSent, MultiPartParserError)


def _leaves(values: Any) -> Iterator[object]:
    """What a statement was given, one by one: lists within, and what was wrapped as JSON."""
    if isinstance(values, dict):
        values = values.values()
    elif hasattr(values, "obj"):
        values = [values.obj]
    elif not isinstance(values, list | tuple | set):
        yield values
        return
    for value in values:
        yield from _leaves(value)
