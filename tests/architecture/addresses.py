"""Every address of the program, with something plausible in the place of each variable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

VALUES = {
    "int": "1",
    "str": "karangan",
    "slug": "karangan",
    "uuid": "01932b5e-0000-7000-8000-000000000000",
    "path": "karangan/karangan",
}


def addresses() -> list[tuple[str, Callable[..., Any]]]:
    return list(_under("/", get_resolver().url_patterns))


def _under(start: str, patterns: list[Any]) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in patterns:
        route = start + _filled(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _under(route, pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


def _filled(pattern: Any) -> str:
    """The route with a value for each of its variables; of the moved addresses the first."""
    if not isinstance(pattern, RoutePattern):
        return "kantor/"
    return re.sub(r"<(?:(\w+):)?\w+>", lambda variable: VALUES.get(variable[1] or "str", "1"), str(pattern))
