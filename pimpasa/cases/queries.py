from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.cases.kinds import Verdict
from pimpasa.cases.models import Case, CaseReport, GelarKasus, Person, Tak, Term
from pimpasa.cases.states import CaseState, Closure
from pimpasa.cases.words import CASE_SENTENCES, CLOSURE_SENTENCES, REPORT_SENTENCES
from pimpasa.common import clock
from pimpasa.reports.models import Report
from pimpasa.reports.states import PUBLIC, PublicState, State
from pimpasa.territory.models import Desk

DUE_SOON = timedelta(days=7)
MOST_DUE = 20


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


@dataclass(frozen=True)
class Due:
    """What has to be done soon in the cases of one's units: true counts, and the nearest MOST_DUE of it."""

    overdue: int
    soon: int
    terms: list[Term]


def due_for(officer: Officer) -> Due:
    """Terms of one's units that are overdue or due within DUE_SOON, the earliest first; nothing is opened for it."""
    today = clock.today()
    units = list(desks_of(officer, on=today).filter(kind=Desk.Kind.UNIT).values_list("pk", flat=True))
    rows = _waiting_terms(units).filter(due_on__lte=today + DUE_SOON)
    counts = rows.aggregate(
        overdue=Count("pk", filter=Q(due_on__lt=today)), soon=Count("pk", filter=Q(due_on__gte=today))
    )
    return Due(terms=list(rows.select_related("case").order_by("due_on", "id")[:MOST_DUE]), **counts)


def overdue_by_unit() -> dict[int, int]:
    """How many terms are overdue in the cases of each unit."""
    rows = _waiting_terms().filter(due_on__lt=clock.today()).values_list("case__unit")
    return dict(rows.annotate(Count("pk")).order_by("case__unit"))


def _waiting_terms(units: list[int] | None = None) -> QuerySet[Term]:
    rows = Term.objects.filter(done_on=None, case__shredded_at=None)
    return rows if units is None else rows.filter(case__unit__in=units)


def person_by_id(person_id: UUID) -> Person | None:
    return Person.objects.filter(pk=person_id).select_related("case__unit", "case__office").first()


def tak_by_id(tak_id: UUID) -> Tak | None:
    return Tak.objects.filter(pk=tak_id).select_related("person__case__unit").first()


def term_by_id(term_id: UUID) -> Term | None:
    return Term.objects.filter(pk=term_id).select_related("case__unit").first()


def tak_decisions(case: Case) -> QuerySet[GelarKasus]:
    """The gelar kasus of a case that decided on administrative action, newest first."""
    return GelarKasus.objects.filter(case=case, verdict=Verdict.TAK).order_by("-held_on", "-id")


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
