"""Public dialogues as iCalendar (RFC 5545), so that a phone's own calendar holds them."""

from __future__ import annotations

from collections.abc import Iterable

from icalendar import Calendar, Event
from icalendar.enums import STATUS

from pimpasa.common import clock
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import DialogueState


def calendar_of(dialogues: Iterable[Dialogue], *, name: str, address: str) -> bytes:
    """A calendar of this name; `address` is the site's own, without a path."""
    calendar = Calendar()
    calendar.add("prodid", "-//Pimpasa//Ngopi//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)  # RFC 7986
    calendar.add("x-wr-calname", name)
    for dialogue in dialogues:
        calendar.add_component(_event(dialogue, address))
    return bytes(calendar.to_ical())


def _event(dialogue: Dialogue, address: str) -> Event:
    event = Event()
    event.add("uid", f"{dialogue.pk}@pimpasa")
    event.add("dtstamp", clock.now())
    event.add("dtstart", dialogue.starts_at)
    event.add("dtend", dialogue.ends_at)
    event.add("sequence", dialogue.version)
    event.add("summary", f"{dialogue.name}, {dialogue.village.name}")
    event.add("location", _place(dialogue))
    event.add("description", "\n\n".join(part for part in (dialogue.called_off_because, dialogue.agenda) if part))
    event.add("url", f"{address}/ngopi/{dialogue.pk}/")
    is_off = dialogue.state == DialogueState.CALLED_OFF
    event.add("status", STATUS.CANCELLED if is_off else STATUS.CONFIRMED)
    return event


def _place(dialogue: Dialogue) -> str:
    rws = f"RW {', '.join(dialogue.rws)}" if dialogue.rws else ""
    return ", ".join(part for part in (dialogue.hall, dialogue.address, rws, dialogue.village.name) if part)
