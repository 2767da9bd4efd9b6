"""The six stations on a report's way, with where it is now, as its reporter sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pimpasa.cases.queries import Progress
from pimpasa.handling.queries.milestones import Milestones
from pimpasa.reports.deadlines import due_at, look_again_by
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.queries.terms import amounts_of
from pimpasa.reports.states import PublicState, State
from pimpasa.sites.common.stations import Station
from pimpasa.sites.public.days import in_words, when
from pimpasa.territory.zones import zone_of

ARRIVED, READ, CHECKED, DECIDED, HANDLED, FINISHED = range(6)
_FINISHED = (PublicState.FINISHED, PublicState.PASSED_ON)


def stations_of(report: Report, progress: Progress, milestones: Milestones) -> list[Station]:
    """All six, those passed with when that was, the present one with its sentence, the next with until when."""
    zone = zone_of(report.village_id)
    marks = dict(enumerate((milestones.received, milestones.read, milestones.taken, milestones.concluded)))
    times = {number: mark.at for number, mark in marks.items() if mark}
    here = _here(report, progress, is_read=READ in times)
    return [
        Station(
            name,
            _place(number, here),
            _note(number, here, times.get(number), progress, report, zone),
            is_next=number == here + 1,
        )
        for number, name in enumerate(_names())
    ]


def with_usual_term(progress: Progress, report: Report, milestones: Milestones) -> Progress:
    """How far it is, with the term that a report in its state has whatever it says: a sooner one would tell that it
    says so.
    """
    if progress.until is None:
        return progress
    since = report.state_since or (milestones.taken.at if milestones.taken else report.received_at)
    usual = due_at(
        State(report.state),
        urgency=Urgency.ROUTINE,
        since=since,
        village=report.village_id,
        amounts=amounts_of(report.office_id),
    )
    return replace(progress, until=usual)


def _names() -> list[str]:
    return [
        _("Report has arrived"),
        _("An officer has read it"),
        _("An officer checks it"),
        _("The office decides"),
        _("Officers act, victims get help"),
        _("Finished, you read the result"),
    ]


def _here(report: Report, progress: Progress, *, is_read: bool) -> int:
    if progress.state in _FINISHED:
        return FINISHED
    if report.state == State.SUBSTANTIATED:
        return DECIDED if progress.until is not None else HANDLED
    if progress.state == PublicState.FOLLOWED_UP:
        return HANDLED
    if report.state == State.RECEIVED:
        return READ if is_read else ARRIVED
    return CHECKED


def _place(number: int, here: int) -> Literal["past", "here", "ahead"]:
    if number == here:
        return "here"
    return "past" if number < here else "ahead"


def _note(number: int, here: int, at: datetime | None, progress: Progress, report: Report, zone: ZoneInfo) -> str:
    if number == here:
        return progress.sentence
    if number < here:
        return when(at, zone) if at else ""
    if number == here + 1 and number <= DECIDED:
        amounts = amounts_of(report.office_id)
        answer = look_again_by(report.received_at, village=report.village_id, amounts=amounts)
        day = in_words((progress.until or answer).astimezone(zone).date())
        if number == READ:
            answered = in_words(answer.astimezone(zone).date())
            return _("Read by %(day)s at the latest; the first answer stands here before %(answered)s.") % {
                "day": day,
                "answered": answered,
            }
        return _("Next, by %(day)s") % {"day": day}
    return ""
