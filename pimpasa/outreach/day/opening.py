"""What needs the desk's key on the day: questions that wait to be read, and the entries that a phone keeps."""

from __future__ import annotations

from dataclasses import dataclass

from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.ledger.verbs import act, record
from pimpasa.logbook.drafts import phone_key
from pimpasa.outreach import rules
from pimpasa.outreach.day.queries import waiting_of
from pimpasa.outreach.models import AudienceQuestion, Dialogue
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


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
    read_before = entries_of(subjects).filter(act=Act.QUESTION_READ, actor=actor).values_list("subject", flat=True)
    for subject in sorted(subjects - set(read_before)):
        record(subject, by=keyring.officer)
    return opened


def words_of(question: AudienceQuestion, keyring: Keyring) -> str:
    """What was asked. Raises NotGranted."""
    key = key_of(question, keyring)
    return str(envelopes.open_json(bytes(question.envelope), key=key, context=question.context)["text"])


def draft_key(dialogue: Dialogue, keyring: Keyring) -> bytes:
    """Under what the phone seals entries that wait: of this dialogue and officer alone. Raises NotGranted."""
    desk = keyring.desk_private(sealing_key(dialogue.desk))
    return phone_key(desk.seed, log="dialogue", of=dialogue.pk, officer=keyring.officer)
