"""The acts of one office, as its head and its auditors read them: never another office's.

An act belongs to the office of what it is about, and where that is nobody's, to the office of who did it. What all
offices share, the log itself among it, all of them read about. What an officer asks another office is an act there,
which their own office does not read: it would tell what the other knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any, Protocol

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from pimpasa.accounts.models import Officer
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries
from pimpasa.territory.models import Desk, Office

# By the kind of a subject: the models that know it, by which field, and the way from there to its office.
Way = tuple[str, str, str]
WAYS: dict[str, tuple[Way, ...]] = {
    "breach": (("privacy.Breach", "pk", "office"),),
    "case": (("cases.Case", "pk", "office"),),
    "area": (("areas.AreaNote", "pk", "desk__office"),),
    "complaint": (("complaints.Complaint", "pk", "report__office"),),
    "desk": (("territory.Desk", "pk", "office"),),
    "dialogue": (("outreach.Dialogue", "pk", "office"),),
    "dialogue-kind": (("outreach.DialogueKind", "pk", "office"),),  # its own, or none's
    "encounter": (("cases.Encounter", "pk", "unit__office"),),
    "exhibit": (
        ("reports.Attachment", "exhibit", "report__office"),
        ("operations.LogEntry", "exhibit", "operation__office"),
        ("verification.VisitEntry", "exhibit", "check_made__report__office"),
        ("papers.Paper", "pdf", "office"),
        ("papers.Paper", "signed", "office"),
        ("letters.Letter", "scan", "office"),
    ),
    "absence": (("absences.Absence", "pk", "officer__office"),),
    "glance": (("handling.Glance", "pk", "officer__office"),),
    "village-decision": (("coverage.Decision", "pk", "office"),),
    "village-programme": (("coverage.Programme", "pk", "office"),),
    "letter": (("letters.Letter", "pk", "office"),),
    "lesson": (("education.OfficePage", "pk", "office"),),
    "monthly": (("monthly.Monthly", "pk", "office"),),
    "move": (("moves.Move", "pk", "from_office"),),  # the other office's acts of it are its own officers' and desks'
    "officer": (("accounts.Officer", "pk", "office"),),
    "operation": (("operations.Operation", "pk", "office"),),
    "paper": (("papers.Paper", "pk", "office"),),
    "partner": (("referrals.Partner", "pk", "office"),),
    "photo": (("outreach.Photo", "pk", "dialogue__office"),),
    "promise": (("outreach.Promise", "pk", "dialogue__office"),),
    "question": (("outreach.AudienceQuestion", "pk", "dialogue__office"),),
    "referral": (("referrals.Referral", "pk", "case__office"),),
    "report": (("reports.Report", "pk", "office"),),
    "rw-contact": (("outreach.RwContact", "pk", "office"),),
    "share": (("reports.Share", "pk", "report__office"),),
    "subject-request": (("privacy.SubjectRequest", "pk", "office"),),
    "warning": (("insights.EarlyWarning", "pk", "office"),),
    "support": (("operations.SupportRequest", "pk", "unit__office"),),
}
OF_AN_OFFICE = {"office", "departures"}  # its number comes next
OF_THE_INSTALLATION = {
    "agencies",
    "pack",
    "backup-kit",
    "clock-doubt",
    "code",
    "dialogue-kind",
    "installation",
    "log",
    "open-data",
    "rows",
    "simulation",
    "witness",
}
# How an office is run: what those above it read act by act. What is done with reports, cases and dialogues is counted
# for them instead, since one line there would be one event (docs/adr/0086).
RUNNING = frozenset(
    {
        *(Act.OFFICER_ADDED, Act.OFFICER_INVITED, Act.OFFICER_CHANGED, Act.OFFICER_KEYED, Act.OFFICER_KEY_RETIRED),
        *(Act.OFFICER_ASSIGNED, Act.ASSIGNMENT_ENDED, Act.KEY_RENEWAL_ASKED, Act.KEY_RENEWAL_DECLINED),
        *(Act.DESK_OPENED, Act.DESK_RENAMED, Act.DESK_CLOSED, Act.DESK_KEYED, Act.DESK_GRANTED, Act.DESK_REVOKED),
        *(Act.OFFICE_FOUNDED, Act.OFFICE_CHANGED, Act.LOOSENING_ASKED, Act.ADMITTED, Act.CODE_MISMATCHED),
        Act.KIT_DRILLED,
    }
)
BATCH = 1_000
MOST_BATCHES = 50


class LoggedAct(Protocol):
    """An entry of the ledger, as far as it is read here."""

    pk: int
    act: str
    subject: str
    actor: str
    at: datetime

    def get_act_display(self) -> str: ...


@dataclass(frozen=True)
class ActsPage:
    """`older` is the number of the entry to go on before, 0 where there are no more."""

    acts: list[LoggedAct]
    older: int


@dataclass(frozen=True)
class Narrowing:
    """Which acts are asked for: of a kind, of an officer as the log names them, and of a period, both days included."""

    act: str = ""
    by: str = ""
    since: date | None = None
    until: date | None = None


def acts_of(office: Office, narrowing: Narrowing = Narrowing(), *, before: int = 0, most: int = 50) -> ActsPage:
    """An office's acts, newest first, as far as they are asked for, older than the entry `before`."""

    def is_own(entry: LoggedAct, owner: int | None) -> bool:
        return owner == office.pk or (owner is None and is_shared(entry))

    return _page(entries(**vars(narrowing)), is_own, before, most)


