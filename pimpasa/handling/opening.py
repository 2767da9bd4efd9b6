"""Looking into a report, which is logged, and into the views that an officer keeps."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db import transaction

from pimpasa.handling.models import SavedView
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports import tokens
from pimpasa.reports.actions.indexing import write_word_index
from pimpasa.reports.models import Report, WordIndex
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.sealing.errors import SealingError


@transaction.atomic
def open_report(*, report: Report, keyring: Keyring) -> OpenReport:
    """Open a report for reading; the opening is logged. Raises Refused, or NotGranted while a key is awaited."""
    opened = peek(report, keyring)
    if not WordIndex.objects.filter(report=report).exists():
        write_word_index(report, tokens.tokens_of(opened.answers))
    ledger.append(act=Act.REPORT_OPENED, subject=report.subject, actor=keyring.officer.actor)
    return opened


_CONTEXT = "saved view of {}"


@dataclass(frozen=True)
class View:
    pk: int
    name: str
    asked: dict[str, str]


def views_of(keyring: Keyring) -> list[View]:
    """An officer's views, oldest first; those sealed to a key they lost are passed over."""
    found = []
    for row in SavedView.objects.filter(officer=keyring.officer):
        try:
            opened = json.loads(keyring.open_own(bytes(row.envelope), context=view_context(keyring)))
        except SealingError:
            continue
        found.append(View(row.pk, opened["name"], opened["asked"]))
    return found


def view_context(keyring: Keyring) -> str:
    return _CONTEXT.format(keyring.officer.actor)
