"""The report form: what happened, where, and who reads it. Views only parse, save the draft and show the next page.

They need no CSRF token: a post from another site carries no draft cookie (SameSite=Lax), so it could at most begin an
empty draft that nobody sees.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pimpasa.allowances.actions import take
from pimpasa.common import clock
from pimpasa.education.helplines import helplines, work_abroad
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.errors import ExhibitGone, NotTaken
from pimpasa.evidence.opening.files import facts_of
from pimpasa.evidence.queries import still_there
from pimpasa.evidence.room import is_tight
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.reports import merging
from pimpasa.reports.actions.drafting import check_size, drop_file, save_typed
from pimpasa.reports.contents import STORY_PAGE, Answers
from pimpasa.reports.errors import AlreadySent, DraftGone
from pimpasa.reports.kinds import Channel, Obtained, Situation
from pimpasa.reports.queries.drafts import draft_id, draft_key
from pimpasa.sites.common.allowances import DRAFTS, SAVES, address
from pimpasa.sites.common.middleware import from_elsewhere
from pimpasa.sites.common.security import may_record
from pimpasa.sites.public import codes, confirmations, drafts, forms, sending
from pimpasa.sites.public.drafts import Draft
from pimpasa.sites.public.shares import check_network
from pimpasa.sites.public.steps import STEPS, STORY, Step, first_open
from pimpasa.territory.models import Village
from pimpasa.territory.neighbourhoods import UnreadNeighbourhood, rw_in
from pimpasa.territory.queries import places as territory

View = Callable[..., HttpResponse]

# Where who leaves in haste arrives: a page that anybody may have been reading.
ELSEWHERE = "https://www.bmkg.go.id/"
# Fields by which a page says which one it is, and what it showed (reports.merging).
PAGE_MARK = "halaman"
SHOWN = "dilihat"
LONGEST_MARK = 32
# What the page's browser sealed of it; and that what another one sealed before cannot be opened any more.
SEALED = "terkunci"
LOST = "hilang"
FIELDS = {"report": forms.STORY_FIELDS, "place": forms.PlaceForm.names}
# Fields of words that a browser seals before they leave it.
SEALS = {"report": "narrative", "place": "place address"}
SITUATIONS = {"luar-negeri": Situation.ABROAD, "pulang": Situation.RETURNED}


def page(request: HttpRequest, step: Step, answers: Answers, **context: Any) -> HttpResponse:
    """A question's page; status 422 where its form has errors, so that nothing caches or repeats it."""
    form = context.get("form")
    number = STEPS.index(step)
    page_context = {
        "step": step,
        "last": len(STEPS),
        "back": STEPS[number - 1].url if number else reverse("public:home"),
        "answers": answers,
        "helplines": helplines(),
        "way": "way",
        "page_mark": request.POST.get(PAGE_MARK) or secrets.token_hex(6),
        "shown": merging.shown_by(answers, FIELDS[step.name]),
        "seals": SEALS[step.name] if settings.SEAL_ON_PHONE else "",
        "entries": json.dumps([words for _page, words in answers.sealed]),
        **context,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, f"public/report/{step.name}.html", page_context, status=status)


def with_answers(view: View) -> View:
    """Give the view the draft's answers; where there are none, `endings` says so."""

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, drafts.answers_of(request), *args, **kwargs)

    return inner


def go_on(answers: Answers, key: bytes) -> HttpResponse:
    """Show the next question."""
    response = HttpResponseRedirect(first_open(answers).url)
    drafts.hold(response, Draft(key, answers))
    return response


def in_another_language(request: HttpRequest, key: bytes) -> HttpResponse:
    """The same page once more; the language was chosen by its address, what was typed is saved."""
    response = HttpResponseRedirect(f"{request.path}?{request.GET.urlencode()}")
    drafts.hold(response, Draft(key, Answers()))
    return response


@csrf_exempt
def start(request: HttpRequest) -> HttpResponse:
    """What happened; also where a poster's link `?w=<kelurahan>&rw=<RW>` arrives, with everything on one page."""
    draft = drafts.draft_of(request)
    elsewhere = _from_poster(request, draft.answers)
    if request.method != "POST":
        return _story_page(request, draft, _unbound(request, draft.answers), elsewhere=elsewhere)
    if draft.is_new and not take(DRAFTS, address(request)):
        return drafts.too_many(request)
    return _received(request, draft)


def _received(request: HttpRequest, draft: Draft) -> HttpResponse:
    if removed := request.POST.get("hapus"):
        return _remove(request, draft, removed)
    if request.POST.get("kind") == forms.PRESENCE:
        return redirect("public:presence")
    form = forms.StoryForm(_whole(request), request.FILES)
    answers = save_typed(browser_key=draft.key, write=partial(_write_story, request, form, draft.key))
    draft = Draft(draft.key, answers)
    if "bahasa" in request.GET:
        return in_another_language(request, draft.key)
    return _story_page(request, draft, form) if form.errors else _next(request, draft)


