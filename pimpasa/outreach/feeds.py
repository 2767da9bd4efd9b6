"""Public dialogues as iCalendar (RFC 5545), so that a phone's own calendar holds them."""

from __future__ import annotations

from collections.abc import Iterable

from icalendar import Event
from icalendar.enums import STATUS

from pimpasa.common import clock
from pimpasa.common.calendars import calendar, event
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import DialogueState


def calendar_of(dialogues: Iterable[Dialogue], *, name: str, address: str) -> bytes:
    """A calendar of this name; `address` is the site's own, without a path."""
    return calendar("Ngopi", [_event(dialogue, address) for dialogue in dialogues], name=name)


def _event(dialogue: Dialogue, address: str) -> Event:
    entry = event(
        str(dialogue.pk),
        stamp=clock.now(),
        begins=dialogue.starts_at,
        ends=dialogue.ends_at,
        summary=f"{dialogue.name}, {dialogue.village.name}",
    )
    entry.add("sequence", dialogue.version)
    entry.add("location", _place(dialogue))
    entry.add("description", "\n\n".join(part for part in (dialogue.called_off_because, dialogue.agenda) if part))
    entry.add("url", f"{address}/ngopi/{dialogue.pk}/")
    is_off = dialogue.state == DialogueState.CALLED_OFF
    entry.add("status", STATUS.CANCELLED if is_off else STATUS.CONFIRMED)
    return entry


def _place(dialogue: Dialogue) -> str:
    rws = f"RW {', '.join(dialogue.rws)}" if dialogue.rws else ""
    return ", ".join(part for part in (dialogue.hall, dialogue.address, rws, dialogue.village.name) if part)
