from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.common.reading import ask_together
from pimpasa.logbook.queries import OpenEntry, open_entries
from pimpasa.reports.models import Report
from pimpasa.reports.queries.lists import visible_to
from pimpasa.reports.queries.locks import lock
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.reports.states import OUTCOMES
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk, Office
from pimpasa.vault.correcting import reason_of
from pimpasa.vault.models import COUNTS, IN_USE
from pimpasa.verification.contents import CheckPlan, EntryContents, FindingContents, StepContents
from pimpasa.verification.kinds import CheckState, ReviewState, StepKind
from pimpasa.verification.models import FieldCheck, Finding, PlanItem, StepRecord, VisitEntry
from pimpasa.verification.plan import Planned, default_plan


def plan_of(office: Office, kind: str) -> list[Planned]:
    """The office's own steps for a kind of report, else the default ones."""
    return _plan(PlanItem.objects.filter(office=office, report_kind=kind), kind)


def _plan(items: Iterable[PlanItem], kind: str) -> list[Planned]:
    own = [Planned(f"item-{item.pk}", StepKind(item.kind), item.text) for item in items]
    return own or default_plan(kind)


def locked_finding(finding: Finding) -> Finding:
    """The finding as it stands now, held until the transaction ends."""
    lock(finding.report_id)  # first: so does whoever seals the report anew
    rows = Finding.objects.select_for_update(of=("self",))
    return rows.select_related("report__office", "report__officer", "officer").get(pk=finding.pk)


def locked_check(check: FieldCheck) -> FieldCheck:
    """The field check as it stands now, held until the transaction ends."""
    lock(check.report_id)  # first, as above
    rows = FieldCheck.objects.select_for_update(of=("self",))
    return rows.select_related("report__unit", "officer").get(pk=check.pk)


@dataclass(frozen=True)
class OpenFinding:
    """`words` is what its reviewer wrote, `why_corrected` why it counts no more; if anything."""

    finding: Finding
    contents: FindingContents
    words: str = ""
    why_corrected: str = ""


def findings_of(opened: OpenReport) -> list[OpenFinding]:
    """All findings of an open report, newest first, those that were corrected among them."""
    return [_open_finding(row, opened.key) for row in _findings(opened.report)]


def _findings(report: Report) -> QuerySet[Finding]:
    return report.findings.select_related("officer", "reviewed_by", "corrected_by")


def _open_finding(row: Finding, key: bytes) -> OpenFinding:
    return OpenFinding(row, contents_of(row, key), _words(row, key), reason_of(row, key))


def counting_findings_of(opened: OpenReport) -> list[OpenFinding]:
    """Those that nobody corrected, newest first."""
    return [opened_finding for opened_finding in findings_of(opened) if not opened_finding.finding.is_corrected]


def newest_finding(report: Report) -> Finding | None:
    """The last that nobody corrected."""
    rows = Finding.objects.filter(COUNTS, report=report)
    return rows.select_related("officer", "reviewed_by").order_by("-id").first()


def newest_check(report: Report) -> FieldCheck | None:
    return FieldCheck.objects.filter(report=report).last()


def contents_of(finding: Finding, key: bytes) -> FindingContents:
    return FindingContents.from_json(envelopes.open_json(bytes(finding.envelope), key=key, context=finding.context))


def _words(finding: Finding, key: bytes) -> str:
    if not finding.review_words:
        return ""
    opened = envelopes.open_json(bytes(finding.review_words), key=key, context=finding.review_context)
    return str(opened["words"])


@dataclass(frozen=True)
class OpenStep:
    record: StepRecord
    contents: StepContents


def steps_of(opened: OpenReport) -> list[OpenStep]:
    """What was done to verify an open report, oldest first."""
    return [_open_step(row, opened.key) for row in _steps(opened.report)]


def _steps(report: Report) -> QuerySet[StepRecord]:
    return StepRecord.objects.filter(report=report).select_related("officer")


