"""How an officer's keyring opens requests and breaches. Never imported by what a resident reaches."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.privacy import rules
from pimpasa.privacy.kinds import Outcome
from pimpasa.privacy.models import Breach, SubjectRequest
from pimpasa.privacy.papers import Asked, BreachFacts
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@transaction.atomic
def open_request(*, asked: SubjectRequest, keyring: Keyring) -> tuple[Asked, str]:
    """Who asks and what, and the answer where there is one; logged. Raises Refused by the rules, NotGranted."""
    rules.check_handle(keyring.officer, asked.office)
    key = key_of(asked, keyring)
    ledger.append(act=Act.SUBJECT_READ, subject=asked.subject, actor=keyring.officer.actor)
    contents = envelopes.open_json(bytes(asked.envelope), key=key, context=asked.context)
    return Asked(**contents), _answer(asked, key)


def _answer(asked: SubjectRequest, key: bytes) -> str:
    if asked.answer is None:
        return ""
    text: str = envelopes.open_json(bytes(asked.answer), key=key, context=asked.answer_context)["text"]
    return text


@transaction.atomic
def answer_request(*, asked: SubjectRequest, outcome: Outcome, text: str, keyring: Keyring) -> None:
    """Write down what was done and told. Raises Refused by the rules."""
    officer = keyring.officer
    asked = SubjectRequest.objects.select_for_update(of=("self",)).select_related("office", "desk_key").get(pk=asked.pk)
    rules.check_answer(officer, asked, text)
    said: dict[str, Any] = {"text": text.strip()}
    asked.answer = envelopes.seal_json(said, key=key_of(asked, keyring), context=asked.answer_context)
    asked.outcome, asked.answered_at, asked.answered_by = outcome, clock.now(), officer
    asked.save(update_fields=["answer", "outcome", "answered_at", "answered_by"])
    digest = ledger.digest_of(asked.answer)
    ledger.append(act=Act.SUBJECT_ANSWERED, subject=asked.subject, actor=officer.actor, digest=digest)


@transaction.atomic
def open_breach(*, breach: Breach, keyring: Keyring) -> BreachFacts:
    """What is known of a breach; logged. Raises Refused by the rules, NotGranted."""
    rules.check_handle(keyring.officer, breach.office)
    key = key_of(breach, keyring)
    ledger.append(act=Act.BREACH_READ, subject=breach.subject, actor=keyring.officer.actor)
    return BreachFacts(**envelopes.open_json(bytes(breach.envelope), key=key, context=breach.context))
