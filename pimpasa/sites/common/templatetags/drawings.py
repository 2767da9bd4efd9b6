"""Icons and drawings, our own, set into the page so that they take its colours and need no request.

    {% icon "listen" %}
    {% drawing "dialogue" label=_("Four people talk over coffee.") %}

An icon says nothing by itself: the word stands beside it. A drawing is read out where it has a label.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

FOLDER = Path(__file__).resolve().parents[1] / "drawings"
_SYMBOL = re.compile(r'<symbol id="([a-z-]+)" viewBox="0 0 24 24">(.*?)</symbol>')
_OPENING = '<svg xmlns="http://www.w3.org/2000/svg"'


@register.simple_tag
def icon(name: str, look: str = "") -> SafeString:
    """One of the set; `look` is "after" where it follows the words. KeyError: there is none of that name."""
    classes = f"app-icon app-icon--{look}" if look else "app-icon"
    opening = '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>'
    return format_html(opening, classes, icons()[name])


@register.simple_tag
def drawing(name: str, label: str = "") -> SafeString:
    """A drawing of ours; `label` says what it shows, where that is not said beside it."""
    description = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="app-drawing" {} focusable="false"{}', description, _inner(name))


@cache
def icons() -> dict[str, SafeString]:
    """What each icon is drawn of, by its name."""
    return {name: SafeString(parts) for name, parts in _SYMBOL.findall((FOLDER / "icons.svg").read_text())}


@cache
def drawn(name: str) -> str:
    """The file of a drawing."""
    return (FOLDER / f"{name}.svg").read_text().strip()


def _inner(name: str) -> SafeString:
    """The file without its opening tag's beginning, which a page says with its own attributes."""
    return SafeString(drawn(name).removeprefix(_OPENING))
