"""Questions between desks to read a report that names the same."""

from __future__ import annotations

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.common import clock
from pimpasa.reports.kinds import ShareState
from pimpasa.reports.models import Mention, Report, Share
from pimpasa.territory.models import Desk


def asked_of(officer: Officer) -> list[Share]:
    """What other desks ask the units where the officer sits, oldest first."""
    units = desks_of(officer, on=clock.today()).filter(kind=Desk.Kind.UNIT)
    rows = Share.objects.filter(report__unit__in=units, state=ShareState.ASKED)
    return list(rows.select_related("report", "desk__office", "asked_by", "reader_key").order_by("id"))


def name_the_same(report: Report, because_of: Report) -> bool:
    digests = Mention.objects.filter(report=report).values("digest")
    return Mention.objects.filter(report=because_of, digest__in=digests).exists()


def share_by_id(share_id: int) -> Share | None:
    """What another desk asked for, with who asked and the key it is to be read with."""
    rows = Share.objects.select_related("report__unit", "report__village", "desk__office", "asked_by", "reader_key")
    return rows.filter(pk=share_id).first()
