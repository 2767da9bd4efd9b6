"""Reports as they stand now, held until the transaction ends."""

from __future__ import annotations

from uuid import UUID

from pimpasa.reports.models import Report


def lock(*report_ids: UUID | None) -> None:
    """Lock these reports until the transaction ends; None stands for no report."""
    ids = [pk for pk in report_ids if pk is not None]
    list(Report.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").values_list("pk"))


def locked(report: Report, *related: str) -> Report:
    """The report anew, locked, with its officer and what else is named: a colleague may have acted meanwhile."""
    return Report.objects.select_for_update(of=("self",)).select_related("officer", *related).get(pk=report.pk)
