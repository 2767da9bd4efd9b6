"""Who may say what reports have in common, and ask for another desk's."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import sits_at
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.reports.kinds import MentionStatus, ShareState
from pimpasa.reports.models import Mention, Report, Share
from pimpasa.reports.rules import check_own, check_reach, check_read

# Enough for a day's work, and too few to go through a telephone book with reports that one filed oneself.
MOST_INQUIRIES_A_DAY = 10


def check_inquire(officer: Officer, mention: Mention, reason: str, *, inquiries_today: int) -> None:
    """Raise Refused unless the officer works on the report, says why, and has not asked too often today.

    Whether anybody else knows what is asked about decides nothing here: a refusal would tell.
    """
    check_permission(officer, Permission.VERIFY)
    check_own(officer, mention.report)
    if mention.status == MentionStatus.REFUSED:
        raise Refused("no_identifier", _("An officer said that this is no identifier."))
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words what you need it for."))
    if inquiries_today >= MOST_INQUIRIES_A_DAY:
        sentence = _("You asked other desks %(n)d times today, which is the most of a day. Ask again tomorrow.")
        raise Refused("asked_often", sentence % {"n": MOST_INQUIRIES_A_DAY})


def check_decide_share(officer: Officer, share: Share, *, decision: ShareState, reason: str) -> None:
    """Raise Refused unless the officer sits at the unit of the report that is asked for, and nobody decided before."""
    check_read(officer, share.report)
    check_permission(officer, Permission.LEAD_CASES)
    if not sits_at(officer, share.report.unit_id):
        raise Refused("not_at_unit", _("The unit of the report's own office decides."))
    check_reach(share.report, share.desk)
    if share.state != ShareState.ASKED:
        raise Refused("decided_already", _("A colleague decided already."))
    if decision == ShareState.ASKED:
        raise Refused("no_decision", _("Choose what they get to know."))
    if decision == ShareState.REFUSED and len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words why not."))


def check_call_distinct(officer: Officer, report: Report, candidate: Report) -> None:
    """Raise Refused unless the officer works on the one report and reads the other."""
    check_permission(officer, Permission.VERIFY)
    check_own(officer, report)
    check_read(officer, candidate)


def check_judge(officer: Officer, mention: Mention, status: str) -> None:
    """Raise Refused unless the officer works on the report and says whether it is an identifier."""
    check_own(officer, mention.report)
    check_permission(officer, Permission.VERIFY)
    if status not in (MentionStatus.CONFIRMED, MentionStatus.REFUSED):
        raise Refused("no_judgement", _("Choose whether it is one."))
