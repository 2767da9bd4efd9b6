"""Somebody of one case turns out to be somebody of another: said by both units, each of its own case, and ended."""

from __future__ import annotations

from pimpasa.cases.actions.correcting import tell_of_person
from pimpasa.cases.actions.decisions import lift_of_tied
from pimpasa.cases.models import Case, Person, PersonTie
from pimpasa.cases.queries import locked_case
from pimpasa.cases.rules import ties as rules
from pimpasa.cases.tied import with_cases
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@act(Act.PERSONS_TIED, Act.TAK_LIFTED, Act.TERM_DONE)
def tie_persons(*, one: Person, two: Person, reason: str, keyring: Keyring) -> PersonTie:
    """Say that somebody of a case is somebody of another, by who reads both. Raises Refused by the rules.

    Nobody's record is changed. Actions against either are lifted where the other may be a victim.
    """
    person, two = _locked(one, two)
    rules.check_tie(keyring.officer, person, two, reason)
    tie = _asked(person, two.case, reason, keyring)
    _agree(tie, two, reason, keyring)
    tie.save(force_insert=True)
    _tied(tie, keyring)
    return tie


@act(Act.PERSON_TIE_ASKED)
def ask_tie(*, one: Person, case: Case, reason: str, keyring: Keyring) -> PersonTie:
    """Ask the unit of a case that the officer does not read whether somebody is in it, too.

    It reads who asks, and of its own people who has a number or paper alike; why is sealed with the asking case.
    Raises Refused by the rules.
    """
    own = locked_case(one.case)
    person = Person.objects.select_for_update(of=("self",)).get(pk=one.pk)
    person.case = own
    rules.check_ask(keyring.officer, person, case, reason)
    tie = _asked(person, case, reason, keyring)
    tie.save(force_insert=True)
    for side in (own, case):
        record(side, by=keyring.officer, sealed=tie.reason, facts={"tie": tie.pk})
    return tie


@act(Act.PERSONS_TIED, Act.TAK_LIFTED, Act.TERM_DONE)
def agree_tie(*, tie: PersonTie, two: Person, reason: str, keyring: Keyring) -> PersonTie:
    """Say who of the case that was asked it is; who asked is told. Raises Refused by the rules."""
    person, two = _locked(tie.one, two)
    tie = _held(tie)
    tie.one = person
    rules.check_agree(keyring.officer, tie, two, reason)
    _agree(tie, two, reason, keyring)
    tie.save(update_fields=["two", "agreed_by", "agreed_at", "answer"])
    _tied(tie, keyring)
    tell_of_person(person.case, tie.officer, keyring.officer)
    return tie


@act(Act.PERSONS_UNTIED)
def end_tie(*, tie: PersonTie, case: Case, reason: str, keyring: Keyring) -> PersonTie:
    """Say from one of both cases that they are not the same person, or that the question is answered with no.

    Both records are what they were; what was lifted stays lifted. Raises Refused by the rules.
    """
    tie = _held(tie)
    rules.check_end(keyring.officer, tie, case, reason)
    tie.ended_at = clock.now()
    tie.ended_by = keyring.officer
    tie.ended_from = case
    words = {"reason": reason.strip()}
    tie.why_ended = envelopes.seal_json(words, key=key_of(case, keyring), context=tie.ended_context)
    tie.save(update_fields=["ended_at", "ended_by", "ended_from", "why_ended"])
    for side in (tie.one.case, tie.other_case):
        record(side, by=keyring.officer, act=Act.PERSONS_UNTIED, sealed=tie.why_ended, facts={"tie": tie.pk})
    is_asked = case.pk == tie.other_case_id
    elsewhere, author = (tie.one.case, tie.officer) if is_asked else (tie.other_case, tie.agreed_by)
    if author is not None:
        tell_of_person(elsewhere, author, keyring.officer)
    return tie


def _asked(one: Person, case: Case, reason: str, keyring: Keyring) -> PersonTie:
    tie = PersonTie(one=one, other_case=case, officer=keyring.officer, at=clock.now())
    key = key_of(one.case, keyring)
    tie.reason = envelopes.seal_json({"reason": reason.strip()}, key=key, context=tie.context)
    return tie


def _agree(tie: PersonTie, two: Person, reason: str, keyring: Keyring) -> None:
    tie.two = two
    tie.agreed_by = keyring.officer
    tie.agreed_at = clock.now()
    key = key_of(tie.other_case, keyring)
    tie.answer = envelopes.seal_json({"reason": reason.strip()}, key=key, context=tie.answer_context)


def _tied(tie: PersonTie, keyring: Keyring) -> None:
    """Write it into both cases' logs, and let no action stand against somebody who may be a victim in the other."""
    for side in (tie.one.case, tie.other_case):
        record(side, by=keyring.officer, act=Act.PERSONS_TIED, sealed=tie.answer, facts={"tie": tie.pk})
    for person in (tie.one, tie.two):
        if person is not None:
            lift_of_tied(person=person, keyring=keyring)


def _locked(one: Person, two: Person) -> tuple[Person, Person]:
    """Both people and both cases, as they stand now, until the transaction ends; the older case first."""
    cases = {case.pk: locked_case(case) for case in sorted((one.case, two.case), key=lambda case: case.pk)}
    rows = Person.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([one.pk, two.pk])
    for row in rows.values():
        row.case = cases[row.case_id]
    return rows[one.pk], rows[two.pk]


def _held(tie: PersonTie) -> PersonTie:
    rows = with_cases().select_related("officer", "agreed_by").select_for_update(of=("self",))
    return rows.get(pk=tie.pk)