def acts_within(offices: Iterable[Office], *, before: int = 0, most: int = 50) -> tuple[ActsPage, dict[int, int]]:
    """How some offices were run, newest first, and which office each act is about, by the entry's number."""
    numbers = {office.pk for office in offices}
    page = _page(entries().filter(act__in=RUNNING), lambda _entry, owner: owner in numbers, before, most)
    return page, offices_of(page.acts)


def _page(rows: Any, is_asked: Callable[[LoggedAct, int | None], bool], before: int, most: int) -> ActsPage:
    acts: list[LoggedAct] = []
    for _batch in range(MOST_BATCHES):
        batch = list((rows.filter(pk__lt=before) if before else rows)[:BATCH])
        owners = offices_of(batch)
        for entry in batch:
            if is_asked(entry, owners.get(entry.pk)):
                acts.append(entry)
            if len(acts) > most:
                return ActsPage(acts[:most], acts[most - 1].pk)
        if len(batch) < BATCH:
            return ActsPage(acts, 0)
        before = batch[-1].pk
    return ActsPage(acts, before)


def offices_of(acts: Iterable[LoggedAct]) -> dict[int, int]:
    """Whose each act is: the office's number by the entry's; without those that are nobody's, or everybody's."""
    acts = list(acts)
    subjects = {entry.subject for entry in acts} | {entry.actor for entry in acts}
    by_subject = _by_subject(subjects)
    offices = {entry.pk: by_subject.get(entry.subject) for entry in acts}
    for entry in acts:
        if offices[entry.pk] is None and not is_shared(entry):
            offices[entry.pk] = by_subject.get(entry.actor)
    return {pk: office for pk, office in offices.items() if office is not None}


def is_shared(entry: LoggedAct) -> bool:
    """Whether an act that is no office's is about what all offices share."""
    return entry.subject.partition(":")[0] in OF_THE_INSTALLATION


def _by_subject(subjects: set[str]) -> dict[str, int | None]:
    """The office of each subject; a kind of which nothing is left, or which is nobody's, is missing."""
    by_kind: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject in subjects:
        kind, _colon, rest = subject.partition(":")
        by_kind[kind][rest.partition(":")[0]].append(subject)
    owners = _asked(by_kind)
    owners |= {(kind, name): int(name) for kind in OF_AN_OFFICE for name in by_kind[kind] if _is_number(name)}
    return {subject: owners[kind, name] for kind, name in owners for subject in by_kind[kind][name]}


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal()


def _asked(by_kind: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], int | None]:
    """By kind and name, of every kind in one statement."""
    ways = [(kind, way) for kind in by_kind for way in WAYS.get(kind, ())]
    owners = [_owners(number, way, by_kind[kind]) for number, (kind, way) in enumerate(ways)]
    sources = [rows for rows in owners if rows is not None]
    if not sources:
        return {}
    first, *others = sources
    rows = first.union(*others, all=True) if others else first
    return {(ways[number][0], name): office for number, name, office in sorted(rows, key=itemgetter(0))}


def _owners(number: int, way: Way, names: Iterable[str]) -> QuerySet[Any, Any] | None:
    """Which way it was, the name, and the office; None where no name can be one of that model."""
    label, by, to_office = way
    model: Any = apps.get_model(label)
    fitting = [name for name in names if _fits(model, by, name)]
    if not fitting:
        return None
    # A manager that any model has, whatever it calls its own.
    rows: QuerySet[Any, Any] = model._default_manager.filter(**{f"{by}__in": fitting}).order_by()  # noqa: SLF001
    return rows.values_list(Value(number), Cast(by, TextField()), F(to_office))


def _fits(model: Any, by: str, name: str) -> bool:
    """Whether a subject's name can be one of this model: the log outlives what it is about, and its forms."""
    field = model._meta.pk if by == "pk" else model._meta.get_field(by)  # noqa: SLF001 - documented, whatever its name
    target = field.target_field if field.is_relation else field
    try:
        target.run_validators(target.to_python(name))
    except ValidationError:
        return False
    return bool(name)


def doers_of(acts: Iterable[LoggedAct], office: Office) -> dict[str, str]:
    """Who did each act, by how the log names them; officers of another office stay unnamed."""
    return _officers_of({entry.actor for entry in acts}, office)


def _officers_of(names: Iterable[str], office: Office) -> dict[str, str]:
    numbers = {name.removeprefix("officer:") for name in names if name.startswith("officer:")}
    officers = Officer.objects.filter(
        pk__in=[number for number in numbers if _fits(Officer, "pk", number)]
    ).select_related("office")
    return {officer.actor: _named(officer, office) for officer in officers}


def subjects_of(acts: Iterable[LoggedAct], office: Office) -> dict[str, str]:
    """What the office itself calls the officers and desks that acts are about, by how the log names them."""
    subjects = {entry.subject for entry in acts}
    officers = _officers_of(subjects, office)
    numbers = [subject.removeprefix("desk:") for subject in subjects if subject.startswith("desk:")]
    desks = Desk.objects.filter(office=office, pk__in=[number for number in numbers if _fits(Desk, "pk", number)])
    return officers | {desk.subject: desk.name for desk in desks}


def _named(officer: Officer, office: Office) -> str:
    if officer.office_id == office.pk:
        return officer.name
    return _("An officer of %(office)s") % {"office": officer.office.name}
