"""A report as it stands now, held until the transaction ends."""

from __future__ import annotations

from pimpasa.reports.models import Report
from pimpasa.reports.queries.locks import lock


def locked(report: Report, other: Report | None = None) -> Report:
    """The report anew, with its lock and that of `other`: a colleague may have acted since it was read."""
    lock(report.pk, other.pk if other else None)
    return Report.objects.select_related("officer", "office", "unit", "desk").get(pk=report.pk)
