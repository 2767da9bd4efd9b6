"""The report form, one question a page. Views only parse, save the draft and show the next question.

They need no CSRF token: a post from another site carries no draft cookie (SameSite=Lax), so it could at most begin an
empty draft that nobody sees.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pimpasa.allowances.actions import take
from pimpasa.common import clock
from pimpasa.education.helplines import HELPLINES
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.errors import ExhibitGone, NotTaken
from pimpasa.evidence.opening.files import facts_of
from pimpasa.evidence.queries import still_there
from pimpasa.evidence.room import is_tight
from pimpasa.reports.actions.drafting import check_size, discard_draft, drop_file, save_draft
from pimpasa.reports.contents import Answers
from pimpasa.reports.errors import AlreadySent, DraftGone
from pimpasa.reports.indicators import INDICATORS
from pimpasa.reports.kinds import Kind, Mode, Obtained, PersonRow
from pimpasa.reports.queries.drafts import draft_key
from pimpasa.sites.common.allowances import DRAFTS, address
from pimpasa.sites.public import drafts, forms
from pimpasa.sites.public.shares import check_network
from pimpasa.sites.public.steps import BY_SLUG, LAST_NUMBER, Step, after, before, first_open
from pimpasa.territory import queries as territory
from pimpasa.territory.models import Village

View = Callable[..., HttpResponse]


def page(request: HttpRequest, step: Step, answers: Answers, **context: Any) -> HttpResponse:
    """A question's page; status 422 where its form has errors, so that nothing caches or repeats it."""
    form = context.get("form")
    back = before(step)
    return render(
        request,
        f"public/report/{step.slug}.html",
        {
            "step": step,
            "last": LAST_NUMBER,
            "back": "/lapor/periksa/" if _is_change(request) else back.url if back else "/",
            "change": _is_change(request),
            "answers": answers,
            **context,
        },
        status=422 if form is not None and form.errors else 200,
    )


def with_answers(view: View) -> View:
    """Give the view the draft's answers; a browser without one begins at the start."""

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, drafts.answers_of(request), *args, **kwargs)
        except AlreadySent:
            return redirect("public:receipt")
        except DraftGone:
            return render(request, "public/report/gone.html", status=200 if request.method == "GET" else 410)

    return inner


def _save(request: HttpRequest, answers: Answers) -> bytes:
    key = drafts.key_of(request) or drafts.new_key()
    save_draft(browser_key=key, answers=answers)
    return key


def go_on(request: HttpRequest, step: Step, answers: Answers) -> HttpResponse:
    """Save, then show the next question, or the check page again after a change."""
    if step.slug not in answers.seen:
        answers.seen.append(step.slug)
    key = _save(request, answers)
    to = BY_SLUG["periksa"].url if _is_change(request) else after(step).url
    response = HttpResponseRedirect(to)
    drafts.set_cookie(response, key)
    return response


def _is_change(request: HttpRequest) -> bool:
    return "ubah" in request.GET


def _simple(request: HttpRequest, answers: Answers, step: Step, form_class: type[forms.StepForm]) -> HttpResponse:
    if request.method != "POST":
        return page(request, step, answers, form=form_class(initial=form_class.initial_of(answers)))
    form = form_class(request.POST)
    if not form.is_valid():
        return page(request, step, answers, form=form)
    form.write(answers)
    return go_on(request, step, answers)


@csrf_exempt
def start(request: HttpRequest) -> HttpResponse:
    """Step 1; also where a poster's link `?w=<kelurahan>&rw=<RW>` arrives. The draft begins with the first answer."""
    begins = False
    try:
        answers = drafts.answers_of(request)
    except AlreadySent:
        return redirect("public:receipt")
    except DraftGone:
        answers = Answers()
        begins = True
    elsewhere = _from_poster(request, answers)
    step = BY_SLUG["bahaya"]
    more = {"helplines": HELPLINES, "village": _village(answers), "elsewhere": elsewhere}
    if request.method != "POST":
        form = forms.DangerForm(initial=forms.DangerForm.initial_of(answers))
        return page(request, step, answers, form=form, **more)
    form = forms.DangerForm(request.POST)
    if not form.is_valid():
        return page(request, step, answers, form=form, **more)
    if begins and not take(DRAFTS, address(request)):
        return drafts.too_many(request)
    form.write(answers)
    response = go_on(request, step, answers)
    if answers.danger and not _is_change(request):
        response["Location"] = "/lapor/darurat/"
    return response


