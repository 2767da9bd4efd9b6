"""Official papers: drafted, looked at, issued with their number, and kept as they were signed."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.queries import timeline_of
from pimpasa.accounts.roles import Permission
from pimpasa.cases import queries as cases
from pimpasa.cases.models import Case
from pimpasa.cases.opening.cases import peek as peek_case
from pimpasa.cases.opening.people import OpenPerson, persons_of
from pimpasa.evidence.errors import ExhibitGone, NotViewable, StoreUnavailable
from pimpasa.evidence.opening import previews
from pimpasa.operations.models import Operation
from pimpasa.operations.opening import OpenOperation
from pimpasa.operations.opening import peek as peek_operation
from pimpasa.operations.queries import by_id as operation_by_id
from pimpasa.operations.queries import newest_of_case
from pimpasa.papers import queries
from pimpasa.papers.actions import papers as actions
from pimpasa.papers.kinds import OF_A_CASE, PaperKind
from pimpasa.papers.models import Paper
from pimpasa.papers.opening.papers import OpenPaper, open_paper, peek, stays_of, take_out, typeset_draft
from pimpasa.papers.prefill import prefilled
from pimpasa.papers.states import NEEDED, PAPER_TRANSITIONS, PaperState, PaperStep
from pimpasa.sites.common.http import Refusable, acting, as_file, or_404, render_form, saying_why
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.papers.forms import CancelForm, PaperForm, SignedForm, StaysForm
from pimpasa.territory.models import Desk

MOST_PAGES_SHOWN = 12


def _paper_or_404(paper_id: UUID) -> Paper:
    return or_404(queries.by_id(paper_id))


def kind_or_404(name: str) -> PaperKind:
    if name not in PaperKind.values:
        raise Http404
    return PaperKind(name)


def _by_query(request: OfficerRequest, name: str, find: Any) -> Any:
    """What an id in the address stands for; nothing where there is none. Raises Http404 for one that is wrong."""
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        row = find(UUID(text))
    except ValueError:
        raise Http404 from None
    if row is None:
        raise Http404
    return row


@officer_required(Permission.LEAD_CASES)
def papers(request: OfficerRequest) -> HttpResponse:
    """Papers of one's units, newest first, narrowed by kind and state; what waits for a number or a signature above."""
    kind, state = request.GET.get("jenis", ""), request.GET.get("status", "")
    context = {
        "rows": page_of(queries.visible_to(request.user, kind=kind, state=state), request),
        "kinds": PaperKind.choices,
        "states": PaperState.choices,
        "kind": kind if kind in PaperKind.values else "",
        "state": state if state in PaperState.values else "",
    }
    is_narrowed = context["kind"] or context["state"] or request.GET.get("hal")
    context["waiting_papers"] = [] if is_narrowed else queries.waiting_for(request.user)
    context["query"] = f"jenis={context['kind']}&status={context['state']}&"
    return render(request, "officers/papers/papers.html", context)


@officer_required(Permission.LEAD_CASES)
def new_paper(request: OfficerRequest) -> HttpResponse:
    """Which kind, about which case or none."""
    case = _by_query(request, "kasus", cases.by_id)
    kinds = [(kind, kind in OF_A_CASE and case is None) for kind in PaperKind]
    return render(request, "officers/papers/kinds.html", {"kinds": kinds, "case": case})


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def draft_paper(request: OfficerRequest, paper_kind: str) -> HttpResponse:
    """Begin a paper, with what its case or the paper it replaces says already."""
    kind = kind_or_404(paper_kind)
    earlier: Paper | None = _by_query(request, "ganti", queries.by_id)
    planned: Operation | None = _by_query(request, "operasi", operation_by_id)
    case: Case | None = _case_of(request, earlier or planned)
    unit = _unit(request, case, earlier)
    people = _people(request, case)
    opened = _operation(request, planned, case)
    initial = _initial(request, kind, case, earlier, unit, people, opened)
    form = PaperForm(request.POST or None, kind=kind, people=_choices(people), initial=initial)
    if request.method == "POST" and not form.asks_for_rows and form.is_valid():
        with acting(form):
            paper = actions.draft(
                kind=kind,
                unit=unit,
                fields=form.given,
                keyring=request.keyring,
                case=case,
                person=form.person,
                replaces=earlier,
            )
            return redirect("officers:paper", paper.pk)
    return _form(request, form, kind.label, back=reverse("officers:papers"))


def _case_of(request: OfficerRequest, source: Paper | Operation | None) -> Case | None:
    """That of what the paper is drafted from, or the one that the address names."""
    if source is not None:
        return source.case
    case: Case | None = _by_query(request, "kasus", cases.by_id)
    return case


