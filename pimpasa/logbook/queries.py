from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.logbook import rules
from pimpasa.logbook.contents import Written
from pimpasa.logbook.models import Entry, SealedEntry
from pimpasa.sealing import envelopes

AnyEntry = TypeVar("AnyEntry", bound=Entry)
AnySealed = TypeVar("AnySealed", bound=SealedEntry)
AnyContents = TypeVar("AnyContents", bound=Written)


def received_before(log: QuerySet[AnyEntry], entry_id: UUID, *, most: int) -> AnyEntry | None:
    """The entry as this log received it before: whoever sends it again gets the same answer. None for a new one.

    `log` are the entries of one visit, operation or dialogue, whose row the caller holds locked, so that two tries at
    once come one after the other. Raises Refused where another log has it, or for a new one where this log is full.
    """
    everywhere: QuerySet[AnyEntry] = QuerySet(log.model)
    entry = everywhere.filter(pk=entry_id).first()
    if entry is None:
        rules.check_room(log.count(), most=most)
        return None
    if not log.filter(pk=entry_id).exists():
        raise Refused("of_another_log", _("This entry belongs to another log."))
    return entry


@dataclass(frozen=True)
class OpenEntry(Generic[AnySealed, AnyContents]):
    entry: AnySealed
    contents: AnyContents


def open_entries(
    entries: Iterable[AnySealed], contents: type[AnyContents], *, key: bytes
) -> list[OpenEntry[AnySealed, AnyContents]]:
    """Entries opened, in the order in which they were made, whenever each phone sent them.

    Raises WrongKey or Damaged of sealing.
    """
    opened = [OpenEntry(entry, _contents_of(entry, contents, key)) for entry in entries]
    return sorted(opened, key=lambda each: (each.contents.moment, each.entry.received_at))


def _contents_of(entry: SealedEntry, contents: type[AnyContents], key: bytes) -> AnyContents:
    return contents.from_json(envelopes.open_json(bytes(entry.envelope), key=key, context=entry.context))
