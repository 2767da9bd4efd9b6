"""What speaks for an offer. Anybody can write it, so it is shown apart and never cancels a warning sign."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pimpasa.education.offers.signs import EIGHT_PAPERS, MIGRANT_WORKERS, WORK_AGREEMENT, Sign

PROMISES: tuple[Sign, ...] = (
    Sign(
        key="registered",
        indicator=48,
        weight=0,
        text=_("It says that the agency is registered"),
        why=_("Look the name up yourself, at KP2MI or the manpower office (Disnaker)."),
        source=MIGRANT_WORKERS,
        says="""
            p3mi
            sip3mi
            siskop2mi
            terdaftar
            disnaker|disnakertrans|bp3mi|kp2mi|kemnaker
            g to g
            ltsa
        """,
    ),
    Sign(
        key="contract",
        indicator=49,
        weight=0,
        text=_("It speaks of an agreement that you can read"),
        why=_("Ask for a copy, and read it at home before you sign."),
        source=WORK_AGREEMENT,
        says="""
            perjanjian|kontrak ~4 dibaca|dibacakan|baca|ditandatangani|disahkan
            perjanjian|kontrak ~4 dilegalisir|diverifikasi|tertulis|salinan|dijelaskan|dikirim
            perjanjian penempatan|kerja
        """,
    ),
    Sign(
        key="work_visa",
        indicator=50,
        weight=0,
        text=_("It speaks of a work visa"),
        why=_("Look at the visa before you leave: it must be for work."),
        source=EIGHT_PAPERS,
        says="""
            visa|izin|permit|residence kerja
            employment pass|approval
            visa ~1 calling|c1d|vdr|qvc
        """,
    ),
    Sign(
        key="no_fee",
        indicator=51,
        weight=0,
        text=_("It says that no fee is charged"),
        why=_("Keep that sentence. If money is asked for later, stop."),
        source=MIGRANT_WORKERS,
        says="""
            {NOT} dipungut
            {NOT} ~1 ada ~1 biaya
            zero cost
            tanpa biaya
            gratis
            {NOT} ~1 placement biaya
            biaya ~3 ditanggung
        """,
        can_be_denied=False,
    ),
    Sign(
        key="own_papers",
        indicator=None,
        weight=0,
        text=_("It says that you keep your own papers"),
        why=_("Keep to it: a copy is enough for anybody."),
        source=MIGRANT_WORKERS,
        says="""
            {DOCUMENT} ~4 sendiri|masing*|dhewe*
            {DOCUMENT} ~2 difotokopi|fotokopi|difoto
            fotokopi {DOCUMENT}
            {DOCUMENT} {NOT} ditahan
        """,
        can_be_denied=False,
    ),
)
