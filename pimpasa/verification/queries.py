from dataclasses import dataclass

from pimpasa.reports.queries import OpenReport
from pimpasa.sealing import envelopes
from pimpasa.verification.checklist import FindingContents
from pimpasa.verification.models import Finding


@dataclass(frozen=True)
class OpenFinding:
    finding: Finding
    contents: FindingContents


def findings_of(opened: OpenReport) -> list[OpenFinding]:
    """The findings of an open report, newest first."""
    rows = Finding.objects.filter(report=opened.report).select_related("officer")
    return [
        OpenFinding(
            row,
            FindingContents(**envelopes.open_json(bytes(row.envelope), key=opened.key, context=row.context)),
        )
        for row in rows
    ]
