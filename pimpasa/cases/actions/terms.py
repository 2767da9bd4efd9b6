"""What has to be done by which day, for a case or one of its people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date

from pimpasa.accounts.models import Officer
from pimpasa.cases.contents import TermContents
from pimpasa.cases.kinds import TermKind
from pimpasa.cases.models import Case, Person, Term, TermLength
from pimpasa.cases.models.person import about
from pimpasa.cases.opening.course import open_term
from pimpasa.cases.queries import Length, lengths_of, locked_case, locked_term, standing
from pimpasa.cases.rules import terms as rules
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Office
from pimpasa.vault.opening import key_of


@act(Act.OFFICE_CHANGED)
def set_length(*, office: Office, kind: str, days: int, verified_on: date | None, by: Officer) -> None:
    """Set how many days an office counts, and when it was last checked against the law. Raises Refused."""
    rules.check_length(by, office, kind, days, verified_on)
    TermLength.objects.update_or_create(office=office, kind=kind, defaults={"days": days, "verified_on": verified_on})
    record(office, by=by, facts={"term": kind, "days": days, "verified_on": verified_on})


@act(Act.OFFICE_CHANGED, idle="every number holds already")
def set_lengths(*, office: Office, lengths: Iterable[Length], by: Officer) -> None:
    """Set those of an office's numbers that differ from what holds now, all or none. Raises Refused."""
    now = lengths_of(office)
    for length in lengths:
        if length != now[length.kind]:
            set_length(office=office, kind=length.kind, days=length.days, verified_on=length.verified_on, by=by)


@act(Act.TERM_SET)
def set_term(
    *, case: Case, person: Person | None, kind: str, due_on: date, contents: TermContents, keyring: Keyring
) -> Term:
    """Set something to be done by a day. Raises Refused by the rules."""
    case = locked_case(case)
    rules.check_term(keyring.officer, case, person, kind, contents)
    person = None if person is None else standing(person)
    return put_term(case=case, person=person, kind=TermKind(kind), due_on=due_on, contents=contents, keyring=keyring)


def put_term(
    *, case: Case, person: Person | None, kind: TermKind, due_on: date, contents: TermContents, keyring: Keyring
) -> Term:
    """A term with its ledger entry, as part of an act whose rules were checked."""
    term = Term(case=case, person=person, kind=kind, due_on=due_on)
    term.envelope = envelopes.seal_json(asdict(contents), key=key_of(case, keyring), context=term.context)
    term.save(force_insert=True)
    record(case, by=keyring.officer, act=Act.TERM_SET, sealed=term.envelope, facts=term.facts)
    return term


@act(Act.TERM_DONE)
def keep_term(*, term: Term, outcome: str, keyring: Keyring) -> Term:
    """Say that it was done, and what came of it. Raises Refused by the rules."""
    term = locked_term(term)
    rules.check_keep(keyring.officer, term, outcome)
    _keep(term, outcome, keyring)
    return term


def end_terms(*, person: Person, kind: TermKind, due_on: date, outcome: str, keyring: Keyring) -> None:
    """Keep the terms that an act made needless, as part of that act."""
    rows = Term.objects.select_for_update(of=("self",)).select_related("case")
    for term in rows.filter(about(person), kind=kind, due_on=due_on, done_on=None):
        _keep(term, outcome, keyring)


def _keep(term: Term, outcome: str, keyring: Keyring) -> None:
    key = key_of(term.case, keyring)
    contents = replace(open_term(term, key).contents, outcome=outcome.strip())
    term.envelope = envelopes.seal_json(asdict(contents), key=key, context=term.context)
    term.done_on = clock.today()
    term.done_by = keyring.officer
    term.save(update_fields=["envelope", "done_on", "done_by"])
    record(term.case, by=keyring.officer, act=Act.TERM_DONE, sealed=term.envelope, facts=term.facts)
