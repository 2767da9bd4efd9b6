"""Sheets that are printed: a template in Typst beside the page it belongs to, filled with data, set in the sandbox."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from pimpasa.common import clock
from pimpasa.papers.typesetting import Typeset, typeset


def printed(template: Path, data: dict[str, Any], *, title: str) -> bytes:
    """A PDF in the reader's language; the template finds `title` and `language` among its data. Raises as `typeset`."""
    heading = {"title": title, "language": get_language() or "id"}
    return set_sheet(template, heading | data, day=clock.today()).pdf


def set_sheet(template: Path, data: dict[str, Any], *, day: date, pictures: bool = False) -> Typeset:
    """Raises as `typeset`."""
    return typeset(_source(template), data, day=day, pictures=pictures)


@cache
def _source(template: Path) -> str:
    return template.read_text()
