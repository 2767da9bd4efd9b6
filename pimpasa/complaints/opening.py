"""How an auditor's key opens a complaint. Never imported by what a resident reaches."""

from __future__ import annotations

from django.db import transaction

from pimpasa.complaints import rules
from pimpasa.complaints.models import Complaint, ComplaintGrant
from pimpasa.complaints.queries import OpenComplaint, opened_with
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act


@transaction.atomic
def read_complaint(*, complaint: Complaint, keyring: Keyring) -> OpenComplaint:
    """Open a complaint; the opening is logged. Raises Refused by the rules, NotGranted."""
    rules.check_complaint(keyring.officer, complaint)
    opened = opened_with(complaint, complaint_key(complaint, keyring))
    ledger.append(act=Act.COMPLAINT_READ, subject=complaint.subject, actor=keyring.officer.actor)
    return opened


def complaint_key(complaint: Complaint, keyring: Keyring) -> bytes:
    row = ComplaintGrant.objects.filter(
        complaint=complaint, officer_key__officer=keyring.officer, officer_key__retired_at=None
    ).first()
    if row is None:
        raise NotGranted(str(complaint))
    return keyring.open_own(bytes(row.envelope), context=f"{complaint.subject}:key")
