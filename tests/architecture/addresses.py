"""Every address of the program, with something plausible in the place of each variable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

VALUES = {
    "int": "1",
    "str": "karangan",
    "slug": "karangan",
    "uuid": "01932b5e-0000-7000-8000-000000000000",
    "path": "karangan/karangan",
}

LEFT_OUT = ("/masuk/keluar/",)  # after it nobody is signed in
ANSWERED = {200, 204, 301, 302, 303, 400, 403, 404, 405, 409, 410, 412, 413, 422, 429}


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


def walked(
    people: list[Client], ask: Callable[[Client, str], int], paths: list[str] | None = None
) -> list[tuple[str, int]]:
    """Addresses that answered with anything but a sentence: all there are, or those given."""
    walked_paths = [path for path, _view in addresses()] if paths is None else paths
    answers = ((path, asked(people, path, ask)) for path in walked_paths if path not in LEFT_OUT)
    return [(path, status) for path, status in answers if status not in ANSWERED]


def asked(people: list[Client], path: str, ask: Callable[[Client, str], int]) -> int:
    """By a stranger where strangers are answered, else by the analyst, and by the administrator where she may not."""
    stranger, *officers = people
    if not officers or not path.startswith(("/petugas/", "/masuk/")):
        return ask(stranger, path)
    analyst, administrator = officers
    status = ask(analyst, path)
    return ask(administrator, path) if status == 403 else status
