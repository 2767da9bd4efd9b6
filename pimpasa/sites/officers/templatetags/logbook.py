"""The parts of a page with a log, each once. Its script takes the forms over by what stands in their attributes.

    {% log %}
      {% entry "note" _("Note") %}…{% submit %}…{% endsubmit %}{% endentry %}
      {% tap "arrived" _("Arrived") %}
    {% endlog %}

The page's context is `logbook.context_of`.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pimpasa.common.ids import uuid7

register = template.Library()


@register.simple_block_tag(takes_context=True)
def log(context: Context, content: SafeString) -> SafeString:
    """What the script needs, and where it says what waits; around every form of the log."""
    return format_html(
        '<div data-logbook="{}" data-enter="{}" data-draft-key="{}" data-words="{}">{}'
        '<p class="govuk-inset-text js-only" role="status" data-status></p>'
        '<ul class="govuk-list govuk-list--bullet" data-waiting hidden></ul>{}</div>',
        context["log"]["of"],
        context["log"]["enter"],
        context["log"]["draft_key"],
        context["log"]["words"],
        _token(context),
        content,
    )


@register.simple_block_tag(takes_context=True)
def entry(context: Context, content: SafeString, kind: str, label: str, *, reload: bool = False) -> SafeString:
    """The form of an entry. Its id is the page's, until the script gives it one of the phone's.

    With `reload` the page is asked for anew once everything is sent, since it is another one then.
    """
    return format_html(
        '<form method="post" action="{}" enctype="multipart/form-data" data-entry="{}" data-label="{}"{}>'
        "{}{}{}{}</form>",
        context["log"]["enter"],
        kind,
        label,
        SafeString(" data-reload" if reload else ""),
        _token(context),
        _hidden({"id": str(uuid7()), "kind": kind}),
        content,
        _hidden({"whole": "1"}),  # last, so that a body that was cut off on the way is known by its want
    )


@register.simple_tag(takes_context=True)
def tap(context: Context, kind: str, label: str, *, button: str = "", **fields: Any) -> SafeString:
    """An entry that needs no words: a button that says it. `button` is what stands on it, else the label."""
    face = format_html('<button class="govuk-button govuk-button--secondary">{}</button>', button or label)
    return entry(context, _hidden(fields) + face, kind, label)


@register.simple_tag(takes_context=True)
def typed(context: Context, kind: str, name: str = "text") -> str:
    """What was typed into a field of an entry that was not kept, as a page without the script gives it back."""
    fields = context["typed"]
    return str(fields.get(name, "")) if fields.get("kind") == kind else ""


def _token(context: Context) -> SafeString:
    return _hidden({"csrfmiddlewaretoken": get_token(context["request"])})


def _hidden(fields: dict[str, Any]) -> SafeString:
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields.items())
