"""Public dialogues as iCalendar (RFC 5545), so that a phone's own calendar holds them."""

from __future__ import annotations

from collections.abc import Iterable

from icalendar import Event
from icalendar.enums import STATUS

from pimpasa.common import clock
from pimpasa.common.calendars import calendar, event
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import DialogueState

OFF = "Batal:"


def calendar_of(dialogues: Iterable[Dialogue], *, name: str, address: str) -> bytes:
    """A calendar of this name; `address` is the site's own, without a path."""
    return calendar("Ngopi", [_event(dialogue, address) for dialogue in dialogues], name=name)


def _event(dialogue: Dialogue, address: str) -> Event:
    entry = event(
        str(dialogue.pk),
        stamp=clock.now(),
        begins=dialogue.starts_at,
        ends=dialogue.ends_at,
        summary=_summary(dialogue),
    )
    entry.add("sequence", dialogue.version)
    entry.add("location", _place(dialogue))
    entry.add("description", "\n\n".join(part for part in (dialogue.called_off_because, dialogue.agenda) if part))
    entry.add("url", f"{address}/ngopi/{dialogue.pk}/")
    entry.add("status", STATUS.CANCELLED if _is_off(dialogue) else STATUS.CONFIRMED)
    return entry


def _is_off(dialogue: Dialogue) -> bool:
    return dialogue.state == DialogueState.CALLED_OFF


def _summary(dialogue: Dialogue) -> str:
    # Outlook shows an event of a subscribed calendar as on, whatever its STATUS says.
    off = f"{OFF} " if _is_off(dialogue) else ""
    return f"{off}{dialogue.name}, {dialogue.village.name}"


def _place(dialogue: Dialogue) -> str:
    rws = f"RW {', '.join(dialogue.rws)}" if dialogue.rws else ""
    return ", ".join(part for part in (dialogue.hall, dialogue.address, rws, dialogue.village.name) if part)
