"""Questions that wait to be read, opened with the desk's key; who read which is in the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.ledger.verbs import act, record
from pimpasa.outreach import rules
from pimpasa.outreach.day.queries import waiting_of
from pimpasa.outreach.models import AudienceQuestion, Dialogue
from pimpasa.sealing import envelopes, grants


@dataclass(frozen=True)
class OpenQuestion:
    question: AudienceQuestion
    text: str


@act(Act.QUESTION_READ, idle="nothing waits that this officer has not read")
def waiting_questions(*, dialogue: Dialogue, keyring: Keyring) -> list[OpenQuestion]:
    """Those that wait, oldest first; each one's first reading by an officer is logged. Raises Refused, NotGranted."""
    rules.check_lead(keyring.officer, dialogue)
    rows = waiting_of(dialogue).select_related("desk_key")
    opened = [OpenQuestion(row, words_of(row, keyring)) for row in rows]
    subjects = {row.question.subject for row in opened}
    actor = keyring.officer.actor
    known = entries_of(subjects).filter(act=Act.QUESTION_READ, actor=actor).values_list("subject", flat=True)
    for subject in sorted(subjects - set(known)):
        record(subject, by=keyring.officer)
    return opened


def words_of(question: AudienceQuestion, keyring: Keyring) -> str:
    """What was asked. Raises NotGranted."""
    private = keyring.desk_private(question.desk_key)
    key = grants.open_grant(bytes(question.grant), private=private, context=f"{question.context}:key")
    return str(envelopes.open_json(bytes(question.envelope), key=key, context=question.context)["text"])
