"""What is listed of cases, and what is held while it is changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of, members_of, unit_seats_of
from pimpasa.accounts.roles import Permission
from pimpasa.cases.kinds import DEFAULT_DAYS, TermKind, Verdict
from pimpasa.cases.models import (
    Case,
    CaseReport,
    CorrectionTold,
    Encounter,
    Event,
    GelarKasus,
    Person,
    PersonMerge,
    Tak,
    Term,
    TermLength,
)
from pimpasa.cases.models.merge import HOLDS
from pimpasa.cases.models.person import about
from pimpasa.cases.models.tie import is_tied
from pimpasa.cases.progress import CASE_SENTENCES, CLOSURE_SENTENCES, REPORT_SENTENCES
from pimpasa.cases.rules.standing import check_stands
from pimpasa.cases.states import CaseState, Closure
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries, entries_of
from pimpasa.reports.models import Report
from pimpasa.reports.states import PUBLIC, PublicState, State
from pimpasa.territory.models import Office
from pimpasa.vault.models import COUNTS
from pimpasa.vault.queries import grace_is_over, may_be_set_aside

DUE_SOON = timedelta(days=7)
MOST_DUE = 20
_NUMBER = re.compile(r"\s*(\d{1,6}) ?/ ?(\d{4})\s*")


def visible_to(officer: Officer) -> QuerySet[Case]:
    """Cases of the units where the officer sits today, newest first."""
    return (
        Case.objects.filter(unit__in=desks_of(officer, on=clock.today()).values("pk"))
        .select_related("leader", "office")
        .annotate(reports=Count("case_reports"))
        .order_by("-year", "-number")
    )


def locked_case(case: Case) -> Case:
    """The case as it stands now, until the transaction ends; who changes it holds its row.

    The case's row comes first, a person's after it: an action against somebody waits for whoever adds or screens
    another, so that no two acts overlook each other.
    """
    return Case.objects.select_for_update(of=("self",)).select_related("unit", "office", "leader").get(pk=case.pk)


def locked_person(person: Person) -> Person:
    """A person of a case and the case, as they stand now, until the transaction ends.

    Raises Refused where they were merged into another.
    """
    case = locked_case(person.case)
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    locked.case = case
    check_stands(locked)
    return locked


def locked_two(kept: Person, gone: Person) -> tuple[Person, Person]:
    """Two people of one case and the case, as they stand now, until the transaction ends."""
    case = locked_case(kept.case)
    rows = Person.objects.select_for_update(of=("self",)).select_related("added_by").order_by("pk")
    locked = {row.pk: row for row in rows.filter(pk__in=[kept.pk, gone.pk])}
    for row in locked.values():
        if row.case_id == case.pk:
            row.case = case
    return locked[kept.pk], locked[gone.pk]


def locked_merge(merge: PersonMerge) -> PersonMerge:
    rows = PersonMerge.objects.select_for_update(of=("self",)).select_related("kept__case", "gone", "before")
    return rows.get(pk=merge.pk)


def standing(person: Person) -> Person:
    """Who stands for somebody: whom they were merged into, or they themselves."""
    return person.standing


def standing_in(case: Case, person: str) -> Person | None:
    """Who of a case stands under an id as a paper wrote it down, or nobody."""
    try:
        rows = Person.objects.select_related("case", "merged_into__case").filter(case=case, pk=UUID(person))
    except ValueError:
        return None
    row = rows.first()
    return None if row is None else standing(row)


def merged_with(person: Person) -> list[UUID]:
    """The ids of all who were merged into somebody, one after another, and of themselves."""
    ids, newer = [], [person.pk]
    while newer:
        ids += newer
        newer = list(PersonMerge.objects.filter(HOLDS, kept__in=newer).values_list("gone", flat=True))
    return ids


def merge_by_id(merge_id: UUID) -> PersonMerge | None:
    rows = PersonMerge.objects.select_related("kept__case__unit", "kept__case__office", "gone", "officer")
    return rows.filter(pk=merge_id).first()


def locked_report(report: Report) -> Report:
    """A report that a case takes in, as it stands now, until the transaction ends."""
    return Report.objects.select_for_update(of=("self",)).select_related("unit", "office").get(pk=report.pk)


def locked_term(term: Term) -> Term:
    return Term.objects.select_for_update(of=("self",)).select_related("case__unit").get(pk=term.pk)


def encounter_by_id(encounter_id: UUID) -> Encounter | None:
    return (
        Encounter.objects.select_related("unit__office", "desk_key", "met_by", "case").filter(pk=encounter_id).first()
    )


def locked_encounter(encounter: Encounter) -> Encounter:
    """As it stands now, until the transaction ends. Raises Refused where a colleague took them in before."""
    rows = Encounter.objects.select_for_update(of=("self",)).select_related("unit__office", "desk_key", "case")
    row = rows.filter(pk=encounter.pk).first()
    if row is None:
        raise Refused("taken_in_already", _("A colleague took this person into a case already."))
    return row


def possible_leaders(case: Case) -> list[Officer]:
    """Who leads cases at the unit today, but for who leads this one."""
    members = members_of(case.unit, on=clock.today()).exclude(pk=case.leader_id).order_by("name")
    return [officer for officer in members if officer.may(Permission.LEAD_CASES)]


def by_id(case_id: UUID) -> Case | None:
    return Case.objects.filter(pk=case_id).select_related("unit", "office", "leader").first()


def number_in(text: str) -> tuple[int, int] | None:
    """Number and year of the case that a text names, such as 12/2026; nothing where it is none."""
    number = _NUMBER.fullmatch(text)
    return (int(number[1]), int(number[2])) if number else None


def numbered_at(office: Office, number: str) -> Case | None:
    """The case of an office that a text names by its number, such as 12/2026; none that was erased."""
    parts = number_in(number)
    if parts is None:
        return None
    rows = Case.objects.filter(office=office, number=parts[0], year=parts[1], shredded_at=None)
    return rows.select_related("unit", "office", "leader").first()


def to_be_set_aside(on: date) -> QuerySet[Case]:
    """Closed cases that never had a report, whose time is over."""
    return Case.objects.filter(may_be_set_aside(on), keep_until__lt=on)


def to_be_erased(on: date) -> QuerySet[Case]:
    """Cases that were set aside so long ago that nobody may take that back, and none of whose reports is left."""
    remaining = CaseReport.objects.filter(case=OuterRef("pk"), report__shredded_at=None)
    return Case.objects.filter(grace_is_over(on), ~Exists(remaining))


@dataclass(frozen=True)
class Length:
    """How many days an office counts for a kind, and when somebody last checked it against the law, if ever."""

    kind: TermKind
    days: int
    verified_on: date | None


def lengths_of(office: Office) -> dict[TermKind, Length]:
    """Each kind with the office's own number of days, or the proposed one."""
    rows = TermLength.objects.filter(office=office)
    own = {TermKind(row.kind): Length(TermKind(row.kind), row.days, row.verified_on) for row in rows}
    return {kind: Length(kind, days, None) for kind, days in DEFAULT_DAYS.items()} | own


