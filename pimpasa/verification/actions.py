from django.db import transaction

from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.actions import digest_of
from pimpasa.reports import actions as reports
from pimpasa.reports.models import Report
from pimpasa.reports.opening import report_key
from pimpasa.reports.states import State
from pimpasa.sealing import envelopes
from pimpasa.verification import rules
from pimpasa.verification.checklist import FindingContents
from pimpasa.verification.models import Finding


@transaction.atomic
def record_finding(*, report: Report, contents: FindingContents, keyring: Keyring) -> Finding:
    """Seal a finding beside the report and give the report its outcome. Raises Refused by the rules."""
    officer = keyring.officer
    rules.check_record(officer, report, contents)
    finding = Finding(report=report, officer=officer, recorded_at=clock.now())
    finding.envelope = envelopes.seal_json(contents.to_json(), key=report_key(report, keyring), context=finding.context)
    finding.save(force_insert=True)
    reports.conclude(report=report, outcome=State(contents.outcome), digest=digest_of(finding.envelope), by=officer)
    return finding
