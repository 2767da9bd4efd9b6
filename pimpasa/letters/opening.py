"""How a keyring opens a letter: the unit's, or that of an officer whom it names."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from pimpasa.accounts.models import Officer
from pimpasa.evidence.opening.files import original
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.letters import rules
from pimpasa.letters.contents import LetterContents, Use
from pimpasa.letters.models import Letter
from pimpasa.letters.queries import MOST_OFFERED, locked, usable
from pimpasa.letters.rules import holds_in
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Village
from pimpasa.vault.opening import key_of


@dataclass(frozen=True)
class OpenLetter:
    letter: Letter
    key: bytes
    contents: LetterContents
    reason: str


def peek(letter: Letter, keyring: Keyring) -> OpenLetter:
    """Open a letter by the rules without a ledger entry of its own: part of an act that writes one, or a list."""
    rules.check_view(keyring.officer, letter)
    key = key_of(letter, keyring)
    contents = LetterContents(**envelopes.open_json(bytes(letter.envelope), key=key, context=letter.context))
    return OpenLetter(letter, key, contents, _reason(letter, key))


def offered(
    keyring: Keyring, *, on: date, naming: Officer | None = None, village: Village | None = None
) -> list[OpenLetter]:
    """The letters in force that day or later that the officer opens, to choose from; the first to end first.

    With `naming` those that name this officer, with `village` those that hold there.
    """
    rows = usable(keyring.officer, on=on)
    if naming is not None:
        rows = rows.filter(named__officer=naming)
    letters = []
    for letter in rows[:MOST_OFFERED]:
        with suppress(NotGranted):
            letters.append(peek(letter, keyring))
    return [opened for opened in letters if village is None or holds_in(opened.contents, village)]


@act(Act.LETTER_VIEWED)
def open_letter(*, letter: Letter, keyring: Keyring) -> OpenLetter:
    """Open a letter for reading; the opening is logged. Raises Refused by the rules, NotGranted."""
    opened = peek(letter, keyring)
    record(letter, by=keyring.officer)
    return opened


@act(Act.LETTER_TAKEN_OUT, idle="a letter of this program has its scan at its paper")
def take_out(*, letter: Letter, keyring: Keyring) -> bytes | None:
    """The scan as it was handed in; that is logged. None where there is none. Raises StoreUnavailable of evidence."""
    opened = peek(letter, keyring)
    if letter.scan is None:
        return None
    content = b"".join(original(letter.scan, key=opened.key))
    record(letter, by=keyring.officer)
    return content


def open_for(letter: Letter, use: Use, keyring: Keyring) -> OpenLetter:
    """A letter for what it is wanted for, as it stands now: nobody withdraws it before the transaction ends.

    Raises Refused by the rules, NotGranted.
    """
    opened = peek(locked(letter), keyring)
    rules.check_use(opened.letter, opened.contents, use)
    return opened


def _reason(letter: Letter, key: bytes) -> str:
    if letter.reason is None:
        return ""
    return str(envelopes.open_json(bytes(letter.reason), key=key, context=letter.reason_context)["text"])
