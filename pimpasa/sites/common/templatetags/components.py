"""The parts that pages are made of, each once: what govuk-frontend asks of its mark-up stands here and nowhere else.

    {% back "officers:cases" %}{% translate "Cases" %}{% endback %}
    {% goto "officers:export_case" case.pk %}{% translate "Export this case" %}{% endgoto %}
    {% goto "officers:plan" case.pk look="button" %}{% translate "Plan an operation" %}{% endgoto %}
    {% submit look="secondary" %}{% translate "Send" %}{% endsubmit %}
    {% act "officers:take" report.pk %}{% translate "Start verifying" %}{% endact %}
    {% more "Summary" %}…{% endmore %}
    {% fold _("Whom to ask") %}…{% endfold %}
    {% warning %}{% translate "Call 110 where a life is at stake." %}{% endwarning %}
    {% facts %}{% fact _("Day") %}{{ day }}{% endfact %}{% endfacts %}
    {% card %}…{% endcard %}
    {% line %}…{% endline %}
    {% choice "kind" _("Kind") choices.kind filter.kind %}
    {% timeline timeline "officers:timeline_of_report" report.pk %}

Texts between the tags are the caller's, escaped by the template that wrote them.
"""

from __future__ import annotations

import re
from typing import Any, cast

from django import template
from django.conf import settings
from django.middleware.csrf import get_token
from django.template import Context, Node, NodeList
from django.template.base import Parser, TextNode, Token
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

BUTTONS = {
    "": "govuk-button",
    "secondary": "govuk-button govuk-button--secondary",
    "warning": "govuk-button govuk-button--warning",
}
LINKS = {
    "": "govuk-link",
    "target": "govuk-link app-target",  # large enough for a thumb
    "button": BUTTONS[""],
    "secondary": BUTTONS["secondary"],
    "warning": BUTTONS["warning"],
    "back": "govuk-back-link",
}
_BREAK = re.compile(r"\s*\n\s*")
TIGHT = " govuk-!-margin-bottom-0"


def _bare(content: SafeString) -> SafeString:
    """Without the line breaks of the template around it, which would be underlined or pushed."""
    return SafeString(content.strip())


def address_of(to: str, arguments: tuple[Any, ...]) -> str:
    """A name of an address with its arguments, or an address as it is."""
    return to if to.startswith(("/", "#", "?", "http")) else reverse(to, args=arguments)


@register.simple_block_tag
def pagetitle(content: SafeString) -> SafeString:
    """The page's title, also for who shows a link to it (the Open Graph protocol)."""
    words = _one_line(content)
    if settings.PIMPASA_TRAINING:
        words = format_html("{}: {}", _("Training"), words)
    return format_html('<title>{}</title><meta property="og:title" content="{}">', words, words)


@register.simple_block_tag
def pagedescription(content: SafeString) -> SafeString:
    """What the page is about, for a search and for who shows a link to it."""
    words = _one_line(content)
    tags = '<meta name="description" content="{}"><meta property="og:description" content="{}">'
    return format_html(tags, words, words)


def _one_line(content: SafeString) -> SafeString:
    return SafeString(" ".join(content.split()).replace('"', "&quot;"))


@register.simple_block_tag
def back(content: SafeString, to: str, *arguments: Any) -> SafeString:
    """The way back, above a page's heading."""
    link = '<nav aria-label="{}"><a class="{}" href="{}">{}</a></nav>'
    return format_html(link, _("Back"), LINKS["back"], address_of(to, arguments), _bare(content))


@register.simple_block_tag
def goto(content: SafeString, to: str, *arguments: Any, look: str = "", at: str = "") -> SafeString:
    """A link, or a link that looks like a button; `at` is a place on the page that it leads to."""
    role = format_html(' role="{}" draggable="false"', "button") if LINKS[look].startswith("govuk-button") else ""
    return format_html(
        '<a class="{}"{} href="{}{}">{}</a>', LINKS[look], role, address_of(to, arguments), at, _bare(content)
    )


@register.simple_block_tag
def submit(content: SafeString, look: str = "", *, tight: bool = False, **attributes: str) -> SafeString:
    """The button of a form, with whatever else it needs: `name="keep" value="1"`."""
    return _button(content, look, is_tight=tight, attributes=attributes)


