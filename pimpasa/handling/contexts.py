"""What the sealed reasons of officers' acts are bound to."""

from __future__ import annotations


def asking_context(subject: str) -> str:
    return f"{subject}:identity-reason"


def disclosure_context(subject: str) -> str:
    return f"{subject}:disclosure"


def hold_context(subject: str) -> str:
    return f"{subject}:hold"


def grading_context(subject: str) -> str:
    return f"{subject}:grading"


def reassignment_context(subject: str) -> str:
    return f"{subject}:reassignment"


def transfer_context(subject: str) -> str:
    return f"{subject}:transfer"