def _open_step(row: StepRecord, key: bytes) -> OpenStep:
    return OpenStep(row, StepContents(**envelopes.open_json(bytes(row.envelope), key=key, context=row.context)))


@dataclass(frozen=True)
class OpenCheck:
    """A field check with its plan and what was written down during it, oldest first."""

    check: FieldCheck
    plan: CheckPlan
    entries: list[OpenEntry[VisitEntry, EntryContents]]


def checks_of(opened: OpenReport) -> list[OpenCheck]:
    """The field checks of an open report, oldest first."""
    return [open_check(row, opened.key) for row in _checks(opened.report)]


def _checks(report: Report) -> QuerySet[FieldCheck]:
    entries = Prefetch("entries", VisitEntry.objects.select_related("officer", "exhibit"))
    rows = FieldCheck.objects.filter(report=report).select_related("officer", "decided_by")
    return rows.prefetch_related(entries)


@dataclass(frozen=True)
class Verification:
    """How an open report was verified until now: what is planned and was done, visited and found."""

    plan: list[Planned]
    steps: list[OpenStep]
    checks: list[OpenCheck]
    findings: list[OpenFinding]


def verification_of(opened: OpenReport) -> Verification:
    """All of it, each in its order, in one statement and one for the entries of the visits."""
    report, key = opened.report, opened.key
    items = PlanItem.objects.filter(office=report.office_id, report_kind=report.kind)
    steps, checks, findings = _steps(report), _checks(report), _findings(report)
    ask_together(items, steps, checks, findings)
    return Verification(
        plan=_plan(items, report.kind),
        steps=[_open_step(row, key) for row in steps],
        checks=[open_check(row, key) for row in checks],
        findings=[_open_finding(row, key) for row in findings],
    )


def open_check(check: FieldCheck, key: bytes) -> OpenCheck:
    """A field check opened with its report's key."""
    entries = open_entries(check.entries.all(), EntryContents, key=key)
    return OpenCheck(check, plan_of_check(check, key), entries)


def plan_of_check(check: FieldCheck, key: bytes) -> CheckPlan:
    return CheckPlan.from_json(envelopes.open_json(bytes(check.envelope), key=key, context=check.context))


@dataclass(frozen=True)
class Duties:
    """What waits besides open reports: finished ones that got worse, reviews, checks to decide, letters, own visits."""

    worse: list[Report]
    reviews: list[Finding]
    to_decide: list[FieldCheck]
    letters: list[FieldCheck]
    visits: list[FieldCheck]

    def __bool__(self) -> bool:
        return bool(self.worse or self.reviews or self.to_decide or self.letters or self.visits)


def duties_of(officer: Officer, *, on: date) -> Duties:
    """Each list oldest first, of the reports that the officer reads."""
    mine = visible_to(officer)
    reviews = Finding.objects.filter(report__in=mine, review=ReviewState.ASKED).exclude(officer=officer)
    checks = FieldCheck.objects.filter(report__in=mine).select_related("report", "officer").order_by("id")
    units = desks_of(officer, on=on).filter(kind=Desk.Kind.UNIT)
    to_decide = checks.filter(state=CheckState.ASKED, report__unit__in=units).exclude(officer=officer)
    return Duties(
        worse=list(mine.filter(IN_USE, worse_at__isnull=False, state__in=sorted(OUTCOMES)).order_by("worse_at")[:50]),
        reviews=list(reviews.select_related("report", "officer").order_by("id")[:50]),
        to_decide=list(to_decide[:50]),
        letters=list(checks.filter(letter_due_at__isnull=False).order_by("letter_due_at")[:50]),
        visits=list(checks.filter(officer=officer, state=CheckState.READY)[:50]),
    )


def check_by_id(check_id: UUID) -> FieldCheck | None:
    rows = FieldCheck.objects.select_related("report__office", "report__unit", "report__desk", "officer", "decided_by")
    return rows.filter(pk=check_id).first()


def finding_by_id(finding_id: UUID) -> Finding | None:
    return Finding.objects.select_related("report__officer", "officer").filter(pk=finding_id).first()
