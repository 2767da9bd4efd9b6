"""People of a case: who they are, what they are named by, and the gentle screening that comes before all else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from pimpasa.accounts.models import Officer
from pimpasa.cases.actions.correcting import tell_of_person
from pimpasa.cases.actions.decisions import lift_all, lift_of_tied
from pimpasa.cases.actions.terms import put_term
from pimpasa.cases.contents import PersonContents, ScreeningContents, TermContents
from pimpasa.cases.kinds import PersonRole, Screening, TermKind
from pimpasa.cases.models import Case, EarlierPerson, Person, PersonMention, PersonName, ScreeningRecord
from pimpasa.cases.queries import days_of, locked_case, locked_person, looks_today
from pimpasa.cases.rules import persons as rules
from pimpasa.cases.rules.cases import check_work
from pimpasa.cases.rules.correcting import check_reason
from pimpasa.cases.rules.enforcement import check_seek, protected_elsewhere
from pimpasa.cases.rules.screening import check_screening
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import Fact
from pimpasa.ledger.verbs import act, record
from pimpasa.linking.blind import blind, blind_sound
from pimpasa.linking.identifiers.finding import find
from pimpasa.linking.names import names_asked, sounds
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@act(Act.PERSON_ADDED)
def add_person(
    *, case: Case, contents: PersonContents, roles: Sequence[str], citizenship: str, keyring: Keyring
) -> Person:
    """Add somebody to a case. Raises Refused by the rules."""
    case = locked_case(case)
    check_work(keyring.officer, case)
    rules.check_person(contents, roles, citizenship)
    person = Person(case=case, roles=in_order(roles), citizenship=citizenship)
    person.added_by = keyring.officer
    person.added_at = clock.now()
    seal_person(person, contents, key_of(case, keyring))
    person.save(force_insert=True)
    _keep_mentions(person, contents)
    record(case, by=keyring.officer, sealed=person.envelope, facts=person.facts)
    return person


@act(Act.PERSON_CHANGED, Act.TAK_LIFTED, Act.TERM_DONE)
def change_person(
    *, person: Person, contents: PersonContents, roles: Sequence[str], citizenship: str, reason: str, keyring: Keyring
) -> Person:
    """Correct who somebody is. Nobody stops being a possible victim by it, and who becomes one is screened again.

    What was known before stays, with why it was corrected. Raises Refused by the rules.
    """
    person = locked_person(person)
    check_work(keyring.officer, person.case)
    rules.check_person(contents, roles, citizenship)
    rules.check_change_roles(person, roles)
    rules.check_change_citizenship(person, citizenship)
    check_reason(reason)
    key = key_of(person.case, keyring)
    earlier = keep_earlier(person, reason, key, keyring.officer)
    if PersonRole.POSSIBLE_VICTIM in roles and not person.is_possible_victim:
        _doubt(person, keyring)
    person.roles = in_order(roles)
    person.citizenship = citizenship
    person.cleared_at = None
    seal_person(person, contents, key)
    person.save(update_fields=["roles", "citizenship", "screening", "cleared_at", "envelope"])
    name_anew(person, contents)
    lift_of_tied(person=person, keyring=keyring)
    facts = person.facts | {"earlier": earlier.pk}
    record(person.case, by=keyring.officer, act=Act.PERSON_CHANGED, sealed=person.envelope, facts=facts)
    tell_of_person(person.case, person.added_by, keyring.officer)
    return person


def keep_earlier(person: Person, reason: str, key: bytes, officer: Officer) -> EarlierPerson:
    """What was known of somebody, kept beside them, as part of the act that changes it."""
    earlier = EarlierPerson(person=person, roles=person.roles, citizenship=person.citizenship, officer=officer)
    earlier.at = clock.now()
    earlier.envelope = bytes(person.envelope)
    earlier.reason = envelopes.seal_json({"reason": reason.strip()}, key=key, context=earlier.reason_context)
    earlier.save(force_insert=True)
    return earlier


@act(Act.VICTIM_SOUGHT, Act.VICTIM_NAMED)
def seek_protected(*, person: Person, by: Officer) -> list[Case]:
    """Look whether somebody with the same papers is protected in another case; returns those cases, best none.

    Where there is none, an action may meet the person for a day or two. Where there is one, its own office reads in its
    log and on the case's page that somebody looked. Raises Refused by the rules.
    """
    person = locked_person(person)
    officer = Officer.objects.select_for_update(of=("self",)).get(pk=by.pk)
    check_seek(by, person, looks_today=looks_today(officer))
    protected = protected_elsewhere([person]).get(person.pk, set())
    cases = list(Case.objects.filter(persons__in=protected).select_related("office", "unit").distinct())
    person.cleared_at = None if protected else clock.now()
    person.save(update_fields=["cleared_at"])
    record(person.case, by=by, act=Act.VICTIM_SOUGHT, facts={"person": person.pk, "cleared_at": person.cleared_at})
    for case in cases:
        record(case, by=by, act=Act.VICTIM_NAMED, facts={"office": person.case.office_id})
    return cases


@act(Act.PERSON_SCREENED, Act.TAK_LIFTED, Act.TERM_DONE, Act.TERM_SET)
def screen(*, person: Person, contents: ScreeningContents, outcome: str, keyring: Keyring) -> ScreeningRecord:
    """Write down a conversation and what it showed. Signs of trafficking make it a duty to refer the person.

    An action in force against somebody is lifted by anything but “no signs” (UU 6/2011 art. 86). Raises Refused by the
    rules.
    """
    person = locked_person(person)
    check_screening(keyring.officer, person, contents, outcome)
    key = key_of(person.case, keyring)
    screening = ScreeningRecord(person=person, officer=keyring.officer, at=clock.now(), outcome=outcome)
    screening.envelope = envelopes.seal_json(asdict(contents), key=key, context=screening.context)
    screening.save(force_insert=True)
    facts: dict[str, Fact] = {"person": person.pk, "outcome": outcome}
    record(person.case, by=keyring.officer, act=Act.PERSON_SCREENED, sealed=screening.envelope, facts=facts)
    _draw_conclusions(person, Screening(outcome), keyring)
    return screening


def _draw_conclusions(person: Person, outcome: Screening, keyring: Keyring) -> None:
    was_indicated = person.screening == Screening.INDICATED
    if outcome != Screening.NOT_INDICATED:
        lift_all(person=person, keyring=keyring)
    if outcome == Screening.INDICATED:
        person.roles = in_order({*person.roles, PersonRole.POSSIBLE_VICTIM})
    person.screening = outcome
    person.save(update_fields=["screening", "roles"])
    lift_of_tied(person=person, keyring=keyring)
    if outcome == Screening.INDICATED and not was_indicated:
        owe_referral(person, keyring)


def _doubt(person: Person, keyring: Keyring) -> None:
    """Something new says that somebody may be a victim: what an earlier screening showed no longer holds."""
    if person.screening == Screening.NOT_INDICATED:
        lift_all(person=person, keyring=keyring)
        person.screening = Screening.PAUSED


def owe_referral(person: Person, keyring: Keyring) -> None:
    """Set the term within which somebody with signs of trafficking is referred, as part of the act that found it."""
    due_on = clock.today() + timedelta(days=days_of(person.case.office, TermKind.REFER))
    contents = TermContents(_("Refer to those who protect, such as LPSK or the SAPA service."))
    put_term(case=person.case, person=person, kind=TermKind.REFER, due_on=due_on, contents=contents, keyring=keyring)


def _keep_mentions(person: Person, contents: PersonContents) -> None:
    """Keep what somebody is named by, blind: numbers, accounts, papers, so that cases meet; and, for a search alone,
    how the names sound: a name is nobody's lead.
    """
    identifiers = find(f"{contents.documents}\n{contents.contacts}\n{contents.notes}")
    PersonMention.objects.bulk_create(
        PersonMention(person=person, kind=identifier.kind.value, digest=blind(identifier, key=settings.LINK_KEY))
        for identifier in identifiers
    )
    office = person.case.office_id
    named = {sound for name in names_asked(f"{contents.name} {contents.other_names}") for sound in sounds(name)}
    PersonName.objects.bulk_create(
        PersonName(person=person, digest=blind_sound(sound, office=office, key=settings.LINK_KEY))
        for sound in sorted(named)
    )


def forget_names(person: Person) -> None:
    """Find somebody by nothing any more, as where they were merged into another."""
    PersonMention.objects.filter(person=person).delete()
    PersonName.objects.filter(person=person).delete()


def name_anew(person: Person, contents: PersonContents) -> None:
    """Find somebody by what is known of them now, and by that alone."""
    forget_names(person)
    _keep_mentions(person, contents)


def in_order(roles: Iterable[str]) -> list[str]:
    """Roles as they are stored: each once, in the order of the list."""
    chosen = {str(role) for role in roles}
    return [role for role in PersonRole.values if role in chosen]


def seal_person(person: Person, contents: PersonContents, key: bytes) -> None:
    """Put what is known of somebody into their row, sealed with the case."""
    person.envelope = envelopes.seal_json(asdict(contents), key=key, context=person.context)
