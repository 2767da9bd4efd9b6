"""Writing down what is heard in a recording, for colleagues and the search: an officer's words, not the reporter's."""

from __future__ import annotations

from pimpasa.common import clock
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of
from pimpasa.evidence.opening.previews import has_sound
from pimpasa.handling import rules
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.linking.identifiers.finding import find
from pimpasa.reports.actions.indexing import remember_mentions, write_word_index
from pimpasa.reports.models import Heard, Report
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.locks import locked
from pimpasa.sealing import envelopes


@act(Act.EXHIBIT_HEARD)
def write_heard(*, report: Report, exhibit: Exhibit, words: str, keyring: Keyring) -> Heard:
    """Keep beside a recording what an officer hears in it; earlier words stay. Raises Refused by the rules."""
    opened = peek(locked(report), keyring)
    is_recording = exhibit in opened.all_exhibits and has_sound(facts_of(exhibit, key=opened.key))
    rules.check_write_heard(keyring.officer, report, words, is_recording=is_recording)
    heard = Heard(report=report, exhibit=exhibit, officer=keyring.officer, at=clock.now())
    heard.words = envelopes.seal_json({"words": words.strip()}, key=opened.key, context=heard.context)
    heard.save(force_insert=True)
    remember_mentions(report=report, identifiers=find(words))
    write_word_index(report=report, answers=opened.answers, later=[*opened.later_texts, words])
    record(exhibit, by=keyring.officer, sealed=heard.words)
    return heard
