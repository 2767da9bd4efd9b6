"""What was wrong stays, marked, with who corrected it, when and why; what is right stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from pimpasa.accounts.models import Officer
from pimpasa.cases import queries
from pimpasa.cases.contents import CaseContents, EventContents, GelarContents, read
from pimpasa.cases.kinds import Corrected, Verdict
from pimpasa.cases.models import Case, CaseReopening, CorrectionTold, Event, GelarKasus, Tak
from pimpasa.cases.rules import correcting as rules
from pimpasa.cases.rules.decisions import check_gelar
from pimpasa.cases.rules.events import check_event
from pimpasa.common import clock
from pimpasa.handling.actions.concluding import reopen
from pimpasa.handling.actions.transferring import transfer as hand_on
from pimpasa.handling.models import Transfer
from pimpasa.handling.queries.custody import last_transfer
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import Fact, digest_of
from pimpasa.ledger.verbs import act, record, unlogged
from pimpasa.reports.actions.keeping import settle
from pimpasa.reports.models import Report
from pimpasa.reports.queries.locks import locked
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.correcting import AnyRow, marked
from pimpasa.vault.models import Correctable
from pimpasa.vault.opening import key_of
from pimpasa.verification.actions.findings import record_finding, restate_finding
from pimpasa.verification.contents import FindingContents
from pimpasa.verification.models import Finding
from pimpasa.verification.queries import locked_finding, newest_finding

MARK = ("corrected_at", "corrected_by", "replaced_by", "correction")


@act(Act.FINDING_CORRECTED, Act.REPORT_REOPENED, Act.FINDING_PROPOSED, Act.REPORT_CONCLUDED)
def correct_finding(*, finding: Finding, contents: FindingContents, reason: str, keyring: Keyring) -> Finding:
    """Let another finding count, and the report have its outcome; where the office wants it, once a second agreed.

    Raises Refused by the rules, as where a case rests on the outcome.
    """
    officer = keyring.officer
    report = locked(finding.report)
    finding = locked_finding(finding)
    finding.report = report
    case = queries.case_of(report)
    rules.check_finding(officer, finding, newest_finding(report))
    rules.check_new_outcome(case, contents.outcome)
    rules.check_reason(reason)
    finding = marked(finding, by=officer, reason=reason, key=key_of(report, keyring))
    finding.save(update_fields=MARK)
    if case is None:
        reopen(report=report, digest=digest_of(finding.correction or b""), by=officer)
        right = record_finding(report=report, contents=contents, keyring=keyring)
    else:
        right = restate_finding(report=report, contents=contents, keyring=keyring)
    _replace(finding, right)
    record(report, by=officer, act=Act.FINDING_CORRECTED, sealed=finding.correction, facts=_facts(finding))
    _tell(Corrected.FINDING, [finding.officer, finding.reviewed_by, case.leader if case else None], officer, report)
    return right


@act(Act.REPORT_REOPENED)
def reopen_report(*, report: Report, reason: str, keyring: Keyring) -> Report:
    """Take back an outcome that was a mistake: verification goes on, the finding stays, marked. Raises Refused."""
    officer = keyring.officer
    report = locked(report)
    finding = newest_finding(report)
    if finding is not None:
        finding.report = report
    finding = rules.check_reopen_report(officer, finding, queries.case_of(report))
    rules.check_reason(reason)
    finding = marked(finding, by=officer, reason=reason, key=key_of(report, keyring))
    finding.save(update_fields=MARK)
    report = reopen(report=report, digest=digest_of(finding.correction or b""), by=officer)
    _tell(Corrected.OUTCOME, [finding.officer, finding.reviewed_by], officer, report)
    return report


@act(Act.TRANSFER_CORRECTED, Act.REPORT_TRANSFERRED, Act.REPORT_RESEALED)
def correct_transfer(
    *, transfer: Transfer, to_desk: Desk | None, to_unit: Desk, reason: str, keyring: Keyring
) -> Transfer:
    """Send a report that came here by mistake back, or where it belongs. Raises Refused by the rules, NoDeskKey."""
    officer = keyring.officer
    report = locked(transfer.report, "desk", "unit", "office")
    transfer = Transfer.objects.select_related("officer").get(pk=transfer.pk)
    transfer.report = report
    rules.check_transfer(officer, transfer, last_transfer(report))
    rules.check_reason(reason)
    # While its key is still at hand: who sends a report back may read it no more.
    transfer = marked(transfer, by=officer, reason=reason, key=key_of(report, keyring))
    transfer.save(update_fields=MARK)
    right = hand_on(report=report, to_desk=to_desk, to_unit=to_unit, reason=reason, keyring=keyring)
    transfer.replaced_by = right
    transfer.save(update_fields=["replaced_by"])
    record(report, by=officer, act=Act.TRANSFER_CORRECTED, sealed=transfer.correction, facts=_facts(transfer))
    _tell(Corrected.TRANSFER, [transfer.officer], officer, report)
    return right


@act(Act.EVENT_CORRECTED)
def correct_event(*, event: Event, contents: EventContents | None, reason: str, keyring: Keyring) -> Event:
    """Say anew what happened, or, without contents, that it did not happen or belongs elsewhere.

    Raises Refused by the rules.
    """
    officer = keyring.officer
    case = queries.locked_case(event.case)
    event = Event.objects.select_related("added_by").get(pk=event.pk)
    event.case = case
    rules.check_event(officer, event)
    rules.check_reason(reason)
    key = key_of(case, keyring)
    event = marked(event, by=officer, reason=reason, key=key)
    event.save(update_fields=MARK)
    if contents is not None:
        check_event(case, contents)
        right = Event(case=case, added_by=officer, added_at=clock.now())
        right.envelope = envelopes.seal_json(asdict(contents), key=key, context=right.context)
        right.save(force_insert=True)
        _replace(event, right)
    record(case, by=officer, sealed=event.correction, facts=_facts(event))
    _tell(Corrected.EVENT, [event.added_by, case.leader], officer, case)
    return event


@act(Act.GELAR_CORRECTED)
def correct_gelar(
    *, gelar: GelarKasus, held_on: date, verdict: str, contents: GelarContents, reason: str, keyring: Keyring
) -> GelarKasus:
    """Record anew what a gelar kasus decided; who leads and who acted on it are told. Raises Refused by the rules."""
    officer = keyring.officer
    case = queries.locked_case(gelar.case)
    gelar = GelarKasus.objects.select_related("set_by").get(pk=gelar.pk)
    gelar.case = case
    rules.check_gelar(officer, gelar)
    rules.check_reason(reason)
    check_gelar(officer, case, contents, verdict, held_on=held_on, instead_of=gelar)
    rules.check_taks_stand(gelar, verdict, held_on)
    key = key_of(case, keyring)
    gelar = marked(gelar, by=officer, reason=reason, key=key)
    gelar.save(update_fields=MARK)
    right = GelarKasus(case=case, held_on=held_on, verdict=Verdict(verdict), set_by=officer, recorded_at=clock.now())
    right.envelope = envelopes.seal_json(asdict(contents), key=key, context=right.context)
    right.save(force_insert=True)
    _replace(gelar, right)
    facts = _facts(gelar) | {"verdict": right.verdict, "held_on": right.held_on}
    record(case, by=officer, sealed=gelar.correction, facts=facts)
    acted = [tak.officer for tak in Tak.objects.filter(decision=gelar).select_related("officer")]
    _tell(Corrected.GELAR, [gelar.set_by, case.leader, *acted], officer, case)
    return right


@act(Act.CASE_REOPENED)
def reopen_case(*, case: Case, reason: str, keyring: Keyring) -> Case:
    """Let a case that was closed by mistake go on, with its reports. Raises Refused by the rules."""
    officer = keyring.officer
    case = queries.locked_case(case)
    to = rules.check_reopen_case(officer, case)
    rules.check_reason(reason)
    key = key_of(case, keyring)
    contents = read(CaseContents, envelopes.open_json(bytes(case.envelope), key=key, context=case.context))
    reopening = CaseReopening(case=case, officer=officer, at=clock.now(), closure=case.closure)
    reopening.closed_at = case.closed_at or reopening.at
    reopening.envelope = envelopes.seal_json(
        {"reason": reason.strip(), "closing_note": contents.closing_note}, key=key, context=reopening.context
    )
    reopening.save(force_insert=True)
    remaining = CaseContents(title=contents.title, notes=contents.notes)
    case.envelope = envelopes.seal_json(asdict(remaining), key=key, context=case.context)
    case.state = to
    case.closure = ""
    case.closed_at = None
    case.keep_until = None
    case.save(update_fields=["state", "closure", "closed_at", "keep_until", "envelope"])
    reports = list(Report.objects.filter(case_report__case=case).select_related("officer"))
    for report in reports:
        settle(report=report)
    record(case, by=officer, sealed=reopening.envelope, facts={"state": case.state})
    _tell(Corrected.CLOSURE, [case.leader, *(report.officer for report in reports)], officer, case)
    return case


@unlogged("an officer ticks off what they were told; the correction is the act")
def tick_off(*, notice: CorrectionTold, by: Officer) -> None:
    """It waits for them no more."""
    CorrectionTold.objects.filter(pk=notice.pk, officer=by, read_at=None).update(read_at=clock.now())


def tell_of_person(case: Case, author: Officer, by: Officer) -> None:
    """Tell who added somebody to a case, and who leads it, that they were corrected; part of that act."""
    _tell(Corrected.PERSON, [author, case.leader], by, case)


def _replace(row: AnyRow, right: AnyRow) -> None:
    row.replaced_by = right
    row.save(update_fields=["replaced_by"])


def _facts(row: Correctable) -> dict[str, Fact]:
    """Both, as the log says it: what was wrong, and what counts instead."""
    return {"corrected": row.pk, "by": row.replaced_by_id}


def _tell(kind: Corrected, officers: Iterable[Officer | None], by: Officer, thing: Report | Case) -> None:
    """Whoever wrote, reviewed or leads it reads that it was corrected, once."""
    about = {"report": thing} if isinstance(thing, Report) else {"case": thing}
    people = {officer.pk: officer for officer in officers if officer is not None and officer.pk != by.pk}
    CorrectionTold.objects.bulk_create(
        CorrectionTold(officer=officer, kind=kind, by=by, at=clock.now(), **about) for officer in people.values()
    )
