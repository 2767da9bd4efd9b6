"""A report that its sender's browser sealed: taken in as it is, since nobody here can look into it."""

from __future__ import annotations

from uuid import UUID

from pimpasa.common import clock, rows
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import REPORTER, act, received
from pimpasa.reports import merging
from pimpasa.reports.actions.submitting import announce, new_report, readers_for, swap_for_receipt
from pimpasa.reports.alarms import urgency_of_story
from pimpasa.reports.contents import Answers, LockedReceipt
from pimpasa.reports.errors import DraftChanged, Incomplete, ReadersChanged, Unfit
from pimpasa.reports.models import Report, ReportGrant
from pimpasa.reports.phone import PhoneSealed, digest_of
from pimpasa.reports.queries.drafts import load_draft
from pimpasa.reports.queries.readers import Readers, readers_now
from pimpasa.sealing import envelopes
from pimpasa.sealing.errors import Damaged
from pimpasa.vault.granting import sealed_elsewhere


@act(Act.REPORT_RECEIVED, Act.REPORT_DIRECT)
def submit_sealed(*, browser_key: bytes, promise: str, pk: UUID, told: str, sealed: PhoneSealed) -> Report:
    """Turn a draft into the report that its sender's browser made of it.

    `promise` is what was shown of the readers, `pk` the id that the page gave, `told` the digest of what it gave to
    seal. Sending twice raises AlreadySent with the receipt of the first. Files are sealed by the server alone: with
    some, it is Unfit. Raises DraftGone, DraftChanged, Incomplete, ReadersChanged, Unfit, NoOffice or NoDeskKey.
    """
    prints = tuple(merging.print_of(words) for _page, words in load_draft(browser_key).sealed)
    locked = LockedReceipt(str(pk), envelopes.to_text(sealed.receipt), prints)
    answers = swap_for_receipt(browser_key, {"receipt": "", "locked": locked.to_json()})
    if not answers.is_complete:
        raise Incomplete(answers)
    if digest_of(answers) != told:
        raise DraftChanged
    if readers_now(answers.village, on=clock.today()).promise != promise:
        raise ReadersChanged
    if (
        answers.exhibits
        or answers.identity() is not None
        or answers.direct != sealed.direct
        or Report.objects.filter(receipt_id=sealed.receipt_id).exists()
    ):
        raise Unfit
    return _take_in(answers, pk, sealed)


def _take_in(answers: Answers, pk: UUID, sealed: PhoneSealed) -> Report:
    """What it is found by is written when an officer first opens it (actions.indexing)."""
    readers = readers_for(answers)
    sealed.check(readers.desk_keys)
    urgency = urgency_of_story(answers, is_alarming=sealed.alarming, is_written=sealed.written)
    report = new_report(answers, readers, urgency=urgency, pk=pk)
    report.sealed_on_phone = True
    report.envelope = sealed.envelope
    report.receipt_id = sealed.receipt_id
    report.receipt_wrap = sealed.receipt_wrap
    report.receipt_public = sealed.receipt_public
    grants = _grants(report, readers, sealed)
    receiving = received(report, act=Act.REPORT_RECEIVED, sealed=report.envelope, rows=[report, *grants], by=REPORTER)
    rows.insert(report, *grants, *receiving)
    announce(report, by=REPORTER)
    return report


def _grants(report: Report, readers: Readers, sealed: PhoneSealed) -> list[ReportGrant]:
    purpose = ReportGrant.Purpose.CONTENTS
    try:
        return [
            sealed_elsewhere(ReportGrant(report=report, desk_key=key, purpose=purpose), sealed.grants[str(key.pk)])
            for key in readers.desk_keys
        ]
    except Damaged as wrong:
        raise Unfit from wrong
