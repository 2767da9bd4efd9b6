"""The day of a dialogue on the organiser's phone: begin, go on, read questions, count, end."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.education import queries as bank
from pimpasa.outreach import rules
from pimpasa.outreach.day.actions import counts, course, moderation
from pimpasa.outreach.day.opening import waiting_questions
from pimpasa.outreach.day.phases import neighbours_of, phases_of
from pimpasa.outreach.day.queries import attendance_of, paper_counts_of, question_of, screen_of, shown_questions
from pimpasa.outreach.day.rules import wrong_count
from pimpasa.outreach.kinds import DONT_KNOW, QUESTIONS_ASKED, AgeGroup, Round, Sex
from pimpasa.outreach.models import AudienceQuestion, Dialogue
from pimpasa.outreach.queries.dialogues import dialogue_by_id
from pimpasa.outreach.queries.rounds import LEAST_SHOWN, proposed_questions, questions_of, results_of
from pimpasa.outreach.states import DialogueState, DialogueStep, Phase
from pimpasa.sites.common.http import UNPROCESSABLE, Refusable, acting, or_404, render_form, saying_why
from pimpasa.sites.officers.dialogues.forms import day as forms
from pimpasa.sites.officers.http import OfficerRequest, officer_required

View = Callable[..., HttpResponseBase]
DAY = "officers:dialogue_day"


def led_or_404(officer: Officer, dialogue_id: UUID) -> Dialogue:
    """The dialogue; raises Refused for who does not lead it."""
    dialogue = or_404(dialogue_by_id(dialogue_id))
    rules.check_lead(officer, dialogue)
    return dialogue


def leads(*, key: bool = False) -> Callable[[View], View]:
    """Give the view the dialogue of the address; only for who leads it."""

    def decorate(view: View) -> View:
        @never_cache
        @officer_required(Permission.HOLD_DIALOGUES, key=key)
        @wraps(view)
        def inner(request: OfficerRequest, /, dialogue_id: UUID, **kwargs: Any) -> HttpResponseBase:
            dialogue = dialogue_by_id(dialogue_id)
            if dialogue is None:
                raise Http404
            rules.check_lead(request.user, dialogue)
            return view(request, dialogue, **kwargs)

        return inner

    return decorate


def check_begun(dialogue: Dialogue) -> None:
    """Raise Refused before the day, and for one that was called off."""
    if dialogue.began_at is None:
        raise Refused("dialogue_not_begun", _("This dialogue has not begun."))


@leads()
def day(request: OfficerRequest, dialogue: Dialogue) -> HttpResponse:
    """What to do now: choose the questions and begin; lead; or, after the end, type in what is on paper."""
    if dialogue.state == DialogueState.PLANNED:
        return _before(request, dialogue)
    check_begun(dialogue)
    before, after = neighbours_of(dialogue)
    context = {
        "dialogue": dialogue,
        "room": screen_of(dialogue),
        "is_under_way": dialogue.state == DialogueState.UNDER_WAY,
        "may_count": dialogue.state in (DialogueState.UNDER_WAY, DialogueState.HELD),
        "parts": [(part, part == dialogue.phase) for part in phases_of(dialogue)],
        "before": before,
        "after": after,
        **came(dialogue),
        "results": results_of(dialogue),
        "least": LEAST_SHOWN,
    }
    return render(request, "officers/dialogues/day/page.html", context)


def came(dialogue: Dialogue) -> dict[str, Any]:
    """Who came, for the counters: a row for each age group, with each sex."""
    counts = attendance_of(dialogue)
    rows = [(age, [(sex, counts.get((sex, age), 0)) for sex in Sex]) for age in AgeGroup]
    return {"came": rows, "sexes": list(Sex), "came_in_all": sum(counts.values())}


def _before(request: OfficerRequest, dialogue: Dialogue) -> HttpResponse:
    proposed = [question.key for question in proposed_questions(dialogue)]
    reviewed = bank.reviewed(dialogue.office)
    rows = [(proposal, proposal.said(get_language()).question, proposal.key in proposed) for proposal in reviewed]
    context = {"dialogue": dialogue, "rows": rows, "wanted": QUESTIONS_ASKED, "is_enough": bool(proposed)}
    return render(request, "officers/dialogues/day/begin.html", context)


@require_POST
@leads()
def begin(request: OfficerRequest, dialogue: Dialogue) -> HttpResponseBase:
    with saying_why(request):
        course.begin(dialogue=dialogue, quiz=request.POST.getlist("quiz"), by=request.user)
    return redirect(DAY, dialogue.pk)


@require_POST
@leads()
def phase(request: OfficerRequest, dialogue: Dialogue) -> HttpResponseBase:
    """To another part. The screen's clicker sends it, too, and goes back to the screen."""
    form = forms.PhaseForm(request.POST)
    to = "officers:dialogue_screen" if "screen" in request.POST else DAY
    with saying_why(request):
        if not form.is_valid():
            raise Refused("no_such_part", _("This dialogue has no such part."))
        course.go_to(dialogue=dialogue, phase=Phase(form.cleaned_data["phase"]), by=request.user)
    return redirect(to, dialogue.pk)


