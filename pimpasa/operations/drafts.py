"""The laporan hasil kegiatan, drafted from the log; people read it, change it, and only then record it."""

from __future__ import annotations

from typing import TypeAlias

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.common import clock
from pimpasa.logbook.queries import OpenEntry
from pimpasa.operations.contents import LogContents, OperationResult, PersonMet
from pimpasa.operations.kinds import LogKind
from pimpasa.operations.models import LogEntry
from pimpasa.operations.opening import OpenOperation
from pimpasa.territory import zones

Event: TypeAlias = OpenEntry[LogEntry, LogContents]


def draft_of(opened: OpenOperation) -> OperationResult:
    """What was saved last, or else a first draft: the course by time, whom the team met, and what follows from it."""
    return opened.draft or _first_draft(opened)


def _first_draft(opened: OpenOperation) -> OperationResult:
    events = [each for each in opened.entries if each.entry.kind != LogKind.CHECKLIST]
    people = [event.contents.person for event in events if event.contents.person is not None]
    return OperationResult(
        carried_out_on=_day(events),
        course="\n".join(_line(event) for event in events),
        findings="\n".join(_findings(people)),
        follow_up=_follow_up(people),
    )


def _day(events: list[Event]) -> str:
    first = events[0].contents.moment if events else clock.now()
    return zones.day_of(first).isoformat()


def _line(event: Event) -> str:
    at = date_format(zones.local(event.contents.moment), "H.i")
    person = _named(event.contents.person) if event.contents.person is not None else ""
    parts = [str(LogKind(event.entry.kind).label), person, event.contents.text]
    return f"{at} {': '.join(part for part in parts if part)} ({event.entry.officer.name})"


def _findings(people: list[PersonMet]) -> list[str]:
    lines = [_("Persons met: %(n)d.") % {"n": len(people)}]
    lines += [f"{number}. {_named(person)}" for number, person in enumerate(people, 1)]
    return lines


def _named(person: PersonMet) -> str:
    parts = [person.name, person.nationality, f"{person.document} {person.number}".strip(), person.stay_permit]
    name = ", ".join(part for part in parts if part)
    return _("%(who)s (may be a victim, not yet assessed)") % {"who": name} if person.maybe_victim else name


def _follow_up(people: list[PersonMet]) -> str:
    count = sum(person.maybe_victim for person in people)
    if not count:
        return ""
    return ngettext(
        "%(n)d person may be a victim: screen them first, arrange help, and take no administrative action against them "
        "before that.",
        "%(n)d persons may be victims: screen them first, arrange help, and take no administrative action against them "
        "before that.",
        count,
    ) % {"n": count}
