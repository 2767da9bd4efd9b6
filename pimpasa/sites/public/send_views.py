"""The last page of the form: who can read a report and who cannot, and sending it."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from pimpasa.evidence.errors import ExhibitGone
from pimpasa.reports.actions.drafting import save_typed
from pimpasa.reports.contents import Answers
from pimpasa.reports.errors import StillSealed
from pimpasa.sites.common.http import said_again
from pimpasa.sites.public import drafts, sending
from pimpasa.sites.public.drafts import Draft
from pimpasa.sites.public.report_views import files_gone, in_another_language, with_answers, words_lost
from pimpasa.sites.public.steps import SENDING, first_open


@said_again
@with_answers
def send(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Say who reads it; then make the draft a report."""
    key = drafts.key_of(request) or b""
    missing = first_open(answers)
    if missing is not SENDING:
        return HttpResponseRedirect(missing.url)
    if request.method != "POST":
        return sending.send_page(request, answers)
    if "bahasa" in request.GET:
        save_typed(browser_key=key, write=partial(sending.choose, bool(request.POST.get("direct"))))
        return in_another_language(request, key)
    try:
        return sending.send(request, Draft(key, answers))
    except ExhibitGone as gone:
        return files_gone(request, key, gone)
    except StillSealed as lost:
        return words_lost(request, lost.answers)
