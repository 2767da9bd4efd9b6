"""The kinds of dialogues, those of all offices and each one's own: added, renamed, retired, but never deleted."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from itertools import chain, count

from django.utils.text import slugify

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.outreach import rules
from pimpasa.outreach.models import DialogueKind

LONGEST_KEY = 24


@dataclass(frozen=True)
class KindDetails:
    """How a kind is called and how long one takes; `is_planned` is false for a retired one.

    `for_all` says of a new one that all offices may plan it; whose a kind is does not change afterwards.
    """

    name_id: str
    name_en: str
    about_id: str = ""
    about_en: str = ""
    minutes: int = 90
    for_residents: bool = True
    is_planned: bool = True
    for_all: bool = False


@act(Act.KINDS_CHANGED)
def keep_kind(*, kind: DialogueKind | None, details: KindDetails, by: Officer) -> DialogueKind:
    """Change a kind, or (None) add one after the others. Raises Refused."""
    row = kind or DialogueKind(office=None if details.for_all else by.office)
    rules.check_keep_kind(by, row)
    rules.check_kind(name_id=details.name_id, name_en=details.name_en, minutes=details.minutes)
    kinds = {row.pk: row for row in DialogueKind.objects.select_for_update().order_by("pk")}
    if kind:
        row = kinds[kind.pk]
    else:
        row.key = _free_key(details.name_id, kinds)
        row.position = len(kinds)
    if not details.is_planned:
        rules.check_retire(row, kinds.values())
    for name in ("name_id", "name_en", "about_id", "about_en"):
        setattr(row, name, " ".join(getattr(details, name).split()))
    row.minutes = details.minutes
    row.for_residents = details.for_residents
    row.retired_on = None if details.is_planned else row.retired_on or clock.today()
    row.save()
    record(row, by=by, facts=row.facts)
    return row


def _free_key(name: str, keys: Container[str]) -> str:
    """Of the name, with a number where another has it."""
    base = slugify(name)[:LONGEST_KEY] or "jenis"
    numbered = (f"{base}-{number}" for number in count(2))
    return next(key for key in chain([base], numbered) if key not in keys)
