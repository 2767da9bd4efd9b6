"""The chain of custody: who received, opened, copied, exported what, when and why; what else was asked and decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pimpasa.accounts.queries import names_of
from pimpasa.common import clock
from pimpasa.common.reading import ask_together
from pimpasa.evidence.opening.files import facts_of
from pimpasa.handling.contexts import (
    asking_context,
    disclosure_context,
    grading_context,
    hold_context,
    reassignment_context,
    transfer_context,
)
from pimpasa.handling.models import Disclosure, Glance, Grading, IdentityOpening, Reassignment, Telling, Transfer
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import digest_of
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.models import LegalHold, Report
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.sealing import envelopes
from pimpasa.vault.correcting import reason_of
from pimpasa.vault.models import COUNTS

Context = Callable[[str], str]
AnyReasoned = TypeVar("AnyReasoned", Reassignment, Grading, LegalHold, IdentityOpening)


@dataclass(frozen=True)
class CustodyEntry:
    """One link of the chain; `what` names the file, or the report itself; `why` is empty where none is asked."""

    at: datetime
    act: Act
    who: str
    what: str
    why: str


def custody_of(opened: OpenReport) -> list[CustodyEntry]:
    """Everything that was done with a report and its files, oldest first."""
    report = opened.report
    names = {exhibit.subject: facts_of(exhibit, key=opened.key).name for exhibit in opened.all_exhibits}
    entries = list(entries_of([report.subject, *names]))
    people = names_of({entry.actor for entry in entries})
    reasons = _reasons(opened)
    acts = [
        CustodyEntry(
            at=entry.at,
            act=Act(entry.act),
            who=people.get(entry.actor, _("Reporter")),
            what=names.get(entry.subject, report.reference),
            why=reasons.get(bytes(entry.digest), ""),
        )
        for entry in entries
    ]
    return sorted([*acts, *_glances(report)], key=lambda link: link.at)


def _glances(report: Report) -> list[CustodyEntry]:
    """When its first words stood in a list."""
    rows = Glance.objects.filter(reports__contains=[report.pk]).select_related("officer")
    return [CustodyEntry(row.at, Act.REPORTS_GLANCED, row.officer.name, report.reference, "") for row in rows]


def _reasons(opened: OpenReport) -> dict[bytes, str]:
    """Why, by the digest under which the ledger knows the sealed reason."""
    sealed_reasons = [bytes(row.reason) for row in Disclosure.objects.filter(report=opened.report)]
    context = disclosure_context(opened.report.subject)
    return {_logged_digest(sealed, opened): _reason(sealed, opened, context) for sealed in sealed_reasons}


def _logged_digest(sealed: bytes, opened: OpenReport) -> bytes:
    """Of the bytes as they were when the act was written, also where the report was sealed anew since."""
    _key, first = envelopes.first_sealed(sealed, key=opened.key)
    return digest_of(first)


@dataclass(frozen=True)
class OpenTransfer:
    """`why_corrected` is why it was a mistake, if it was."""

    transfer: Transfer
    reason: str
    why_corrected: str


def transfers_of(opened: OpenReport) -> list[OpenTransfer]:
    """Where a report came from, oldest first, each with the reason."""
    return _open_transfers(_transfers(opened.report), opened)


def _transfers(report: Report) -> QuerySet[Transfer]:
    return report.transfers.select_related(
        "officer", "from_desk", "from_unit__office", "to_desk", "to_unit__office", "corrected_by"
    )


def _open_transfers(rows: Iterable[Transfer], opened: OpenReport) -> list[OpenTransfer]:
    context = transfer_context(opened.report.subject)
    return [OpenTransfer(row, _reason(row.reason, opened, context), reason_of(row, opened.key)) for row in rows]


def last_transfer(report: Report) -> Transfer | None:
    """By which it came where it lies now."""
    rows = Transfer.objects.filter(COUNTS, report=report).order_by("-id")
    return rows.select_related("officer", "from_desk", "from_unit__office", "to_desk", "to_unit__office").first()


@dataclass(frozen=True)
class Handling:
    """What officers decided about an open report besides verifying it, each oldest first and with its reason.

    `telling` is who wrote it down, None where its reporter did; `askings` who asked to know who reported and did not
    open it yet; `holds` what stops its erasing today; `gradings` how officers changed its urgency.
    """

    telling: Telling | None
    transfers: list[OpenTransfer]
    reassignments: list[tuple[Reassignment, str]]
    gradings: list[tuple[Grading, str]]
    holds: list[tuple[LegalHold, str]]
    askings: list[tuple[IdentityOpening, str]]


def handling_of(opened: OpenReport) -> Handling:
    """All of it in one statement."""
    report = opened.report
    tellings, transfers = Telling.objects.filter(report=report).select_related("officer"), _transfers(report)
    reassignments = Reassignment.objects.filter(report=report).select_related("officer", "before", "after")
    gradings = Grading.objects.filter(report=report).select_related("officer")
    holds = LegalHold.objects.filter(report=report, lifted_at=None, ends_on__gte=clock.today())
    holds = holds.select_related("officer")
    askings = IdentityOpening.objects.filter(report=report, opened_at=None).select_related("officer")
    ask_together(tellings, transfers, reassignments, gradings, holds, askings)
    return Handling(
        telling=next(iter(tellings), None),
        transfers=_open_transfers(transfers, opened),
        reassignments=_with_reasons(reassignments, opened, reassignment_context),
        gradings=_with_reasons(gradings, opened, grading_context),
        holds=_with_reasons(holds, opened, hold_context),
        askings=_with_reasons(askings, opened, asking_context),
    )


def _with_reasons(rows: Iterable[AnyReasoned], opened: OpenReport, context: Context) -> list[tuple[AnyReasoned, str]]:
    return [(row, _reason(row.reason, opened, context(opened.report.subject))) for row in rows]


def _reason(sealed: bytes | memoryview, opened: OpenReport, context: str) -> str:
    reason: str = envelopes.open_json(bytes(sealed), key=opened.key, context=context)["reason"]
    return reason


def asking_by_id(asking_id: int) -> IdentityOpening | None:
    """An asking for who reported, with the report's desks."""
    return IdentityOpening.objects.select_related("report__desk", "report__unit").filter(pk=asking_id).first()


def openings_of(report: Report) -> QuerySet[IdentityOpening]:
    """When somebody opened who reported."""
    return report.identity_openings.exclude(opened_at=None)
