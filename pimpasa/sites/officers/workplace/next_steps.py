"""Where the next step of what waits is done: the page of each kind, and what it is called with."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import Entry

# Pages of the thing itself, and pages that list all of them.
OF_THING: Mapping[Kind, str] = {
    Kind.EMERGENCY: "officers:report",
    Kind.WORSE: "officers:report",
    Kind.ANSWERED: "officers:report",
    Kind.NEW: "officers:report",
    Kind.GIVEN: "officers:report",
    Kind.TAKEN: "officers:report",
    Kind.CORRECTED: "officers:correction_told",
    Kind.MENTIONED: "officers:mention",
    Kind.REMINDED: "officers:reminder",
    Kind.OWN: "officers:report",
    Kind.CASE: "officers:report",
    Kind.REVIEW: "officers:review",
    Kind.DECIDE_CHECK: "officers:decide_check",
    Kind.LETTER: "officers:letter",
    Kind.VISIT: "officers:visit",
    Kind.IDENTITY: "officers:report",
    Kind.ALIKE: "officers:warning",
    Kind.SHARE: "officers:share",
    Kind.VICTIM: "officers:encounter",
    Kind.TIE: "officers:answer_tie",
    Kind.TERM: "officers:case",
    Kind.PAPER_NUMBER: "officers:paper",
    Kind.PAPER_OUTDATED: "officers:paper",
    Kind.PAPER_SIGN: "officers:paper",
    Kind.REFERRAL: "officers:incoming",
    Kind.REFUSED: "officers:referral",
    Kind.DECIDE_OPERATION: "officers:decide_operation",
    Kind.OPERATION_LETTER: "officers:operation_letter",
    Kind.OPERATION: "officers:operation",
    Kind.OPERATION_REPORT: "officers:operation_report",
    Kind.SUPPORT: "officers:support",
    Kind.MORE_ASKED: "officers:support",
    Kind.COMPLAINT: "officers:complaint",
    Kind.BREACH: "officers:breach",
    Kind.DATA: "officers:subject_request",
    Kind.DIALOGUE: "officers:dialogue",
    Kind.MINUTES: "officers:dialogue_minutes",
    Kind.PROMISE: "officers:promise",
    Kind.UNSENT: "officers:unsent_writing",
    Kind.MONTHLY: "officers:write_monthly",
    Kind.MONTHLY_CAME: "officers:monthly",
    Kind.MOVE: "officers:move",
    Kind.HAND_ON: "officers:move",
    Kind.NO_DESK: "officers:officer",
}
OF_ALL: Mapping[Kind, str] = {
    Kind.LATE: "officers:deadlines",
    Kind.STAND_IN: "officers:absences",
    Kind.AWAY: "officers:absences",
    Kind.HAND_OVER: "officers:readers",
    Kind.AGREE_KEY: "officers:readers",
    Kind.LOOSEN: "officers:readers",
    Kind.NO_MEMBER: "officers:desks",
    Kind.TROUBLE: "officers:troubles",
}


def next_step(entry: Entry) -> str:
    """The address where an entry's next step is done."""
    if entry.kind in OF_ALL:
        return reverse(OF_ALL[entry.kind])
    return reverse(OF_THING[entry.kind], args=[entry.thing])
