"""The office's part in what residents learn: its own pages, a new look at the program's, the questions of the quiz."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.education import actions, queries
from pimpasa.education.models import OfficePage
from pimpasa.education.rules import check_teach
from pimpasa.sites.officers.administration.forms.lessons import CheckForm, LessonForm
from pimpasa.sites.officers.http import OfficerRequest, officer_required, refuse_and_return

UNPROCESSABLE = 422
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
            try:
                page = actions.write_page(office=office, page=page, words=words, by=request.user)
            except Refused as refused:
                form.add_error(None, str(refused.reason))
            else:
                messages.success(request, _("Saved."))
                return redirect("officers:lesson", page.pk)
    context = {"form": form, "page": page, "previews": previews}
    return render(request, "officers/administration/lesson.html", context, status=UNPROCESSABLE if form.errors else 200)


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
    try:
        actions.withdraw_page(page=page, by=request.user)
    except Refused as refused:
        return refuse_and_return(request, refused, "officers:lesson", page_id)
    messages.success(request, _("Nobody outside the office can read this page any more."))
    return redirect("officers:lesson", page_id)


@teacher
def check_lesson(request: OfficerRequest, slug: str) -> HttpResponse:
    """Say that a page of the program was looked at again."""
    found = next((row for row in queries.lessons(get_language() or "") if row.page.slug == slug), None)
    if found is None:
        raise Http404
    form = CheckForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_page(office=request.user.office, slug=slug, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
        else:
            messages.success(request, _("Thank you. Everybody sees that your office looked at it."))
            return redirect("officers:lessons")
    context = {"form": form, "lesson": found, "page": found.page}
    return render(
        request, "officers/administration/check_lesson.html", context, status=UNPROCESSABLE if form.errors else 200
    )


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
        number = actions.review_questions(office=request.user.office, read=read, by=request.user)
    except ValueError:
        messages.error(request, _("This form was changed. Please try again."))
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        told = ngettext("%(n)d question was reviewed.", "%(n)d questions were reviewed.", number)
        messages.success(request, told % {"n": number})
    return redirect("officers:questions")


@require_POST
@teacher
def take_back(request: OfficerRequest, key: str) -> HttpResponse:
    """The office does not ask this question any more."""
    try:
        actions.take_back_review(office=request.user.office, key=key, by=request.user)
    except Refused as refused:
        return refuse_and_return(request, refused, "officers:questions")
    messages.success(request, _("Your office does not ask this question any more."))
    return redirect("officers:questions")


def _own_or_404(request: OfficerRequest, page_id: int) -> OfficePage:
    """Raises Refused for another office's page."""
    page = queries.own_page(page_id)
    if page is None:
        raise Http404
    check_teach(request.user, page.office)
    return page
