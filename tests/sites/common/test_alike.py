"""What is rendered once for many shows nobody what belongs to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.template.base import FilterExpression, NodeList, Variable
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode
from django.utils.translation import override

from pimpasa.common.remembered import Remembered
from pimpasa.sites.common.templatetags.alike import AlikeNode

# Where the parts of a compiled template come from.
OF_TEMPLATES = ("django.template", "pimpasa.sites")
SITES = Path(__file__).resolve().parents[3] / "pimpasa" / "sites"
USING = sorted(
    path.relative_to(next(parent for parent in path.parents if parent.name == "templates")).as_posix()
    for path in SITES.rglob("*.html")
    if re.search(r"{%\s*alike\b", path.read_text())
)


def rendered(source: str, **context: Any) -> str:
    return str(Template("{% load alike i18n %}" + source).render(Context(context))).strip()


class Counted:
    """Says how often it was shown."""

    def __init__(self) -> None:
        self.shown = 0

    def __str__(self) -> str:
        self.shown += 1
        return f"shown {self.shown}"


def test_it_is_rendered_once_for_the_same_values() -> None:
    page = Template("{% load alike %}{% alike place %}{{ counted }}{% endalike %}")
    counted = Counted()
    pages = [page.render(Context({"counted": counted, "place": place})) for place in ("1006", "1006", "1007")]
    assert pages == ["shown 1", "shown 1", "shown 2"]


def test_another_language_is_another_page() -> None:
    page = Template("{% load alike i18n %}{% alike %}{% translate 'Back' %}{% endalike %}")
    with override("en"):
        english = page.render(Context())
    with override("id"):
        assert page.render(Context()) != english


def test_whatever_this_process_forgets_it_is_rendered_anew() -> None:
    page = Template("{% load alike %}{% alike %}{{ counted }}{% endalike %}")
    counted = Counted()
    page.render(Context({"counted": counted}))
    Remembered[str, str](str).forget()
    assert page.render(Context({"counted": counted})) == "shown 2"


def test_what_calls_itself_equal_is_not_the_same() -> None:
    class Office:
        def __init__(self, name: str) -> None:
            self.name = name

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 1

    page = Template("{% load alike %}{% alike office %}{{ office.name }}{% endalike %}")
    assert [page.render(Context({"office": Office(name)})) for name in ("before", "after")] == ["before", "after"]


def test_a_form_with_errors_is_rendered_anew() -> None:
    page = Template("{% load alike %}{% alike unless form.errors %}{{ form.errors }}{% endalike %}")

    class Story(forms.Form):
        kind = forms.CharField()

    assert page.render(Context({"form": Story()})) == ""
    assert "errorlist" in page.render(Context({"form": Story({})}))


def test_it_keeps_no_page() -> None:
    """What is remembered is the text alone: no context, which has the answers of whoever asked first."""
    from pimpasa.sites.common.templatetags import alike

    secret = Counted()
    rendered("{% alike %}same{% endalike %}", narrative=secret)
    kept = list(alike._parts._answers)
    assert [asked.is_let_go for asked in kept] == [True] * len(kept)


@pytest.mark.parametrize("name", USING)
def test_every_variable_of_such_a_part_is_named(name: str) -> None:
    """Else one visitor's answer would be shown to the next."""
    template = get_template(name).template  # type: ignore[attr-defined]
    parts = template.nodelist.get_nodes_by_type(AlikeNode)
    assert parts
    for part in parts:
        named = {str(expression.var) for expression in part.named}
        assert unnamed(part.nodelist, named) == []


def unnamed(nodes: NodeList, named: set[str]) -> list[str]:
    """Variables that are neither named, nor part of what is, nor made between the tags."""
    lookups = list(looked_up(nodes))
    made = {name for kind, name in lookups if kind == "made"}
    return [name for kind, name in lookups if kind == "used" and not is_said(name, named, made)]


def is_said(name: str, named: set[str], made: set[str]) -> bool:
    """A field of a form says itself by its value; its label and its hint are the same for everybody."""
    root, _dot, rest = name.partition(".")
    if root in made:
        return True
    if root == "form":
        return rest.partition(".")[2] in {"label", "help_text"} or f"form.{rest.partition('.')[0]}.value" in named
    return root in named or any(one.startswith(f"{root}.") for one in named)


def looked_up(nodes: NodeList) -> Iterator[tuple[str, str]]:
    """Each ("used", variable) and ("made", name) of the nodes and of the templates that they include."""
    for node in nodes:
        assert not getattr(node, "takes_context", False), f"{node} reads the page"
        yield from _names_in(node)
        for child in node.child_nodelists:
            yield from looked_up(getattr(node, child, None) or NodeList())
        if isinstance(node, IncludeNode):
            yield from looked_up(get_template(node.template.var).template.nodelist)  # type: ignore[attr-defined]


def _names_in(part: Any) -> Iterator[tuple[str, str]]:
    """Of a node's own parts: conditions, arguments, filters; what it puts into the page for what stands in it."""
    if isinstance(part, FilterExpression):
        part = [part.var, *(argument for _filter, arguments in part.filters for _is_variable, argument in arguments)]
    if isinstance(part, Variable):
        yield from [("used", part.var)] if part.lookups else []
    elif isinstance(part, dict):
        yield from (("made", name) for name in part if isinstance(name, str))
        yield from (found for value in part.values() for found in _names_in(value))
    elif isinstance(part, list | tuple):
        yield from (found for value in part for found in _names_in(value))
    elif hasattr(part, "__dict__") and type(part).__module__.startswith(
        ("django.template", "django.templatetags", "pimpasa")
    ):
        for name, value in vars(part).items():
            if name in {"target_var", "asvar", "var_name"} and value:
                yield "made", value
            elif name == "loopvars":
                yield from (("made", loop) for loop in (*value, "forloop"))
            elif not isinstance(value, NodeList) and name not in {"token", "origin", "func", "parent_bits"}:
                yield from _names_in(value)


def test_the_walk_finds_what_is_not_named() -> None:
    """The test above fails where it should."""
    source = """{% load alike components i18n %}
      {% alike place form.kind.value %}{% if answers.danger %}x{% endif %}
      {% for row in persons %}{{ row.name }}{% endfor %}
      {{ form.kind }}{{ form.narrative.label }}{{ form.narrative }}{{ place.name|default:other }}
      {% include "common/parts/messages.html" with shown=news.first %}{% endalike %}"""
    (part,) = Template(source).nodelist.get_nodes_by_type(AlikeNode)
    found = unnamed(part.nodelist, {str(expression.var) for expression in part.named})
    assert set(found) >= {"answers.danger", "persons", "form.narrative", "other", "news.first"}
    assert not {"place.name", "row.name", "form.kind"} & set(found)
