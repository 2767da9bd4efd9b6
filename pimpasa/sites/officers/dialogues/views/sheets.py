"""What the day falls back on: paper, and a run sheet that goes on without a network."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pimpasa.accounts.roles import Permission
from pimpasa.outreach import rules
from pimpasa.outreach.day.actions.run_sheet import add_entry
from pimpasa.outreach.day.opening import draft_key
from pimpasa.outreach.day.phases import phases_of
from pimpasa.outreach.day.queries import paper_counts_of, shown_questions
from pimpasa.outreach.day.rules import wrong_count
from pimpasa.outreach.kinds import AgeGroup, Sex
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.queries.after import promises_of
from pimpasa.outreach.queries.rounds import proposed_questions, questions_of
from pimpasa.outreach.states import DialogueState, DialogueStep
from pimpasa.sites.common.http import UNPROCESSABLE
from pimpasa.sites.officers import logbook
from pimpasa.sites.officers.dialogues import sheets as dialogue_paper
from pimpasa.sites.officers.dialogues.forms import day as forms
from pimpasa.sites.officers.dialogues.views.day import came, leads, led_or_404, paper_tables
from pimpasa.sites.officers.http import OfficerRequest

SHEETS = {
    "soal": dialogue_paper.questions,
    "rekap": dialogue_paper.tallies,
    "hadir": dialogue_paper.attendance,
}


@leads()
def sheet(request: OfficerRequest, dialogue: Dialogue, kind: str) -> HttpResponse:
    """A PDF to print: the questions, the tally of what was ticked, the count of who came."""
    if kind not in SHEETS:
        raise Http404
    pdf = SHEETS[kind](dialogue, questions_of(dialogue) or proposed_questions(dialogue))
    return HttpResponse(pdf, content_type="application/pdf")


@leads(key=True)
def run_sheet(request: OfficerRequest, dialogue: Dialogue) -> HttpResponse:
    """Opened before the network goes, it keeps the day on this phone."""
    return _run_sheet(request, dialogue)


def _run_sheet(
    request: OfficerRequest, dialogue: Dialogue, problem: str = "", form: forms.DayEntryForm | None = None
) -> HttpResponse:
    if dialogue.state == DialogueState.CALLED_OFF:
        rules.next_state(dialogue, DialogueStep.NOTE)
    planned = dialogue.state == DialogueState.PLANNED
    if planned:  # as it will be asked, so that paper counts find their questions
        dialogue.quiz = [question.key for question in proposed_questions(dialogue)]
    paper = forms.PaperForm(dialogue=dialogue)
    counts = paper_counts_of(dialogue)
    paper.initial = {name: counts.get(cell) for name, cell in paper.cells.items()}
    context = {
        "dialogue": dialogue,
        "parts": phases_of(dialogue),
        "tables": paper_tables(dialogue, paper),
        "quiz": " ".join(dialogue.quiz),
        "is_planned": planned,
        "is_over": dialogue.state in (DialogueState.HELD, DialogueState.REPORTED),
        "shown": shown_questions(dialogue),
        "promises": promises_of(dialogue),
        "came_taps": [
            (age, [(sex, f"{sex.label}, {age.label}", f"+1 {sex.label}") for sex in Sex]) for age in AgeGroup
        ],
        **came(dialogue),
        **logbook.context_of(
            dialogue.pk,
            enter=reverse("officers:dialogue_enter", args=[dialogue.pk]),
            draft_key=draft_key(dialogue, request.keyring),
            problem=problem,
            form=form,
        ),
    }
    return render(request, "officers/dialogues/day/run_sheet.html", context, status=UNPROCESSABLE if problem else 200)


@logbook.entry_view(Permission.HOLD_DIALOGUES)
def enter(request: OfficerRequest, dialogue_id: UUID) -> logbook.LogPage:
    """Apply an entry of the run sheet."""
    dialogue = led_or_404(request.user, dialogue_id)
    form = forms.DayEntryForm(request.POST)
    paper = forms.PaperForm(request.POST, dialogue=dialogue)
    return logbook.LogPage(
        problem=form.problem or ("" if paper.is_valid() else str(wrong_count())),
        keep=lambda: add_entry(
            dialogue=dialogue, contents=form.contents(paper.counts()), keyring=request.keyring, **form.sent()
        ),
        page=lambda problem: _run_sheet(request, dialogue, problem, form),
        address=reverse("officers:dialogue_run_sheet", args=[dialogue_id]),
    )
