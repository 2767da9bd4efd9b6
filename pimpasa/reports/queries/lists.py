"""How reports are found and listed. Nothing here opens what a resident wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import seats_of
from pimpasa.reports.deadlines import WARN, WARN_OF_EMERGENCY
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import TAIL, Attachment, Mention, Recusal, Report
from pimpasa.territory.models import Desk

SEALED = ("envelope", "identity", "receipt_id", "receipt_wrap", "receipt_public", "receipt_link", "former_keys")


def visible_to(officer: Officer, *, seats: Sequence[Desk] | None = None) -> QuerySet[Report]:
    """The reports of the desks and units where the officer sits today, but for those they keep out of.

    `seats` are these desks, where somebody asked for them already.
    """
    kept_out = Recusal.objects.filter(officer=officer).values("report")
    seats = seats_of(officer) if seats is None else seats
    return Report.objects.filter(_read_at(seats)).exclude(pk__in=kept_out).exclude(sent_past(seats))


def sent_past(seats: Iterable[Desk]) -> Q:
    """Reports that their reporters sent past the Pimpasa who sits here, wherever else that officer sits."""
    return Q(direct=True, village__in=[seat.village_id for seat in seats if seat.kind == Desk.Kind.VILLAGE])


def _read_at(seats: Iterable[Desk]) -> Q:
    """Asked by ids, and by one column where one will do, so that the database reads a list in its order from an index.

    Who sits at an office's unit reads all of that office's reports; its desks need no asking.
    """
    units = {seat.pk: seat.office_id for seat in seats if seat.kind == Desk.Kind.UNIT}
    others = [seat.pk for seat in seats if seat.office_id not in units.values()]
    if units and others:
        return Q(unit__in=units) | Q(desk__in=others)
    return Q(unit__in=units) if units else Q(desk__in=others)


def listed(reports: QuerySet[Report]) -> QuerySet[Report]:
    """With what a row of a list shows, and without what is sealed, which only an opened report needs."""
    return reports.select_related("village__district", "officer", "desk").defer(*SEALED)


def near_deadline(at: datetime) -> Q:
    """Deadlines that at this moment are near and not over; one range of them, which an index by deadline reads."""
    is_near = ~Q(urgency=Urgency.EMERGENCY) | Q(due_at__lte=at + WARN_OF_EMERGENCY)
    return Q(due_at__gt=at, due_at__lte=at + WARN) & is_near


def by_id(report_id: UUID) -> Report | None:
    return (
        Report.objects.filter(pk=report_id)
        .select_related("village__district__regency__province", "office", "desk", "unit", "officer")
        .first()
    )


_REFERENCE = re.compile(r"([0-9A-F]{5})-?([0-9A-F]{5})")


def numbered(reference: str) -> Q:
    """What has this number, among rows with the alias `tail`; nothing, where it is no number of a report."""
    groups = _REFERENCE.fullmatch(reference.strip().upper().replace(" ", ""))
    return Q(tail=f"{groups[1]}{groups[2]}".lower()) if groups else Q(pk__in=[])


def by_reference(reference: str, officer: Officer) -> Report | None:
    """The report of this number among those that the officer reads; the newest where a number came twice."""
    rows = visible_to(officer).alias(tail=TAIL).filter(numbered(reference))
    return rows.select_related("village", "duplicate_of").order_by("-id").first()


def merged_into(report: Report) -> list[Report]:
    """The reports that were found to be duplicates of this one, oldest first."""
    return list(Report.objects.filter(duplicate_of=report).select_related("village").order_by("id"))


def readable_among(reports: Iterable[Report], officer: Officer) -> set[UUID]:
    """Ids of those that the officer may read."""
    return set(visible_to(officer).filter(pk__in=[report.pk for report in reports]).values_list("pk", flat=True))


def attachment_of(exhibit_id: UUID) -> Attachment | None:
    """What ties a file to its report, with both."""
    rows = Attachment.objects.select_related("exhibit", "report__desk", "report__unit")
    return rows.filter(exhibit_id=exhibit_id).first()


def mention_of(report: Report, mention_id: int) -> Mention | None:
    return report.mentions.filter(pk=mention_id).first()