def _write_story(request: HttpRequest, form: forms.StoryForm, browser_key: bytes, answers: Answers) -> None:
    """Put the page's words, choices and files into the draft as it stands now."""
    _from_poster(request, answers)
    form.has_files = bool(answers.exhibits) or _is_told_sealed(request)
    _name_spoken(request, answers)
    _keep(request, answers, form, browser_key=browser_key)
    write(request, answers, form.answered())
    evidence.set_voice(exhibit_ids=answers.exhibits, key=draft_key(browser_key), voice_changed=answers.voice_changed)


def _is_told_sealed(request: HttpRequest) -> bool:
    sealed = merging.sealed_in(request.POST.get(SEALED, ""))
    return bool(sealed and sealed[0])


def write(request: HttpRequest, answers: Answers, posted: dict[str, Any]) -> None:
    """Put into the draft what the page that was sent changed of it; another tab's words stay."""
    mark = request.POST.get(PAGE_MARK, "")[:LONGEST_MARK]
    page = f"{STORY_PAGE if merging.WORDS in posted else 'place:'}{mark}"
    if LOST in request.POST:
        answers.sealed = []
    if sealed := merging.sealed_in(request.POST.get(SEALED, "")):
        merging.keep_sealed(answers, sealed[0], page=page, seen=sealed[1])
    merging.merge(answers, posted, page=mark, shown=merging.shown_in(request.POST.get(SHOWN, "")))


def _next(request: HttpRequest, draft: Draft) -> HttpResponse:
    """From a poster the page has said who reads, and sends; a browser that takes no cookie would never see its code."""
    if "promise" not in request.POST or drafts.key_of(request) is None:
        return go_on(draft.answers, draft.key)
    if draft.answers.sealed:
        # The last page's script goes on by itself: what is sealed here is not yet a report.
        is_direct = bool(request.POST.get("direct"))
        save_typed(browser_key=draft.key, write=partial(sending.choose, is_direct))
        return go_on(draft.answers, draft.key)
    try:
        return sending.send(request, draft)
    except ExhibitGone as gone:
        return files_gone(request, draft.key, gone)


def _whole(request: HttpRequest) -> Any:
    """A body without files cannot have been cut off between them."""
    if request.content_type == "multipart/form-data":
        return request.POST
    data = request.POST.copy()
    data.setdefault("whole", "1")
    return data


def _unbound(request: HttpRequest, answers: Answers) -> forms.StoryForm:
    initial = forms.StoryForm.initial_of(answers)
    initial["situation"] = SITUATIONS.get(request.GET.get("dari", ""), answers.situation)
    return forms.StoryForm(initial=initial)


def _story_page(
    request: HttpRequest,
    draft: Draft,
    form: forms.StoryForm,
    *,
    elsewhere: Village | None = None,
    are_words_lost: bool = False,
) -> HttpResponse:
    answers = draft.answers
    context: dict[str, Any] = {
        "form": form,
        "draft": draft,
        "files": _files(draft.key, answers),
        "is_tight": is_tight(),
        "elsewhere": elsewhere,
        "are_words_lost": are_words_lost,
        "situation": form["situation"].value(),
        "helplines_there": work_abroad() if form["situation"].value() == Situation.ABROAD else helplines(),
        "upload_address": reverse("public:upload"),
    }
    if answers.channel == Channel.POSTER:
        context |= sending.readers_shown(answers)
        if not context["readers"]:
            return sending.nobody_reads(request, answers)
    response = page(request, STORY, answers, **context)
    drafts.hold(response, draft)
    return may_record(response)


def _from_poster(request: HttpRequest, answers: Answers) -> Village | None:
    """Fill in the poster's place; where the draft has another already, it stays, and the poster's is returned."""
    code = (request.POST.get("w") or request.GET.get("w") or "")[:13]
    village = territory.by_code(code) if code else None
    if village is None or answers.village:
        return village if village and village.code != answers.village else None
    answers.village, answers.channel = village.code, Channel.POSTER
    with suppress(UnreadNeighbourhood):
        answers.rw = rw_in(request.POST.get("rw") or request.GET.get("rw") or "").rw
    return None


@csrf_exempt
def former(request: HttpRequest, to: str) -> HttpResponse:
    """An address of before: it leads to the page that has its question now, and loses nothing that was typed."""
    if request.method == "POST" and request.POST.get("narrative"):
        return start(request)
    return redirect(to)


