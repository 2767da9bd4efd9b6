"""Who may verify what, and when. Facts of law carry their article."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import sits_at
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.handling.rules import check_act, check_duplicate
from pimpasa.logbook.rules import check_time
from pimpasa.reports.kinds import Kind
from pimpasa.reports.models import Report
from pimpasa.reports.rules import check_own, check_read
from pimpasa.reports.states import OUTCOMES, State, Step
from pimpasa.territory import zones
from pimpasa.territory.models import Office
from pimpasa.verification.checklist import Known, Part, contradicts, needs_parts
from pimpasa.verification.contents import CheckPlan, FindingContents, StepContents
from pimpasa.verification.htcds import Control, Exploitation
from pimpasa.verification.kinds import (
    CheckState,
    CheckStep,
    Confidence,
    ReviewState,
    SourceKind,
    StepKind,
    StepResult,
)
from pimpasa.verification.models import FieldCheck, Finding
from pimpasa.verification.plan import MOST_STEPS
from pimpasa.verification.states import CHECK_TRANSITIONS
from pimpasa.verification.warrants import check_covered, check_purpose, check_urgent, is_withdrawn


def check_settings(officer: Officer, office: Office) -> None:
    """Raise Refused unless the officer sets how this office verifies."""
    check_permission(officer, Permission.SET_WAYS)
    if officer.office_id != office.pk:
        raise Refused("other_office", _("This is another office's."))


def check_set_plan(officer: Officer, office: Office, kind: str, steps: Sequence[tuple[str, str]]) -> None:
    """Raise Refused unless the officer sets this office's plan for a kind of report, of steps that there are."""
    check_settings(officer, office)
    is_known = kind in Kind.values and all(step in StepKind.values for step, _text in steps)
    if not is_known or len(steps) > MOST_STEPS:
        raise Refused("too_many_steps", _("At most %(most)d steps.") % {"most": MOST_STEPS})


def check_work(officer: Officer, report: Report) -> None:
    """Raise Refused unless the officer verifies this report now: it is open, theirs, and taken."""
    check_permission(officer, Permission.VERIFY)
    check_own(officer, report)
    if not report.is_open:
        raise Refused("has_finding", _("This report has its finding."))
    if report.officer_id is None:
        raise Refused("not_taken", _("Start verifying first."))
    if report.officer_id != officer.pk:
        raise Refused("of_colleague", _("%(name)s is verifying this report.") % {"name": report.officer})


def check_record_step(officer: Officer, report: Report, kind: str, step: StepContents) -> None:
    """Raise Refused unless the step can be recorded: a look-up says where it was looked up."""
    check_work(officer, report)
    if kind not in StepKind.values or step.result not in StepResult.values:
        raise Refused("no_result", _("Choose what came of it."))
    if kind == StepKind.LOOKUP and len(step.source.strip()) < 3:
        raise Refused("no_system", _("Name the system or register that was looked at."))
    if len(step.note.strip()) < 5:
        raise Refused("no_note", _("Say in a few words what came of it."))


def check_record(officer: Officer, report: Report, contents: FindingContents, original: Report | None) -> None:
    """Raise Refused unless the officer may conclude the report with this finding, and the finding is whole.

    `original` is the report that a duplicate names.
    """
    check_act(officer, report, Step.CONCLUDE)
    check_whole(report, contents)
    if contents.outcome == State.DUPLICATE:
        check_duplicate(report, original)


def check_whole(report: Report, contents: FindingContents) -> None:
    """Raise Refused unless a finding says all that it has to say, and no other waits for a second officer."""
    if contents.outcome not in OUTCOMES:
        raise Refused("no_outcome", _("Choose what the finding is."))
    if len(contents.reason.strip()) < 10:
        raise Refused("no_reason", _("Give the reason in a sentence; the next reader was not there."))
    if needs_parts(report.kind):
        _check_parts(contents)
    _check_codes(contents)
    if contents.outcome == State.SUBSTANTIATED:
        _check_corroborated(contents)
    if Finding.objects.filter(report=report, review=ReviewState.ASKED).exists():
        raise Refused("in_review", _("A finding waits for a second officer already."))


def _check_parts(contents: FindingContents) -> None:
    if set(contents.parts) != set(Part.values) or not set(contents.parts.values()) <= set(Known.values):
        raise Refused("parts_missing", _("Answer each of the three parts; “not known” is an answer."))
    if contradicts(contents):
        raise Refused(
            "contradicts_itself",
            _("Trafficking needs a process and a purpose (UU 21/2007 art. 1); you answered no to one of them."),
        )


def _check_codes(contents: FindingContents) -> None:
    are_listed = set(contents.controls) <= set(Control.values) and set(contents.exploitation) <= set(
        Exploitation.values
    )
    if not are_listed or contents.confidence not in {"", *Confidence.values}:
        raise Refused("not_on_list", _("Choose from the list."))


