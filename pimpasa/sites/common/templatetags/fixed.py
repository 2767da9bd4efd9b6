"""Scripts and styles with the digest of what they have to be: a browser runs nothing else in their place.

<script type="module" {% fixed "public/story.js" %}></script>
<link rel="stylesheet" {% fixed "common/pimpasa.css" %}>
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pimpasa.common.integrity import integrity

register = template.Library()


@register.simple_tag
def fixed(name: str) -> SafeString:
    """The address of a script or a style sheet, and its digest."""
    address = staticfiles_storage.url(name)
    attribute = "href" if name.endswith(".css") else "src"
    return format_html('{}="{}" integrity="{}"', attribute, address, _integrity_of(name, address))


def _integrity_of(name: str, address: str) -> str:
    stored_name = getattr(staticfiles_storage, "stored_name", None)
    if stored_name is not None:
        return _collected(stored_name(name), address)
    # While one works on it a file changes under its name.
    return integrity(Path(str(finders.find(name))).read_bytes())


@lru_cache(maxsize=256)
def _collected(stored: str, _address: str) -> str:
    with staticfiles_storage.open(stored) as file:
        return integrity(file.read())
