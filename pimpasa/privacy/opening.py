"""How an officer's keyring opens requests and breaches. Never imported by what a resident reaches."""

from __future__ import annotations

from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.privacy import rules
from pimpasa.privacy.contents import Asked, BreachFacts
from pimpasa.privacy.models import Breach, SubjectRequest
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@act(Act.SUBJECT_READ)
def open_request(*, request: SubjectRequest, keyring: Keyring) -> tuple[Asked, str]:
    """Who asks and what, and the answer where there is one; logged. Raises Refused by the rules, NotGranted."""
    rules.check_handle(keyring.officer, request.office)
    key = key_of(request, keyring)
    record(request, by=keyring.officer)
    contents = envelopes.open_json(bytes(request.envelope), key=key, context=request.context)
    return Asked(**contents), _answer(request, key)


def _answer(request: SubjectRequest, key: bytes) -> str:
    if request.answer is None:
        return ""
    text: str = envelopes.open_json(bytes(request.answer), key=key, context=request.answer_context)["text"]
    return text


@act(Act.BREACH_READ)
def open_breach(*, breach: Breach, keyring: Keyring) -> BreachFacts:
    """What is known of a breach; logged. Raises Refused by the rules, NotGranted."""
    rules.check_handle(keyring.officer, breach.office)
    key = key_of(breach, keyring)
    record(breach, by=keyring.officer)
    return BreachFacts(**envelopes.open_json(bytes(breach.envelope), key=key, context=breach.context))