def _check_corroborated(contents: FindingContents) -> None:
    if contents.source_kind not in SourceKind.values or len(contents.source.strip()) < 5:
        raise Refused(
            "no_source", _("“Substantiated” needs a source beyond the report itself: choose which, and name it.")
        )


def check_review(officer: Officer, finding: Finding, *, agrees: bool, words: str) -> None:
    """Raise Refused unless this officer, another than its author, reads the report and the finding waits for them."""
    report = finding.report
    check_own(officer, report)
    if not officer.may(Permission.VERIFY) and not officer.may(Permission.LEAD_CASES):
        check_permission(officer, Permission.VERIFY)
    if finding.officer_id == officer.pk:
        raise Refused("own_finding", _("Somebody else has to review it."))
    if finding.review != ReviewState.ASKED:
        raise Refused("decided_already", _("A colleague decided already."))
    if agrees and report.is_open and report.officer_id != finding.officer_id:
        raise Refused("taken_over", _("Somebody else verifies this report now; they record the finding anew."))
    if not agrees and len(words.strip()) < 10:
        raise Refused("missing_unsaid", _("Say in a few words what is missing."))


def check_plan_check(officer: Officer, report: Report, plan: CheckPlan) -> None:
    """Raise Refused unless the field check is lawful: Permenimipas 2/2025 art. 12 and 13 for citizens, art. 30 else."""
    check_work(officer, report)
    if not plan.place.strip() or len(plan.what_for.strip()) < 10:
        raise Refused("no_purpose", _("Say where, and in a sentence what for."))
    check_purpose(plan.person, plan.citizen_purpose)
    if plan.urgent_reason:
        check_urgent(plan.person, plan.urgent_reason, plan.found_directly, plan.conditions)


def check_decide_check(officer: Officer, check: FieldCheck, *, agrees: bool) -> None:
    """Raise Refused unless the officer may agree to, or refuse, a colleague's urgent field check."""
    check_permission(officer, Permission.APPROVE_CHECKS)
    check_read(officer, check.report)
    if not sits_at(officer, check.report.unit_id):
        raise Refused("not_of_unit", _("The unit of the report's own office decides."))
    if check.officer_id == officer.pk:
        raise Refused("own_check", _("Somebody else has to agree."))
    next_check_state(check, CheckStep.AGREE if agrees else CheckStep.REFUSE)


def check_decision(officer: Officer, check: FieldCheck, *, agrees: bool, words: str) -> CheckState:
    """The state that the decision leads to; to refuse needs a reason. Raises Refused."""
    check_decide_check(officer, check, agrees=agrees)
    if not agrees and len(words.strip()) < 10:
        raise Refused("why_not_unsaid", _("Say in a few words why not."))
    return next_check_state(check, CheckStep.AGREE if agrees else CheckStep.REFUSE)


def check_hand_in(officer: Officer, check: FieldCheck) -> CheckState:
    """The state that handing a letter in leads to. Raises Refused for another desk's officer."""
    check_own(officer, check.report)
    return next_check_state(check, CheckStep.LETTER)


def check_owes_letter(check: FieldCheck, plan: CheckPlan) -> None:
    """Raise Refused unless a letter is owed, or the one of before was withdrawn."""
    is_lost = plan.warrant is not None and is_withdrawn(plan.warrant, at=clock.now())
    if check.letter_due_at is None and not is_lost:
        raise Refused("no_letter_owed", _("No letter is owed for this check."))


def day_of_letter(check: FieldCheck, plan: CheckPlan) -> date:
    """The day that a letter handed in later has to cover: the visit's, or that of the agreement to it."""
    moment = check.visited_at or (check.decided_at if check.is_urgent else None)
    return plan.takes_place_on if moment is None else zones.day_of(moment, check.report.village_id)


def check_enter(officer: Officer, check: FieldCheck, plan: CheckPlan, *, step: CheckStep, at: datetime) -> CheckState:
    """The state that an entry of this moment leads to. Raises Refused unless it belongs to the visit.

    The letter has to cover the moment itself: an entry may arrive days later, when there is a network again.
    """
    check_permission(officer, Permission.VERIFY)
    check_own(officer, check.report)
    if check.officer_id != officer.pk:
        raise Refused("visit_of_colleague", _("%(name)s carries out this visit.") % {"name": check.officer})
    to = next_check_state(check, step)
    check_time(at, since=check.planned_at)
    agreed_at = check.decided_at if check.is_urgent else None
    check_covered(plan.warrant, at=at, agreed_at=agreed_at, village=check.report.village_id)
    return to


def next_check_state(check: FieldCheck, step: CheckStep) -> CheckState:
    """The state a step leads to. Raises Refused where the check's state does not allow it."""
    to = CHECK_TRANSITIONS[CheckState(check.state)].get(step)
    if to is None:
        raise Refused(
            "not_in_this_state",
            _("A field check in the state “%(state)s” does not allow this: %(step)s.")
            % {"state": CheckState(check.state).label, "step": step.label},
        )
    return to
