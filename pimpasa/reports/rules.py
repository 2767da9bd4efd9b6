"""Who may do what with a report, and when."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.evidence.covering import fault_of
from pimpasa.reports.kinds import MentionStatus, ShareState
from pimpasa.reports.models import Complaint, IdentityOpening, Mention, Recusal, Report, Share
from pimpasa.reports.states import TRANSITIONS, State, Step
from pimpasa.territory.models import Desk, Office

MOST_DAYS = 30 * 365
LONGEST_HOLD = timedelta(days=5 * 366)

NEEDED: dict[Step, Permission | None] = {
    Step.TAKE: Permission.VERIFY,
    Step.ASK: Permission.VERIFY,
    Step.ANSWER: None,
    Step.CONCLUDE: Permission.VERIFY,
    Step.TAKE_OVER: Permission.VERIFY,
    Step.TRANSFER: Permission.VERIFY,
    Step.REOPEN: Permission.VERIFY,
}


def check_read(officer: Officer, report: Report) -> None:
    """Raise Refused unless the officer's role reads reports and they sit today at one of the report's two desks."""
    check_permission(officer, Permission.READ_REPORTS)
    desks = _desks(report)
    seats = desks_of(officer, on=clock.today())
    if not seats.filter(pk__in=desks).exists() and not _is_shared(report, seats):
        raise Refused(_("This report belongs to another desk."))
    if Recusal.objects.filter(report=report, officer=officer).exists():
        raise Refused(_("You keep out of this report."))
    if report.shredded_at is not None:
        day = date_format(report.shredded_at.astimezone(clock.JAKARTA), "j F Y")
        raise Refused(_("This report was erased on %(day)s, when its time was over.") % {"day": day})


def _desks(report: Report) -> list[int]:
    return [pk for pk in (report.desk_id, report.unit_id) if pk is not None]


def _is_shared(report: Report, seats: QuerySet[Desk]) -> bool:
    return Share.objects.filter(report=report, desk__in=seats, state=ShareState.GRANTED).exists()


def check_own(officer: Officer, report: Report) -> None:
    """Raise Refused for a report that was only shared with the officer's desk: it is theirs to read, no more."""
    check_read(officer, report)
    if not desks_of(officer, on=clock.today()).filter(pk__in=[report.desk_id, report.unit_id]).exists():
        raise Refused(_("This report was shared with your desk to be read. What is done with it is its own desk's."))


def check_ask_to_share(officer: Officer, report: Report, because_of: Report, reason: str) -> None:
    """Raise Refused unless the officer works on a report, may not read the one they ask for, and says why."""
    check_permission(officer, Permission.VERIFY)
    check_own(officer, because_of)
    if can_read(officer, report):
        raise Refused(_("Your desk reads this report already."))
    if len(reason.strip()) < 10:
        raise Refused(_("Say in a few words what you need it for."))


def check_decide_share(officer: Officer, share: Share, *, is_granted: bool, reason: str) -> None:
    """Raise Refused unless the officer sits at the unit of the report that is asked for, and nobody decided before."""
    check_read(officer, share.report)
    check_permission(officer, Permission.LEAD_CASES)
    if not desks_of(officer, on=clock.today()).filter(pk=share.report.unit_id).exists():
        raise Refused(_("The unit of the report's own office decides."))
    if share.state != ShareState.ASKED:
        raise Refused(_("A colleague decided already."))
    if not is_granted and len(reason.strip()) < 10:
        raise Refused(_("Say in a few words why not."))


def can_read(officer: Officer, report: Report) -> bool:
    try:
        check_read(officer, report)
    except Refused:
        return False
    return True


def check_step(report: Report, step: Step) -> None:
    """Raise Refused where the report's state does not allow the step."""
    if step not in TRANSITIONS[State(report.state)]:
        raise Refused(
            _("A report in the state “%(state)s” does not allow this: %(step)s.")
            % {"state": State(report.state).label, "step": step.label}
        )


