"""What a view is: it parses, calls one action or query, and renders. Whose it is stands above it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from pimpasa.sites.officers.http import GUARDED

SITES = Path(__file__).resolve().parents[2] / "pimpasa" / "sites"
MODULES = sorted(SITES.rglob("*.py"))
# What builds a question to the database, or changes something: a query's or an action's.
OF_CAPABILITIES = {
    *("objects", "select_related", "prefetch_related", "filter", "exclude", "order_by", "values_list", "in_bulk"),
    *("annotate", "aggregate", "select_for_update", "atomic", "on_commit", "bulk_create", "get_or_create"),
}
OF_SHORTCUTS = {"get_object_or_404", "get_list_or_404", "transaction", "connection"}
# These show the log itself, so they read it; nobody else in sites knows that there is one.
OF_THE_LOG = {
    "public/log_views.py": "the log as anyone and any tool may read it",
    "public/codes.py": "whether the mark of a reporter's own report is public yet",
    "common/terms.py": "how often the log comes out, as residents are told",
    "public/track_views.py": "a reporter's proof that their report is in the log",
    "officers/oversight/views/log.py": "acts by kind and day, for who oversees the office",
}
# Views of officers that no permission guards.
OPEN_TO_MORE = {
    "account.views.sign_in.recover": "who forgot their password is not signed in",
    "account.views.sign_in.invitation": "who was invited signs in for the first time",
    "account.views.sign_in.second_step": "what everybody has to set up before anything else",
    "account.views.sign_in.unlock": "one's own key, whatever one's role",
    "account.views.sign_in.security": "one's own keys and browsers, whatever one's role",
    "account.views.sign_in.change_password": "one's own password, whatever one's role",
    "operations.views.calendar.feed": "a phone's calendar cannot sign in: the link is the secret",
    "account.views.keys.agree_new_key": "the second person may be of the unit or an auditor: the rule decides",
    "account.views.keys.decline_new_key": "as agreeing, and whose key it is: the rule decides",
    "account.views.keys.readers": "who can read: everybody sees it of their own desks",
    "account.views.keys.readers_seen": "one's own page of who can read",
    "phone.views.manifest": "a phone asks without cookies, and gets the same as everybody",
    "phone.views.worker": "as the manifest",
    "phone.views.without_network": "as the manifest",
    "phone.carrying.meet": "a phone asks whether it may keep what it has, also signed out: its number is secret",
    "unsent.views.writings": "what one typed oneself, whatever one's role",
    "unsent.views.writing": "as the list of them",
    "unsent.views.drop": "as the list of them",
    "unsent.views.on_page": "as the list of them",
    "unsent.views.save": "also whose session has ended: the form's token says whose it is",
    "unsent.views.arrive": "what one wrote oneself, whatever one's role became since",
    "unsent.views.session": "whether one is signed in at all",
    "unsent.views.stay": "whoever is signed in",
    "workplace.views.workplace": "everybody's first page: what waits for them, each kind by its permission",
    "workplace.views.more": "the way to what each may open, by its permission",
}
NAMED = re.compile(r"(?:public|officers|common)(?:/[\w./-]+\.(?:html|js|css|svg)|:[a-z_]+)")
MAY_NAME = {"public": {"public", "common"}, "officers": {"officers", "common"}, "common": {"common"}}
# What officers hand or show to others: a referral's address, a dialogue's page and its room.
SHOWN_TO_OTHERS = {"public:referral", "public:dialogue", "public:room", "public:join", "public:track"}


def _asked(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="register"), attr="filter"):
                pass  # a filter of templates
            case ast.Attribute(attr=name) if name in OF_CAPABILITIES:
                yield name
            case ast.Name(id=name) | ast.alias(name=name) if name in OF_SHORTCUTS:
                yield name


def _place(path: Path) -> str:
    return path.relative_to(SITES).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=_place)
def test_no_view_asks_the_database_itself(path: Path) -> None:
    assert [*_asked(ast.parse(path.read_text()))] == []


def test_the_log_is_known_to_its_own_pages_alone() -> None:
    knowing = {
        _place(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pimpasa.ledger")
    }
    assert knowing == {*OF_THE_LOG}


def test_every_request_has_a_type() -> None:
    untyped = [
        f"{_place(path)}:{argument.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        for argument in (*node.args.posonlyargs, *node.args.args)
        if argument.arg == "request"
        and (argument.annotation is None or ast.unparse(argument.annotation) not in {"HttpRequest", "OfficerRequest"})
    ]
    assert untyped == []


def test_every_view_of_officers_takes_a_permission() -> None:
    officers = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "officers")
    assert isinstance(officers, URLResolver)
    views = {f"{view.__module__}.{view.__qualname__}" for view in _views(officers)}
    unguarded = {name.removeprefix("pimpasa.sites.officers.") for name in views - {*GUARDED}}
    assert unguarded == {*OPEN_TO_MORE}


def _views(resolver: URLResolver) -> Iterator[object]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.callback
        else:
            yield from _views(pattern)


@pytest.mark.parametrize("audience", MAY_NAME)
def test_pages_name_their_own_audience_s_and_what_all_share(audience: str) -> None:
    names = {name for path in (SITES / audience).rglob("*") for name in _named_in(path)}
    strangers = {name for name in names if re.split("[:/]", name)[0] not in MAY_NAME[audience]}
    assert strangers == (SHOWN_TO_OTHERS if audience == "officers" else set())


def _named_in(path: Path) -> Iterator[str]:
    """Templates, static files and addresses that a file names by their audience."""
    if path.suffix == ".py":
        strings = (node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))
        yield from (text for text in strings if isinstance(text, str) and NAMED.fullmatch(text))
    elif path.suffix in {".html", ".js"} and not path.name.endswith(".min.js"):
        yield from re.findall(f"[\"']({NAMED.pattern})[\"']", path.read_text())
