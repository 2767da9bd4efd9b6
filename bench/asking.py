"""Every page there is, and who gets it: addresses from the resolver, with what really exists in their places.

One of everything is made by tests/sites (`make_things`), whose table also says who may open what; whatever the walk
does not ask for is said with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

# Who reads most of a page comes first; strangers where nobody has to sign in.
ORDER = ("dewi", "hadi", "sari", "agus", "rina", "bayu")
ABOVE = ("damar", "kartika", "indah")
ABOVE_PAGES = ("workplace", "more", "numbers", "coverage", "village", "acts_below", "monthlies", "officers", "desks")
# Pages that everybody sees differently are asked for by each.
OF_EACH = ("workplace", "reports", "concluded", "numbers", "coverage", "colleagues", "dialogues", "operations", "map",
           "connections", "deadlines", "monthlies", "search")  # fmt: skip
LEFT_OUT = {
    "/masuk/keluar/": "ends the session",
    "/petugas/bawaan/": "hands a phone its keys",
    "/masuk/lupa/": "is for who lost a passphrase",
    "/masuk/kata-sandi/": "changes nothing that grows",
}
PARAMETERS = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Page:
    """An address as somebody asks for it; `name` is the route's."""

    name: str
    who: str
    path: str

    def __str__(self) -> str:
        return f"{self.name} ({self.who})"


@dataclass(frozen=True)
class Walk:
    """The pages that answered, and of the other routes why they did not."""

    pages: list[Page]
    unasked: dict[str, str]


def pages_of(clients: Mapping[str, httpx.Client], ids: Mapping[str, Any]) -> Walk:
    """Each route once for each who sees it differently, else for the first of ORDER who gets it."""
    pages: list[Page] = []
    unasked: dict[str, str] = {}
    for route, name in _routes("/", get_resolver().url_patterns, ""):
        path = _filled(route, _ids_of(name, ids))
        if path is None or path in LEFT_OUT:
            unasked[route] = LEFT_OUT.get(path or "", "there is none of it here")
            continue
        found = list(_got(clients, name, path))
        pages += [page for page in found if isinstance(page, Page)]
        if not any(isinstance(page, Page) for page in found):
            unasked[route] = ", ".join(dict.fromkeys(map(str, found)))
    return Walk(pages, unasked)


def _got(clients: Mapping[str, httpx.Client], name: str, path: str) -> Iterator[Page | str]:
    """Pages, or what was answered instead."""
    short = name.rpartition(":")[2]
    if not path.startswith(("/petugas/", "/masuk/")):
        yield _asked(clients, name, "reporter" if path.startswith("/lacak/laporan") else "stranger", path)
        return
    for who in ORDER:
        answer = _asked(clients, name, who, path)
        yield answer
        if isinstance(answer, Page) and short not in OF_EACH:
            break
    if short in ABOVE_PAGES:
        yield from (_asked(clients, name, who, path) for who in ABOVE)


def _asked(clients: Mapping[str, httpx.Client], name: str, who: str, path: str) -> Page | str:
    answer = clients[who].get(path)
    if answer.status_code == 200:
        return Page(name, who, path)
    return f"{who}: {answer.status_code}"


def _routes(start: str, patterns: list[Any], space: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from _routes(start + str(pattern.pattern), pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and isinstance(pattern.pattern, RoutePattern):
            yield start + str(pattern.pattern), f"{space}{pattern.name or pattern.pattern}"


def _filled(route: str, ids: Mapping[str, Any]) -> str | None:
    names = PARAMETERS.findall(route)
    if any(name not in ids for name in names):
        return None
    return PARAMETERS.sub(lambda found: str(ids[found[1]]), route)


def _ids_of(name: str, ids: Mapping[str, Any]) -> dict[str, Any]:
    """An address may be of a thing in another state."""
    of = {
        "officers:support": {"request_id": "support_id"},
        "officers:take_in": {"report_id": "concluded_id"},
        "officers:reopen_report": {"report_id": "concluded_id"},
        "officers:reopen_case": {"case_id": "closed_id"},
        "officers:correct_transfer": {"report_id": "sent_id"},
        **{
            f"officers:dialogue_{after}": {"dialogue_id": "held_id"}
            for after in ("report", "minutes", "promise_new", "photo_new")
        },
    }.get(name, {})
    return {**ids, **{parameter: ids[other] for parameter, other in of.items()}}


def things_of(cast: Any) -> dict[str, Any]:
    """One of everything, made by the same actions that people use."""
    from tests.sites.officers.test_who_may import make_things

    things = make_things(cast)
    return {**things.ids, "concluded_id": things.concluded.pk}
