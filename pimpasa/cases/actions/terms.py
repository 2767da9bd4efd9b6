"""What has to be done by which day, for a case or one of its people.

How many days there are is the office's own setting: our numbers are proposals that its lawyer confirms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.cases.contents import TermContents, read
from pimpasa.cases.kinds import TermKind
from pimpasa.cases.models import Case, Person, Term, TermLength
from pimpasa.cases.opening import OpenCase
from pimpasa.cases.queries import locked_case
from pimpasa.cases.rules import cases as rules
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Office
from pimpasa.vault.opening import key_of

DEFAULT_DAYS: dict[TermKind, int] = {
    TermKind.REFER: 1,
    TermKind.SPDP: 7,
    TermKind.BAP_COPY: 1,
    TermKind.CEGAH: 180,
    TermKind.TANGKAL: 180,
    TermKind.TAK_END: 180,
    TermKind.RESTITUTION: 90,
    TermKind.REHABILITATION: 30,
    TermKind.RETURN: 30,
    TermKind.OTHER: 7,
}
MOST_DAYS = 3660


@dataclass(frozen=True)
class Length:
    """How many days an office counts for a kind, and when somebody last checked it against the law, if ever."""

    kind: TermKind
    days: int
    verified_on: date | None


@dataclass(frozen=True)
class OpenTerm:
    term: Term
    contents: TermContents


def lengths_of(office: Office) -> dict[TermKind, Length]:
    """Each kind with the office's own number of days, or the proposed one."""
    own = {TermKind(row.kind): row for row in TermLength.objects.filter(office=office)}
    return {
        kind: Length(kind, own[kind].days, own[kind].verified_on) if kind in own else Length(kind, days, None)
        for kind, days in DEFAULT_DAYS.items()
    }


def days_of(office: Office, kind: TermKind) -> int:
    return lengths_of(office)[kind].days


@transaction.atomic
def set_length(*, office: Office, kind: str, days: int, verified_on: date | None, by: Officer) -> None:
    """Set how many days an office counts, and when it was last checked against the law. Raises Refused."""
    check_permission(by, Permission.SET_PERIODS)
    if by.office_id != office.pk:
        raise Refused(_("This is another office's."))
    if kind not in TermKind.values or not 1 <= days <= MOST_DAYS:
        raise Refused(_("Give a number of days."))
    if verified_on is not None and verified_on > clock.today():
        raise Refused(_("It cannot have been checked on a day to come."))
    TermLength.objects.update_or_create(office=office, kind=kind, defaults={"days": days, "verified_on": verified_on})
    digest = ledger.digest_of(f"{kind} {days} {verified_on}".encode())
    ledger.append(act=Act.OFFICE_CHANGED, subject=f"office:{office.pk}", actor=by.actor, digest=digest)


@transaction.atomic
def set_lengths(*, office: Office, lengths: Iterable[Length], by: Officer) -> None:
    """Set those of an office's numbers that differ from what holds now, all or none. Raises Refused."""
    now = lengths_of(office)
    for one in lengths:
        if one != now[one.kind]:
            set_length(office=office, kind=one.kind, days=one.days, verified_on=one.verified_on, by=by)


@transaction.atomic
def set_term(
    *, case: Case, person: Person | None, kind: str, due_on: date, contents: TermContents, keyring: Keyring
) -> Term:
    """Set something to be done by a day. Raises Refused by the rules."""
    case = locked_case(case)
    rules.check_work(keyring.officer, case)
    if kind not in TermKind.values:
        raise Refused(_("Choose from the list."))
    if len(contents.text.strip()) < 3:
        raise Refused(_("Say in a few words what has to be done."))
    if person is not None and person.case_id != case.pk:
        raise Refused(_("Choose a person of this case."))
    return put_term(case=case, person=person, kind=TermKind(kind), due_on=due_on, contents=contents, keyring=keyring)


def put_term(
    *, case: Case, person: Person | None, kind: TermKind, due_on: date, contents: TermContents, keyring: Keyring
) -> Term:
    """A term with its ledger entry, as part of an act whose rules were checked."""
    term = Term(case=case, person=person, kind=kind, due_on=due_on)
    term.envelope = envelopes.seal_json(asdict(contents), key=key_of(case, keyring), context=term.context)
    term.save(force_insert=True)
    _log(Act.TERM_SET, term, keyring)
    return term


@transaction.atomic
def keep_term(*, term: Term, outcome: str, keyring: Keyring) -> Term:
    """Say that it was done, and what came of it. Raises Refused by the rules."""
    term = Term.objects.select_for_update(of=("self",)).select_related("case__unit").get(pk=term.pk)
    rules.check_view(keyring.officer, term.case)
    if term.done_on is not None:
        raise Refused(_("A colleague recorded it already."))
    if len(outcome.strip()) < 3:
        raise Refused(_("Say in a few words what came of it."))
    _keep(term, outcome, keyring)
    return term


def end_terms(*, person: Person, kind: TermKind, due_on: date, outcome: str, keyring: Keyring) -> None:
    """Keep the terms that an act made needless, as part of that act."""
    rows = Term.objects.select_for_update(of=("self",)).select_related("case")
    for term in rows.filter(person=person, kind=kind, due_on=due_on, done_on=None):
        _keep(term, outcome, keyring)


def terms_of(opened: OpenCase) -> list[OpenTerm]:
    """The terms of an open case: those that wait, the nearest first, then those that were kept."""
    rows = Term.objects.filter(case=opened.case).select_related("done_by", "person")
    return sorted((open_term(row, opened.key) for row in rows), key=lambda one: one.term.done_on is not None)


def open_term(term: Term, key: bytes) -> OpenTerm:
    sealed = envelopes.open_json(bytes(term.envelope), key=key, context=term.context)
    return OpenTerm(term, read(TermContents, sealed))


def _keep(term: Term, outcome: str, keyring: Keyring) -> None:
    key = key_of(term.case, keyring)
    contents = replace(open_term(term, key).contents, outcome=outcome.strip())
    term.envelope = envelopes.seal_json(asdict(contents), key=key, context=term.context)
    term.done_on, term.done_by = clock.today(), keyring.officer
    term.save(update_fields=["envelope", "done_on", "done_by"])
    _log(Act.TERM_DONE, term, keyring)


def _log(act: Act, term: Term, keyring: Keyring) -> None:
    digest = ledger.digest_of(term.envelope)
    ledger.append(act=act, subject=term.case.subject, actor=keyring.officer.actor, digest=digest)
