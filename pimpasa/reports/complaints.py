"""How an auditor reads and answers complaints. Never imported by what a resident reaches."""

from __future__ import annotations

from django.db import transaction

from pimpasa.common import clock
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports import rules
from pimpasa.reports.feedback import OpenComplaint, opened_with
from pimpasa.reports.models import Complaint, ComplaintGrant
from pimpasa.sealing import envelopes


@transaction.atomic
def read_complaint(*, complaint: Complaint, keyring: Keyring) -> OpenComplaint:
    """Open a complaint; the opening is logged. Raises Refused by the rules, NotGranted."""
    rules.check_complaint(keyring.officer, complaint)
    opened = opened_with(complaint, _key(complaint, keyring))
    ledger.append(act=Act.COMPLAINT_READ, subject=complaint.subject, actor=keyring.officer.actor)
    return opened


@transaction.atomic
def answer_complaint(*, complaint: Complaint, text: str, keyring: Keyring) -> None:
    """Answer it once; the reporter reads the answer with their code. Raises Refused by the rules, NotGranted."""
    officer = keyring.officer
    complaint = Complaint.objects.select_for_update(of=("self",)).select_related("report__office").get(pk=complaint.pk)
    rules.check_answer_complaint(officer, complaint, text)
    key = _key(complaint, keyring)
    complaint.answer = envelopes.seal_json({"text": text.strip()}, key=key, context=f"{complaint.subject}:answer")
    complaint.answered_by, complaint.answered_at = officer, clock.now()
    complaint.save(update_fields=["answer", "answered_by", "answered_at"])
    digest = ledger.digest_of(complaint.answer)
    ledger.append(act=Act.COMPLAINT_ANSWERED, subject=complaint.subject, actor=officer.actor, digest=digest)


def _key(complaint: Complaint, keyring: Keyring) -> bytes:
    row = ComplaintGrant.objects.filter(
        complaint=complaint, officer_key__officer=keyring.officer, officer_key__retired_at=None
    ).first()
    if row is None:
        raise NotGranted(str(complaint))
    return keyring.open_own(bytes(row.envelope), context=f"{complaint.subject}:key")
