"""What the projector shows, read from eight metres away: QR, agenda, questions, counts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import condition

from pimpasa.common import qr
from pimpasa.outreach.day.phases import neighbours_of, phases_of
from pimpasa.outreach.day.queries import Screen, screen_of
from pimpasa.outreach.kinds import Round
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.queries.rounds import LEAST_SHOWN, questions_of, results_of
from pimpasa.outreach.states import DialogueState, Phase
from pimpasa.sites.officers.dialogues.views.day import check_begun, leads
from pimpasa.sites.officers.http import OfficerRequest

MOST_SHOWN = 6  # more cannot be read from the last row


@leads()
def screen(request: OfficerRequest, dialogue: Dialogue) -> HttpResponse:
    """The whole page; its contents ask for themselves every two seconds."""
    check_begun(dialogue)
    return render(request, "officers/dialogues/day/screen.html", _context(request, dialogue))


@leads()
def contents(request: OfficerRequest, dialogue: Dialogue) -> HttpResponse:
    """What changes on it, and the parts before and after the one that is on."""
    answered: HttpResponse = _contents(request, dialogue)
    answered["Cache-Control"] = "private, no-cache"
    return answered


def _tag(request: OfficerRequest, dialogue: Dialogue) -> str:
    now = screen_of(dialogue)
    votes = ",".join(str(question.votes) for question in now.shown)
    return f'"{dialogue.state}-{now.state}-{now.phones}-{now.answered}-{votes}-{get_language()}"'


@condition(etag_func=_tag)
def _contents(request: OfficerRequest, dialogue: Dialogue) -> HttpResponse:
    return render(request, "officers/dialogues/day/screen_contents.html", _context(request, dialogue))


def _context(request: OfficerRequest, dialogue: Dialogue) -> dict[str, Any]:
    now = screen_of(dialogue)
    before, after = neighbours_of(dialogue)
    link = request.build_absolute_uri(reverse("public:room", args=[dialogue.code])) if dialogue.code else ""
    return {
        "dialogue": dialogue,
        "room": now,
        "parts": [(part, part == dialogue.phase) for part in phases_of(dialogue)],
        "before": before,
        "after": after,
        "is_under_way": dialogue.state == DialogueState.UNDER_WAY,
        "short": request.build_absolute_uri(reverse("public:join")).partition("://")[2],
        "qr": qr.for_screen(link) if link else "",
        "asked": [question.said(get_language()).question for question in questions_of(dialogue)],
        "shown": now.shown[:MOST_SHOWN],
        "more": max(0, len(now.shown) - MOST_SHOWN),
        "bars": _bars(now),
        "least": LEAST_SHOWN,
    }


def _bars(now: Screen) -> list[dict[str, Any]]:
    """Before and after, once both rounds are over; a share of fewer than LEAST_SHOWN stays empty."""
    if now.phase != Phase.THANKS:
        return []
    rows = []
    for number, result in enumerate(results_of(now.dialogue), start=1):
        words = result.question.said(get_language())
        bars = [(Round.BEFORE, result.before), (Round.AFTER, result.after)]
        rows.append({"number": number, "words": words, "right": words.options[result.question.right]})
        rows[-1] |= {"may_show": result.may_show, "bars": bars}
    return rows
