"""Reports go from one officer to another: given to a colleague, taken from one who is there, several at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.handling import rules
from pimpasa.handling.contexts import reassignment_context
from pimpasa.handling.models import Reassignment
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.models import Report
from pimpasa.reports.queries.locks import lock, locked
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@act(Act.REPORT_REASSIGNED)
def reassign(*, report: Report, to: Officer, reason: str, keyring: Keyring) -> Reassignment:
    """Let a colleague, or oneself, go on with a report that somebody verifies; why stays with it, sealed.

    Raises Refused by the rules, NotGranted while a key is awaited.
    """
    report = locked(report)
    holder = rules.check_reassign(keyring.officer, report, to, reason)
    sealed = envelopes.seal_json(
        {"reason": reason.strip()}, key=key_of(report, keyring), context=reassignment_context(report.subject)
    )
    reassignment = Reassignment.objects.create(
        report=report, officer=keyring.officer, at=clock.now(), before=holder, after=to, reason=sealed
    )
    report.officer = to
    report.save(update_fields=["officer"])
    record(report, by=keyring.officer, sealed=sealed)
    return reassignment


@act(Act.REPORT_REASSIGNED, idle="none was chosen")
def reassign_all(*, reports: Sequence[Report], to: Officer, reason: str, keyring: Keyring) -> int:
    """The same with several, all or none; returns how many."""
    lock(*(report.pk for report in reports))
    return len([reassign(report=report, to=to, reason=reason, keyring=keyring) for report in reports])


@act(Act.REPORT_REASSIGNED, idle="none was chosen")
def reassign_each(*, reports: Sequence[Report], to: Officer, reason: str, keyring: Keyring) -> dict[UUID, str]:
    """The same with several, each by itself; returns why some were refused, by the report's id.

    Raises Refused where all were, naming each.
    """
    lock(*(report.pk for report in reports))
    refused = {}
    for report in reports:
        try:
            with transaction.atomic():  # so that what is refused undoes itself alone
                reassign(report=report, to=to, reason=reason, keyring=keyring)
        except Refused as why:
            refused[report.pk] = str(why.reason)
        except NotGranted:
            refused[report.pk] = _("Its key is still awaited.")
    if len(refused) == len(reports) > 0:
        lines = [f"{report.reference}: {refused[report.pk]}" for report in reports]
        raise Refused("none_given", " ".join(lines))
    return refused
