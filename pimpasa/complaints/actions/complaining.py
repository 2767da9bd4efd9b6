"""A complaint, which goes past the desk to who audits it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.queries import auditors_of, heads_of
from pimpasa.common import clock
from pimpasa.complaints.models import Complaint, ComplaintGrant
from pimpasa.keys.models import OfficerKey
from pimpasa.keys.queries import admitted
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import REPORTER, act, record
from pimpasa.reports.models import Report
from pimpasa.sealing import envelopes
from pimpasa.sealing.receipts import Receipt
from pimpasa.vault.granting import granted


@act(Act.COMPLAINT_RECEIVED)
def complain(*, report: Report, receipt: Receipt, text: str, may_pass_on: bool = False) -> Complaint:
    """A reporter complains; only the office's auditors read it, or its heads where it has none.

    `may_pass_on` is their consent that their own words go to SP4N-LAPOR!.

    Raises Refused for an empty text, or where nobody could read it.
    """
    if not text.strip():
        raise Refused("says_nothing", _("Write something first."))
    keys = _readers(report)
    if not keys:
        raise Refused("nobody_reads", _("Nobody can read complaints at this office yet. Please call or visit it."))
    key = envelopes.new_key()
    complaint = Complaint(report=report, received_at=clock.now())
    contents = {"text": text.strip(), "may_pass_on": may_pass_on}
    complaint.envelope = envelopes.seal_json(contents, key=key, context=complaint.context)
    complaint.receipt_wrap = envelopes.seal(key, key=receipt.key, context=f"{complaint.subject}:receipt")
    complaint.save(force_insert=True)
    ComplaintGrant.objects.bulk_create(
        granted(ComplaintGrant(complaint=complaint, officer_key=officer_key), key) for officer_key in keys
    )
    record(complaint, by=REPORTER, sealed=complaint.envelope)
    return complaint


def _readers(report: Report) -> list[OfficerKey]:
    """Of those who were let in: the auditors' keys, else the heads'; never of who verified the report."""
    for people in (auditors_of(report.office), heads_of(report.office)):
        keys = list(admitted(report.office).filter(officer__in=people).exclude(officer=report.officer_id))
        if keys:
            return keys
    return []
