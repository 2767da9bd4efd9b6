"""How an auditor's key opens a complaint. Never imported by what a resident reaches."""

from __future__ import annotations

from django.db import transaction

from pimpasa.complaints import rules
from pimpasa.complaints.models import Complaint
from pimpasa.complaints.queries import OpenComplaint, opened_with
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.vault.opening import key_of


@transaction.atomic
def read_complaint(*, complaint: Complaint, keyring: Keyring) -> OpenComplaint:
    """Open a complaint; the opening is logged. Raises Refused by the rules, NotGranted."""
    rules.check_complaint(keyring.officer, complaint)
    opened = opened_with(complaint, key_of(complaint, keyring))
    ledger.append(act=Act.COMPLAINT_READ, subject=complaint.subject, actor=keyring.officer.actor)
    return opened