def days_of(office: Office, kind: TermKind) -> int:
    return lengths_of(office)[kind].days


@dataclass(frozen=True)
class NamedElsewhere:
    """When whose head looked whether somebody is protected, and somebody of this case is."""

    at: datetime
    office: Office


@dataclass(frozen=True)
class Due:
    """What has to be done soon in the cases of one's units: true counts, and the nearest MOST_DUE of it."""

    overdue: int
    soon: int
    terms: list[Term]


def due_for(officer: Officer) -> Due:
    """Terms of one's units that are overdue or due within DUE_SOON, the earliest first; nothing is opened for it."""
    today = clock.today()
    units = [desk.pk for desk in unit_seats_of(officer)]
    rows = _waiting_terms(units).filter(due_on__lte=today + DUE_SOON)
    counts = rows.aggregate(
        overdue=Count("pk", filter=Q(due_on__lt=today)), soon=Count("pk", filter=Q(due_on__gte=today))
    )
    return Due(terms=list(rows.select_related("case").order_by("due_on", "id")[:MOST_DUE]), **counts)


def overdue_by_unit() -> dict[int, int]:
    """How many terms are overdue in the cases of each unit."""
    rows = _waiting_terms().filter(due_on__lt=clock.today()).values_list("case__unit")
    return dict(rows.annotate(Count("pk")).order_by("case__unit"))


