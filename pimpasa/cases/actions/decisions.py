"""Gelar kasus, and the administrative actions that only it can lead to."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date

from django.utils.translation import gettext as _

from pimpasa.cases.actions.correcting import tell_of_person
from pimpasa.cases.actions.terms import end_terms, put_term
from pimpasa.cases.contents import GelarContents, TakContents, TermContents
from pimpasa.cases.kinds import TakKind, TermKind, Verdict
from pimpasa.cases.models import Case, GelarKasus, Person, Tak
from pimpasa.cases.models.person import about
from pimpasa.cases.queries import locked_case, locked_person, standing
from pimpasa.cases.rules import decisions as rules
from pimpasa.cases.tied import protects, tied_to
from pimpasa.common import clock
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.packs.kinds import PackName
from pimpasa.packs.queries import pack
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@act(Act.GELAR_RECORDED)
def record_gelar(*, case: Case, held_on: date, verdict: str, contents: GelarContents, keyring: Keyring) -> GelarKasus:
    """Record a gelar kasus, set by the head of office. Raises Refused by the rules."""
    case = locked_case(case)
    rules.check_gelar(keyring.officer, case, contents, verdict, held_on=held_on)
    gelar = GelarKasus(case=case, held_on=held_on, verdict=Verdict(verdict), set_by=keyring.officer)
    gelar.recorded_at = clock.now()
    contents = replace(contents, words=_words_of(contents.consideration))
    gelar.envelope = envelopes.seal_json(asdict(contents), key=key_of(case, keyring), context=gelar.context)
    gelar.save(force_insert=True)
    record(case, by=keyring.officer, sealed=gelar.envelope, facts={"verdict": gelar.verdict, "held_on": held_on})
    return gelar


@act(Act.TAK_IMPOSED, Act.TERM_SET)
def impose(
    *,
    person: Person,
    decision: GelarKasus,
    kind: str,
    starts_on: date,
    ends_on: date | None,
    contents: TakContents,
    keyring: Keyring,
) -> Tak:
    """Impose an administrative action that a gelar kasus decided; its end is counted and warned of.

    Raises Refused by the rules: never against somebody unscreened or with signs of trafficking.
    """
    person = locked_person(person)
    rules.check_tak(keyring.officer, person, decision, kind)
    rules.check_tak_contents(decision, contents, starts_on=starts_on, ends_on=ends_on)
    tak = Tak(person=person, decision=decision, kind=TakKind(kind), starts_on=starts_on, ends_on=ends_on)
    tak.officer = keyring.officer
    tak.recorded_at = clock.now()
    tak.envelope = envelopes.seal_json(asdict(contents), key=key_of(person.case, keyring), context=tak.context)
    tak.save(force_insert=True)
    record(person.case, by=keyring.officer, act=Act.TAK_IMPOSED, sealed=tak.envelope, facts=tak.facts)
    if ends_on is not None:
        _warn_of_end(tak, ends_on, keyring)
    return tak


@act(Act.TAK_LIFTED, Act.TERM_DONE)
def lift(*, tak: Tak, keyring: Keyring) -> Tak:
    """Lift an administrative action today. Raises Refused by the rules."""
    person = locked_person(standing(tak.person))
    tak = Tak.objects.get(pk=tak.pk)
    rules.check_lift(keyring.officer, person, is_lifted=tak.lifted_on is not None)
    _lift(tak, person, keyring)
    return tak


def lift_all(*, person: Person, keyring: Keyring) -> None:
    """Lift what stands against somebody who may be a victim after all, as part of the act that found it."""
    for tak in Tak.objects.filter(about(person), lifted_on=None):
        _lift(tak, person, keyring)


def lift_of_tied(*, person: Person, keyring: Keyring) -> None:
    """Lift what stands in other cases against somebody who may be a victim in this one, as part of the act.

    Who leads such a case is told. A term of a case that the officer does not open stays theirs to keep.
    """
    if not protects(person):
        return
    for who in tied_to([person]).get(person.pk, set()):
        taks = list(Tak.objects.filter(about(who), lifted_on=None).select_related("person__case__unit"))
        for tak in taks:
            with suppress(NotGranted):
                _lift(tak, tak.person, keyring)
        if taks:
            tell_of_person(who.case, who.added_by, keyring.officer)


def _words_of(consideration: str) -> str:
    """What a consideration says now; it is kept with the decision, whatever the office writes later."""
    return pack(PackName.CONSIDERATIONS).entry(consideration).words("words") if consideration else ""


def _warn_of_end(tak: Tak, ends_on: date, keyring: Keyring) -> None:
    person = tak.person
    contents = TermContents(str(tak.get_kind_display()))
    put_term(case=person.case, person=person, kind=TermKind.TAK_END, due_on=ends_on, contents=contents, keyring=keyring)


def _lift(tak: Tak, person: Person, keyring: Keyring) -> None:
    """Lift an action and keep its term."""
    tak.lifted_on = clock.today()
    tak.save(update_fields=["lifted_on"])
    record(person.case, by=keyring.officer, act=Act.TAK_LIFTED, sealed=tak.envelope, facts=tak.facts)
    if tak.ends_on is not None:
        end_terms(person=person, kind=TermKind.TAK_END, due_on=tak.ends_on, outcome=_("Lifted."), keyring=keyring)
