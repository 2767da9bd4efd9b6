"""The log of an operation, written by several people at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.actions.encounters import meet
from pimpasa.cases.contents import PersonContents
from pimpasa.cases.kinds import Citizenship, MetAt, Sex
from pimpasa.common import clock
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.logbook.actions import keep_entry
from pimpasa.logbook.queries import received_before
from pimpasa.logbook.rules import check_written, moment_of
from pimpasa.operations import mrz, rules
from pimpasa.operations.contents import LogContents, PersonMet
from pimpasa.operations.kinds import LogKind, TeamItem
from pimpasa.operations.models import LogEntry, Operation
from pimpasa.operations.queries import locked_operation, plan_of
from pimpasa.operations.states import OperationStep
from pimpasa.reports.kinds import Obtained
from pimpasa.vault.opening import key_of

LONGEST_FIELD = 200
MOST_ENTRIES = 500


@act(Act.OPERATION_NOTED, Act.OPERATION_ENDED, idle="a phone sent it before")
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
    operation = locked_operation(operation)
    rules.check_view(officer, operation)
    earlier = received_before(operation.entries.all(), entry_id, most=MOST_ENTRIES)
    if earlier is not None:
        return earlier, False
    key = key_of(operation, keyring)
    step = OperationStep.END if kind == LogKind.END else OperationStep.NOTE
    at = moment_of(contents.at)
    operation.state = rules.check_enter(officer, operation, plan_of(operation, key), step=step, at=at)
    check_written(kind, contents, of=LogKind.values, items=TeamItem.values, has_photo=photo is not None)
    contents = _of_its_kind(kind, replace(contents, at=at.isoformat()))
    entry = LogEntry(id=entry_id, operation=operation, kind=kind, officer=officer, received_at=clock.now())
    keep_entry(entry=entry, contents=contents, key=key, photo=photo, obtained=Obtained.OFFICER)
    operation.save(update_fields=["state"])
    if contents.person is not None and contents.person.maybe_victim:
        meet_victim(operation=operation, contents=contents, by=officer)
    record(operation, by=officer, act=_ACTS[step], sealed=entry.envelope)
    return entry, True


@act(Act.VICTIM_MET)
def meet_victim(*, operation: Operation, contents: LogContents, by: Officer) -> None:
    """Who may be a victim is no note alone: the unit hears of them at once."""
    met = contents.person or PersonMet()
    person = PersonContents(
        name=met.name or _("Somebody without a name yet"),
        sex=_SEXES.get(met.sex, Sex.UNKNOWN).value,
        born=met.born_on,
        nationality=met.nationality,
        documents=" ".join(part for part in (met.document, met.number, met.stay_permit) if part),
        notes=contents.text,
    )
    meet(
        unit=operation.unit,
        at=MetAt.OPERATION,
        contents=person,
        citizenship=_citizenship(met.nationality),
        by=by,
        case=operation.case,
    )


_SEXES = {"M": Sex.MALE, "F": Sex.FEMALE}


def _citizenship(nationality: str) -> str:
    """As far as a document says it, in ICAO's letters."""
    if not nationality:
        return Citizenship.UNKNOWN
    return Citizenship.CITIZEN if nationality.strip().upper() == "IDN" else Citizenship.FOREIGNER


_ACTS = {OperationStep.NOTE: Act.OPERATION_NOTED, OperationStep.END: Act.OPERATION_ENDED}


def _of_its_kind(kind: str, contents: LogContents) -> LogContents:
    """The contents with nothing in them that their kind does not have. Raises Refused for nobody met."""
    plain = LogContents(at=contents.at, text=contents.text.strip(), place=contents.place)
    match LogKind(kind):
        case LogKind.CHECKLIST:
            return replace(plain, items=contents.items)
        case LogKind.PERSON:
            return replace(plain, person=_person(contents.person))
        case _:
            return plain


def _person(met: PersonMet | None) -> PersonMet:
    """The person as typed, completed by what the document's lines say; what does not fit in them stays as problems."""
    if met is None or not (met.name.strip() or met.number.strip() or met.mrz.strip()):
        raise Refused("nobody_met", _("Write the name, the document's number, or its two or three lines."))
    words = {name: value for name, value in vars(met).items() if isinstance(value, str)}
    typed: dict[str, Any] = {name: value.strip()[:LONGEST_FIELD] for name, value in words.items()}
    person = replace(met, problems=[], **typed)
    if not person.mrz:
        return person
    try:
        lines = mrz.read(person.mrz)
    except Refused as unread:
        return replace(person, problems=[str(unread.reason)])
    missing: dict[str, Any] = {name: str(value) for name, value in vars(lines).items() if typed.get(name) == ""}
    return replace(person, problems=lines.problems, **missing)
