"""An officer's recovery code on paper."""

from __future__ import annotations

import base64
from pathlib import Path

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.sites.common.prints import printed

TEMPLATE = Path(__file__).parent / "prints" / "pemulihan.typ"


def recovery_sheet(officer: Officer, code: str) -> str:
    """A PDF of one page inside its page, a data URI, so that nothing of it has to be kept.

    Empty where it cannot be set just now: the code is shown this once, so nothing may keep its page from coming.
    """
    data = {
        "who": f"{officer.name}, {officer.office.name}",
        "code": code,
        "keep": _("If you forget your password, only this code opens your key. Keep it away from your phone."),
    }
    try:
        pdf = printed(TEMPLATE, data, title=_("Your recovery code"))
    except Refused:
        return ""
    return "data:application/pdf;base64," + base64.b64encode(pdf).decode()
