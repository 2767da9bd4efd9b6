"""The office's part in what residents learn: its own pages, a new look at the program's, the questions of the quiz."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.education import actions, queries
from pimpasa.education.models import OfficePage
from pimpasa.education.rules import check_teach
from pimpasa.sites.common.http import acting, or_404, render_form, saying_why
from pimpasa.sites.officers.administration.forms.lessons import CheckForm, LessonForm
from pimpasa.sites.officers.http import OfficerRequest, officer_required

teacher = officer_required(Permission.WRITE_LESSONS)


@teacher
def lessons(request: OfficerRequest) -> HttpResponse:
    """The office's own pages and the program's, with those marked that somebody has to look at again."""
    rows = queries.lessons(get_language() or "")
    own = queries.own_pages(request.user.office)
    context = {
        "own": own,
        "lessons": rows,
        "stale": sum(row.is_stale for row in rows) + sum(row.is_stale for row in own),
    }
    return render(request, "officers/administration/lessons.html", context)


@teacher
def facts(request: OfficerRequest) -> HttpResponse:
    """What residents are told as settled, with its source and its age; what has to be looked at again comes first."""
    rows = sorted(queries.facts(get_language() or ""), key=lambda fact: not fact.is_doubtful)
    return render(request, "officers/administration/facts.html", {"facts": rows})


@teacher
def new_lesson(request: OfficerRequest) -> HttpResponse:
    form = LessonForm(request.POST or None, initial={"last_verified": clock.today()})
    return _write(request, form, None)


@teacher
def lesson(request: OfficerRequest, page_id: int) -> HttpResponse:
    """Change an office's page, look at it, publish it or take it away."""
    page = _own_or_404(request, page_id)
    form = LessonForm(request.POST or None, initial=LessonForm.of(page))
    return _write(request, form, page)


def _write(request: OfficerRequest, form: LessonForm, page: OfficePage | None) -> HttpResponse:
    previews: list[queries.OfficeLesson] = []
    if request.method == "POST" and form.is_valid():
        words, office = form.words(), request.user.office
        if request.POST.get("do") == "preview":
            previews = queries.preview(office=office, words=vars(words))
        else:
            with acting(form):
                page = actions.write_page(office=office, page=page, words=words, by=request.user)
                messages.success(request, _("Saved."))
                return redirect("officers:lesson", page.pk)
    context = {"form": form, "page": page, "previews": previews}
    return render_form(request, "officers/administration/lesson.html", context)


@require_POST
@teacher
def publish(request: OfficerRequest, page_id: int) -> HttpResponse:
    actions.publish_page(page=_own_or_404(request, page_id), by=request.user)
    messages.success(request, _("Everybody can read this page now."))
    return redirect("officers:lesson", page_id)


@require_POST
@teacher
def withdraw(request: OfficerRequest, page_id: int) -> HttpResponse:
    page = _own_or_404(request, page_id)
    with saying_why(request):
        actions.withdraw_page(page=page, by=request.user)
        messages.success(request, _("Nobody outside the office can read this page any more."))
    return redirect("officers:lesson", page_id)


@teacher
def check_lesson(request: OfficerRequest, slug: str) -> HttpResponse:
    """Say that a page of the program was looked at again."""
    lesson = or_404(next((row for row in queries.lessons(get_language() or "") if row.page.slug == slug), None))
    form = CheckForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        with acting(form):
            actions.check_page(office=request.user.office, slug=slug, by=request.user, **form.cleaned_data)
            messages.success(request, _("Thank you. Everybody sees that your office looked at it."))
            return redirect("officers:lessons")
    context = {"form": form, "lesson": lesson, "page": lesson.page}
    return render_form(request, "officers/administration/check_lesson.html", context)


@teacher
def questions(request: OfficerRequest) -> HttpResponse:
    """Every question with its answer, reason and sources; those that the officer ticks were read and are right."""
    if request.method == "POST":
        return _review(request)
    rows = queries.with_reviews(request.user.office)
    context = {"rows": rows, "ready": sum(row.is_current for row in rows)}
    return render(request, "officers/administration/questions.html", context)


def _review(request: OfficerRequest) -> HttpResponse:
    pairs = (ticked.partition(":") for ticked in request.POST.getlist("read"))
    try:
        read = {key: bytes.fromhex(digest) for key, _colon, digest in pairs}
    except ValueError:
        messages.error(request, _("This form was changed. Please try again."))
        return redirect("officers:questions")
    with saying_why(request):
        number = actions.review_questions(office=request.user.office, read=read, by=request.user)
        words = ngettext("%(n)d question was reviewed.", "%(n)d questions were reviewed.", number)
        messages.success(request, words % {"n": number})
    return redirect("officers:questions")


@require_POST
@teacher
def take_back(request: OfficerRequest, key: str) -> HttpResponse:
    """The office does not ask this question any more."""
    with saying_why(request):
        actions.take_back_review(office=request.user.office, key=key, by=request.user)
        messages.success(request, _("Your office does not ask this question any more."))
    return redirect("officers:questions")


def _own_or_404(request: OfficerRequest, page_id: int) -> OfficePage:
    """Raises Refused for another office's page."""
    page = or_404(queries.own_page(page_id))
    check_teach(request.user, page.office)
    return page