@register.simple_block_tag(takes_context=True)
def act(
    context: Context,
    content: SafeString,
    to: str,
    *arguments: Any,
    look: str = "",
    tight: bool = False,
    refused: str = "",
) -> SafeString:
    """A form that is one button: what is done by pressing it.

    `refused` is why it cannot be done now: the button is off and the reason stands under it.
    """
    hint = f"{to.rpartition(':')[2]}-refused"
    off = {"disabled": "", "aria-describedby": hint} if refused else {}
    button = _button(content, look, is_tight=tight, attributes=off)
    token = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(context["request"]))
    form = format_html('<form method="post" action="{}">{}{}</form>', address_of(to, arguments), token, button)
    return form + format_html('<p class="govuk-hint" id="{}">{}</p>', hint, refused) if refused else form


def _button(content: SafeString, look: str, *, is_tight: bool, attributes: dict[str, str]) -> SafeString:
    classes = BUTTONS[look] + (TIGHT if is_tight else "")
    others = format_html_join("", "{}", [(_attribute(name, value),) for name, value in attributes.items()])
    return format_html('<button class="{}" data-module="govuk-button"{}>{}</button>', classes, others, _bare(content))


def _attribute(name: str, value: str) -> SafeString:
    return format_html(' {}="{}"', name, value) if value else format_html(" {}", name)


@register.simple_block_tag
def more(content: SafeString, summary: str, *, opened: bool = False) -> SafeString:
    """What is folded away under a summary."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        " open" if opened else "",
        summary,
        content,
    )


@register.simple_block_tag
def fold(content: SafeString, heading: str, *, count: int = 0, opened: bool = False) -> SafeString:
    """A section of a page that is long: its heading stands there, the rest is folded away under it."""
    return format_html(
        '<details class="app-fold"{}><summary><h2 class="app-fold__heading">{}{}</h2></summary>'
        '<div class="app-fold__content">{}</div></details>',
        " open" if opened else "",
        heading,
        format_html(" ({})", count) if count else "",
        content,
    )


@register.simple_block_tag
def warning(content: SafeString) -> SafeString:
    """What must not be overlooked."""
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
        '<strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">{}</span> {}</strong></div>',
        _("Important"),
        _bare(content),
    )


@register.simple_block_tag
def facts(content: SafeString, look: str = "") -> SafeString:
    """A list of names and what they are, each a `fact`; `look` is "plain" without lines between."""
    classes = "govuk-summary-list" + (" govuk-summary-list--no-border" if look == "plain" else "")
    return format_html('<dl class="{}">{}</dl>', classes, content)


@register.simple_block_tag
def fact(content: SafeString, name: str, *, change: str = "", said: bool = False) -> SafeString:
    """One row; `change` is where it is changed, `said` keeps the lines of what somebody wrote."""
    value = "govuk-summary-list__value" + (" app-said" if said else "")
    row = (
        '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{}</dt><dd class="{}">{}</dd>{}</div>'
    )
    return format_html(row, name, value, _bare(content), _change(change, name))


def _change(to: str, name: str) -> SafeString:
    if not to:
        return SafeString()
    link = (
        '<dd class="govuk-summary-list__actions"><a class="govuk-link" href="{}">{}'
        '<span class="govuk-visually-hidden"> {}</span></a></dd>'
    )
    return format_html(link, to, _("Change"), name)


@register.simple_block_tag
def card(content: SafeString, look: str = "") -> SafeString:
    """What belongs together and stands alone; `look` is "danger" where somebody may be harmed."""
    return format_html('<div class="app-card{}">{}</div>', f" app-card--{look}" if look else "", content)


class _Line(Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return self.nodelist.render(context)


@register.tag
def line(parser: Parser, token: Token) -> Node:
    """{% line %}…{% endline %}: one line of the page, written on several of the template.

    Line breaks of the template count as nothing there, not even as a space; those of what people wrote stay.
    """
    nodelist = parser.parse(("endline",))
    parser.delete_first_token()
    for node in nodelist.get_nodes_by_type(TextNode):
        text = cast(TextNode, node)
        text.s = _BREAK.sub("", text.s)
    return _Line(nodelist)


@register.inclusion_tag("common/parts/choice.html")
def choice(name: str, label: str, choices: Any, chosen: Any) -> dict[str, Any]:
    """One of several values with their words, or all of them: a list that narrows another."""
    return {"name": name, "label": label, "choices": choices, "chosen": chosen}


@register.inclusion_tag("common/parts/timeline.html")
def timeline(told: Any, to: str, *arguments: Any) -> dict[str, Any]:
    """What was done, when, by whom, as `timeline_of` tells it; all of it stands at the address that is named."""
    return {"timeline": told, "whole": address_of(to, arguments)}
