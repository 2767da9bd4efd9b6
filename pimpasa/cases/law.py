"""Which law an act fell under on its day. A new Criminal Code (UU 1/2023) is in force since 2 January 2026."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEW_CODE = date(2026, 1, 2)


class Offence(TextChoices):
    TRAFFICKING = "trafficking", _("Human trafficking")
    SMUGGLING = "smuggling", _("Smuggling of people")
    LEAK = "leak", _("Giving away who reported")
    FALSE_REPORT = "false_report", _("A report that is false on purpose")


@dataclass(frozen=True)
class Provision:
    """`is_read` where the text was read in a source; else the office's lawyer confirms it first."""

    offence: Offence
    article: str
    since: date
    until: date | None
    is_read: bool
    note: str | Promise = ""


PROVISIONS = (
    Provision(Offence.TRAFFICKING, "UU 21/2007 pasal 2", date(2007, 4, 19), NEW_CODE, is_read=False),
    Provision(Offence.TRAFFICKING, "KUHP (UU 1/2023) pasal 455", NEW_CODE, None, is_read=False),
    Provision(Offence.SMUGGLING, "UU 6/2011 pasal 120", date(2011, 5, 5), NEW_CODE, is_read=False),
    Provision(Offence.SMUGGLING, "KUHP (UU 1/2023) pasal 457", NEW_CODE, None, is_read=True),
    Provision(Offence.LEAK, "KUHP (UU 1/2023) pasal 292", NEW_CODE, None, is_read=True, note=_("up to three years")),
    Provision(
        Offence.FALSE_REPORT,
        "KUHP (UU 1/2023) pasal 361",
        NEW_CODE,
        None,
        is_read=True,
        note=_("up to one year; an honest mistake is no false report"),
    ),
)


def law_on(day: date) -> list[Provision]:
    """What held on a day, in the order of the offences."""
    return law_between(day, day)


def law_between(first: date, last: date) -> list[Provision]:
    """What held on any day of a span, both ends in it, in the order of the offences."""
    return [
        provision
        for provision in PROVISIONS
        if provision.since <= last and (provision.until is None or first < provision.until)
    ]
