"""What reports count as, told from the reports and from the log: the one rule for counting on and for counting anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pimpasa.accounts.models import Officer
from pimpasa.cases.models import CaseReport
from pimpasa.cases.states import CaseState
from pimpasa.common import clock
from pimpasa.insights.histograms import bucket_of
from pimpasa.insights.kinds import Stage
from pimpasa.insights.models import ReportFact, TermSince, WaitFact
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import firsts, placed, rows_placed
from pimpasa.reports.deadlines import DEFAULTS, Amounts, end_of, read_by
from pimpasa.reports.kinds import Urgency, Wait
from pimpasa.reports.models import Report

ACTS = (Act.REPORT_OPENED, Act.REPORT_TAKEN, Act.REPORT_CONCLUDED, Act.REPORT_REOPENED, Act.CASE_JOINED)
REPORT = "reports.report"
TAKEN_IN = "cases.casereport"
CASE = "cases.case"
Moment = tuple[datetime, str]


@dataclass(frozen=True)
class Life:
    """A report as counted: its fact, and the waits that ended."""

    fact: ReportFact
    waits: Sequence[WaitFact]


class Terms:
    """How long each office let each wait take at a moment."""

    def __init__(self) -> None:
        self._by_office: dict[int, list[TermSince]] = defaultdict(list)
        for row in TermSince.objects.order_by("since"):
            self._by_office[row.office_id].append(row)

    def at(self, office_id: int, moment: datetime) -> Amounts:
        set_before = [row for row in self._by_office[office_id] if row.since <= moment]
        return {**DEFAULTS, **{Wait(row.wait): row.amount for row in set_before}}


def reports_in(after: int, upto: int) -> set[UUID]:
    """The reports that the acts between two places of the log are about, or left otherwise."""
    subjects = placed(after, upto).filter(subject__startswith="report:", act__in=[*ACTS, Act.REPORT_RECEIVED])
    reports = {UUID(subject.split(":")[1]) for subject in subjects.values_list("subject", flat=True)}
    rows: dict[str, set[str]] = defaultdict(set)
    for model, row in rows_placed(after, upto, [REPORT, TAKEN_IN, CASE]):
        rows[model].add(row)
    reports.update(map(UUID, rows[REPORT]))
    reports.update(CaseReport.objects.filter(pk__in=rows[TAKEN_IN]).values_list("report_id", flat=True))
    reports.update(CaseReport.objects.filter(case__in=list(map(UUID, rows[CASE]))).values_list("report_id", flat=True))
    return reports


def lives_of(reports: Iterable[Report], terms: Terms) -> list[Life]:
    """What these reports count as now; the fact and its waits are not saved."""
    rows = list(reports)
    acts = firsts([report.subject for report in rows], ACTS)
    closed = CaseReport.objects.filter(report__in=rows, case__state=CaseState.CLOSED)
    finished = set(closed.values_list("report_id", flat=True))
    officers = _officers({actor for _at, actor in acts.values()})
    own = {
        report.pk: {act: acts[report.subject, act] for act in ACTS if (report.subject, act) in acts} for report in rows
    }
    return [life_of(report, own[report.pk], terms, officers, finished=report.pk in finished) for report in rows]


def life_of(
    report: Report, acts: Mapping[Act, Moment], terms: Terms, officers: Mapping[str, int], *, finished: bool
) -> Life:
    """By when each of its acts was done first, and by whom as the log names them."""
    fact = _fact(report, finished=finished, reopened=Act.REPORT_REOPENED in acts)
    return Life(fact, _waits(report, acts, terms, officers))


def _officers(actors: set[str]) -> dict[str, int]:
    """By how the log names them, those who are on record."""
    numbers = [actor.removeprefix("officer:") for actor in actors if actor.startswith("officer:")]
    officers = Officer.objects.filter(pk__in=[int(number) for number in numbers if number.isdecimal()])
    return {f"officer:{pk}": pk for pk in officers.values_list("pk", flat=True)}


def _fact(report: Report, *, finished: bool, reopened: bool) -> ReportFact:
    return ReportFact(
        report_id=report.pk,
        office_id=report.office_id,
        village_id=report.village_id,
        desk_id=report.desk_id or report.unit_id,
        kind=report.kind,
        channel=report.channel,
        urgency=report.urgency,
        state=report.state,
        finished=finished,
        reopened=reopened,
        day=clock.day_of(report.received_at),
    )


def _waits(report: Report, acts: Mapping[Act, Moment], terms: Terms, officers: Mapping[str, int]) -> list[WaitFact]:
    looks = [acts[act] for act in (Act.REPORT_OPENED, Act.REPORT_TAKEN) if act in acts]
    spans = [(Stage.OPENED, report.received_at, min(looks, default=None))]
    finding = acts.get(Act.REPORT_CONCLUDED)
    if finding is not None:
        spans.append((Stage.VERIFIED, report.received_at, finding))
        spans.append((Stage.DECIDED, finding[0], acts.get(Act.CASE_JOINED)))
    return [_wait(report, stage, since, end, terms, officers) for stage, since, end in spans if end is not None]


def _wait(
    report: Report, stage: Stage, since: datetime, end: Moment, terms: Terms, officers: Mapping[str, int]
) -> WaitFact:
    at, actor = end
    minutes = max(0, int((at - since).total_seconds() // 60))
    return WaitFact(
        fact_id=report.pk,
        stage=stage,
        minutes=minutes,
        bucket=bucket_of(minutes),
        late=at > _due(report, stage, since, terms.at(report.office_id, since)),
        officer_id=officers.get(actor),
    )


def _due(report: Report, stage: Stage, since: datetime, amounts: Amounts) -> datetime:
    urgency = Urgency(report.urgency)
    if stage == Stage.OPENED:
        return read_by(urgency, since=since, amounts=amounts)
    if stage == Stage.VERIFIED:
        return end_of(Wait.VERIFY, since=since, village=report.village_id, amounts=amounts)
    wait = Wait.DECIDE_EMERGENCY if urgency == Urgency.EMERGENCY else Wait.DECIDE
    return end_of(wait, since=since, village=report.village_id, amounts=amounts)
