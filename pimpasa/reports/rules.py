"""Who may read a report, and what its state allows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import seats_of, sits_at
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_manage, check_permission
from pimpasa.reports.deadlines import TERMS, Amounts
from pimpasa.reports.kinds import ShareState
from pimpasa.reports.models import Recusal, Report, Share
from pimpasa.reports.states import OPEN, TRANSITIONS, State, Step
from pimpasa.territory import zones
from pimpasa.territory.models import Desk, Office
from pimpasa.territory.queries.offices import of_village
from pimpasa.vault.rules import check_in_use

MOST_DAYS = 30 * 365


def check_read(officer: Officer, report: Report) -> None:
    """Raise Refused unless the officer's role reads reports and they sit today at one of the report's two desks."""
    check_permission(officer, Permission.READ_REPORTS)
    seats = [desk.pk for desk in seats_of(officer)]
    if not {*seats} & {*desks_at(report)} and not _is_shared(report, seats):
        raise Refused("other_desk", _("This report belongs to another desk."))
    if report.direct and Desk.objects.filter(of_village(report.village_id), pk__in=seats).exists():
        raise Refused("sent_past", _("This report was sent to the office, past the Pimpasa of its kelurahan."))
    if _is_kept_out(officer, report):
        raise Refused("recused", _("You keep out of this report."))
    check_in_use(report)
    if report.shredded_at is not None:
        day = zones.day(report.shredded_at)
        raise Refused("erased", _("This report was erased on %(day)s, when its time was over.") % {"day": day})


def check_reach(report: Report, desk: Desk | None) -> None:
    """Raise Refused for the desk that a reporter sent their report past: it never gets the key."""
    if not report.direct or desk is None:
        return
    if Desk.objects.filter(of_village(report.village_id), pk=desk.pk).exists():
        raise Refused("sent_past", _("Its reporter sent this report past the Pimpasa of its kelurahan."))


def desks_at(report: Report) -> list[int]:
    return [pk for pk in (report.desk_id, report.unit_id) if pk is not None]


def _is_kept_out(officer: Officer, report: Report) -> bool:
    """A page that only shows something asks once, however much of it depends on that."""
    if officer.seats is None or report.kept_out is None:
        report.kept_out = frozenset(Recusal.objects.filter(report=report).values_list("officer", flat=True))
    return officer.pk in report.kept_out


def _is_shared(report: Report, seats: Collection[int]) -> bool:
    return Share.objects.filter(report=report, desk__in=seats, state=ShareState.GRANTED).exists()


def check_own(officer: Officer, report: Report) -> None:
    """Raise Refused for a report that was only shared with the officer's desk: it is theirs to read, no more."""
    check_read(officer, report)
    if not sits_at(officer, report.desk_id, report.unit_id):
        raise Refused(
            "only_shared",
            _("This report was shared with your desk to be read. What is done with it is its own desk's."),
        )


def can_own(officer: Officer, report: Report) -> bool:
    try:
        check_own(officer, report)
    except Refused:
        return False
    return True


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
            "state_forbids",
            _("A report in the state “%(state)s” does not allow this: %(step)s.")
            % {"state": State(report.state).label, "step": step.label},
        )


def check_periods(officer: Officer, office: Office, days: Mapping[State, int]) -> None:
    """Raise Refused unless the officer leads this office, for periods from a day to thirty years."""
    check_permission(officer, Permission.SET_PERIODS)
    if officer.office_id != office.pk:
        raise Refused("other_office", _("This is another office's."))
    if not all(1 <= number <= MOST_DAYS for number in days.values()):
        raise Refused(
            "period_out_of_range", _("A period is a number of days from 1 to %(most)d.") % {"most": MOST_DAYS}
        )


def check_terms(officer: Officer, office: Office, amounts: Amounts) -> None:
    """Raise Refused unless the officer leads this office, for terms within their bounds (deadlines.TERMS)."""
    check_permission(officer, Permission.SET_WAYS)
    if officer.office_id != office.pk:
        raise Refused("other_office", _("This is another office's."))
    for wait, amount in amounts.items():
        term = TERMS[wait]
        if not term.least <= amount <= term.most:
            raise Refused(
                "term_out_of_range",
                _("%(wait)s: from %(least)d to %(most)d.")
                % {"wait": wait.label, "least": term.least, "most": term.most},
            )


def next_state(report: Report, step: Step, *, to: State | None = None) -> State:
    """The state a step leads to; `to` chooses where there are several. Raises Refused for one it cannot reach."""
    check_step(report, step)
    reachable = TRANSITIONS[State(report.state)][step]
    if to is None and len(reachable) == 1:
        return next(iter(reachable))
    if to not in reachable:
        raise Refused("no_outcome", _("Choose what the finding is."))
    return to


def check_close_desk(officer: Officer, desk: Desk, into: Desk | None) -> None:
    """Raise Refused unless an administrator closes an open desk of their office with nothing open at it.

    `into` is another open desk of a kelurahan of the same office.
    """
    check_manage(officer, desk.office)
    if desk.kind == Desk.Kind.UNIT:
        raise Refused("unit_stays", _("The office's unit reads every report; it is not closed."))
    if desk.closed_on is not None:
        raise Refused("desk_closed", _("This desk is closed."))
    if into is not None and (
        into.pk == desk.pk
        or into.office_id != desk.office_id
        or into.kind != Desk.Kind.VILLAGE
        or into.closed_on is not None
    ):
        raise Refused("not_mergeable", _("Choose another open desk of a kelurahan of your office."))
    waiting = Report.objects.filter(desk=desk, state__in=OPEN).count()
    if waiting:
        text = ngettext(
            "%(n)s report is open at this desk. The unit hands it on first.",
            "%(n)s reports are open at this desk. The unit hands them on first.",
            waiting,
        )
        raise Refused("reports_open", text % {"n": waiting})
