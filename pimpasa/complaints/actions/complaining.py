"""A complaint, which goes past the desk to who audits it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.queries import auditors_of, heads_of
from pimpasa.common import clock
from pimpasa.complaints.models import Complaint, ComplaintGrant
from pimpasa.keys.models import OfficerKey
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.models import Report
from pimpasa.sealing import envelopes
from pimpasa.sealing.receipts import Receipt
from pimpasa.vault.granting import granted


@transaction.atomic
def complain(*, report: Report, receipt: Receipt, text: str) -> Complaint:
    """A reporter complains; only the office's auditors read it, or its heads where it has none.

    Raises Refused for an empty text, or where nobody could read it.
    """
    if not text.strip():
        raise Refused("says_nothing", _("Write something first."))
    keys = _readers(report)
    if not keys:
        raise Refused("nobody_reads", _("Nobody can read complaints at this office yet. Please call or visit it."))
    key = envelopes.new_key()
    made = Complaint(report=report, received_at=clock.now())
    made.envelope = envelopes.seal_json({"text": text.strip()}, key=key, context=made.context)
    made.receipt_wrap = envelopes.seal(key, key=receipt.key, context=f"{made.subject}:receipt")
    made.save(force_insert=True)
    ComplaintGrant.objects.bulk_create(
        granted(ComplaintGrant(complaint=made, officer_key=officer_key), key) for officer_key in keys
    )
    digest = ledger.digest_of(made.envelope)
    ledger.append(act=Act.COMPLAINT_RECEIVED, subject=made.subject, actor=ledger.REPORTER, digest=digest)
    return made


def _readers(report: Report) -> list[OfficerKey]:
    """The auditors' keys, else the heads'; never of who verified the report, whatever their role is now."""
    for people in (auditors_of(report.office), heads_of(report.office)):
        keys = list(OfficerKey.objects.filter(officer__in=people, retired_at=None).exclude(officer=report.officer_id))
        if keys:
            return keys
    return []
