"""Gelar kasus, and the administrative actions that only it can lead to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.cases.actions.terms import end_terms, put_term
from pimpasa.cases.contents import GelarContents, TakContents, TermContents, read
from pimpasa.cases.kinds import TakKind, TermKind, Verdict
from pimpasa.cases.models import Case, GelarKasus, Person, Tak
from pimpasa.cases.opening import OpenCase
from pimpasa.cases.queries import locked_case, locked_person
from pimpasa.cases.rules import persons as person_rules
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@dataclass(frozen=True)
class OpenGelar:
    gelar: GelarKasus
    contents: GelarContents


@dataclass(frozen=True)
class OpenTak:
    tak: Tak
    contents: TakContents


@transaction.atomic
def record_gelar(*, case: Case, held_on: date, verdict: str, contents: GelarContents, keyring: Keyring) -> GelarKasus:
    """Record a gelar kasus, set by the head of office. Raises Refused by the rules."""
    case = locked_case(case)
    person_rules.check_gelar(keyring.officer, case, contents, verdict, held_on=held_on)
    gelar = GelarKasus(case=case, held_on=held_on, verdict=Verdict(verdict), set_by=keyring.officer)
    gelar.recorded_at = clock.now()
    gelar.envelope = envelopes.seal_json(asdict(contents), key=key_of(case, keyring), context=gelar.context)
    gelar.save(force_insert=True)
    _log(Act.GELAR_RECORDED, case, keyring, gelar.envelope)
    return gelar


@transaction.atomic
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
    person_rules.check_tak(keyring.officer, person, decision, kind)
    person_rules.check_tak_contents(decision, contents, starts_on=starts_on, ends_on=ends_on)
    tak = Tak(person=person, decision=decision, kind=TakKind(kind), starts_on=starts_on, ends_on=ends_on)
    tak.officer, tak.recorded_at = keyring.officer, clock.now()
    key = key_of(person.case, keyring)
    tak.envelope = envelopes.seal_json(asdict(contents), key=key, context=tak.context)
    tak.save(force_insert=True)
    _log(Act.TAK_IMPOSED, person.case, keyring, tak.envelope)
    if ends_on is not None:
        said = TermContents(str(tak.get_kind_display()))
        put_term(case=person.case, person=person, kind=TermKind.TAK_END, due_on=ends_on, contents=said, keyring=keyring)
    return tak


@transaction.atomic
def lift(*, tak: Tak, keyring: Keyring) -> Tak:
    """Lift an administrative action today. Raises Refused by the rules."""
    person = locked_person(tak.person)
    tak = Tak.objects.get(pk=tak.pk)
    person_rules.check_lift(keyring.officer, person, is_lifted=tak.lifted_on is not None)
    _lift(tak, person, keyring)
    return tak


def lift_all(*, person: Person, keyring: Keyring) -> None:
    """Lift what stands against somebody who may be a victim after all, as part of the act that found it."""
    for tak in Tak.objects.filter(person=person, lifted_on=None):
        _lift(tak, person, keyring)


def decisions_of(opened: OpenCase) -> list[OpenGelar]:
    """The gelar kasus of an open case, oldest first."""
    rows = GelarKasus.objects.filter(case=opened.case).select_related("set_by")
    return [
        OpenGelar(
            row, read(GelarContents, envelopes.open_json(bytes(row.envelope), key=opened.key, context=row.context))
        )
        for row in rows
    ]


def taks_of(opened: OpenCase) -> list[OpenTak]:
    """The administrative actions in an open case, oldest first."""
    rows = Tak.objects.filter(person__case=opened.case).select_related("person", "officer", "decision")
    return [
        OpenTak(row, read(TakContents, envelopes.open_json(bytes(row.envelope), key=opened.key, context=row.context)))
        for row in rows
    ]


def _lift(tak: Tak, person: Person, keyring: Keyring) -> None:
    """Lift an action and keep its term. The act's digest is that of the action's envelope, so that it says which."""
    tak.lifted_on = clock.today()
    tak.save(update_fields=["lifted_on"])
    _log(Act.TAK_LIFTED, person.case, keyring, tak.envelope)
    if tak.ends_on is not None:
        end_terms(person=person, kind=TermKind.TAK_END, due_on=tak.ends_on, outcome=_("Lifted."), keyring=keyring)


def _log(act: Act, case: Case, keyring: Keyring, sealed: bytes | memoryview) -> None:
    ledger.append(act=act, subject=case.subject, actor=keyring.officer.actor, digest=ledger.digest_of(sealed))
