"""Looking into a report, which is logged, and into the views that an officer keeps."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pimpasa.accounts.models import Officer
from pimpasa.evidence.models import Exhibit
from pimpasa.handling.models import SavedView
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.actions.alarming import hear
from pimpasa.reports.actions.indexing import write_word_index
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.reports.rules import check_read
from pimpasa.sealing.errors import SealingError


@act(Act.REPORT_OPENED)
def open_report(*, report: Report, keyring: Keyring) -> OpenReport:
    """Open a report for reading; the opening is logged, and ends its alarm and the mark that its reporter wrote.

    Raises Refused, or NotGranted while a key is awaited.
    """
    opened = peek(report, keyring)
    write_word_index(report=report, answers=opened.answers, later=opened.later_texts)
    hear(report=report, by=keyring.officer)
    record(report, by=keyring.officer)
    return opened


@act(Act.EXHIBIT_VIEWED)
def log_look(*, report: Report, exhibit: Exhibit, by: Officer) -> None:
    """Write down that an officer looks at a file of a report. Raises Refused for who may not read the report."""
    check_read(by, report)
    record(exhibit, by=by, digest=bytes(exhibit.digest) if exhibit.digest else None)


@dataclass(frozen=True)
class View:
    """What an officer keeps under a name: a search's fields with what they ask."""

    pk: int
    name: str
    fields: dict[str, str]


def views_of(keyring: Keyring) -> list[View]:
    """An officer's views, oldest first; those sealed to a key they lost are passed over."""
    views = []
    for row in SavedView.objects.filter(officer=keyring.officer):
        try:
            contents = json.loads(keyring.open_own(bytes(row.envelope), context=view_context(keyring)))
        except SealingError:
            continue
        views.append(View(row.pk, contents["name"], contents["asked"]))
    return views


def view_context(keyring: Keyring) -> str:
    return f"saved view of {keyring.officer.actor}"
