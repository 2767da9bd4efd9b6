"""Who may do what with a report, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import sits_at
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.evidence.covering import fault_of
from pimpasa.handling.models import IdentityOpening
from pimpasa.reports.contents import Answers
from pimpasa.reports.kinds import Card, Consent, Source, Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.rules import can_own, check_own, check_reach, check_step, desks_at
from pimpasa.reports.states import Step
from pimpasa.territory.models import Desk

MOST_TOLD_A_DAY = 200  # as many as a dialogue has people; a flood under one name ends here
LATEST_DEPARTURE = timedelta(days=366)
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


def check_tell(officer: Officer, answers: Answers, *, told_today: int) -> None:
    """Raise Refused unless this officer may write this down, wherever it happened: the route says who reads it."""
    check_permission(officer, Permission.WRITE_TOLD)
    if told_today >= MOST_TOLD_A_DAY:
        raise Refused(
            "too_many_today",
            _("At most %(most)d reports a day are written down by one officer.") % {"most": MOST_TOLD_A_DAY},
        )
    if not answers.is_complete:
        raise Refused("incomplete", _("A report needs a kind, a place, and what was told."))
    if not (answers.source in Source and answers.consent in Consent and answers.card in Card):
        raise Refused("teller_unknown", _("Say how you were told, whether they agree, and whether they get the code."))
    if answers.identity() is not None and answers.consent != Consent.AGREED:
        raise Refused(
            "contact_without_consent",
            _("Nobody is named or contacted who was not asked. Leave name and contact empty, or ask them first."),
        )
    if answers.consent != Consent.AGREED and answers.card == Card.GIVEN:
        raise Refused("card_without_teller", _("Who could not be asked gets no card. Choose why there is no code."))


def check_act(officer: Officer, report: Report, step: Step) -> None:
    """Raise Refused unless this officer may take this step with this report now."""
    check_own(officer, report)
    needed = NEEDED[step]
    if needed is None:
        raise Refused("reporter_only", _("Only the reporter does this."))
    check_permission(officer, needed)
    check_step(report, step)
    if step in (Step.ASK, Step.CONCLUDE, Step.TRANSFER) and report.officer_id not in (None, officer.pk):
        raise Refused("taken_by_colleague", _("%(name)s is verifying this report.") % {"name": report.officer})
    if step is Step.TAKE_OVER:
        _check_take_over(officer, report)


def why_not_act(officer: Officer, report: Report, step: Step) -> str:
    """Why the officer may not take this step now, or nothing."""
    try:
        check_act(officer, report, step)
    except Refused as refused:
        return str(refused.reason)
    return ""


def _check_take_over(officer: Officer, report: Report) -> None:
    """A colleague who sits here and is there keeps their report, unless somebody of the unit steps in."""
    holder = report.officer
    if holder is None or holder.pk == officer.pk:
        raise Refused("nobody_verifies", _("There is nobody to take it over from."))
    at_unit = sits_at(officer, report.unit_id)
    is_there = holder.is_active and sits_at(holder, *desks_at(report))
    if is_there and not at_unit:
        raise Refused("taken_by_colleague", _("%(name)s is verifying this report.") % {"name": holder})


def check_reassign(officer: Officer, report: Report, to: Officer, reason: str) -> Officer:
    """Who verifies it until now. Raises Refused unless an open, taken report goes to a colleague, and it is said why.

    Who verifies it gives it away; a colleague of its desks takes it, for which the other is there to be asked; the unit
    gives it to anybody of its desks.
    """
    check_own(officer, report)
    check_permission(officer, Permission.VERIFY)
    check_step(report, Step.TAKE_OVER)
    holder = report.officer
    if holder is None or holder.pk == to.pk:
        raise Refused("nobody_verifies", _("There is nobody to take it over from."))
    at_unit = sits_at(officer, report.unit_id)
    if officer.pk not in (holder.pk, to.pk) and not at_unit:
        raise Refused("taken_by_colleague", _("%(name)s is verifying this report.") % {"name": holder})
    if not (to.may(Permission.VERIFY) and can_own(to, report)):
        raise Refused("not_theirs", _("%(name)s may not work on this report.") % {"name": to.name})
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words why."))
    return holder


def check_transfer(officer: Officer, report: Report, to_desk: Desk | None, to_unit: Desk, reason: str) -> None:
    """Raise Refused unless the officer may hand this report now to desks that are others than before, and says why."""
    check_act(officer, report, Step.TRANSFER)
    if (to_desk.pk if to_desk else None, to_unit.pk) == (report.desk_id, report.unit_id):
        raise Refused("same_desk", _("It lies there already."))
    check_reach(report, to_desk)
    if to_unit.kind != Desk.Kind.UNIT or (to_desk is not None and to_desk.office_id != to_unit.office_id):
        raise Refused("no_desk", _("Choose a desk."))
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words why it belongs there."))


def check_see_worse(officer: Officer, report: Report) -> None:
    """Raise Refused unless the officer works at the report's desks and something waits to be seen."""
    check_own(officer, report)
    if report.worse_at is None:
        raise Refused("seen_already", _("A colleague has seen it already."))


