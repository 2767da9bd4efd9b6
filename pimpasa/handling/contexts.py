"""What the sealed reasons of officers' acts are bound to."""

from __future__ import annotations

from pimpasa.reports.models import Report


def disclosure_context(subject: str) -> str:
    return f"{subject}:disclosure"


def hold_context(subject: str) -> str:
    return f"{subject}:hold"


def transfer_context(report: Report) -> str:
    return f"{report.subject}:transfer"
