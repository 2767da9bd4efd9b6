"""The chain of custody: who received, opened, copied, exported what, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.queries import names_of
from pimpasa.common import clock
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.queries import facts_of
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports import rules
from pimpasa.reports.models import Disclosure, Report
from pimpasa.reports.opening import report_key
from pimpasa.reports.queries import OpenReport
from pimpasa.sealing import envelopes


@dataclass(frozen=True)
class Step:
    """One link of the chain; `what` names the file, or the report itself; `why` is empty where none is asked."""

    at: datetime
    act: Act
    who: str
    what: str
    why: str


@transaction.atomic
def disclose(*, report: Report, keyring: Keyring, act: Act, reason: str, exhibit: Exhibit | None = None) -> None:
    """Write down that something leaves the vault, and why, before it does. Raises Refused by the rules."""
    officer = keyring.officer
    rules.check_disclose(officer, report, reason)
    sealed = envelopes.seal_json(
        {"reason": reason.strip()}, key=report_key(report, keyring), context=_context(report.subject)
    )
    Disclosure.objects.create(report=report, exhibit=exhibit, officer=officer, at=clock.now(), reason=sealed)
    subject = exhibit.subject if exhibit else report.subject
    ledger.append(act=act, subject=subject, actor=officer.actor, digest=ledger.digest_of(sealed))


def custody_of(opened: OpenReport) -> list[Step]:
    """Everything that was done with a report and its files, oldest first."""
    report = opened.report
    names = {exhibit.subject: facts_of(exhibit, key=opened.key).name for exhibit in opened.all_exhibits}
    entries = list(entries_of([report.subject, *names]))
    people, reasons = names_of({entry.actor for entry in entries}), _reasons(opened)
    return [
        Step(
            at=entry.at,
            act=Act(entry.act),
            who=people.get(entry.actor, _("Reporter")),
            what=names.get(entry.subject, report.reference),
            why=reasons.get(bytes(entry.digest), ""),
        )
        for entry in entries
    ]


def _reasons(opened: OpenReport) -> dict[bytes, str]:
    """Why, by the digest under which the ledger knows the sealed reason."""
    rows = [bytes(row.reason) for row in Disclosure.objects.filter(report=opened.report)]
    context = _context(opened.report.subject)
    return {ledger.digest_of(row): envelopes.open_json(row, key=opened.key, context=context)["reason"] for row in rows}


def _context(subject: str) -> str:
    return f"{subject}:disclosure"
