"""Why a report stands where it stands in a queue, in words for its officers; the reporter never sees it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.reports.alarms import alarms_in, urgency_told
from pimpasa.reports.contents import Answers
from pimpasa.reports.deadlines import DECIDE_WORKING_DAYS, VERIFY_WORKING_DAYS
from pimpasa.reports.indicators import decisive, urgency_of
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.states import State


def reasons_of_priority(report: Report, answers: Answers) -> list[str]:
    """The signs and the deadline behind a report's place, a sentence each."""
    return [*_urgency(report, answers), _deadline(report)]


def _urgency(report: Report, answers: Answers) -> list[str]:
    signs = [str(sign.text) for sign in decisive(danger=bool(answers.danger), ticked=answers.indicators)]
    sentences = []
    if answers.danger:
        sentences.append(_("At once: the reporter says that somebody is in danger."))
    if alarms := alarms_in(answers.narrative):
        words = "; ".join(str(alarm.label) for alarm in alarms)
        sentences.append(_("At once, because the words say: %(words)s.") % {"words": words})
    if signs and urgency_of(danger=bool(answers.danger), ticked=answers.indicators) == Urgency.EMERGENCY:
        sentences.append(_("At once, because of: %(signs)s.") % {"signs": "; ".join(signs)})
    elif signs:
        sentences.append(_("Before others, because of: %(signs)s.") % {"signs": "; ".join(signs)})
    if not answers.has_words:
        sentences.append(_("Before others: it tells without words, and nobody heard or saw it yet."))
    if report.urgency < urgency_told(answers):
        sentences.append(_("Sooner than before: a reporter said later that it got worse."))
    return sentences or [_("In turn: no sign asks for more haste.")]


def _deadline(report: Report) -> str:
    if report.state == State.RECEIVED and report.urgency == Urgency.EMERGENCY:
        return _("To be seen within 6 hours of its arrival.")
    if report.state == State.RECEIVED:
        return _("To be seen within 24 hours of its arrival.")
    if report.state == State.VERIFYING:
        days = VERIFY_WORKING_DAYS
        return ngettext(
            "To be verified within %(n)d working day; holidays do not count.",
            "To be verified within %(n)d working days; holidays do not count.",
            days,
        ) % {"n": days}
    if report.state == State.NEEDS_INFORMATION:
        return _("Its clock rests while the reporter owes an answer.")
    if report.state == State.SUBSTANTIATED and report.due_at is not None:
        days = DECIDE_WORKING_DAYS
        return ngettext(
            "To be followed up within %(n)d working day; holidays do not count.",
            "To be followed up within %(n)d working days; holidays do not count.",
            days,
        ) % {"n": days}
    return _("Nothing is due.")
