"""What was done to find out whether a report is true, step by step."""

from __future__ import annotations

from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.models import Report
from pimpasa.reports.queries.locks import locked
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of
from pimpasa.verification import rules
from pimpasa.verification.contents import StepContents
from pimpasa.verification.models import StepRecord


@act(Act.STEP_RECORDED)
def record_step(*, report: Report, kind: str, contents: StepContents, keyring: Keyring) -> StepRecord:
    """Write down that a step was done and what came of it. Raises Refused by the rules."""
    officer = keyring.officer
    report = locked(report)
    rules.check_record_step(officer, report, kind, contents)
    step = StepRecord(report=report, kind=kind, officer=officer, at=clock.now())
    step.envelope = envelopes.seal_json(contents.to_json(), key=key_of(report, keyring), context=step.context)
    step.save(force_insert=True)
    record(report, by=officer, sealed=step.envelope)
    return step
