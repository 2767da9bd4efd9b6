from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.cases.models import Case, CaseReport
from pimpasa.cases.states import CaseState, Closure
from pimpasa.cases.words import CASE_SENTENCES, CLOSURE_SENTENCES, REPORT_SENTENCES
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
    units = list(desks_of(officer, on=clock.today()).filter(kind="unit").values_list("pk", flat=True))
    # A case that takes a report in lets its deadline rest (reports.actions.settle): the index knows those that wait.
    return (
        Report.objects.filter(unit__in=units, state=State.SUBSTANTIATED, due_at__isnull=False, case_report=None)
        .select_related("village__district", "desk", "officer")
        .order_by("urgency", "due_at", "id")
    )


@dataclass(frozen=True)
class Progress:
    """What the reporter is told: one of six words, a sentence, and what comes next until when."""

    state: PublicState
    sentence: str
    until: datetime | None


def public_progress(report: Report) -> Progress:
    """How far a report has come, its case included, in words for its reporter."""
    case = case_of(report)
    if case is None:
        return Progress(PUBLIC[State(report.state)], str(REPORT_SENTENCES[State(report.state)]), report.due_at)
    closed = case.state == CaseState.CLOSED
    state = PublicState.FINISHED if closed else PublicState.FOLLOWED_UP
    sentence = CLOSURE_SENTENCES[Closure(case.closure)] if closed else CASE_SENTENCES[CaseState(case.state)]
    return Progress(state, str(sentence), None)
