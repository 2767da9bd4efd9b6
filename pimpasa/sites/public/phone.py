"""What the last page gives to a browser that seals the report itself, and what it takes from it."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from pimpasa.common.ids import uuid7
from pimpasa.reports.alarms import for_browser
from pimpasa.reports.contents import Answers
from pimpasa.reports.errors import Unfit
from pimpasa.reports.models import Report
from pimpasa.reports.phone import PhoneSealed, contents_to_seal
from pimpasa.reports.queries.drafts import draft_id
from pimpasa.reports.queries.readers import Readers
from pimpasa.sealing.envelopes import to_text
from pimpasa.sites.public import drafts

FIELD = "laporan"
IDENT = "nomor"
# What the words say where the phone could open them and not seal a whole report.
PLAIN = ("narrative", "place", "address")
_SALT = "report of a phone"


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
        "keys": [
            {"id": key.pk, "public": to_text(bytes(key.public)), "isUnit": key.desk_id == readers.route.unit.pk}
            for key in readers.desk_keys
        ],
        **for_browser(),
    }
    ident = signing.dumps({"draft": draft_id(key).hex(), "report": report.id.hex}, salt=_SALT)
    return {"sealing": json.dumps(island), "ident": ident}


def sealed_in(request: HttpRequest) -> tuple[UUID, PhoneSealed] | None:
    """The report that a browser sealed, with its id; None where it sealed none. Raises Unfit."""
    if not (posted := request.POST.get(FIELD, "")):
        return None
    return _report_of(request), PhoneSealed.from_json(posted)


def _report_of(request: HttpRequest) -> UUID:
    try:
        ticket = signing.loads(request.POST.get(IDENT, ""), salt=_SALT, max_age=settings.DRAFT_LIFE)
    except signing.BadSignature as wrong:
        raise Unfit from wrong
    key = drafts.key_of(request) or b""
    if ticket["draft"] != draft_id(key).hex():
        raise Unfit
    return UUID(ticket["report"])


def open_words(request: HttpRequest, answers: Answers) -> None:
    """Put into the draft what the phone opened, because it could not seal it."""
    if answers.sealed and any(name in request.POST for name in PLAIN):
        for name in PLAIN:
            setattr(answers, name, request.POST.get(name, "").replace("\x00", "").replace("\r\n", "\n"))
        answers.sealed = []
