"""How an auditor's key opens a complaint. Never imported by what a resident reaches."""

from __future__ import annotations

from pimpasa.complaints import rules
from pimpasa.complaints.models import Complaint
from pimpasa.complaints.queries import OpenComplaint, opened_with
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.vault.opening import key_of


@act(Act.COMPLAINT_READ)
def read_complaint(*, complaint: Complaint, keyring: Keyring) -> OpenComplaint:
    """Open a complaint; the opening is logged. Raises Refused by the rules, NotGranted."""
    rules.check_complaint(keyring.officer, complaint)
    opened = opened_with(complaint, key_of(complaint, keyring))
    record(complaint, by=keyring.officer)
    return opened
