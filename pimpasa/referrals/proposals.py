"""The partners an office's list begins with. Numbers are those that residents are told (packs: hotlines); the rest
ships switched off.

`verified_on` is the earliest day on which one of them was read at its source, so that none looks fresher than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pimpasa.education.helplines import Helpline, helplines
from pimpasa.referrals.kinds import PartnerKind


@dataclass(frozen=True)
class Proposal:
    kind: PartnerKind
    name: str
    contact: str = ""
    source: str = ""
    verified_on: date | None = None
    is_active: bool = False


def proposals() -> tuple[Proposal, ...]:
    """With the numbers as they hold here."""
    return (
        _reached(PartnerKind.POLRI, "Polri", "polri"),
        _reached(PartnerKind.LPSK, "LPSK", "lpsk"),
        _reached(PartnerKind.SAPA, "SAPA", "sapa"),
        _reached(PartnerKind.KP2MI, "KP2MI", "kp2mi", "kp2mi_abroad", "kp2mi_chat"),
        Proposal(PartnerKind.KEMLU, "Kementerian Luar Negeri (Peduli WNI)", source="Peduli WNI", is_active=True),
        Proposal(PartnerKind.UPTD_PPA, "UPTD PPA"),
        Proposal(PartnerKind.DINSOS, "Dinas Sosial"),
        Proposal(PartnerKind.IOM, "IOM Indonesia"),
        Proposal(PartnerKind.UNHCR, "UNHCR Indonesia"),
    )


def _reached(kind: PartnerKind, name: str, *keys: str) -> Proposal:
    lines = {line.key: line for line in helplines()}
    numbers = [lines[key] for key in keys]
    contact = "; ".join(f"{line.number} ({line.entry.words('note', 'id')})" for line in numbers)
    return Proposal(kind, name, contact, _source(numbers[0]), _oldest(numbers), is_active=True)


def _source(line: Helpline) -> str:
    return ", ".join(part for part in (line.source.publisher, line.source.title, line.source.date) if part)


def _oldest(lines: list[Helpline]) -> date | None:
    days = [line.entry.read_on for line in lines]
    return None if None in days else min(day for day in days if day)
