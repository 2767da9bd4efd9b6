"""Erasing a report for good: its keys are destroyed, and with them everything sealed under them.

The mark in the log stays, and so do the readable fields that statistics need; whoever has the receipt learns that and
when the report was erased. What old backups still hold is the runbook's matter.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.models import Exhibit
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.reports.models import Attachment, Heard, LegalHold, Mention, Message, Report, Share, WordIndex
from pimpasa.reports.queries import retention
from pimpasa.vault.actions import shred
from pimpasa.vault.models import GONE

_LEADS = {"receipt_public": None, "receipt_link": None, "former_keys": None}  # to its key, beside grants and wrap


@act(Act.REPORT_SHREDDED)
def shred_report(*, report: Report, on: date) -> Report:
    """Destroy the report's grants, its receipt's wrap, its files' keys and bytes, and what was sealed.

    Raises Refused where its grace is not over on that day, or it was erased already.
    """
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if not retention.to_be_erased(on).filter(pk=report.pk).exists():
        raise Refused("not_due", _("This report is not to be erased now."))
    Mention.objects.filter(report=report).delete()
    WordIndex.objects.filter(report=report).delete()
    Share.objects.filter(Q(report=report) | Q(because_of=report)).delete()
    Message.objects.filter(report=report).update(envelope=GONE)
    Heard.objects.filter(report=report).update(words=GONE)
    LegalHold.objects.filter(report=report).update(reason=GONE)
    attached = Attachment.objects.filter(report=report).values("exhibit")
    evidence.shred(exhibits=list(Exhibit.objects.filter(pk__in=attached)))
    shred(report, envelope=GONE, receipt_wrap=GONE, identity=None, contact=None, liaison=None, **_LEADS)
    record(report, by=SYSTEM, facts={"state": report.state, "keep_until": report.keep_until})
    return report
