"""Who may see, open and change a case, and when."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import sits_at
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.cases.models import Case, CaseReport
from pimpasa.cases.states import CASE_TRANSITIONS, CaseState, CaseStep, Closure
from pimpasa.reports.models import Report
from pimpasa.reports.rules import check_read
from pimpasa.reports.states import State
from pimpasa.territory import zones
from pimpasa.territory.models import Desk
from pimpasa.vault.rules import check_in_use

NEEDED: dict[CaseStep, Permission] = {
    CaseStep.JOIN: Permission.LEAD_CASES,
    CaseStep.PLAN: Permission.PLAN_OPERATIONS,
    CaseStep.RECORD: Permission.PLAN_OPERATIONS,
    CaseStep.CALL_OFF: Permission.PLAN_OPERATIONS,
    CaseStep.CLOSE: Permission.LEAD_CASES,
    CaseStep.REOPEN: Permission.LEAD_CASES,
}


def check_work(officer: Officer, case: Case) -> None:
    """Raise Refused unless the officer leads the case's unit's cases and the case is open."""
    check_view(officer, case)
    if case.state == CaseState.CLOSED:
        raise Refused("case_closed", _("This case is closed."))


def check_unit_member(officer: Officer, unit: Desk) -> None:
    """Raise Refused unless the officer sits at the unit today."""
    if not sits_at(officer, unit.pk):
        raise Refused("not_of_unit", _("Only members of the unit see its cases."))


def check_view(officer: Officer, case: Case) -> None:
    """Raise Refused unless the officer leads cases and sits at the case's unit today, and it was not erased."""
    check_permission(officer, Permission.LEAD_CASES)
    check_unit_member(officer, case.unit)
    check_in_use(case)
    if case.shredded_at is not None:
        day = zones.day(case.shredded_at)
        raise Refused("erased", _("This case was erased on %(day)s, when its time was over.") % {"day": day})


def check_open_own(officer: Officer, unit: Desk, title: str, finding: str) -> None:
    """Raise Refused unless the officer may open a case of what they found themselves, and says what."""
    check_permission(officer, Permission.LEAD_CASES)
    check_unit_member(officer, unit)
    if unit.kind != Desk.Kind.UNIT:
        raise Refused("no_unit", _("Choose a unit."))
    check_title(title)
    if len(finding.strip()) < 20:
        raise Refused("no_finding", _("Say what you found yourself, when and where."))


def check_title(title: str) -> None:
    if not title.strip():
        raise Refused("no_title", _("Give the case a title."))


def check_take_in(officer: Officer, report: Report) -> None:
    """Raise Refused unless the report is substantiated, in no case yet, and the officer may lead cases of its unit."""
    check_permission(officer, Permission.LEAD_CASES)
    check_read(officer, report)
    check_unit_member(officer, report.unit)
    if report.state != State.SUBSTANTIATED:
        raise Refused("not_substantiated", _("Only a substantiated report goes into a case."))
    if CaseReport.objects.filter(report=report).exists():
        raise Refused("in_a_case", _("This report is in a case already."))


def check_step(officer: Officer, case: Case, step: CaseStep) -> CaseState:
    """The state a step leads to. Raises Refused where the case's state or the officer's role does not allow it."""
    check_view(officer, case)
    check_permission(officer, NEEDED[step])
    to = CASE_TRANSITIONS[CaseState(case.state)].get(step)
    if to is None:
        raise Refused(
            "not_in_this_state",
            _("A case in the state “%(state)s” does not allow this: %(step)s.")
            % {"state": CaseState(case.state).label, "step": step.label},
        )
    return to


def check_lead(officer: Officer, case: Case, leader: Officer, reason: str) -> None:
    """Raise Refused unless an open case goes to another who leads cases at its unit, and it is said why."""
    check_work(officer, case)
    if leader.pk == case.leader_id:
        raise Refused("same_leader", _("%(name)s leads it already.") % {"name": leader.name})
    check_view(leader, case)
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words why."))


def check_closure(closure: str) -> None:
    if closure not in Closure.values:
        raise Refused("no_closure", _("Choose why the case is closed."))
