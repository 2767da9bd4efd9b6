"""What residents are told that is written down once elsewhere; sentences take it as a word.

{% number "polri" as police %}{% blocktranslate %}Call {{ police }}.{% endblocktranslate %}
{% term "draft" as kept %}{% blocktranslate %}It is kept for {{ kept }}.{% endblocktranslate %}
{% cited "uu-27-2022" as sources %}{% include "common/parts/sources.html" %}
"""

from __future__ import annotations

from django import template

from pimpasa.education.helplines import dial_of, number_of
from pimpasa.education.sources import Source, sources
from pimpasa.packs.reading import Entry
from pimpasa.sites.common.templatetags.pimpasa import span
from pimpasa.sites.common.terms import TERMS

register = template.Library()


@register.simple_tag
def number(key: str) -> str:
    """A number to call. Raises KeyError where none has this key."""
    return number_of(key)


@register.simple_tag
def dial(key: str) -> str:
    """What a phone dials for that number, without spaces and dashes. Raises KeyError as above."""
    return dial_of(key)


@register.filter
def pack_words(entry: Entry, field: str) -> str:
    """{{ law.change|pack_words:"words" }}: what an entry of a pack says, in the reader's language."""
    return entry.words(field)


@register.simple_tag
def term(key: str) -> str:
    """How long something takes, in words: "15 minutes". Raises KeyError where no term has this key."""
    return span(TERMS[key])


@register.simple_tag
def cited(*keys: str) -> tuple[Source, ...]:
    """The sources of these keys, in the reader's language. Raises KeyError where one is not written down."""
    return sources(keys)