def _from_poster(request: HttpRequest, answers: Answers) -> Village | None:
    """Fill in the poster's place; where the draft has another already, it stays, and the poster's is returned."""
    code = (request.POST.get("w") or request.GET.get("w") or "")[:13]
    village = territory.by_code(code) if code else None
    if village is None or answers.village:
        return village if village and village.code != answers.village else None
    rw = (request.POST.get("rw") or request.GET.get("rw") or "").strip()
    answers.village, answers.channel = village.code, "poster"
    answers.rw = rw.zfill(3) if rw.isascii() and rw.isdecimal() and len(rw) <= 3 else ""
    return None


def _village(answers: Answers) -> Any:
    return territory.by_code(answers.village) if answers.village else None


def emergency(request: HttpRequest) -> HttpResponse:
    """The numbers to call, before anything else."""
    return render(request, "public/report/darurat.html", {"helplines": HELPLINES})


@with_answers
def kind(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Step 2. The presence of a foreigner alone ends kindly and is not stored."""
    if request.method == "POST" and request.POST.get("kind") == forms.PRESENCE:
        return redirect("public:presence")
    earlier = answers.kind
    response = _simple(request, answers, BY_SLUG["jenis"], forms.KindForm)
    if answers.kind != earlier and response.status_code == 302 and answers.indicators:
        answers.indicators = []
        answers.seen = [slug for slug in answers.seen if slug != "tanda"]
        _save(request, answers)
    return response


def presence(request: HttpRequest) -> HttpResponse:
    """Living here is no offence; what would be, and the duty of who lodges foreigners."""
    return render(request, "public/report/orang-asing.html")


@with_answers
def story(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Step 3, first page: in one's own words."""
    return _simple(request, answers, BY_SLUG["cerita"], forms.StoryForm)


@with_answers
def signs(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Step 3, second page: the indicators of the chosen kind."""
    if not answers.kind:
        return redirect("public:jenis")
    step = BY_SLUG["tanda"]
    if request.method != "POST":
        form = forms.SignsForm(initial={"indicators": answers.indicators}, kind=answers.kind)
        return page(request, step, answers, form=form)
    form = forms.SignsForm(request.POST, kind=answers.kind)
    if not form.is_valid():
        return page(request, step, answers, form=form)
    form.write(answers)
    return go_on(request, step, answers)


@with_answers
def people(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Step 5: free rows about who is involved."""
    step = BY_SLUG["siapa"]
    if request.method != "POST":
        rows_before = [{"what": row.what, "value": row.value} for row in answers.persons]
        return page(request, step, answers, rows=forms.PeopleForms(initial=rows_before))
    rows = forms.PeopleForms(request.POST)
    if not rows.is_valid():
        return render(
            request,
            "public/report/siapa.html",
            {"step": step, "last": LAST_NUMBER, "back": "/lapor/tempat/", "rows": rows, "answers": answers},
            status=422,
        )
    answers.persons = forms.people_of(rows)
    if "tambah" in request.POST:
        key = _save(request, answers)
        response = HttpResponseRedirect(f"{step.url}?{request.GET.urlencode()}#tambah")
        drafts.set_cookie(response, key)
        return response
    return go_on(request, step, answers)


@with_answers
def files(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Step 6: files, sealed while they arrive."""
    step, key = BY_SLUG["bukti"], drafts.key_of(request) or b""
    if request.method != "POST":
        return _files_page(request, answers, forms.FilesForm(initial={"obtained": "own"}))
    if removed := request.POST.get("hapus"):
        return _remove(request, answers, removed)
    form = forms.FilesForm(request.POST, request.FILES)
    _keep(request, answers, form, browser_key=key)
    sent_before = [ident for ident in request.POST.getlist("exhibit") if ident in answers.exhibits]
    evidence.set_obtained(
        exhibit_ids=sent_before, key=draft_key(key), obtained=form.cleaned_data.get("obtained") or Obtained.UNSURE
    )
    if form.errors or "tetap" in request.POST:
        _save(request, answers)
    if form.errors:
        return _files_page(request, answers, form)
    return HttpResponseRedirect(request.get_full_path()) if "tetap" in request.POST else go_on(request, step, answers)


def _keep(request: HttpRequest, answers: Answers, form: forms.FilesForm, *, browser_key: bytes) -> None:
    """Keep every file that arrived whole, even beside one that did not: nobody sends 2 GB twice."""
    form.full_clean()
    files = form.whole_files()
    room = settings.EVIDENCE_MAX_FILES - len(answers.exhibits)
    if len(files) > room:
        form.add_error("evidence", forms.too_many())
    for upload in files[:room]:
        try:
            check_size(answers, upload.size or 0, browser_key=browser_key)
            check_network(request, upload.size or 0)
        except NotTaken as refused:
            form.add_error("evidence", str(refused.reason))
            return
        exhibit = evidence.keep(
            upload=upload,
            key=draft_key(browser_key),
            obtained=form.cleaned_data.get("obtained") or Obtained.UNSURE,
            expires_at=clock.now() + settings.DRAFT_LIFE,
        )
        answers.exhibits.append(str(exhibit.pk))


def _files_page(request: HttpRequest, answers: Answers, form: forms.FilesForm) -> HttpResponse:
    context = {"kept": _kept(request, answers), "upload_address": reverse("public:upload"), "is_tight": is_tight()}
    return page(request, BY_SLUG["bukti"], answers, form=form, **context)


def _kept(request: HttpRequest, answers: Answers) -> list[ExhibitFacts]:
    key = draft_key(drafts.key_of(request) or b"")
    return [facts_of(exhibit, key=key) for exhibit in still_there(answers.exhibits)]


@with_answers
def files_gone(request: HttpRequest, answers: Answers, gone: ExhibitGone) -> HttpResponse:
    """Step 6 once more, before anything is sent: a file is no longer there."""
    answers.exhibits = [str(exhibit.pk) for exhibit in still_there(answers.exhibits) if exhibit.expires_at]
    _save(request, answers)
    form = forms.FilesForm({"whole": "1"})
    form.add_error("evidence", str(gone.reason))
    return _files_page(request, answers, form)


def _remove(request: HttpRequest, answers: Answers, removed: str) -> HttpResponse:
    if removed in answers.exhibits:
        drop_file(browser_key=drafts.key_of(request) or b"", exhibit_id=removed)
    return HttpResponseRedirect(request.get_full_path())


@with_answers
def mode(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Step 7: anonymous, confidential, or for somebody else."""
    return _simple(request, answers, BY_SLUG["identitas"], forms.ModeForm)


@with_answers
def check(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Step 8: everything to read once more, each with a way to change it."""
    missing = first_open(answers)
    if missing.slug != "periksa":
        return HttpResponseRedirect(missing.url)
    return page(request, missing, answers, **_summary(request, answers))


def _summary(request: HttpRequest, answers: Answers) -> dict[str, Any]:
    return {
        "kind": Kind(answers.kind).label,
        "mode": Mode(answers.mode).label,
        "signs": [INDICATORS[number].text for number in answers.indicators],
        "village": _village(answers),
        "persons": [(PersonRow(row.what).label, row.value) for row in answers.persons],
        "kept": _kept(request, answers),
    }


@csrf_exempt
@require_POST
def throw_away(request: HttpRequest) -> HttpResponse:
    """Forget the draft, its files, and the browser's key."""
    if key := drafts.key_of(request):
        discard_draft(browser_key=key)
    response = redirect("public:home")
    drafts.forget_cookie(response)
    return response
