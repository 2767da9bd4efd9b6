"""What a case's envelopes hold."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CaseContents:
    title: str
    notes: str = ""
    closing_note: str = ""
