"""Why a report stands where it stands in a queue, in words for its officers; the reporter never sees it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.reports.alarms import alarms_in, urgency_told
from pimpasa.reports.contents import Answers
from pimpasa.reports.deadlines import TERMS
from pimpasa.reports.indicators import decisive, urgency_of
from pimpasa.reports.kinds import Urgency, Wait
from pimpasa.reports.models import Report
from pimpasa.reports.queries.terms import amounts_of


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
    wait = report.wait
    if wait is None or report.due_at is None:
        return _("Nothing is due.")
    if report.due_at == report.leaves_at:
        return _("Before somebody in it departs.")
    return f"{wait.label}: {_within(wait, amounts_of(report.office_id)[wait])}"


def _within(wait: Wait, amount: int) -> str:
    if TERMS[wait].in_hours:
        return ngettext("within %(n)d hour.", "within %(n)d hours.", amount) % {"n": amount}
    return ngettext(
        "within %(n)d working day; holidays do not count.",
        "within %(n)d working days; holidays do not count.",
        amount,
    ) % {"n": amount}
