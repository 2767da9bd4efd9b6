"""Questions that wait to be read, opened with the desk's key; who read which is in the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach import rules
from pimpasa.outreach.models import AudienceQuestion, Dialogue
from pimpasa.outreach.states import QuestionState
from pimpasa.sealing import envelopes, grants


@dataclass(frozen=True)
class OpenQuestion:
    question: AudienceQuestion
    text: str


@transaction.atomic
def waiting_questions(*, dialogue: Dialogue, keyring: Keyring) -> list[OpenQuestion]:
    """Those that wait, oldest first; each one's first reading by an officer is logged. Raises Refused, NotGranted."""
    rules.check_lead(keyring.officer, dialogue)
    rows = AudienceQuestion.objects.filter(dialogue=dialogue, state=QuestionState.WAITING)
    opened = [OpenQuestion(row, words_of(row, keyring)) for row in rows.select_related("desk_key")]
    _log_first(opened, keyring)
    return opened


def words_of(question: AudienceQuestion, keyring: Keyring) -> str:
    """What was asked. Raises NotGranted."""
    private = keyring.desk_private(question.desk_key)
    key = grants.open_grant(bytes(question.grant), private=private, context=f"{question.context}:key")
    return str(envelopes.open_json(bytes(question.envelope), key=key, context=question.context)["text"])


def _log_first(opened: list[OpenQuestion], keyring: Keyring) -> None:
    actor, subjects = keyring.officer.actor, [one.question.subject for one in opened]
    known = entries_of(subjects).filter(act=Act.QUESTION_READ, actor=actor).values_list("subject", flat=True)
    for subject in sorted(set(subjects) - set(known)):
        ledger.append(act=Act.QUESTION_READ, subject=subject, actor=actor)