def _unit(request: OfficerRequest, case: Case | None, earlier: Paper | None) -> Desk:
    if case is not None or earlier is not None:
        return (case or earlier).unit  # type: ignore[union-attr]  # one of them is there
    unit = queries.first_unit_of(request.user)
    if unit is None:
        raise Refused("no_unit_today", _("You sit at no unit of the office today."))
    return unit


def _initial(
    request: OfficerRequest,
    kind: PaperKind,
    case: Case | None,
    earlier: Paper | None,
    unit: Desk,
    people: list[OpenPerson],
    operation: OpenOperation | None,
) -> dict[str, str]:
    if earlier is not None:
        contents = peek(earlier, request.keyring).contents
        return {**contents.fields, "person": _standing(earlier.case, contents.person)}
    opened = peek_case(case, request.keyring) if case is not None else None
    about = next((person for person in people if str(person.person.pk) == request.GET.get("orang")), None)
    fields = prefilled(kind, queries.letterhead_of(unit.office), opened, operation=operation, person=about)
    return fields | {"person": str(about.person.pk)} if about else fields


def _operation(request: OfficerRequest, planned: Operation | None, case: Case | None) -> OpenOperation | None:
    """The one that the paper is drafted from, or the case's newest."""
    operation = planned or (newest_of_case(case) if case is not None else None)
    return peek_operation(operation, request.keyring) if operation else None


def _people(request: OfficerRequest, case: Case | None) -> list[OpenPerson]:
    return persons_of(peek_case(case, request.keyring)) if case is not None else []


def _standing(case: Case | None, person: str) -> str:
    """The id of who stands for whom a paper names, since somebody may have been merged into another."""
    whom = cases.standing_in(case, person) if case is not None else None
    return str(whom.pk) if whom else person


def _choices(people: list[OpenPerson]) -> list[tuple[str, str]]:
    return [
        (str(person.person.pk), f"{person.contents.name} ({person.person.get_screening_display()})")
        for person in people
    ]


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def paper(request: OfficerRequest, paper_id: UUID) -> HttpResponse:
    """A paper as it looks, and what can be done with it; reading it is written to the log."""
    opened = open_paper(paper=_paper_or_404(paper_id), keyring=request.keyring)
    context = {
        "opened": opened,
        "paper": opened.paper,
        "may": _may(request.user, opened.paper),
        "timeline": timeline_of([opened.paper.subject]),
        "replacements": queries.replacements_of(opened.paper),
        **_corrected(request, opened),
        **_shown(request, opened),
    }
    return render(request, "officers/papers/paper.html", context)


def _corrected(request: OfficerRequest, opened: OpenPaper) -> dict[str, Any]:
    """What of its case was corrected since, and who said that the paper stays all the same."""
    corrections = queries.corrections_after(opened.paper)
    if not corrections:
        return {}
    waits = queries.is_outdated(opened.paper)
    may_let_stand = waits and request.user.may(Permission.ISSUE_PAPERS)
    return {"corrections": corrections, "stays": stays_of(opened), "waits": waits, "may_let_stand": may_let_stand}


def _may(officer: Any, of: Paper) -> set[str]:
    steps = {step.value for step in PAPER_TRANSITIONS[PaperState(of.state)] if officer.may(NEEDED[step])}
    if of.number and not officer.may(Permission.ISSUE_PAPERS):
        steps.discard(PaperStep.CANCEL.value)
    return steps


def _shown(request: OfficerRequest, opened: OpenPaper) -> dict[str, Any]:
    """Pictures of its pages, or why there are none."""
    with Refusable(NotViewable, StoreUnavailable) as refusal:
        if opened.paper.pdf is not None:
            page = previews.page_of(opened.paper.pdf, _number(request), key=opened.key)
            return {"pictures": [(_inline(page.jpeg, "jpeg"), page.number)], "page": page}
        draft = typeset_draft(opened, pictures=True)
        pages = draft.pages[:MOST_PAGES_SHOWN]
        pictures = [(_inline(png, "png"), number) for number, png in enumerate(pages, 1)]
        return {"pictures": pictures, "missing": draft.missing_named}
    return {"problem": refusal.reason}


def _inline(picture: bytes, kind: str) -> str:
    return f"data:image/{kind};base64," + base64.b64encode(picture).decode()


