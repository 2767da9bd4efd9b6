"""Whether the log and what it speaks of agree: no report without its act, no act whose report is gone or other.

The same of files and of issued papers. First of all, whether this is the newest database there is: an older one is
whole in itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from pimpasa.common.batches import each
from pimpasa.config import anchors
from pimpasa.evidence.models import Exhibit
from pimpasa.ledger import audit, row_audit
from pimpasa.ledger.acts import Act
from pimpasa.ledger.bound import bindings
from pimpasa.ledger.commitments import digest_of
from pimpasa.ledger.queries import entries
from pimpasa.papers.models import Paper
from pimpasa.reports.models import Report

CHUNK = 2_000


def faults() -> Iterator[str]:
    """What is wrong, one sentence each; nothing where all is well."""
    yield from anchors.faults()
    yield from audit.faults()
    for binding in bindings():
        yield from row_audit.faults(binding)
    yield from _compare([Act.REPORT_RECEIVED, Act.REPORT_RESEALED], "report", _reports())
    yield from _compare([Act.EXHIBIT_RECEIVED, Act.EXHIBIT_REDACTED], "exhibit", _exhibits())
    yield from _compare([Act.PAPER_ISSUED], "paper", _papers())


def _reports() -> Iterator[tuple[str, bytes | None]]:
    erased = set(entries().filter(act=Act.REPORT_SHREDDED).values_list("subject", flat=True))
    for report in each(Report.objects.only("id", "envelope"), CHUNK):
        # Nothing is left to compare of a report that was erased by the rules, which is an act as well.
        yield report.subject, None if report.subject in erased else digest_of(report.envelope)


def _exhibits() -> Iterator[tuple[str, bytes | None]]:
    for exhibit in each(Exhibit.objects.filter(expires_at=None).only("id", "digest"), CHUNK):
        yield exhibit.subject, bytes(exhibit.digest or b"")


def _papers() -> Iterator[tuple[str, bytes | None]]:
    """Those with a number: its PDF's hash, which the check page shows, is the one that was logged."""
    for paper in each(Paper.objects.exclude(number="").only("id", "sha256"), CHUNK):
        yield paper.subject, bytes(paper.sha256 or b"")


def _compare(acts: list[Act], what: str, stored: Iterator[tuple[str, bytes | None]]) -> Iterator[str]:
    rows = each(entries().filter(act__in=acts).only("id", "subject", "digest"), CHUNK)
    logged = {entry.subject: bytes(entry.digest) for entry in rows}
    for subject, digest in stored:
        if subject not in logged:
            yield f"{subject} was never logged: its row was put in by hand"
        elif logged.pop(subject) != digest and digest is not None:
            yield f"{subject} is not what was received: its sealed bytes were changed"
    for subject in logged:
        yield f"{subject} is in the log and its {what} is gone: its row was removed"
