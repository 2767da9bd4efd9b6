"""Something leaves the vault."""

from __future__ import annotations

from django.db import transaction

from pimpasa.common import clock
from pimpasa.evidence.models import Exhibit
from pimpasa.handling import rules
from pimpasa.handling.contexts import disclosure_context
from pimpasa.handling.models import Disclosure
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.models import Report
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@transaction.atomic
def disclose(*, report: Report, keyring: Keyring, act: Act, reason: str, exhibit: Exhibit | None = None) -> None:
    """Write down that something leaves the vault, and why, before it does. Raises Refused by the rules."""
    officer = keyring.officer
    rules.check_disclose(officer, report, reason)
    sealed = envelopes.seal_json(
        {"reason": reason.strip()}, key=key_of(report, keyring), context=disclosure_context(report.subject)
    )
    Disclosure.objects.create(report=report, exhibit=exhibit, officer=officer, at=clock.now(), reason=sealed)
    subject = exhibit.subject if exhibit else report.subject
    ledger.append(act=act, subject=subject, actor=officer.actor, digest=ledger.digest_of(sealed))
