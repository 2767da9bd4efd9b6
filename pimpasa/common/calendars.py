"""Calendars that a phone's own calendar can hold: iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from icalendar import Calendar, Event


def calendar(part: str, events: Iterable[Event], *, name: str = "") -> bytes:
    """A calendar as a file; `part` is the part of the program that it comes from."""
    file = Calendar()
    file.add("prodid", f"-//Pimpasa//{part}//ID")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    if name:
        file.add("name", name)  # RFC 7986
        file.add("x-wr-calname", name)  # what calendars read before it
    for entry in events:
        file.add_component(entry)
    return bytes(file.to_ical())


def event(name: str, *, stamp: datetime, begins: datetime, ends: datetime, summary: str) -> Event:
    """An event that is the same one for every calendar that knows its `name`; `stamp` is when it was last changed."""
    entry = Event()
    entry.add("uid", f"{name}@pimpasa")
    entry.add("dtstamp", stamp)
    entry.add("dtstart", begins)
    entry.add("dtend", ends)
    entry.add("summary", summary)
    return entry
