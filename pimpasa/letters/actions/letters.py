"""A letter is written when its paper is signed, or entered with its scan; it is withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.keys.queries import officer_key, sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.letters import queries, rules
from pimpasa.letters.contents import LetterContents, LetterFacts
from pimpasa.letters.kinds import Origin
from pimpasa.letters.models import Letter, LetterGrant, NamedOfficer
from pimpasa.letters.opening import peek
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.granting import granted

FROM_OUTSIDE = "outside"


@act(Act.LETTER_WRITTEN)
def write(
    *, unit: Desk, facts: LetterFacts, contents: LetterContents, officers: Sequence[Officer], keyring: Keyring
) -> Letter:
    """Write down a letter whose paper was signed here. Raises Refused where it is not whole or there already."""
    rules.check_letter(facts, contents, officers, unit)
    return _write(unit, Origin.PAPER, facts, contents, officers, keyring)


@act(Act.LETTER_ENTERED, Act.EXHIBIT_RECEIVED)
def enter(
    *,
    unit: Desk,
    facts: LetterFacts,
    contents: LetterContents,
    officers: Sequence[Officer],
    scan: SealedUpload,
    keyring: Keyring,
) -> Letter:
    """Enter a letter that was signed outside of this program, with its scan. Raises Refused, ExhibitGone."""
    rules.check_enter(keyring.officer, unit)
    rules.check_letter(facts, contents, officers, unit)
    rules.check_scan(scan.head)
    return _write(unit, Origin.OUTSIDE, facts, contents, officers, keyring, scan=scan)


@act(Act.LETTER_WITHDRAWN)
def withdraw(*, letter: Letter, reason: str, keyring: Keyring) -> None:
    """Withdraw a letter: nothing is planned under it any more, and nothing written down. Raises Refused."""
    letter = queries.locked(letter)
    rules.check_withdraw(keyring.officer, letter, reason)
    key = peek(letter, keyring).key
    letter.reason = envelopes.seal_json({"text": reason.strip()}, key=key, context=letter.reason_context)
    _withdraw(letter, keyring.officer)
    record(letter, by=keyring.officer, sealed=letter.reason)


@act(Act.LETTER_WITHDRAWN, idle="it was withdrawn before")
def replaced(*, letter: Letter, by: Officer) -> None:
    """Withdraw a letter whose paper was replaced by a later one."""
    letter = queries.locked(letter)
    if letter.withdrawn_at is None:
        _withdraw(letter, by)
        record(letter, by=by, facts={"withdrawn_at": letter.withdrawn_at})


def _withdraw(letter: Letter, by: Officer) -> None:
    letter.withdrawn_at = clock.now()
    letter.withdrawn_by = by
    letter.save(update_fields=["withdrawn_at", "withdrawn_by", "reason"])


def _write(
    unit: Desk,
    origin: Origin,
    facts: LetterFacts,
    contents: LetterContents,
    officers: Sequence[Officer],
    keyring: Keyring,
    scan: SealedUpload | None = None,
) -> Letter:
    key = envelopes.new_key()
    letter = Letter(
        office=unit.office,
        unit=unit,
        origin=origin,
        number=facts.number.strip(),
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        written_by=keyring.officer,
        written_at=clock.now(),
    )
    letter.scan = _keep(scan, key, keyring) if scan is not None else None
    letter.envelope = envelopes.seal_json(contents.to_json(), key=key, context=letter.context)
    letter.save(force_insert=True)
    granted(LetterGrant(letter=letter, desk_key=sealing_key(unit)), key).save(force_insert=True)
    for officer in officers:
        NamedOfficer.objects.create(letter=letter, officer=officer)
        _grant(letter, officer, key)
    act_of = Act.LETTER_ENTERED if scan is not None else Act.LETTER_WRITTEN
    record(letter, by=keyring.officer, act=act_of, sealed=letter.envelope)
    return letter


def _grant(letter: Letter, officer: Officer, key: bytes) -> None:
    """To an officer's own key, where somebody has met them (docs/adr/0036)."""
    holder = officer_key(officer)
    if holder is not None and holder.is_let_in:
        granted(LetterGrant(letter=letter, officer_key=holder), key).save(force_insert=True)


def _keep(scan: SealedUpload, key: bytes, keyring: Keyring) -> Exhibit:
    exhibit = evidence.keep(upload=scan, key=key, obtained=FROM_OUTSIDE, expires_at=None)
    record(exhibit, by=keyring.officer, act=Act.EXHIBIT_RECEIVED, digest=bytes(exhibit.digest or b""))
    return exhibit