@csrf_exempt
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed, sealed as the draft is, without judging it. Answers with nothing.

    The form's page has given the browser its key; without one, or with that of a draft that was sent or thrown away,
    nothing is kept. It sets no cookie: its answer may come after somebody left.
    """
    if drafts.key_of(request) is None:
        return HttpResponse(status=204)
    try:
        return _save(request)
    except (AlreadySent, DraftGone):
        return HttpResponse(status=204)


def _save(request: HttpRequest) -> HttpResponse:
    draft = drafts.draft_of(request)
    may_save = take(DRAFTS, address(request)) if draft.is_new else take(SAVES, draft_id(draft.key).hex())
    if not may_save:
        return HttpResponse(status=429)
    save_typed(browser_key=draft.key, write=partial(_keep_typed, request))
    return HttpResponse(status=204)


def _keep_typed(request: HttpRequest, answers: Answers) -> None:
    """What the page's form holds so far; each page has its own fields."""
    _from_poster(request, answers)
    if {"narrative", "situation"} & request.POST.keys():
        form = forms.StoryForm(_whole(request), has_files=True)
        form.full_clean()
        write(request, answers, form.answered())
        _name_spoken(request, answers)
    if {"address", "q"} & request.POST.keys():
        place = forms.PlaceForm(request.POST)
        place.full_clean()
        write(request, answers, place.answered(chosen=False))


def _name_spoken(request: HttpRequest, answers: Answers) -> None:
    """Which of the draft's files were recorded on the page."""
    answers.spoken = [
        ident for ident in answers.exhibits if ident in answers.spoken or ident in request.POST.getlist("spoken")
    ]


def presence(request: HttpRequest) -> HttpResponse:
    """Living here is no offence; what would be, and the duty of who lodges foreigners."""
    return render(request, "public/report/orang-asing.html")


def _keep(request: HttpRequest, answers: Answers, form: forms.StoryForm, *, browser_key: bytes) -> None:
    """Keep every file that arrived whole, even beside one that did not: nobody sends 2 GB twice."""
    form.full_clean()
    recordings = [(upload, True) for upload in form.whole_files("sound")]
    files = recordings + [(upload, False) for upload in form.whole_files()]
    room = settings.EVIDENCE_MAX_FILES - len(answers.exhibits)
    if len(files) > room:
        form.add_error("evidence", forms.too_many())
    for upload, is_spoken in files[:room]:
        try:
            check_size(answers, upload.size or 0, browser_key=browser_key)
            check_network(request, upload.size or 0)
        except NotTaken as refused:
            form.add_error("evidence", str(refused.reason))
            return
        _keep_one(answers, upload, browser_key=browser_key, is_spoken=is_spoken)


def _keep_one(answers: Answers, upload: SealedUpload, *, browser_key: bytes, is_spoken: bool) -> None:
    exhibit = evidence.keep(
        upload=upload,
        key=draft_key(browser_key),
        obtained=Obtained.OWN if is_spoken else Obtained.UNSURE,
        expires_at=clock.now() + settings.DRAFT_LIFE,
    )
    answers.exhibits.append(str(exhibit.pk))
    if is_spoken:
        answers.spoken.append(str(exhibit.pk))


def _files(key: bytes, answers: Answers) -> list[ExhibitFacts]:
    return [facts_of(exhibit, key=draft_key(key)) for exhibit in still_there(answers.exhibits)]


def _remove(request: HttpRequest, draft: Draft, removed: str) -> HttpResponse:
    if removed in draft.answers.exhibits:
        drop_file(browser_key=draft.key, exhibit_id=removed)
    return HttpResponseRedirect(request.get_full_path())


def files_gone(request: HttpRequest, key: bytes, gone: ExhibitGone) -> HttpResponse:
    """The first page once more, before anything is sent: a file is no longer there."""
    answers = save_typed(browser_key=key, write=_leave_out_gone)
    form = forms.StoryForm(forms.StoryForm.initial_of(answers) | {"whole": "1"}, has_files=True)
    form.add_error("evidence", str(gone.reason))
    return _story_page(request, Draft(key, answers), form)


def words_lost(request: HttpRequest, answers: Answers) -> HttpResponse:
    """The first page once more: words that were sealed on this phone do not open here any more."""
    form = forms.StoryForm(forms.StoryForm.initial_of(answers) | {"whole": "1"}, has_files=True)
    form.add_error("narrative", _("What you wrote was locked on your HP and does not open now. Please write it again."))
    draft = Draft(drafts.key_of(request) or b"", answers)
    return _story_page(request, draft, form, are_words_lost=True)


def _leave_out_gone(answers: Answers) -> None:
    answers.exhibits = [str(exhibit.pk) for exhibit in still_there(answers.exhibits) if exhibit.expires_at]


@csrf_exempt
@require_POST
def throw_away(request: HttpRequest) -> HttpResponse:
    """Forget the draft, its files, and the browser's key; with `baru` begin another."""
    response = redirect("public:report" if "baru" in request.POST else "public:home")
    drafts.forget(request, response)
    return response


@csrf_exempt
def leave(request: HttpRequest) -> HttpResponse:
    """Quick exit: a link, so that it works wherever a finger finds it. Nothing of it can be shown on this phone again.

    Another site's link leads away too, and forgets nothing. The site's stored pages stay: an officer's visit may wait
    among them for a network.
    """
    response = HttpResponseRedirect(ELSEWHERE)
    if not from_elsewhere(request):
        drafts.forget(request, response)
        response.delete_cookie("giliran", path="/lapor/", samesite="Strict")
        codes.forget(response)
        confirmations.forget(response)
        response["Clear-Site-Data"] = '"cache"'
    return response