def check_act(officer: Officer, report: Report, step: Step) -> None:
    """Raise Refused unless this officer may take this step with this report now."""
    check_own(officer, report)
    needed = NEEDED[step]
    if needed is None:
        raise Refused(_("Only the reporter does this."))
    check_permission(officer, needed)
    check_step(report, step)
    if step in (Step.ASK, Step.CONCLUDE, Step.TRANSFER) and report.officer_id not in (None, officer.pk):
        raise Refused(_("%(name)s is verifying this report.") % {"name": report.officer})
    if step is Step.TAKE_OVER:
        _check_take_over(officer, report)


def _check_take_over(officer: Officer, report: Report) -> None:
    """A colleague who sits here and is there keeps their report, unless somebody of the unit steps in."""
    holder = report.officer
    if holder is None or holder.pk == officer.pk:
        raise Refused(_("There is nobody to take it over from."))
    at_unit = desks_of(officer, on=clock.today()).filter(pk=report.unit_id).exists()
    is_there = holder.is_active and desks_of(holder, on=clock.today()).filter(pk__in=_desks(report)).exists()
    if is_there and not at_unit:
        raise Refused(_("%(name)s is verifying this report.") % {"name": holder})


def check_transfer(officer: Officer, report: Report, to_desk: Desk | None, to_unit: Desk, reason: str) -> None:
    """Raise Refused unless the officer may hand this report now to desks that are others than before, and says why."""
    check_act(officer, report, Step.TRANSFER)
    if (to_desk.pk if to_desk else None, to_unit.pk) == (report.desk_id, report.unit_id):
        raise Refused(_("It lies there already."))
    if to_unit.kind != Desk.Kind.UNIT or (to_desk is not None and to_desk.office_id != to_unit.office_id):
        raise Refused(_("Choose a desk."))
    if len(reason.strip()) < 10:
        raise Refused(_("Say in a few words why it belongs there."))


def check_see_worse(officer: Officer, report: Report) -> None:
    """Raise Refused unless the officer works at the report's desks and something waits to be seen."""
    check_own(officer, report)
    if report.worse_at is None:
        raise Refused(_("A colleague has seen it already."))


def check_duplicate(report: Report, original: Report | None) -> None:
    """Raise Refused unless a duplicate names the report it is of, which is itself none and not of this one."""
    if original is None or original.pk == report.pk:
        raise Refused(_("Give the number of the other report, as your queue shows it."))
    if original.duplicate_of_id is not None:
        raise Refused(_("That report is itself a duplicate; give the number of the first one."))
    if Report.objects.filter(duplicate_of=report).exists():
        raise Refused(_("Other reports are duplicates of this one; separate them first."))


def check_call_distinct(officer: Officer, report: Report, other: Report) -> None:
    """Raise Refused unless the officer works on the one report and reads the other."""
    check_permission(officer, Permission.VERIFY)
    check_own(officer, report)
    check_read(officer, other)


def check_recuse(officer: Officer, report: Report, *, by: Officer) -> None:
    """Raise Refused unless an officer keeps out themselves, or their head keeps them out."""
    if officer.pk == by.pk:
        check_own(by, report)
        return
    check_permission(by, Permission.RECUSE_OTHERS)
    if by.office_id != report.office_id or officer.office_id != report.office_id:
        raise Refused(_("This is another office's."))


def check_open_identity(officer: Officer, report: Report, reason: str) -> None:
    """Raise Refused unless the officer may open who reported: a reason of a few words is part of the act."""
    check_own(officer, report)
    check_permission(officer, Permission.OPEN_IDENTITY)
    if report.identity is None:
        raise Refused(_("This reporter left no contact details."))
    if len(reason.strip()) < 10:
        raise Refused(_("Say in a few words why you need to know who reported."))