def check_grade(officer: Officer, report: Report, urgency: Urgency, reason: str) -> None:
    """Raise Refused unless who works on the report changes its urgency and says why.

    An emergency stays one until then: nobody takes its hours away by taking it.
    """
    check_clock(officer, report)
    if urgency == report.urgency:
        raise Refused("same_urgency", _("It has this urgency already."))
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words why."))


def check_departure(officer: Officer, report: Report, leaves_at: datetime | None) -> None:
    """Raise Refused unless who works on the report notes a departure to come, within a year, or takes one back."""
    check_clock(officer, report)
    if leaves_at is not None and not clock.now() < leaves_at <= clock.now() + LATEST_DEPARTURE:
        raise Refused("departure_out_of_range", _("Give a time to come, within a year."))


def check_clock(officer: Officer, report: Report) -> None:
    """Raise Refused unless the officer works at the report's desks and something is due there."""
    check_own(officer, report)
    check_permission(officer, Permission.VERIFY)
    if report.due_at is None:
        raise Refused("nothing_due", _("Nothing is due here any more."))


def can_act(officer: Officer, report: Report, step: Step) -> bool:
    try:
        check_act(officer, report, step)
    except Refused:
        return False
    return True


def can_set_clock(officer: Officer, report: Report) -> bool:
    try:
        check_clock(officer, report)
    except Refused:
        return False
    return True


def check_duplicate(report: Report, original: Report | None) -> None:
    """Raise Refused unless a duplicate names the report it is of, which is itself none and not of this one."""
    if original is None or original.pk == report.pk:
        raise Refused("no_original", _("Give the number of the other report, as your queue shows it."))
    if original.duplicate_of_id is not None:
        raise Refused(
            "original_is_duplicate", _("That report is itself a duplicate; give the number of the first one.")
        )
    if Report.objects.filter(duplicate_of=report).exists():
        raise Refused("has_duplicates", _("Other reports are duplicates of this one; separate them first."))


def check_recuse(officer: Officer, report: Report, *, by: Officer) -> None:
    """Raise Refused unless an officer keeps out themselves, or their head keeps them out."""
    if officer.pk == by.pk:
        check_own(by, report)
        return
    check_permission(by, Permission.RECUSE_OTHERS)
    if by.office_id != report.office_id or officer.office_id != report.office_id:
        raise Refused("other_office", _("This is another office's."))


def check_open_identity(officer: Officer, report: Report, reason: str) -> None:
    """Raise Refused unless the officer may open who reported: a reason of a few words is part of the act.

    To leak a protected reporter is a crime (KUHP art. 292), so each opening can be answered for by somebody.
    """
    check_own(officer, report)
    check_permission(officer, Permission.OPEN_IDENTITY)
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words why you need to know who reported."))


def check_consent(officer: Officer, asking: IdentityOpening) -> None:
    """Raise Refused unless this officer may agree that a colleague opens who reported."""
    check_own(officer, asking.report)
    check_permission(officer, Permission.OPEN_IDENTITY)
    if asking.officer_id == officer.pk:
        raise Refused("own_question", _("Somebody else has to agree."))
    if asking.opened_at is not None or asking.consented_at is not None:
        raise Refused("agreed_already", _("A colleague agreed already."))


def check_disclose(officer: Officer, report: Report, reason: str) -> None:
    """Raise Refused unless the officer may take something out of the vault: why is part of the act."""
    check_own(officer, report)
    if len(reason.strip()) < 5:
        raise Refused("no_reason", _("Say in a few words what for."))


def check_open_voice(officer: Officer, report: Report, reason: str) -> None:
    """Raise Refused unless the officer may open a voice that its reporter wished to be changed.

    It tells who reported (KUHP art. 292). A neighbour's officer could know it; a court asks those who investigate.
    """
    check_lift(officer, report)
    check_permission(officer, Permission.OPEN_IDENTITY)
    if len(reason.strip()) < 10:
        raise Refused("no_reason_for_voice", _("Say in a few words which court needs the reporter's own voice."))


def check_hold(officer: Officer, report: Report, *, ends_on: date, reason: str) -> None:
    """Raise Refused unless the officer may keep this report longer: until a day to come, and for a reason."""
    check_lift(officer, report)
    if not clock.today() < ends_on <= clock.today() + LONGEST_HOLD:
        raise Refused("day_out_of_range", _("Give a day after today, within five years."))
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words why the report has to be kept."))


def check_lift(officer: Officer, report: Report) -> None:
    """Raise Refused unless the officer decides how long this report is kept."""
    check_own(officer, report)
    check_permission(officer, Permission.DECIDE_KEEPING)


def check_write_heard(officer: Officer, report: Report, words: str, *, is_recording: bool) -> None:
    """Raise Refused unless the officer works on the report and says what is heard in a recording of it."""
    check_own(officer, report)
    check_permission(officer, Permission.VERIFY)
    if not is_recording:
        raise Refused("no_recording", _("There is nothing to be heard in this file."))
    if not words.strip():
        raise Refused("nothing_heard", _("Write what you hear; where nothing can be understood, say so."))


def check_redact(officer: Officer, report: Report, areas: Sequence[Sequence[float]]) -> None:
    """Raise Refused unless the officer may make a covered copy, of places that lie within a picture."""
    check_own(officer, report)
    check_permission(officer, Permission.VERIFY)
    if fault := fault_of(areas):
        raise Refused("areas_unfit", fault)
