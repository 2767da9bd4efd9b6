"""What the last page gives to a browser that seals the report itself, and what it takes from it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from pimpasa.common.ids import uuid7
from pimpasa.reports.alarms import for_browser
from pimpasa.reports.contents import LONGEST, Answers
from pimpasa.reports.errors import DraftChanged, Unfit
from pimpasa.reports.models import Report
from pimpasa.reports.phone import PhoneSealed, contents_to_seal, digest_of
from pimpasa.reports.queries.drafts import draft_id
from pimpasa.reports.queries.readers import Readers
from pimpasa.sealing.envelopes import to_text
from pimpasa.sites.public import drafts
from pimpasa.sites.public.forms import OpenedForm

FIELD = "laporan"
IDENT = "nomor"
_SALT = "report of a phone"


class Ticket(NamedTuple):
    """What a page was given to seal: for which report, and of what (reports.phone.digest_of)."""

    report: UUID
    told: str


def to_seal(key: bytes, answers: Answers, readers: Readers, *, is_refused: bool = False) -> dict[str, Any]:
    """For the page: what its script seals, and the field that says for which report. Nothing where no words are sealed.

    Files are sealed by the server alone, and with them the whole report; so is what was `is_refused` once.
    """
    if not answers.sealed:
        return {}
    report = Report(id=uuid7())
    island = {
        "subject": report.subject,
        "canSeal": settings.SEAL_ON_PHONE and not answers.exhibits and not is_refused,
        "entries": [words for _page, words in answers.sealed],
        "contents": contents_to_seal(answers),
        "longest": LONGEST,
        "keys": [
            {"id": key.pk, "public": to_text(bytes(key.public)), "isUnit": key.desk_id == readers.route.unit.pk}
            for key in readers.desk_keys
        ],
        **for_browser(),
    }
    ticket = {"draft": draft_id(key).hex(), "report": report.id.hex, "told": digest_of(answers)}
    return {"sealing": json.dumps(island), "ident": signing.dumps(ticket, salt=_SALT)}


def sealed_in(request: HttpRequest) -> tuple[Ticket, PhoneSealed] | None:
    """The report that a browser sealed, with its ticket; None where it sealed none. Raises Unfit."""
    if not (posted := request.POST.get(FIELD, "")):
        return None
    return _ticket_of(request), PhoneSealed.from_json(posted)


def _ticket_of(request: HttpRequest) -> Ticket:
    try:
        ticket = signing.loads(request.POST.get(IDENT, ""), salt=_SALT, max_age=settings.DRAFT_LIFE)
    except signing.BadSignature as wrong:
        raise Unfit from wrong
    key = drafts.key_of(request) or b""
    if ticket["draft"] != draft_id(key).hex():
        raise Unfit
    return Ticket(UUID(ticket["report"]), ticket.get("told", ""))


def open_words(request: HttpRequest, opened: OpenedForm, answers: Answers) -> None:
    """Put into the draft what the phone opened, because it could not seal it. Raises Unfit or DraftChanged."""
    if answers.sealed and opened.fields.keys() & request.POST.keys():
        if _ticket_of(request).told != digest_of(answers):
            raise DraftChanged
        for name, words in opened.cleaned_data.items():
            setattr(answers, name, words)
        answers.sealed = []
