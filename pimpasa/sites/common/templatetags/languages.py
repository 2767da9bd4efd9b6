"""{% other_language %}: the button for the other language, which loses nothing that stands on the page."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.template import Context

from pimpasa.sites.common.http import is_said_again

register = template.Library()

OTHER = {"id": ("en", "EN, English"), "en": ("id", "ID, Bahasa Indonesia")}
CHOOSING = ("bahasa", "ingat")


@register.inclusion_tag("common/parts/language.html", takes_context=True)
def other_language(context: Context) -> dict[str, Any]:
    """On a page whose form is being filled in, the form goes along; a page that answered one is asked for again."""
    request: HttpRequest = context["request"]
    code, name = OTHER[request.LANGUAGE_CODE]
    query = _without_choice(request.GET)
    address = f"{request.path}?{query}" if query else request.path
    query = f"{query}&" if query else ""
    return {
        "code": code,
        "name": name,
        "address": address,
        "choosing": f"{request.path}?{query}bahasa={code}&ingat=1",
        "form": context.get("way", ""),
        "said": _said(request),
    }


def _without_choice(query: QueryDict) -> str:
    rest = query.copy()
    for name in CHOOSING:
        rest.pop(name, None)
    return rest.urlencode()


def _said(request: HttpRequest) -> list[tuple[str, str]] | None:
    match = request.resolver_match
    if request.method != "POST" or match is None or not is_said_again(match.func) or request.FILES:
        return None
    return [(name, value) for name, values in request.POST.lists() for value in values]
