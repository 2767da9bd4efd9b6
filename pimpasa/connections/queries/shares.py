"""Questions between desks to read a report that names the same."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import seats_of, unit_seats_of
from pimpasa.common import clock
from pimpasa.connections.models import Inquiry
from pimpasa.reports.kinds import MentionStatus, ShareState
from pimpasa.reports.models import Mention, Recusal, Report, Share
from pimpasa.reports.queries.lists import sent_past, visible_to
from pimpasa.territory.models import Desk
from pimpasa.vault.models import IN_USE

MOST_KNOWN = 100
ANSWERED = (ShareState.GRANTED, ShareState.REFUSED)


def asked_of(officer: Officer) -> list[Share]:
    """What other desks ask the units where the officer sits, oldest first."""
    rows = Share.objects.filter(report__unit__in=unit_seats_of(officer), state=ShareState.ASKED)
    return list(rows.select_related("report", "desk__office", "asked_by", "reader_key").order_by("id"))


def read_by(officer: Officer) -> QuerySet[Report]:
    """Every report that the officer may read: of their desks, and what was shared with these."""
    desks = seats_of(officer)
    shared = Share.objects.filter(desk__in=desks, state=ShareState.GRANTED).values("report")
    kept_out = Recusal.objects.filter(officer=officer).values("report")
    own = visible_to(officer, seats=desks).values("pk")
    past = sent_past(desks)
    return Report.objects.filter(Q(pk__in=own) | Q(pk__in=shared)).exclude(pk__in=kept_out).exclude(past)


def known_elsewhere(mention: Mention, *, desk: Desk, officer: Officer) -> list[Report]:
    """For the act of asking alone: the reports elsewhere that name the same and that this desk has not asked for yet.

    MOST_KNOWN of the newest. No page lists them: what other desks know is theirs to tell.
    """
    same = Mention.objects.filter(digest=mention.digest).exclude(status=MentionStatus.REFUSED)
    asked_before = Share.objects.filter(desk=desk).exclude(state=ShareState.REFUSED).values("report")
    own = visible_to(officer).filter(pk__in=same.values("report")).values("pk")
    rows = Report.objects.filter(IN_USE, pk__in=same.values("report")).exclude(pk__in=asked_before)
    rows = rows.exclude(sent_past([desk]))
    return list(
        rows.exclude(pk__in=own).exclude(pk=mention.report_id).select_related("unit").order_by("-id")[:MOST_KNOWN]
    )


def inquiries_today(officer: Officer) -> int:
    """How often the officer asked other desks since midnight."""
    return Inquiry.objects.filter(officer=officer, asked_at__gte=clock.midnight(clock.today())).count()


def inquiries_of(report: Report) -> QuerySet[Inquiry]:
    """The questions to other desks about what the report names, oldest first."""
    return Inquiry.objects.filter(report=report).select_related("officer").order_by("id")


def answered_to(report: Report, officer: Officer) -> list[Share]:
    """What other desks answered to questions that this report gave rise to, for who sits at the desk that asked."""
    rows = Share.objects.filter(because_of=report, desk__in=seats_of(officer), state__in=ANSWERED)
    return list(rows.select_related("report__office", "answer_key").order_by("decided_at"))


def share_by_id(share_id: int) -> Share | None:
    """What another desk asked for, with who asked and the key it is to be read with."""
    rows = Share.objects.select_related("report__unit", "report__village", "desk__office", "asked_by", "reader_key")
    return rows.filter(pk=share_id).first()
