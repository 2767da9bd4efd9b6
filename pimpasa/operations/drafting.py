"""The laporan hasil kegiatan, drafted from the log; people read it, change it, and only then record it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.common import clock
from pimpasa.logbook.queries import OpenEntry
from pimpasa.operations.kinds import LogKind
from pimpasa.operations.models import LogEntry
from pimpasa.operations.opening import OpenOperation
from pimpasa.operations.papers import LogContents, OperationResult, PersonMet


def draft_of(opened: OpenOperation) -> OperationResult:
    """What was saved last, or else a first draft: the course by time, whom the team met, and what follows from it."""
    return opened.draft or _first_draft(opened)


def _first_draft(opened: OpenOperation) -> OperationResult:
    told = [one for one in opened.entries if one.entry.kind != LogKind.CHECKLIST]
    people = [one.contents.person for one in told if one.contents.person is not None]
    return OperationResult(
        carried_out_on=_day(told),
        course="\n".join(_line(one) for one in told),
        findings="\n".join(_found(people)),
        follow_up=_follow_up(people),
    )


def _day(told: list[OpenEntry[LogEntry, LogContents]]) -> str:
    first = datetime.fromisoformat(told[0].contents.at) if told else clock.now()
    return first.astimezone(clock.JAKARTA).date().isoformat()


def _line(one: OpenEntry[LogEntry, LogContents]) -> str:
    at = date_format(timezone.localtime(datetime.fromisoformat(one.contents.at)), "H.i")
    said = [str(LogKind(one.entry.kind).label), one.contents.text]
    if one.contents.person is not None:
        said.insert(1, _called(one.contents.person))
    return f"{at} {': '.join(part for part in said if part)} ({one.entry.officer.name})"


def _found(people: list[PersonMet]) -> list[str]:
    lines = [_("Persons met: %(n)d.") % {"n": len(people)}]
    lines += [f"{number}. {_called(person)}" for number, person in enumerate(people, 1)]
    return lines


def _called(person: PersonMet) -> str:
    parts = [person.name, person.nationality, f"{person.document} {person.number}".strip(), person.stay_permit]
    told = ", ".join(part for part in parts if part)
    return _("%(who)s (may be a victim, not yet assessed)") % {"who": told} if person.maybe_victim else told


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
