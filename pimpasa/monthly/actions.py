"""A monthly report is saved, sent up, taken back before it is received, and received."""

from __future__ import annotations

from datetime import date

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.keys.queries import sealing_key, unit_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import Sealed
from pimpasa.ledger.verbs import act, record
from pimpasa.monthly import queries, rules
from pimpasa.monthly.kinds import Of, Stage
from pimpasa.monthly.models import Monthly, MonthlyGrant
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.granting import granted
from pimpasa.vault.opening import key_of


@act(Act.MONTHLY_SAVED)
def save(*, month: date, words: str, summary: str, keyring: Keyring) -> Monthly:
    """Save the draft of one's own monthly report: `words` sealed to the desk, `summary` for above. Raises Refused.

    Figures are counted anew. Raises NotGranted while the desk's key is awaited.
    """
    officer = keyring.officer
    rules.check_month(month, clock.today())
    monthly = _draft_of(officer, month)
    rules.check_write(officer, monthly)
    rules.check_words(words)
    rules.check_summary(summary)
    monthly.written_by = officer
    monthly.written_at = clock.now()
    monthly.figures = queries.counted(officer, month)
    monthly.summary = "" if monthly.of == Of.PIMPASA else summary.strip()
    new_grants = _seal(monthly, words.strip(), keyring) if monthly.desk is not None else []
    monthly.save()
    MonthlyGrant.objects.bulk_create(new_grants)
    record(monthly, by=officer, sealed=_sealed(monthly), facts=monthly.facts)
    return monthly


@act(Act.MONTHLY_SAVED)
def save_above(*, month: date, summary: str, by: Officer) -> Monthly:
    """Save the draft of a Kanwil, where nobody has a key and nothing is sealed. Raises Refused."""
    rules.check_month(month, clock.today())
    monthly = _draft_of(by, month)
    rules.check_write(by, monthly)
    rules.check_summary(summary)
    monthly.written_by = by
    monthly.written_at = clock.now()
    monthly.figures = queries.counted(by, month)
    monthly.summary = summary.strip()
    monthly.save()
    record(monthly, by=by, facts=monthly.facts)
    return monthly


@act(Act.MONTHLY_SENT)
def send(*, monthly: Monthly, keyring: Keyring, nobody_because: str = "") -> None:
    """Send a Pimpasa's to the unit, which can then open it, or an office's up. Raises Refused, or NotGranted.

    What looks like a name in an office's own words goes up with the sender's reason, `nobody_because`, or not at all.
    """
    monthly = queries.locked(monthly)
    rules.check_send(keyring.officer, monthly)
    rules.check_names(monthly, nobody_because)
    if monthly.of == Of.PIMPASA and monthly.envelope is not None:
        holder = unit_key(monthly.office)
        if not monthly.grants.filter(desk_key=holder).exists():
            granted(MonthlyGrant(monthly=monthly, desk_key=holder), key_of(monthly, keyring)).save(force_insert=True)
    _send(monthly, keyring.officer, nobody_because)


@act(Act.MONTHLY_SENT)
def send_above(*, monthly: Monthly, by: Officer, nobody_because: str = "") -> None:
    """Send a Kanwil's to the nation. Raises Refused."""
    monthly = queries.locked(monthly)
    rules.check_send(by, monthly)
    rules.check_names(monthly, nobody_because)
    _send(monthly, by, nobody_because)


def _send(monthly: Monthly, by: Officer, nobody_because: str) -> None:
    monthly.nobody_because = "" if monthly.of == Of.PIMPASA else nobody_because.strip()
    monthly.figures = queries.counted(by, monthly.month)
    monthly.to_office = rules.recipient_of(monthly)
    monthly.stage = Stage.SENT
    monthly.sent_at = clock.now()
    monthly.save(update_fields=["figures", "nobody_because", "to_office", "stage", "sent_at"])
    record(monthly, by=by, sealed=_sealed(monthly), facts=monthly.facts)


@act(Act.MONTHLY_TAKEN_BACK)
def take_back(*, monthly: Monthly, by: Officer) -> None:
    """Take it back before anybody received it: it is a draft again. Raises Refused."""
    monthly = queries.locked(monthly)
    rules.check_take_back(by, monthly)
    if monthly.of == Of.PIMPASA:
        monthly.grants.filter(desk_key__desk__kind=Desk.Kind.UNIT).delete()
    monthly.stage = Stage.DRAFT
    monthly.sent_at = None
    monthly.to_office = None
    monthly.nobody_because = ""
    monthly.save(update_fields=["stage", "sent_at", "to_office", "nobody_because"])
    record(monthly, by=by, facts=monthly.facts)


@act(Act.MONTHLY_RECEIVED)
def receive(*, monthly: Monthly, by: Officer) -> None:
    """Receive it: from now on it is read, and no longer taken back. The sender sees who received it when."""
    monthly = queries.locked(monthly)
    rules.check_receive(by, monthly)
    monthly.stage = Stage.RECEIVED
    monthly.received_by = by
    monthly.received_at = clock.now()
    monthly.save(update_fields=["stage", "received_by", "received_at"])
    record(monthly, by=by, facts=monthly.facts)


def _draft_of(officer: Officer, month: date) -> Monthly:
    existing = queries.of_month(officer, month)
    if existing is not None:
        return queries.locked(existing)
    kind = rules.kind_for(officer)
    desk = None if kind == Of.KANWIL else rules.seat_for(officer)
    return Monthly(of=kind, office=officer.office, desk=desk, month=month)


def _seal(monthly: Monthly, words: str, keyring: Keyring) -> list[MonthlyGrant]:
    """Seal the words, under the key that it has or a new one with a grant to the desk that writes."""
    assert monthly.desk is not None  # noqa: S101 - a constraint of the table
    new_grants = []
    if monthly.envelope is None:
        key = envelopes.new_key()
        new_grants = [granted(MonthlyGrant(monthly=monthly, desk_key=sealing_key(monthly.desk)), key)]
    else:
        key = key_of(monthly, keyring)
    monthly.envelope = envelopes.seal_json({"words": words}, key=key, context=monthly.context)
    return new_grants


def _sealed(monthly: Monthly) -> Sealed | None:
    return bytes(monthly.envelope) if monthly.envelope else None
