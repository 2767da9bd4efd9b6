"""What a Pimpasa found out, and where the office wants it, the second officer who reads it before it counts."""

from __future__ import annotations

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.handling.actions.concluding import conclude
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import digest_of
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.models import Report
from pimpasa.reports.queries.lists import by_reference
from pimpasa.reports.queries.locks import lock, locked
from pimpasa.reports.states import State
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of
from pimpasa.verification import rules
from pimpasa.verification.contents import FindingContents
from pimpasa.verification.kinds import ReviewState
from pimpasa.verification.models import Finding
from pimpasa.verification.queries import contents_of, locked_finding


@act(Act.FINDING_PROPOSED, idle="it counts at once, and the report is concluded")
def record_finding(*, report: Report, contents: FindingContents, keyring: Keyring) -> Finding:
    """Seal a finding beside the report and give the report its outcome.

    Where the office wants a second officer, the outcome waits for their review. Raises Refused by the rules.
    """
    officer = keyring.officer
    original = by_reference(contents.duplicate_of, officer) if contents.duplicate_of else None
    lock(report.pk, original.pk if original else None)
    report = locked(report)
    rules.check_record(officer, report, contents, original)
    finding = _put(report, contents, keyring)
    if finding.review == ReviewState.NONE:
        finding.report = _conclude(finding, contents, original, by=officer)
    return finding


@act(Act.FINDING_PROPOSED, idle="it counts at once, which who corrects records")
def restate_finding(*, report: Report, contents: FindingContents, keyring: Keyring) -> Finding:
    """Say anew what was found of a report whose outcome stays; where the office wants it, a second officer reads it.

    Part of a correction, which decides who may. Raises Refused where the finding is not whole.
    """
    rules.check_whole(report, contents)
    return _put(report, contents, keyring)


def _put(report: Report, contents: FindingContents, keyring: Keyring) -> Finding:
    finding = Finding(report=report, officer=keyring.officer, recorded_at=clock.now())
    finding.envelope = envelopes.seal_json(contents.to_json(), key=key_of(report, keyring), context=finding.context)
    finding.review = ReviewState.ASKED if report.office.two_conclude else ReviewState.NONE
    finding.save(force_insert=True)
    if finding.review == ReviewState.ASKED:
        record(report, by=keyring.officer, act=Act.FINDING_PROPOSED, sealed=finding.envelope)
    return finding


@act(Act.FINDING_AGREED, Act.FINDING_RETURNED)
def review_finding(*, finding: Finding, agrees: bool, words: str, keyring: Keyring) -> None:
    """Agree to a colleague's finding, which gives the report its outcome, or give it back with what is missing.

    A report that has its outcome keeps it: what was found is only said anew. Raises Refused by the rules.
    """
    officer = keyring.officer
    finding = locked_finding(finding)
    report = finding.report
    rules.check_review(officer, finding, agrees=agrees, words=words)
    key = key_of(report, keyring)
    finding.review = ReviewState.AGREED if agrees else ReviewState.RETURNED
    finding.reviewed_by = officer
    finding.reviewed_at = clock.now()
    finding.review_words = envelopes.seal_json({"words": words.strip()}, key=key, context=finding.review_context)
    finding.save(update_fields=["review", "reviewed_by", "reviewed_at", "review_words"])
    record(report, by=officer, act=_REVIEWS[finding.review], sealed=finding.review_words)
    if agrees and report.is_open:
        contents = contents_of(finding, key)
        original = by_reference(contents.duplicate_of, officer) if contents.duplicate_of else None
        _conclude(finding, contents, original, by=finding.officer)


_REVIEWS = {ReviewState.AGREED: Act.FINDING_AGREED, ReviewState.RETURNED: Act.FINDING_RETURNED}


def _conclude(finding: Finding, contents: FindingContents, original: Report | None, *, by: Officer) -> Report:
    """The report's outcome is its author's act, also where a colleague's agreement let it count."""
    return conclude(
        report=finding.report,
        outcome=State(contents.outcome),
        digest=digest_of(finding.envelope),
        by=by,
        duplicate_of=original if contents.outcome == State.DUPLICATE else None,
    )
