"""The log of an operation, written by several people at once. Each entry has an id of a phone's: it is kept once."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.evidence import actions as evidence
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.operations import mrz, rules
from pimpasa.operations.kinds import LogKind, TeamItem
from pimpasa.operations.models import LogEntry, Operation
from pimpasa.operations.opening import plan_of
from pimpasa.operations.papers import LogContents, PersonMet
from pimpasa.operations.states import OperationStep
from pimpasa.reports.kinds import Obtained
from pimpasa.sealing import envelopes
from pimpasa.sealing.derivation import derive
from pimpasa.vault.opening import key_of
from pimpasa.verification.writing import LONGEST, check_room, moment_of, sound_place

LONGEST_FIELD = 200


def draft_key(operation: Operation, keyring: Keyring) -> bytes:
    """Under what the officer's phone seals entries that wait for a network: of this operation and officer alone."""
    return derive(key_of(operation, keyring), f"log drafts {operation.pk} {keyring.officer.actor}", 32)


@transaction.atomic
def add_entry(
    *,
    operation: Operation,
    entry_id: UUID,
    kind: str,
    contents: LogContents,
    keyring: Keyring,
    photo: SealedUpload | None = None,
) -> tuple[LogEntry, bool]:
    """Keep an entry of the log; True where it is new, False where a phone sent it before.

    Raises Refused by the rules, ExhibitGone for a photo that did not arrive.
    """
    officer = keyring.officer
    rows = Operation.objects.select_for_update(of=("self",)).select_related("unit", "case__unit")
    operation = rows.get(pk=operation.pk)
    rules.check_view(officer, operation)
    known = LogEntry.objects.filter(pk=entry_id).first()
    if known is not None:
        return _same(known, operation), False
    check_room(operation.entries.count())
    key = key_of(operation, keyring)
    step = OperationStep.END if kind == LogKind.END else OperationStep.NOTE
    at = moment_of(contents.at)
    operation.state = rules.check_enter(officer, operation, plan_of(operation, key), step=step, at=at)
    contents = _sound(kind, replace(contents, at=at.isoformat()), photo)
    made = LogEntry(id=entry_id, operation=operation, kind=kind, officer=officer, received_at=clock.now())
    made.envelope = envelopes.seal_json(contents.to_json(), key=key, context=made.context)
    if photo is not None:
        made.exhibit = _keep(photo, key, keyring)
    made.save(force_insert=True)
    operation.save(update_fields=["state"])
    act = Act.OPERATION_ENDED if step == OperationStep.END else Act.OPERATION_NOTED
    digest = ledger.digest_of(made.envelope)
    ledger.append(act=act, subject=operation.subject, actor=officer.actor, digest=digest)
    return made, True


def _same(known: LogEntry, operation: Operation) -> LogEntry:
    if known.operation_id != operation.pk:
        raise Refused(_("This entry belongs to another operation."))
    return known


def _sound(kind: str, contents: LogContents, photo: SealedUpload | None) -> LogContents:
    """The contents with nothing in them that their kind does not have. Raises Refused where something is missing."""
    if kind not in LogKind.values or len(contents.text) > LONGEST:
        raise Refused(_("This entry cannot be read."))
    cleaned = LogContents(at=contents.at, text=contents.text.strip(), place=sound_place(contents.place))
    match LogKind(kind):
        case LogKind.CHECKLIST:
            if not set(contents.items) <= set(TeamItem.values):
                raise Refused(_("This entry cannot be read."))
            return replace(cleaned, items=list(contents.items))
        case LogKind.NOTE if not cleaned.text:
            raise Refused(_("Write something first."))
        case LogKind.PHOTO if photo is None:
            raise Refused(_("Choose a photo."))
        case LogKind.PERSON:
            return replace(cleaned, person=_person(contents.person))
        case _:
            return cleaned


def _person(given: PersonMet | None) -> PersonMet:
    """The person as typed, completed by what the document's lines say; what does not fit in them stays as problems."""
    if given is None or not (given.name.strip() or given.number.strip() or given.mrz.strip()):
        raise Refused(_("Write the name, the document's number, or its two or three lines."))
    typed = {name: str(value).strip()[:LONGEST_FIELD] for name, value in vars(given).items() if isinstance(value, str)}
    person = PersonMet(**typed, maybe_victim=given.maybe_victim)  # type: ignore[arg-type]  # strings, as the form gave them
    if not person.mrz:
        return person
    try:
        read = mrz.read(person.mrz)
    except Refused as wrong:
        return replace(person, problems=[str(wrong.reason)])
    found = {name: typed[name] or str(value) for name, value in vars(read).items() if name in typed}
    return PersonMet(**typed | found, problems=read.problems, maybe_victim=given.maybe_victim)


def _keep(photo: SealedUpload, key: bytes, keyring: Keyring) -> Exhibit:
    exhibit = evidence.keep(upload=photo, key=key, obtained=Obtained.OFFICER, expires_at=None)
    actor, digest = keyring.officer.actor, bytes(exhibit.digest or b"")
    ledger.append(act=Act.EXHIBIT_RECEIVED, subject=exhibit.subject, actor=actor, digest=digest)
    return exhibit
