"""Who may say that something was a mistake, and what then may take its place. One shape for all that is corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import sits_at
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.cases.kinds import Verdict
from pimpasa.cases.models import Case, Event, GelarKasus, Tak
from pimpasa.cases.rules.cases import check_step as check_case_step
from pimpasa.cases.rules.cases import check_work
from pimpasa.cases.states import CaseState, CaseStep
from pimpasa.handling.models import Transfer
from pimpasa.reports.models import Report
from pimpasa.reports.rules import check_own, check_step
from pimpasa.reports.states import State, Step
from pimpasa.verification.kinds import ReviewState
from pimpasa.verification.models import Finding


def check_reason(reason: str) -> None:
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words why it was a mistake."))


def check_finding(officer: Officer, finding: Finding, newest: Finding | None) -> None:
    """Raise Refused unless its author, or who leads at the unit, corrects the finding that counts."""
    check_own(officer, finding.report)
    check_permission(officer, Permission.VERIFY)
    if newest is None or newest.pk != finding.pk:
        raise Refused("corrected_already", _("This was corrected already. See what counts now."))
    if finding.review == ReviewState.ASKED:
        raise Refused("in_review", _("A finding waits for a second officer already."))
    if finding.report.is_open:
        raise Refused("no_outcome_yet", _("This report has no outcome now: record a finding."))
    _check_hand(officer, finding.officer, leads=leads_reports(officer, finding.report))


def check_new_outcome(case: Case | None, outcome: str) -> None:
    """Raise Refused where a case rests on the outcome that would change."""
    if case is not None and outcome != State.SUBSTANTIATED:
        raise Refused(
            "in_a_case",
            _("Case %(case)s rests on this report: say anew what was found; the outcome stays “Substantiated”.")
            % {"case": case},
        )


def check_reopen_report(officer: Officer, finding: Finding | None, case: Case | None) -> Finding:
    """The finding that counts. Raises Refused unless its author, or who leads, takes the outcome back.

    No case may rest on it.
    """
    if finding is None:
        raise Refused("no_outcome_yet", _("This report has no outcome now: record a finding."))
    check_finding(officer, finding, finding)
    check_new_outcome(case, "")
    return finding


def check_transfer(officer: Officer, transfer: Transfer, last: Transfer | None) -> None:
    """Raise Refused unless who handed the report here, or who leads here, says that it was a mistake."""
    check_own(officer, transfer.report)
    check_permission(officer, Permission.VERIFY)
    check_step(transfer.report, Step.TRANSFER)
    if last is None or last.pk != transfer.pk:
        raise Refused("corrected_already", _("This was corrected already. See what counts now."))
    _check_hand(officer, transfer.officer, leads=leads_reports(officer, transfer.report))


def check_event(officer: Officer, event: Event) -> None:
    """Raise Refused unless its author, or who leads the case, corrects an event that counts."""
    check_work(officer, event.case)
    _check_counts(event)
    _check_hand(officer, event.added_by, leads=event.case.leader_id == officer.pk)


def check_gelar(officer: Officer, gelar: GelarKasus) -> None:
    """Raise Refused unless a gelar kasus that counts is corrected by the head of office, who sets it (art. 59)."""
    check_work(officer, gelar.case)
    _check_counts(gelar)
    _check_hand(officer, gelar.set_by, leads=officer.may(Permission.SET_GELAR))


def check_taks_stand(gelar: GelarKasus, verdict: str, held_on: date) -> None:
    """Raise Refused where an action in force would stand without the decision that it rests on."""
    taks = Tak.objects.filter(decision=gelar, lifted_on=None)
    if verdict != Verdict.TAK and taks.exists():
        raise Refused("tak_rests_on_it", _("An administrative action rests on it. Have it lifted first."))
    if taks.filter(starts_on__lt=held_on).exists():
        raise Refused("before_decision", _("It begins before it was decided."))


def check_reopen_case(officer: Officer, case: Case) -> CaseState:
    """The state that it goes on in. Raises Refused unless its leader, or the head of office, opens a closed case."""
    to = check_case_step(officer, case, CaseStep.REOPEN)
    _check_hand(officer, case.leader, leads=officer.may(Permission.SET_GELAR))
    return to


def allows(check: Callable[..., object], *facts: object) -> bool:
    """Whether one of the rules here refuses nothing."""
    try:
        check(*facts)
    except Refused:
        return False
    return True


def leads_reports(officer: Officer, report: Report) -> bool:
    """Whether the officer leads what is done with the report: of its unit, with the right to lead cases."""
    return officer.may(Permission.LEAD_CASES) and sits_at(officer, report.unit_id)


def _check_counts(row: Event | GelarKasus) -> None:
    if row.is_corrected:
        raise Refused("corrected_already", _("This was corrected already. See what counts now."))


def _check_hand(officer: Officer, author: Officer, *, leads: bool) -> None:
    if officer.pk != author.pk and not leads:
        raise Refused("not_author", _("Only %(name)s, or who leads, corrects this. Tell them.") % {"name": author.name})
