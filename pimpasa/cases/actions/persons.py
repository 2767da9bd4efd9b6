"""People of a case: who they are, what they are named by, and the gentle screening that comes before all else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.cases.actions.decisions import lift_all
from pimpasa.cases.actions.terms import days_of, put_term
from pimpasa.cases.contents import PersonContents, ScreeningContents, TermContents, read
from pimpasa.cases.kinds import PersonRole, Screening, TermKind
from pimpasa.cases.models import Case, Person, PersonMention, ScreeningRecord
from pimpasa.cases.opening import OpenCase
from pimpasa.cases.queries import locked_case, locked_person
from pimpasa.cases.rules import cases as rules
from pimpasa.cases.rules import persons as person_rules
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.linking.blind import blind
from pimpasa.linking.identifiers import find
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@dataclass(frozen=True)
class OpenPerson:
    """A person opened with the case's key; `screenings` are the conversations, oldest first."""

    person: Person
    contents: PersonContents
    screenings: list[tuple[ScreeningRecord, ScreeningContents]]


@transaction.atomic
def add_person(
    *, case: Case, contents: PersonContents, roles: Sequence[str], citizenship: str, keyring: Keyring
) -> Person:
    """Add somebody to a case. Raises Refused by the rules."""
    case = locked_case(case)
    rules.check_work(keyring.officer, case)
    person_rules.check_person(contents, roles, citizenship)
    person = Person(case=case, roles=_sorted(roles), citizenship=citizenship)
    person.added_by, person.added_at = keyring.officer, clock.now()
    _seal(person, contents, key_of(case, keyring))
    person.save(force_insert=True)
    _name(person, contents)
    _log(Act.PERSON_ADDED, person, keyring, person.envelope)
    return person


@transaction.atomic
def change_person(
    *, person: Person, contents: PersonContents, roles: Sequence[str], citizenship: str, keyring: Keyring
) -> Person:
    """Correct who somebody is. Nobody stops being a possible victim by it, and who becomes one is screened again.

    Raises Refused by the rules.
    """
    person = locked_person(person)
    rules.check_work(keyring.officer, person.case)
    person_rules.check_person(contents, roles, citizenship)
    person_rules.check_change_roles(person, roles)
    person_rules.check_change_citizenship(person, citizenship)
    if PersonRole.POSSIBLE_VICTIM in roles and not person.is_possible_victim:
        _doubt(person, keyring)
    person.roles, person.citizenship = _sorted(roles), citizenship
    _seal(person, contents, key_of(person.case, keyring))
    person.save(update_fields=["roles", "citizenship", "screening", "envelope"])
    PersonMention.objects.filter(person=person).delete()
    _name(person, contents)
    _log(Act.PERSON_CHANGED, person, keyring, person.envelope)
    return person


@transaction.atomic
def screen(*, person: Person, contents: ScreeningContents, outcome: str, keyring: Keyring) -> ScreeningRecord:
    """Write down a conversation and what it showed. Signs of trafficking make it a duty to refer the person.

    An action in force against somebody is lifted by anything but “no signs” (UU 6/2011 art. 86). Raises Refused by the
    rules.
    """
    person = locked_person(person)
    person_rules.check_screening(keyring.officer, person, contents, outcome)
    key = key_of(person.case, keyring)
    record = ScreeningRecord(person=person, officer=keyring.officer, at=clock.now(), outcome=outcome)
    record.envelope = envelopes.seal_json(asdict(contents), key=key, context=record.context)
    record.save(force_insert=True)
    _log(Act.PERSON_SCREENED, person, keyring, record.envelope)
    _draw_conclusions(person, Screening(outcome), keyring)
    return record


def persons_of(opened: OpenCase) -> list[OpenPerson]:
    """The people of an open case, in the order in which they came to it."""
    rows = Person.objects.filter(case=opened.case).prefetch_related("screenings__officer")
    for row in rows:
        row.case = opened.case
    return [open_person(row, opened.key) for row in rows]


def open_person(person: Person, key: bytes) -> OpenPerson:
    contents = read(PersonContents, envelopes.open_json(bytes(person.envelope), key=key, context=person.context))
    records = [
        (row, read(ScreeningContents, envelopes.open_json(bytes(row.envelope), key=key, context=row.context)))
        for row in person.screenings.all()
    ]
    return OpenPerson(person, contents, records)


def _draw_conclusions(person: Person, outcome: Screening, keyring: Keyring) -> None:
    was_indicated = person.screening == Screening.INDICATED
    if outcome != Screening.NOT_INDICATED:
        lift_all(person=person, keyring=keyring)
    if outcome == Screening.INDICATED:
        person.roles = _sorted({*person.roles, PersonRole.POSSIBLE_VICTIM})
    person.screening = outcome
    person.save(update_fields=["screening", "roles"])
    if outcome == Screening.INDICATED and not was_indicated:
        _owe_referral(person, keyring)


def _doubt(person: Person, keyring: Keyring) -> None:
    """Something new says that somebody may be a victim: what an earlier screening showed no longer holds."""
    if person.screening == Screening.NOT_INDICATED:
        lift_all(person=person, keyring=keyring)
        person.screening = Screening.PAUSED


def _owe_referral(person: Person, keyring: Keyring) -> None:
    due = clock.today() + timedelta(days=days_of(person.case.office, TermKind.REFER))
    text = _("Refer to those who protect, such as LPSK or the SAPA service.")
    put_term(
        case=person.case, person=person, kind=TermKind.REFER, due_on=due, contents=TermContents(text), keyring=keyring
    )


def _name(person: Person, contents: PersonContents) -> None:
    """Keep what somebody is named by, blind: numbers, accounts, papers; a name alone is nobody's lead."""
    found = find(f"{contents.documents}\n{contents.contacts}\n{contents.notes}")
    PersonMention.objects.bulk_create(
        [PersonMention(person=person, kind=one.kind.value, digest=blind(one, key=settings.LINK_KEY)) for one in found]
    )


def _sorted(roles: Iterable[str]) -> list[str]:
    wanted = {str(role) for role in roles}
    return [role for role in PersonRole.values if role in wanted]


def _seal(person: Person, contents: PersonContents, key: bytes) -> None:
    person.envelope = envelopes.seal_json(asdict(contents), key=key, context=person.context)


def _log(act: Act, person: Person, keyring: Keyring, sealed: bytes | memoryview) -> None:
    digest = ledger.digest_of(sealed)
    ledger.append(act=act, subject=person.case.subject, actor=keyring.officer.actor, digest=digest)
