"""What the office sends on paper of a breach."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from pimpasa.packs.kinds import PackName
from pimpasa.packs.queries import pack
from pimpasa.privacy.contents import BreachFacts
from pimpasa.privacy.models import Breach
from pimpasa.sites.common.prints import printed
from pimpasa.sites.common.templatetags.pimpasa import moment

LETTER = Path(__file__).parent / "prints" / "kebocoran.typ"


def breach_letter(breach: Breach, facts: BreachFacts) -> bytes:
    """The notice to people whose data came into wrong hands, as a PDF to sign (UU 27/2022 pasal 46)."""
    opening = _(
        "Under UU 27/2022 pasal 46 we tell you that personal data in our keeping came into wrong hands, "
        "or may have. We discovered it on %(when)s."
    )
    data = {
        "office": breach.office.name,
        "opening": opening % {"when": moment(breach.discovered_at)},
        "parts": [
            (_("Which data"), facts.which),
            (_("When and how it happened"), facts.how),
            (_("What is done about it"), facts.efforts),
            (_("Who is told"), facts.people),
            (_("The authority that is told"), str(pack(PackName.ADDRESSEES).entry("breach").values["name"])),
        ],
        "rights": _("You may ask us what we keep about you, and have it corrected or erased. We are sorry."),
        "signature": _("Head of office, date, signature"),
    }
    return printed(LETTER, data, title=_("Notice of a breach of personal data"))
