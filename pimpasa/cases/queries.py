from uuid import UUID

from django.db.models import Count, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.cases.models import Case, CaseReport
from pimpasa.cases.states import CaseState
from pimpasa.common import clock
from pimpasa.reports.models import Report
from pimpasa.reports.states import PUBLIC, PublicState, State


def visible_to(officer: Officer) -> QuerySet[Case]:
    """Cases of the units where the officer sits today, newest first."""
    return (
        Case.objects.filter(unit__in=desks_of(officer, on=clock.today()).values("pk"))
        .select_related("leader", "office")
        .annotate(reports=Count("case_reports"))
        .order_by("-year", "-number")
    )


def by_id(case_id: UUID) -> Case | None:
    return Case.objects.filter(pk=case_id).select_related("unit", "office", "leader").first()


def case_of(report: Report) -> Case | None:
    row = CaseReport.objects.filter(report=report).select_related("case").first()
    return row.case if row else None


def substantiated_waiting(officer: Officer) -> QuerySet[Report]:
    """Substantiated reports of one's units that no case has taken in yet, by deadline."""
    units = desks_of(officer, on=clock.today()).filter(kind="unit").values("pk")
    return (
        Report.objects.filter(unit__in=units, state=State.SUBSTANTIATED, case_report=None)
        .select_related("village__district", "desk", "officer")
        .order_by("urgency", "due_at", "id")
    )


def public_state(report: Report) -> PublicState:
    """What the reporter is told: their report's own state, or how far its case has come."""
    case = case_of(report)
    if case is not None and case.state == CaseState.CLOSED:
        return PublicState.FINISHED
    return PUBLIC[State(report.state)]