def _waiting_terms(units: list[int] | None = None) -> QuerySet[Term]:
    rows = Term.objects.filter(done_on=None, case__shredded_at=None, case__set_aside_at=None)
    return rows if units is None else rows.filter(case__unit__in=units)


def person_by_id(person_id: UUID) -> Person | None:
    rows = Person.objects.select_related("case__unit", "case__office", "merged_into").annotate(has_ties=is_tied())
    return rows.filter(pk=person_id).first()


def looks_today(officer: Officer) -> int:
    """How often an officer looked today whether somebody is protected elsewhere."""
    return entries(act=Act.VICTIM_SOUGHT, by=officer.actor, since=clock.today()).count()


def named_by_others(case: Case) -> list[NamedElsewhere]:
    """Since when which other office works on somebody with the papers of somebody who is protected here."""
    rows = list(entries_of([case.subject]).filter(act=Act.VICTIM_NAMED))
    numbers = {row.actor.removeprefix("officer:") for row in rows}
    offices = {
        officer.actor: officer.office for officer in Officer.objects.filter(pk__in=numbers).select_related("office")
    }
    return [NamedElsewhere(row.at, offices[row.actor]) for row in rows]


def tak_by_id(tak_id: UUID) -> Tak | None:
    return Tak.objects.filter(pk=tak_id).select_related("person__case__unit", "person__merged_into").first()


def term_by_id(term_id: UUID) -> Term | None:
    return Term.objects.filter(pk=term_id).select_related("case__unit").first()


def event_by_id(event_id: UUID) -> Event | None:
    rows = Event.objects.select_related("case__unit", "case__office", "case__leader", "added_by")
    return rows.filter(pk=event_id).first()


def gelar_by_id(gelar_id: UUID) -> GelarKasus | None:
    rows = GelarKasus.objects.select_related("case__unit", "case__office", "case__leader", "set_by")
    return rows.filter(pk=gelar_id).first()


def told_by_id(told_id: int, officer: Officer) -> CorrectionTold | None:
    """That somebody corrected something, as it waits for this officer."""
    rows = CorrectionTold.objects.select_related("report__desk", "report__unit", "case__unit", "by")
    return rows.filter(pk=told_id, officer=officer).first()


def tak_decisions(case: Case) -> QuerySet[GelarKasus]:
    """The gelar kasus of a case that decided on administrative action, newest first."""
    return GelarKasus.objects.filter(COUNTS, case=case, verdict=Verdict.TAK).order_by("-held_on", "-id")


def case_of(report: Report) -> Case | None:
    row = CaseReport.objects.filter(report=report).select_related("case").first()
    return row.case if row else None


@dataclass(frozen=True)
class Progress:
    """What the reporter is told: one of six words, a sentence, and what comes next until when."""

    state: PublicState
    sentence: str
    until: datetime | None


def public_progress(report: Report) -> Progress:
    """How far a report has come, its case included, in words for its reporter."""
    case = case_of(report)
    if case is None:
        return Progress(PUBLIC[State(report.state)], str(REPORT_SENTENCES[State(report.state)]), report.due_at)
    closed = case.state == CaseState.CLOSED
    state = PublicState.FINISHED if closed else PublicState.FOLLOWED_UP
    sentence = CLOSURE_SENTENCES[Closure(case.closure)] if closed else CASE_SENTENCES[CaseState(case.state)]
    return Progress(state, str(sentence), None)


def open_cases_of(officer: Officer, *, most: int) -> list[Case]:
    """The newest that are not closed, of the officer's units."""
    return list(visible_to(officer).exclude(state=CaseState.CLOSED)[:most])


def stands_against(person: Person) -> bool:
    """Whether an administrative action against somebody is in force."""
    return Tak.objects.filter(about(person), lifted_on=None).exists()
