"""An auditor answers a complaint. Never imported by what a resident reaches."""

from __future__ import annotations

from pimpasa.common import clock
from pimpasa.complaints import rules
from pimpasa.complaints.models import Complaint
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@act(Act.COMPLAINT_ANSWERED)
def answer_complaint(*, complaint: Complaint, text: str, keyring: Keyring) -> None:
    """Answer it once; the reporter reads the answer with their code. Raises Refused by the rules, NotGranted."""
    officer = keyring.officer
    complaint = Complaint.objects.select_for_update(of=("self",)).select_related("report__office").get(pk=complaint.pk)
    rules.check_answer_complaint(officer, complaint, text)
    key = key_of(complaint, keyring)
    complaint.answer = envelopes.seal_json({"text": text.strip()}, key=key, context=f"{complaint.subject}:answer")
    complaint.answered_by = officer
    complaint.answered_at = clock.now()
    complaint.save(update_fields=["answer", "answered_by", "answered_at"])
    record(complaint, by=officer, sealed=complaint.answer)
