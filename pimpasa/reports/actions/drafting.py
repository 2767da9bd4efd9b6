"""A draft and its files, sealed under the key that only the resident's browser holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from pimpasa.common import clock
from pimpasa.evidence import queries as evidence_queries
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.actions import transfers
from pimpasa.evidence.errors import NotTaken
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of
from pimpasa.ledger.verbs import unlogged
from pimpasa.reports.contents import Answers
from pimpasa.reports.errors import DraftDiscarded, DraftGone
from pimpasa.reports.models import Draft
from pimpasa.reports.queries.drafts import DRAFT_CONTEXT, draft_id, draft_key, open_draft
from pimpasa.sealing import envelopes

NOBODYS = "a draft is its resident's own until it is sent"


@unlogged(NOBODYS)
def save_draft(*, browser_key: bytes, answers: Answers) -> None:
    """Seal the answers so far under the browser's key; each save gives the draft and its files another day.

    Raises DraftDiscarded or AlreadySent where that happened meanwhile.
    """
    draft = _locked(browser_key)
    if draft is not None and draft.sent:
        open_draft(draft, browser_key)
    draft = draft or Draft(id=draft_id(browser_key))
    draft.expires_at = clock.now() + settings.DRAFT_LIFE
    draft.envelope = envelopes.seal_json(answers.to_json(), key=draft_key(browser_key), context=DRAFT_CONTEXT)
    draft.save()
    evidence.prolong(exhibit_ids=answers.exhibits, expires_at=draft.expires_at)


@unlogged(NOBODYS)
def save_typed(*, browser_key: bytes, write: Callable[[Answers], None]) -> Answers:
    """Let `write` put what was typed into the draft as it stands now, or into a new one; the answers as they are then.

    What another page or an upload put there meanwhile stays. Raises as `save_draft`, and what `write` raises.
    """
    try:
        answers = _locked_answers(browser_key)
    except DraftDiscarded:
        raise
    except DraftGone:
        answers = Answers()
    write(answers)
    save_draft(browser_key=browser_key, answers=answers)
    return answers


@unlogged(NOBODYS)
def begin_file(*, browser_key: bytes, name: str, declared: str, size: int, obtained: str) -> Exhibit:
    """Make room in a draft for a file that will arrive piece by piece. Raises DraftGone, AlreadySent, NotTaken."""
    answers = _locked_answers(browser_key)
    most = settings.EVIDENCE_MAX_FILES
    if len(answers.exhibits) >= most:
        raise NotTaken(_("Too many files: %(most)d at once.") % {"most": most})
    check_size(answers, size, browser_key=browser_key)
    exhibit = transfers.begin(
        name=name,
        declared=declared,
        size=size,
        obtained=obtained,
        key=draft_key(browser_key),
        expires_at=clock.now() + settings.DRAFT_LIFE,
    )
    answers.exhibits.append(str(exhibit.pk))
    save_draft(browser_key=browser_key, answers=answers)
    return exhibit


def check_size(answers: Answers, size: int, *, browser_key: bytes) -> None:
    """Raises NotTaken where so many bytes more would be too many for one draft."""
    key = draft_key(browser_key)
    present = sum(facts_of(exhibit, key=key).size for exhibit in evidence_queries.still_there(answers.exhibits))
    if present + size > settings.DRAFT_MAX_BYTES:
        most = {"most": settings.DRAFT_MAX_BYTES // 1024**3}
        raise NotTaken(_("All files together may have %(most)d GB. What more there is can follow later.") % most)


@unlogged(NOBODYS)
def drop_file(*, browser_key: bytes, exhibit_id: UUID | str) -> None:
    """Take a file out of a draft and throw it away; one that the draft does not have stays. Raises as `begin_file`."""
    answers = _locked_answers(browser_key)
    if str(exhibit_id) in answers.exhibits:
        answers.exhibits.remove(str(exhibit_id))
        answers.spoken = [ident for ident in answers.spoken if ident != str(exhibit_id)]
        save_draft(browser_key=browser_key, answers=answers)
        for exhibit in evidence_queries.still_there([exhibit_id]):
            evidence.discard(exhibit=exhibit)


def _locked_answers(browser_key: bytes) -> Answers:
    return open_draft(_locked(browser_key), browser_key)


def _locked(browser_key: bytes) -> Draft | None:
    """The draft, if it is alive, for this transaction alone: two that write at once must not forget each other.

    Two that write first have no row to lock, so the key itself is locked; sending locks the row.
    """
    pk = draft_id(browser_key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(pk[:8], signed=True)])
    draft = Draft.objects.select_for_update().filter(pk=pk).first()
    if draft is not None and draft.expires_at <= clock.now():
        draft.delete()
        return None
    return draft


@unlogged(NOBODYS)
def discard_draft(*, browser_key: bytes) -> None:
    """Forget a draft and the files that came with it, or the memory of a sent one's receipt.

    That it was thrown away is remembered for a day, also where nothing was saved yet: what is under way comes too late.
    """
    draft = _locked(browser_key)
    if draft is not None and not draft.sent:
        for exhibit in evidence_queries.still_there(open_draft(draft, browser_key).exhibits):
            evidence.discard(exhibit=exhibit)
    Draft.objects.update_or_create(
        id=draft_id(browser_key),
        defaults={"envelope": b"", "sent": True, "expires_at": clock.now() + settings.DRAFT_LIFE},
    )


@unlogged(NOBODYS)
def purge_expired(*, at: datetime) -> int:
    """Forget drafts that have died by then, and receipts that may no longer be shown; returns how many."""
    return Draft.objects.filter(expires_at__lte=at).delete()[0]
