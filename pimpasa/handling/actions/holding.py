"""Stopping and allowing the erasing of a report."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.handling import rules
from pimpasa.handling.contexts import hold_context
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.models import LegalHold, Report
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@transaction.atomic
def place_hold(*, report: Report, ends_on: date, reason: str, keyring: Keyring) -> LegalHold:
    """Keep a report until a day, whatever its period says. Raises Refused by the rules."""
    officer = keyring.officer
    rules.check_hold(officer, report, ends_on=ends_on, reason=reason)
    sealed = envelopes.seal_json(
        {"reason": reason.strip()}, key=key_of(report, keyring), context=hold_context(report.subject)
    )
    hold = LegalHold.objects.create(
        report=report, officer=officer, placed_at=clock.now(), ends_on=ends_on, reason=sealed
    )
    ledger.append(act=Act.HOLD_PLACED, subject=report.subject, actor=officer.actor, digest=ledger.digest_of(sealed))
    return hold


@transaction.atomic
def lift_hold(*, hold: LegalHold, by: Officer) -> None:
    """Let a report's period count again. Raises Refused by the rules."""
    hold = LegalHold.objects.select_for_update(of=("self",)).select_related("report").get(pk=hold.pk)
    rules.check_lift(by, hold.report)
    if hold.lifted_at is not None:
        raise Refused("lifted_already", _("This hold was lifted already."))
    hold.lifted_by, hold.lifted_at = by, clock.now()
    hold.save(update_fields=["lifted_by", "lifted_at"])
    ledger.append(act=Act.HOLD_LIFTED, subject=hold.report.subject, actor=by.actor)
