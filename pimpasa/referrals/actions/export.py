"""A case leaves as data: a disclosure, with its reason."""

from __future__ import annotations

from contextlib import suppress

from pimpasa.accounts.errors import Refused
from pimpasa.cases.models import Case
from pimpasa.cases.opening.cases import OpenCase, peek
from pimpasa.cases.opening.events import events_of
from pimpasa.cases.opening.people import persons_of
from pimpasa.common import clock
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import Fact
from pimpasa.ledger.verbs import act, record
from pimpasa.referrals import rules
from pimpasa.referrals.files import as_file
from pimpasa.referrals.htcds import Facts, tables
from pimpasa.referrals.kinds import ExportFormat
from pimpasa.referrals.models import HtcdsExport
from pimpasa.referrals.queries import of_case
from pimpasa.reports.opening import peek as peek_report
from pimpasa.sealing import envelopes
from pimpasa.verification.contents import FindingContents
from pimpasa.verification.queries import counting_findings_of


@act(Act.CASE_AS_DATA)
def export_htcds(*, case: Case, form: str, reason: str, with_identity: bool, keyring: Keyring) -> bytes:
    """The case by the data standard of IOM; who took it and why is kept. Raises Refused by the rules."""
    rules.check_export(keyring.officer, case, form, reason)
    opened = peek(case, keyring)
    export = HtcdsExport(case=case, officer=keyring.officer, at=clock.now(), format=form, with_identity=with_identity)
    export.reason = envelopes.seal_json({"reason": reason.strip()}, key=opened.key, context=export.context)
    export.save(force_insert=True)
    facts: dict[str, Fact] = {"format": form, "with_identity": with_identity}
    record(case, by=keyring.officer, sealed=export.reason, facts=facts)
    return as_file(tables(_facts(opened, keyring), with_identity=with_identity), ExportFormat(form))


def _facts(opened: OpenCase, keyring: Keyring) -> Facts:
    return Facts(
        case=opened.case,
        persons=persons_of(opened),
        events=events_of(opened),
        findings=_findings(opened, keyring),
        referrals=list(of_case(opened.case)),
    )


def _findings(opened: OpenCase, keyring: Keyring) -> list[FindingContents]:
    findings = []
    for report in opened.reports:
        with suppress(Refused, NotGranted):  # somebody may keep out of one
            findings += [newest.contents for newest in counting_findings_of(peek_report(report, keyring))[:1]]
    return findings
