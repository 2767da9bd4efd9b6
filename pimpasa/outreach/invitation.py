"""An invitation in words, always in Indonesian: an officer who reads English pages still invites neighbours."""

from __future__ import annotations

from django.utils import translation
from django.utils.formats import date_format

from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import DialogueState
from pimpasa.territory import zones

FREE = "Gratis, tidak perlu mendaftar. Boleh datang untuk mendengarkan saja."


def day_of(dialogue: Dialogue) -> str:
    """Selasa, 23 September 2025"""
    with translation.override("id"):
        return date_format(dialogue.begins, "l, j F Y")


def hours_of(dialogue: Dialogue) -> str:
    """14.00–15.30 WIB"""
    return zones.hours(dialogue.begins, dialogue.ends)


def residents(dialogue: Dialogue) -> str:
    """RW 017 dan RW 019, Cengkareng Timur"""
    *first, last = dialogue.rws or [""]
    rws = f"{', '.join(f'RW {rw}' for rw in first)} dan RW {last}" if first else f"RW {last}" if last else "Kelurahan"
    return f"{rws}, {dialogue.village.name}" if last else f"{rws} {dialogue.village.name}"


def points_of(dialogue: Dialogue) -> list[str]:
    """What it is about, point by point."""
    return [line.strip() for line in dialogue.agenda.splitlines() if line.strip()]


def place_of(dialogue: Dialogue) -> list[str]:
    """The hall, how to find it, the kelurahan."""
    return [part for part in (dialogue.hall, dialogue.address, dialogue.village.name) if part]


def message(dialogue: Dialogue, *, link: str) -> str:
    """To be pasted into a chat; `link` is the dialogue's public page, or nothing. Of one called off, that it is."""
    with translation.override("id"):
        name = dialogue.name
    when = f"🗓 {day_of(dialogue)}\n🕑 {hours_of(dialogue)}\n📍 {', '.join(place_of(dialogue))}"
    if dialogue.state == DialogueState.CALLED_OFF:
        lines = [f"*{name} DIBATALKAN*", f"Mohon maaf, Bapak dan Ibu. {dialogue.called_off_because}", when]
    else:
        lines = [f"*{name}*", f"Salam hangat, warga {residents(dialogue)}.", _call(dialogue), when]
        lines += [_about(dialogue), FREE, _from(dialogue)]
    lines.append(f"Keterangan lengkap: {link}" if link else "")
    return "\n\n".join(part for part in lines if part)


def _call(dialogue: Dialogue) -> str:
    if not dialogue.kind.for_residents:
        return "Kami mengundang Bapak dan Ibu hadir pada:"
    return "Mari ngobrol santai bersama Pimpasa, petugas imigrasi di kelurahan kita:"


def _about(dialogue: Dialogue) -> str:
    points = points_of(dialogue)
    return "\n".join(["Kita akan membahas:", *(f"• {point}" for point in points)]) if points else ""


def _from(dialogue: Dialogue) -> str:
    with_whom = f", bersama {dialogue.partners}" if dialogue.partners else ""
    return f"Salam dari {dialogue.organiser.name}, {dialogue.office.name}{with_whom}."