def check_consent(officer: Officer, asked: IdentityOpening) -> None:
    """Raise Refused unless this officer may agree that a colleague opens who reported."""
    check_own(officer, asked.report)
    check_permission(officer, Permission.OPEN_IDENTITY)
    if asked.officer_id == officer.pk:
        raise Refused(_("Somebody else has to agree."))
    if asked.opened_at is not None or asked.consented_at is not None:
        raise Refused(_("A colleague agreed already."))


def check_disclose(officer: Officer, report: Report, reason: str) -> None:
    """Raise Refused unless the officer may take something out of the vault: why is part of the act."""
    check_own(officer, report)
    if len(reason.strip()) < 5:
        raise Refused(_("Say in a few words what for."))


def check_feedback(report: Report) -> None:
    """Raise Refused while a report is worked on: the word at the end comes at the end."""
    if report.is_open:
        raise Refused(_("Your report is still being checked. You can say how it was when it is done."))


def check_complaint(officer: Officer, complaint: Complaint) -> None:
    """Raise Refused unless the officer audits the report's office and had no part in the report."""
    check_permission(officer, Permission.READ_LOG)
    if officer.office_id != complaint.report.office_id:
        raise Refused(_("This is another office's."))
    if complaint.report.officer_id == officer.pk:
        raise Refused(_("It is about a report that you verified. Somebody else reads it."))


def check_answer_complaint(officer: Officer, complaint: Complaint, text: str) -> None:
    """Raise Refused unless the complaint waits for an answer, which has to say something."""
    check_complaint(officer, complaint)
    if complaint.answered_at is not None:
        raise Refused(_("A colleague has answered already."))
    if len(text.strip()) < 10:
        raise Refused(_("Write a few words at least."))


def check_judge(officer: Officer, mention: Mention, status: str) -> None:
    """Raise Refused unless the officer works on the report and says whether it is an identifier."""
    check_own(officer, mention.report)
    check_permission(officer, Permission.VERIFY)
    if status not in (MentionStatus.CONFIRMED, MentionStatus.REFUSED):
        raise Refused(_("Choose whether it is one."))


def check_hold(officer: Officer, report: Report, *, ends_on: date, reason: str) -> None:
    """Raise Refused unless the officer may keep this report longer: until a day to come, and for a reason."""
    check_lift(officer, report)
    if not clock.today() < ends_on <= clock.today() + LONGEST_HOLD:
        raise Refused(_("Give a day after today, within five years."))
    if len(reason.strip()) < 10:
        raise Refused(_("Say in a few words why the report has to be kept."))


def check_lift(officer: Officer, report: Report) -> None:
    """Raise Refused unless the officer decides how long this report is kept."""
    check_own(officer, report)
    check_permission(officer, Permission.DECIDE_KEEPING)


def check_periods(officer: Officer, office: Office, days: Mapping[State, int]) -> None:
    """Raise Refused unless the officer leads this office, for periods from a day to thirty years."""
    check_permission(officer, Permission.SET_PERIODS)
    if officer.office_id != office.pk:
        raise Refused(_("This is another office's."))
    if not all(1 <= number <= MOST_DAYS for number in days.values()):
        raise Refused(_("A period is a number of days from 1 to %(most)d.") % {"most": MOST_DAYS})


def check_redact(officer: Officer, report: Report, areas: Sequence[Sequence[float]]) -> None:
    """Raise Refused unless the officer may make a covered copy, of places that lie within a picture."""
    check_own(officer, report)
    check_permission(officer, Permission.VERIFY)
    if fault := fault_of(areas):
        raise Refused(fault)


def next_state(report: Report, step: Step, *, to: State | None = None) -> State:
    """The state a step leads to; `to` chooses where there are several. Raises Refused for one it cannot reach."""
    check_step(report, step)
    reachable = TRANSITIONS[State(report.state)][step]
    if to is None and len(reachable) == 1:
        return next(iter(reachable))
    if to not in reachable:
        raise Refused(_("Choose what the finding is."))
    return to