@leads()
def end(request: OfficerRequest, dialogue: Dialogue) -> HttpResponseBase:
    """Asks first: how many questions nobody read yet, and what is deleted."""
    rules.next_state(dialogue, DialogueStep.END)
    problem = ""
    if request.method == "POST":
        with Refusable() as refusal:
            course.end(dialogue=dialogue, by=request.user, leave_unread="leave_unread" in request.POST)
            messages.success(request, _("Ended. Only counts are left; type in what is on paper."))
            return redirect(DAY, dialogue.pk)
        problem = refusal.reason
    context = {"dialogue": dialogue, "room": screen_of(dialogue), "problem": problem}
    return render(request, "officers/dialogues/day/end.html", context, status=UNPROCESSABLE if problem else 200)


@leads(key=True)
def questions(request: OfficerRequest, dialogue: Dialogue) -> HttpResponse:
    """Those that wait, opened with the desk's key; reading them is written to the log of acts."""
    check_begun(dialogue)
    opened = waiting_questions(dialogue=dialogue, keyring=request.keyring)
    context = {"dialogue": dialogue, "waiting": opened, "shown": shown_questions(dialogue), "room": screen_of(dialogue)}
    return render(request, "officers/dialogues/day/questions.html", context)


@require_POST
@leads(key=True)
def decide(request: OfficerRequest, dialogue: Dialogue, question_id: UUID) -> HttpResponseBase:
    """What becomes of one question."""
    question = or_404(question_of(dialogue, question_id))
    form = forms.DecisionForm(request.POST)
    with saying_why(request):
        if not form.is_valid():
            raise Refused("no_step_chosen", _("Choose what becomes of the question."))
        _decide(question, form.cleaned_data["step"], form.cleaned_data["answer"], request)
    return redirect("officers:dialogue_questions", dialogue.pk)


def _decide(question: AudienceQuestion, step: str, words: str, request: OfficerRequest) -> None:
    match step:
        case "show":
            moderation.show(question=question, keyring=request.keyring)
        case "refuse":
            moderation.refuse(question=question, by=request.user)
        case "private":
            moderation.turn_private(question=question, by=request.user)
        case "later":
            moderation.put_off(question=question, by=request.user)
        case _:
            moderation.answer(question=question, words=words, by=request.user)


@require_POST
@leads()
def attend(request: OfficerRequest, dialogue: Dialogue) -> HttpResponseBase:
    """One more of a group by a tap, or all numbers at once."""
    tap, numbers = forms.CameForm(request.POST), forms.AttendanceForm(request.POST)
    with saying_why(request):
        if "more" in request.POST and tap.is_valid():
            values = tap.cleaned_data
            sex, age = Sex(values["sex"]), AgeGroup(values["age"])
            counts.add_attendance(dialogue=dialogue, sex=sex, age=age, more=values["more"], by=request.user)
        elif "more" not in request.POST and numbers.is_valid():
            counts.set_attendance(dialogue=dialogue, counts=numbers.counts(), by=request.user)
        else:
            raise Refused("wrong_count", wrong_count())
        answer = redirect(DAY, dialogue.pk)
        answer["Location"] += "#came"
        return answer
    return redirect(DAY, dialogue.pk)


@leads()
def paper(request: OfficerRequest, dialogue: Dialogue) -> HttpResponseBase:
    """What was ticked on paper, typed in: for each question, how many chose what, before and after."""
    rules.next_state(dialogue, DialogueStep.NOTE)
    paper_counts = paper_counts_of(dialogue)
    form = forms.PaperForm(request.POST if request.method == "POST" else None, dialogue=dialogue)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            counts.count_paper(dialogue=dialogue, counts=form.counts(), by=request.user)
            messages.success(request, _("Counted."))
            return redirect(DAY, dialogue.pk)
    form.initial = {name: paper_counts.get(cell) for name, cell in form.cells.items()}
    context = {"dialogue": dialogue, "form": form, "tables": paper_tables(dialogue, form), "rounds": list(Round)}
    return render_form(request, "officers/dialogues/day/paper.html", context)


def paper_tables(dialogue: Dialogue, form: forms.PaperForm) -> list[dict[str, Any]]:
    """For each question its options, each with a field for both rounds."""
    tables = []
    for number, question in enumerate(questions_of(dialogue)):
        words = question.said(get_language())
        options = [*enumerate(words.options), (DONT_KNOW, _("I don't know yet"))]
        rows = [(text, [form[f"{number}-{round_}-{choice}"] for round_ in Round]) for choice, text in options]
        tables.append({"number": number + 1, "question": words.question, "rows": rows})
    return tables
