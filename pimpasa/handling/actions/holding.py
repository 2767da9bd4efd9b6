"""Stopping and allowing the erasing of a report."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.handling import rules
from pimpasa.handling.contexts import hold_context
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.models import LegalHold, Report
from pimpasa.reports.queries.locks import locked
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@act(Act.HOLD_PLACED)
def place_hold(*, report: Report, ends_on: date, reason: str, keyring: Keyring) -> LegalHold:
    """Keep a report until a day, whatever its period says. Raises Refused by the rules."""
    officer = keyring.officer
    report = locked(report)
    rules.check_hold(officer, report, ends_on=ends_on, reason=reason)
    context = hold_context(report.subject)
    sealed = envelopes.seal_json({"reason": reason.strip()}, key=key_of(report, keyring), context=context)
    hold = LegalHold.objects.create(
        report=report, officer=officer, placed_at=clock.now(), ends_on=ends_on, reason=sealed
    )
    record(report, by=officer, sealed=sealed)
    return hold


@act(Act.HOLD_LIFTED)
def lift_hold(*, hold: LegalHold, by: Officer) -> None:
    """Let a report's period count again. Raises Refused by the rules."""
    hold = LegalHold.objects.select_for_update(of=("self",)).select_related("report").get(pk=hold.pk)
    rules.check_lift(by, hold.report)
    if hold.lifted_at is not None:
        raise Refused("lifted_already", _("This hold was lifted already."))
    hold.lifted_by = by
    hold.lifted_at = clock.now()
    hold.save(update_fields=["lifted_by", "lifted_at"])
    record(hold.report, by=by, facts={"hold": hold.pk})
