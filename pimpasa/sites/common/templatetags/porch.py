"""What the residents' pages are made of beside the components that both sides share.

    {% door "public:report" "door-report" look="main" hint=_("Write, speak or send a photo") %}Report{% enddoor %}
    {% pick radio drawing="kind-tppo" hint=_("…") look="dashed" %}
    {% danger form.danger %}…whom to call…{% enddanger %}
    {% dots 1 3 %}
    {% readers form.direct %}
    {% stations stations %}
    {% paper %}…{% endpaper %}
    {% numbers %}
    {% eaves office_here.eaves %}

Pictures choose and words confirm: each choice is a real radio button or checkbox, so all of it works without scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pimpasa.sites.common.stations import Station
from pimpasa.sites.common.templatetags.components import address_of
from pimpasa.sites.common.templatetags.drawings import drawing, drawn, icon
from pimpasa.welcome.kinds import Eaves

register = template.Library()

_WIDTH = re.compile(r'viewBox="0 0 (\d+) 24"')


@register.simple_block_tag
def door(content: SafeString, to: str, picture: str, *arguments: Any, hint: str = "", look: str = "") -> SafeString:
    """A large way in; `look` is "main" for the one that the page is about."""
    return format_html(
        '<a class="app-door{}" href="{}">{}<span class="app-door__words"><b>{}</b>{}</span>{}</a>',
        f" app-door--{look}" if look else "",
        address_of(to, arguments),
        drawing(picture),
        SafeString(content.strip()),
        _small(hint),
        icon("right"),
    )


@register.inclusion_tag("common/porch/pick.html")
def pick(option: BoundWidget, drawing: str = "", icon: str = "", hint: str = "", look: str = "") -> dict[str, Any]:
    """A choice of a form's field as a card; `look` is "dashed" for what leads elsewhere, "wide" among chips."""
    return {"option": option, "drawing": drawing, "icon": icon, "hint": hint, "look": look}


@register.simple_block_tag
def danger(content: SafeString, field: BoundField) -> SafeString:
    """A switch; what stands between the tags shows at once when it is on."""
    return format_html(
        '<div class="app-danger"><input class="app-danger__input" type="checkbox" id="{id}" name="{name}"{checked}>'
        '<label class="app-danger__switch" for="{id}">{icon}<span>{label}</span></label>'
        '<div class="app-danger__then">{content}</div></div>',
        id=field.id_for_label,
        name=field.html_name,
        checked=SafeString(" checked") if field.value() else "",
        icon=icon("warning"),
        label=field.label,
        content=content,
    )


@register.inclusion_tag("common/porch/dots.html")
def dots(number: int, last: int) -> dict[str, Any]:
    """How far the way is: "1 of 3" and as many dots."""
    marks = ["past" if step < number else "here" if step == number else "ahead" for step in range(1, last + 1)]
    return {"number": number, "last": last, "marks": marks}


@register.inclusion_tag("common/porch/readers.html", takes_context=True)
def readers(context: Context, field: BoundField | None = None, alone: str = "") -> dict[str, Any]:
    """Who can read a report and who cannot; with a field, the choice to send it straight to the office.

    `alone` is "office" where the kelurahan has no Pimpasa.
    """
    return {"field": field, "alone": alone, "office_here": context.get("office_here")}


@register.inclusion_tag("common/porch/stations.html")
def stations(stations: Iterable[Station]) -> dict[str, Any]:
    """How far a report has come, station by station."""
    return {"stations": stations}


@register.simple_block_tag
def paper(content: SafeString) -> SafeString:
    """A receipt's white paper with its torn edge."""
    return format_html('<div class="app-paper">{}</div><div class="app-paper__torn" aria-hidden="true"></div>', content)


@register.inclusion_tag("common/porch/numbers.html")
def numbers(head: str = "", note: str = "", level: int = 2) -> dict[str, Any]:
    """110 and 129 to be called now, under a heading of the level."""
    return {"head": head, "note": note, "level": level}


@register.simple_tag
def eaves(name: str = "") -> SafeString:
    """The carved edge of a roof, as one draws it where the office is; Jakarta's where no office is named."""
    width, tile = _tile(name or Eaves.BETAWI)
    return format_html(
        '<svg class="app-eaves" aria-hidden="true" focusable="false"><defs>'
        '<pattern id="eaves" width="{}" height="24" patternUnits="userSpaceOnUse">{}</pattern></defs>'
        '<rect width="100%" height="24" fill="url(#eaves)"/></svg>',
        width,
        tile,
    )


@cache
def _tile(name: str) -> tuple[str, SafeString]:
    """How wide a piece of it is, and what it is drawn of."""
    opening, _bracket, parts = drawn(f"eaves-{name}").removesuffix("</svg>").partition(">")
    return _WIDTH.findall(opening)[0], SafeString(parts)


def _small(text: str) -> SafeString:
    return format_html("<small>{}</small>", text) if text else SafeString()
