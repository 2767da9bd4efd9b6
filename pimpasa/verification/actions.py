"""What a Pimpasa records about a report. One transaction holds each change and its ledger entry."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.handling.actions.concluding import conclude
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.models import Report
from pimpasa.reports.opening import report_key
from pimpasa.reports.queries.lists import by_reference
from pimpasa.reports.states import State
from pimpasa.sealing import envelopes
from pimpasa.verification import rules
from pimpasa.verification.checklist import FindingContents
from pimpasa.verification.kinds import ReviewState
from pimpasa.verification.locking import locked
from pimpasa.verification.models import Finding, StepRecord
from pimpasa.verification.papers import StepContents
from pimpasa.verification.queries import contents_of


@transaction.atomic
def record_step(*, report: Report, kind: str, contents: StepContents, keyring: Keyring) -> StepRecord:
    """Write down that a step was done and what came of it. Raises Refused by the rules."""
    officer = keyring.officer
    report = locked(report)
    rules.check_record_step(officer, report, kind, contents.result, contents.note, contents.source)
    made = StepRecord(report=report, kind=kind, officer=officer, at=clock.now())
    made.envelope = envelopes.seal_json(asdict(contents), key=report_key(report, keyring), context=made.context)
    made.save(force_insert=True)
    digest = ledger.digest_of(made.envelope)
    ledger.append(act=Act.STEP_RECORDED, subject=report.subject, actor=officer.actor, digest=digest)
    return made


@transaction.atomic
def record_finding(*, report: Report, contents: FindingContents, keyring: Keyring) -> Finding:
    """Seal a finding beside the report and give the report its outcome.

    Where the office wants a second officer, the outcome waits for their review. Raises Refused by the rules.
    """
    officer = keyring.officer
    named = by_reference(contents.duplicate_of, officer) if contents.duplicate_of else None
    report = locked(report, named)
    rules.check_record(officer, report, contents)
    original = _original(contents, report, keyring)
    finding = Finding(report=report, officer=officer, recorded_at=clock.now())
    finding.envelope = envelopes.seal_json(contents.to_json(), key=report_key(report, keyring), context=finding.context)
    if report.office.two_conclude:
        finding.review = ReviewState.ASKED
    finding.save(force_insert=True)
    digest = ledger.digest_of(finding.envelope)
    if finding.review == ReviewState.ASKED:
        ledger.append(act=Act.FINDING_PROPOSED, subject=report.subject, actor=officer.actor, digest=digest)
    else:
        finding.report = conclude(
            report=report, outcome=State(contents.outcome), digest=digest, by=officer, duplicate_of=original
        )
    return finding


@transaction.atomic
def review_finding(*, finding: Finding, agrees: bool, words: str, keyring: Keyring) -> None:
    """Agree to a colleague's finding, which gives the report its outcome, or give it back with what is missing.

    Raises Refused by the rules.
    """
    officer = keyring.officer
    rows = Finding.objects.select_for_update(of=("self",)).select_related(
        "report__office", "report__officer", "officer"
    )
    finding = rows.get(pk=finding.pk)
    report = finding.report
    rules.check_review(officer, finding, agrees=agrees, words=words)
    key = report_key(report, keyring)
    finding.review = ReviewState.AGREED if agrees else ReviewState.RETURNED
    finding.reviewed_by, finding.reviewed_at = officer, clock.now()
    finding.review_words = envelopes.seal_json({"words": words.strip()}, key=key, context=f"{finding.context}:review")
    finding.save(update_fields=["review", "reviewed_by", "reviewed_at", "review_words"])
    digest = ledger.digest_of(finding.review_words)
    act = Act.FINDING_AGREED if agrees else Act.FINDING_RETURNED
    ledger.append(act=act, subject=report.subject, actor=officer.actor, digest=digest)
    if agrees:
        contents = contents_of(finding, key)
        conclude(
            report=report,
            outcome=State(contents.outcome),
            digest=ledger.digest_of(finding.envelope),
            by=finding.officer,
            duplicate_of=_original(contents, report, keyring),
        )


def _original(contents: FindingContents, report: Report, keyring: Keyring) -> Report | None:
    """The report that a duplicate is of. Raises Refused where it is not there for this officer."""
    if contents.outcome != State.DUPLICATE:
        return None
    found = by_reference(contents.duplicate_of, keyring.officer)
    if found is None or found.pk == report.pk:
        raise Refused(_("Give the number of the other report, as your queue shows it."))
    return found
