"""Something leaves the vault."""

from __future__ import annotations

from pimpasa.common import clock
from pimpasa.evidence.models import Exhibit
from pimpasa.handling import rules
from pimpasa.handling.contexts import disclosure_context
from pimpasa.handling.models import Disclosure
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act as verb
from pimpasa.ledger.verbs import record
from pimpasa.reports.models import Report
from pimpasa.reports.queries.locks import locked
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@verb(Act.EXHIBIT_DOWNLOADED, Act.VOICE_OPENED, Act.EXHIBIT_REFERRED, Act.REPORT_EXPORTED, Act.REPORT_REFERRED)
def disclose(*, report: Report, keyring: Keyring, act: Act, reason: str, exhibit: Exhibit | None = None) -> None:
    """Write down that something leaves the vault, and why, before it does. Raises Refused by the rules.

    The ledger keeps the digest of the sealed reason alone: the chain of custody finds the reason by it.
    """
    officer = keyring.officer
    report = locked(report)
    rules.check_disclose(officer, report, reason)
    context = disclosure_context(report.subject)
    sealed = envelopes.seal_json({"reason": reason.strip()}, key=key_of(report, keyring), context=context)
    Disclosure.objects.create(report=report, exhibit=exhibit, officer=officer, at=clock.now(), reason=sealed)
    record(exhibit or report, by=officer, act=act, sealed=sealed)


def disclose_exhibit(*, report: Report, exhibit: Exhibit, keyring: Keyring, reason: str) -> None:
    """Write down that a file is handed out, and why. Raises Refused by the rules.

    The original; where its reporter wished another voice, that one (evidence.opening.previews).
    """
    disclose(report=report, keyring=keyring, act=Act.EXHIBIT_DOWNLOADED, reason=reason, exhibit=exhibit)


def disclose_voice(*, report: Report, exhibit: Exhibit, keyring: Keyring, reason: str) -> None:
    """Write down that an original is handed out in which the reporter's own voice is heard, and why.

    Raises Refused by the rules.
    """
    rules.check_open_voice(keyring.officer, report, reason)
    disclose(report=report, keyring=keyring, act=Act.VOICE_OPENED, reason=reason, exhibit=exhibit)
