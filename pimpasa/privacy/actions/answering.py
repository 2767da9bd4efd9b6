"""An officer of the unit answers who asked. Never imported by what a resident reaches."""

from __future__ import annotations

from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.privacy import rules
from pimpasa.privacy.kinds import Outcome
from pimpasa.privacy.models import SubjectRequest
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@act(Act.SUBJECT_ANSWERED)
def answer_request(*, request: SubjectRequest, outcome: Outcome, text: str, keyring: Keyring) -> None:
    """Write down what was done and said. Raises Refused by the rules."""
    officer = keyring.officer
    rows = SubjectRequest.objects.select_for_update(of=("self",)).select_related("office", "desk_key")
    request = rows.get(pk=request.pk)
    rules.check_answer(officer, request, text)
    key = key_of(request, keyring)
    request.answer = envelopes.seal_json({"text": text.strip()}, key=key, context=request.answer_context)
    request.outcome = outcome
    request.answered_at = clock.now()
    request.answered_by = officer
    request.save(update_fields=["answer", "outcome", "answered_at", "answered_by"])
    record(request, by=officer, sealed=request.answer)
