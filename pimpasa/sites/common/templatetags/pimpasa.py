"""Few tags, each with an example of its use."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.forms import BoundField
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.cases.days import first_day
from pimpasa.cases.kinds import Answer, Sex
from pimpasa.common import clock
from pimpasa.education.helplines import short_numbers
from pimpasa.operations.kinds import Manner
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.states import State
from pimpasa.territory import zones
from pimpasa.verification.htcds import Control, Exploitation
from pimpasa.verification.kinds import CitizenPurpose, Confidence, SourceKind, StepResult, UrgentCondition, UrgentReason

register = template.Library()

_SHORT = "|".join(sorted(short_numbers()))
# A short number, or one of Indonesia's with its 0 or +62; not within longer digits, a date or the number of a letter.
_NUMBER = re.compile(rf"(?<![\w./+-])(?:(?:\+62|0)[ -]?\d(?:[ -]?\d){{6,13}}|(?:{_SHORT}))(?![\w/-]|\.\d)")
_TAGS = {Urgency.EMERGENCY: "app-tag--urgent", Urgency.PRIORITY: "app-tag--soon"}
_ROWS = {Urgency.EMERGENCY: "app-row--urgent", Urgency.PRIORITY: "app-row--soon"}


@register.inclusion_tag("common/forms/field.html")
def field(bound: BoundField, heading: bool = False) -> dict[str, Any]:
    """{% field form.kind heading=True %}: the label is the page's heading."""
    return {"field": bound, "heading": heading}


@register.filter
def at_place(value: datetime | None, code: str) -> datetime | None:
    """{{ report.due_at|at_place:report.village_id|moment }}: in the time of the kelurahan of this code."""
    return value and zones.local(value, code)


@register.filter
def moment(value: datetime | None) -> str:
    """{{ report.received_at|moment }}: 23 September 2025, 14.00 WIB."""
    return "" if value is None else zones.moment(value)


@register.filter
def plus(value: int, more: int) -> int:
    """{{ start|plus:step }}"""
    return value + more


@register.filter
def day(value: datetime | date | None) -> str:
    """{{ report.received_at|day }}: 23 September 2025."""
    if value is None:
        return ""
    return zones.day(value) if isinstance(value, datetime) else formats.date_format(value, "j F Y")


@register.filter
def weekday(value: datetime) -> str:
    """{{ dialogue.starts_at|weekday }}: Tuesday."""
    return zones.weekday(value)


@register.filter
def day_of(text: str) -> str:
    """{{ result.carried_out_on|day_of }}: a day in ISO 8601, as `day` shows it."""
    return day(date.fromisoformat(text)) if text else ""


@register.filter
def hours(start: datetime | None, end: datetime | None) -> str:
    """{{ operation.starts_at|hours:operation.ends_at }}: 14.00–16.30 WIB; with the day where it ends on another."""
    return "" if start is None or end is None else zones.hours(start, end)


@register.filter
def time_left(value: datetime | None) -> str:
    """{{ report.due_at|time_left }}: "2 hours left" or "1 day late"."""
    if value is None:
        return ""
    length = value - clock.now()
    words = _span(abs(length))
    return _("%(span)s left") % {"span": words} if length > timedelta(0) else _("%(span)s late") % {"span": words}


@register.filter
def age(value: datetime) -> str:
    """{{ entry.since|age }}: "2 hours ago"; nothing for what is still to come."""
    length = clock.now() - value
    if length < timedelta(0):
        return ""
    return _("just now") if length < timedelta(minutes=1) else _("%(span)s ago") % {"span": _span(length)}


def _span(length: timedelta) -> str:
    if length >= timedelta(days=1):
        return ngettext("%(n)d day", "%(n)d days", length.days) % {"n": length.days}
    if (hours := int(length.total_seconds() // 3600)) >= 1:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return _("less than a minute")
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


@register.filter
def span(length: timedelta) -> str:
    """{{ overview.until_seen|span }}: "2 hours"."""
    return _span(length)


@register.filter
def is_late(value: datetime | None) -> bool:
    """{% if report.due_at|is_late %}."""
    return value is not None and value < clock.now()


@register.filter
def is_past(value: date) -> bool:
    """{% if term.due_on|is_past %}: a day before today."""
    return value < clock.today()


@register.filter
def lookup(names: dict[Any, str], key: Any) -> str:
    """{{ names|lookup:term.pk }}: what a mapping has under a key, or nothing."""
    return names.get(key, "")


@register.filter
def known_day(text: str) -> str:
    """{{ event.contents.day|known_day }}: "2025", "September 2025" or "23 September 2025", as far as it is known."""
    first = first_day(text)
    if first is None:
        return ""
    return formats.date_format(first, {4: "Y", 7: "F Y"}.get(len(text.strip()), "j F Y"))


@register.filter
def urgency_tag(urgency: int) -> str:
    """{{ report.urgency|urgency_tag }}: the tag's class."""
    return _TAGS.get(Urgency(urgency), "")


@register.filter
def urgency_row(urgency: int) -> str:
    """{{ report.urgency|urgency_row }}: the row's class."""
    return _ROWS.get(Urgency(urgency), "")


@register.filter
def moment_of(text: str) -> str:
    """{{ entry.at|moment_of }}: a moment in ISO 8601, as `moment` shows it."""
    return moment(datetime.fromisoformat(text))


def _labels(name: str, choices: Any) -> None:
    """{{ value|name }}: the words of a code, or of each in a list, with semicolons between."""

    def words(value: str | list[str]) -> str:
        codes = value if isinstance(value, list) else [value]
        return "; ".join(str(choices(code).label) for code in codes if code in choices.values)

    register.filter(name, words)


for _name, _choices in {
    "state_label": State,
    "step_result": StepResult,
    "controls": Control,
    "exploitations": Exploitation,
    "confidence": Confidence,
    "source_kind": SourceKind,
    "citizen_purpose": CitizenPurpose,
    "manner": Manner,
    "urgent_reason": UrgentReason,
    "urgent_condition": UrgentCondition,
    "sex": Sex,
    "answer": Answer,
}.items():
    _labels(_name, _choices)


@register.filter
def points(share: float) -> str:
    """A difference of two shares in points of a hundred, with its sign."""
    return f"{100 * share:+.0f}"


@register.filter
def dialled(text: str) -> SafeString:
    """{{ partner.contact|dialled }}: each number to call in a text becomes a link that calls it."""
    return format_html_join("", "{}", ((part,) for part in _dialled(text)))


def _dialled(text: str) -> Iterator[str]:
    end = 0
    for match in _NUMBER.finditer(text):
        yield text[end : match.start()]
        number = match[0]
        dial = re.sub(r"[^\d+]", "", number)
        yield format_html('<a class="govuk-link" href="tel:{}">{}</a>', dial, number)
        end = match.end()
    yield text[end:]


@register.filter
def file_size(size: int) -> str:
    """{{ facts.size|file_size }}: "1.2 MB"."""
    value = float(size)
    for unit in ("B", "KB", "MB"):
        if value < 1024:
            return f"{formats.number_format(round(value, 0 if unit == 'B' else 1))} {unit}"
        value /= 1024
    return f"{formats.number_format(round(value, 1))} GB"
