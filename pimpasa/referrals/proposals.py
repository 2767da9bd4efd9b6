"""The partners an office's list begins with. Numbers are those that a source confirms; the rest ships switched off.

`verified_on` is the earliest day of the month or year that the source names, so that none looks fresher than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pimpasa.referrals.kinds import PartnerKind


@dataclass(frozen=True)
class Proposal:
    kind: PartnerKind
    name: str
    contact: str = ""
    source: str = ""
    verified_on: date | None = None
    is_active: bool = False


PROPOSALS = (
    Proposal(
        PartnerKind.POLRI,
        "Polri",
        "110, gratis, siang dan malam; tersambung ke Polres terdekat",
        "Polri, Januari 2026",
        date(2026, 1, 1),
        is_active=True,
    ),
    Proposal(PartnerKind.LPSK, "LPSK", "148", "LPSK, 2021 dan 2025", date(2025, 1, 1), is_active=True),
    Proposal(PartnerKind.SAPA, "SAPA", "129", "SAPA 129", is_active=True),
    Proposal(
        PartnerKind.KP2MI,
        "KP2MI",
        "0800-1000; dari luar negeri +62 21 29244800; WhatsApp 0811-8080-141",
        "KP2MI, April 2025",
        date(2025, 4, 1),
        is_active=True,
    ),
    Proposal(PartnerKind.KEMLU, "Kementerian Luar Negeri (Peduli WNI)", source="Peduli WNI", is_active=True),
    Proposal(PartnerKind.UPTD_PPA, "UPTD PPA"),
    Proposal(PartnerKind.DINSOS, "Dinas Sosial"),
    Proposal(PartnerKind.IOM, "IOM Indonesia"),
    Proposal(PartnerKind.UNHCR, "UNHCR Indonesia"),
)
