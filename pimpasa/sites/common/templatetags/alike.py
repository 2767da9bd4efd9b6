"""Parts of a page that are the same for many, rendered once in each process for some seconds.

    {% alike office_here.office office_here.board %}…{% endalike %}
    {% alike form.kind.value form.whom.value unless form.errors %}…{% endalike %}

Between the tags stands nothing but what follows from the language and from what the tag names: a test walks every such
part and finds each variable in it named (tests/sites/common/test_alike.py). `unless` renders it anew where that is so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import template
from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from pimpasa.common.remembered import Remembered

register = template.Library()

UNLESS = "unless"


class AlikeNode(Node):
    """`named` is what the part depends on; each value has to be one that can be a key."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, named: list[FilterExpression], unless: FilterExpression | None) -> None:
        self.nodelist = nodelist
        self.named = named
        self.unless = unless

    def render(self, context: Context) -> SafeString:
        if self.unless is not None and self.unless.resolve(context):
            return self.nodelist.render(context)
        values = [_key_of(expression.resolve(context)) for expression in self.named]
        key = (self, get_language(), Remembered.changes, *values)
        return _parts.get(_Asked(partial(self.nodelist.render, context), key))


class _Asked:
    """A part with the page that asks for it; equal to the same part of another page with the same values."""

    def __init__(self, render: Callable[[], SafeString], key: Hashable) -> None:
        self._render: Callable[[], SafeString] | None = render
        self._key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def render(self) -> SafeString:
        """Rendered, after which the page is let go: what is remembered holds nobody's answers."""
        render, self._render = self._render, None
        return render() if render else SafeString()

    @property
    def is_let_go(self) -> bool:
        return self._render is None


# A page has half a dozen of them, of 1 to 10 KB each.
MOST_PARTS = 500
_parts: Remembered[_Asked, SafeString] = Remembered(_Asked.render, most=MOST_PARTS)


def forget() -> None:
    """Render every part anew at the next page."""
    _parts.forget()


@dataclass(frozen=True, eq=False)
class _Itself:
    """An object as a key: equal to itself alone, whatever it calls equal."""

    it: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.it is other.it

    def __hash__(self) -> int:
        return id(self.it)


def _key_of(value: Any) -> Hashable:
    if value is None or isinstance(value, str | int):
        return value
    return tuple(value) if isinstance(value, list | tuple) else _Itself(value)


@register.tag
def alike(parser: Parser, token: Token) -> AlikeNode:
    _name, *named = token.split_contents()
    unless = None
    if UNLESS in named:
        *named, _word, condition = named
        unless = parser.compile_filter(condition)
    nodelist = parser.parse(("endalike",))
    parser.delete_first_token()
    return AlikeNode(nodelist, [parser.compile_filter(word) for word in named], unless)
