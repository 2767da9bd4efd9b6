"""What pages share on which an officer writes entries, with a network or without."""

from __future__ import annotations

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag(takes_context=True)
def entry(
    context: Context,
    content: SafeString,
    kind: str,
    label: str,
    to: str,
    ident: Any,
    *,
    files: bool = True,
    folded: bool = False,
    renews: bool = False,
) -> SafeString:
    """{% entry "note" _("Note") enter ids.note %}…{% endentry %}: the form of one entry of a log, at the address `to`.

    `ident` is the id by which it is received once, however often it is sent. With `files` it may carry one, and says
    when it is whole; `folded` stands in what is folded away; `renews` loads the page anew once it is kept.
    """
    return format_html(
        '<form{} method="post" action="{}"{} data-entry="{}" data-label="{}"{}>'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="id" value="{}"><input type="hidden" name="kind" value="{}">{}{}</form>',
        format_html(' class="{}"', "govuk-details__text") if folded else "",
        to,
        format_html(' enctype="{}"', "multipart/form-data") if files else "",
        kind,
        label,
        " data-reload" if renews else "",
        get_token(context["request"]),
        ident,
        kind,
        content,
        format_html('<input type="hidden" name="{}" value="1">', "whole") if files else "",
    )


@register.inclusion_tag("officers/logbook/typed_line.html")
def typed_line(name: str, label: str, typed: Any, *, longest: int = 60, width: str = "") -> dict[str, Any]:
    """{% typed_line "number" _("Its number") typed longest=60 width="20" %}: a line of text, with what was typed."""
    return {"name": name, "label": label, "value": typed.get(name, ""), "longest": longest, "width": width}


@register.simple_tag
def line_of(*parts: Any) -> str:
    """{% line_of sex.label age.label as cell %}: "women, 18 to 25"."""
    return ", ".join(str(part) for part in parts)