def _number(request: OfficerRequest) -> int:
    text = request.GET.get("halaman", "1")
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 5 else 1


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def change_paper(request: OfficerRequest, paper_id: UUID) -> HttpResponse:
    """Write a draft anew."""
    opened = peek(_paper_or_404(paper_id), request.keyring)
    kind = PaperKind(opened.paper.kind)
    initial = {**opened.contents.fields, "person": _standing(opened.paper.case, opened.contents.person)}
    people = _choices(_people(request, opened.paper.case))
    form = PaperForm(request.POST or None, kind=kind, people=people, initial=initial)

    def act() -> None:
        actions.change(paper=opened.paper, fields=form.given, person=form.person, keyring=request.keyring)

    if form.asks_for_rows:
        return _form(request, form, kind.label, back=reverse("officers:paper", args=[paper_id]))
    return _act(request, opened.paper, form, act, title=kind.label)


@require_POST
@officer_required(Permission.ISSUE_PAPERS, key=True)
def issue_paper(request: OfficerRequest, paper_id: UUID) -> HttpResponse:
    """Give the paper its number."""
    address = settings.ADDRESS or request.build_absolute_uri("/").rstrip("/")
    with saying_why(request, StoreUnavailable):
        paper = actions.issue(paper=_paper_or_404(paper_id), address=address, keyring=request.keyring)
        messages.success(request, _("Issued as %(number)s.") % {"number": paper.number})
    return redirect("officers:paper", paper_id)


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def sign_paper(request: OfficerRequest, paper_id: UUID) -> HttpResponse:
    """Keep the paper as it was signed."""
    paper = peek(_paper_or_404(paper_id), request.keyring).paper
    form = SignedForm(request.POST or None, request.FILES or None)

    def act() -> None:
        actions.keep_signed(paper=paper, upload=form.cleaned_data["evidence"][0], keyring=request.keyring)

    return _act(request, paper, form, act, title=_("Keep the signed copy"))


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def cancel_paper(request: OfficerRequest, paper_id: UUID) -> HttpResponse:
    """Cancel the paper, with a reason."""
    paper = peek(_paper_or_404(paper_id), request.keyring).paper
    form = CancelForm(request.POST or None)

    def act() -> None:
        actions.cancel(paper=paper, reason=form.cleaned_data["reason"], keyring=request.keyring)

    return _act(request, paper, form, act, title=_("Cancel this paper"))


@never_cache
@officer_required(Permission.ISSUE_PAPERS, key=True)
def let_stand(request: OfficerRequest, paper_id: UUID) -> HttpResponse:
    """Say that the paper stays though something of its case was corrected, with a reason."""
    paper = peek(_paper_or_404(paper_id), request.keyring).paper
    form = StaysForm(request.POST or None)

    def act() -> None:
        actions.let_stand(paper=paper, reason=form.cleaned_data["reason"], keyring=request.keyring)

    return _act(request, paper, form, act, title=_("The paper stays as it is"))


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def paper_pdf(request: OfficerRequest, paper_id: UUID) -> HttpResponse:
    """The PDF as issued, or of a draft as it stands."""
    paper = _paper_or_404(paper_id)
    try:
        pdf = take_out(paper=paper, keyring=request.keyring)
        if pdf is None:
            pdf = typeset_draft(open_paper(paper=paper, keyring=request.keyring), pictures=False).pdf
    except StoreUnavailable as gone:
        raise Refused("store_unavailable", gone.reason) from gone
    name = paper.number.replace("/", "-") or f"konsep-{PaperKind(paper.kind).value}"
    return as_file(pdf, f"{name}.pdf", "application/pdf")


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def paper_copy(request: OfficerRequest, paper_id: UUID) -> HttpResponse:
    """The signed copy, as it was handed in."""
    paper = _paper_or_404(paper_id)
    try:
        content = take_out(paper=paper, keyring=request.keyring, signed=True)
    except StoreUnavailable as gone:
        raise Refused("store_unavailable", gone.reason) from gone
    if content is None:
        messages.error(request, _("No signed copy is kept yet."))
        return redirect("officers:paper", paper_id)
    ending = "pdf" if content.startswith(b"%PDF") else "jpg" if content.startswith(b"\xff\xd8") else "png"
    name = paper.number.replace("/", "-")
    return as_file(content, f"{name}-ttd.{ending}", "application/octet-stream")


def _act(request: OfficerRequest, paper: Paper, form: Form, act: Any, *, title: Any) -> HttpResponse:
    """One form, one action: what is refused comes back with its reason and what was typed."""
    if request.method == "POST" and form.is_valid():
        with acting(form, None, ExhibitGone):
            act()
            messages.success(request, _("Saved."))
            return redirect("officers:paper", paper.pk)
    return _form(request, form, title, back=reverse("officers:paper", args=[paper.pk]))


def _form(request: OfficerRequest, form: Form, title: Any, *, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "whole": "whole" in form.fields}
    return render_form(request, "officers/papers/form.html", context)
