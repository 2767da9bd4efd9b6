"""The life of a case, as a table; its operations drive it (pimpasa.operations)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    OPEN = "open", _("Open")
    PLANNED = "planned", _("Operation planned")
    CARRIED_OUT = "carried_out", _("Operation carried out")
    CLOSED = "closed", _("Closed")


class CaseStep(TextChoices):
    JOIN = "join", _("take a report into the case")
    PLAN = "plan", _("plan an operation")
    RECORD = "record", _("record the operation's result")
    CALL_OFF = "call_off", _("call its operation off")
    CLOSE = "close", _("close the case")
    REOPEN = "reopen", _("open a closed case again")


CASE_TRANSITIONS: dict[CaseState, dict[CaseStep, CaseState]] = {
    CaseState.OPEN: {
        CaseStep.JOIN: CaseState.OPEN,
        CaseStep.PLAN: CaseState.PLANNED,
        CaseStep.CLOSE: CaseState.CLOSED,
    },
    CaseState.PLANNED: {
        CaseStep.JOIN: CaseState.PLANNED,
        CaseStep.PLAN: CaseState.PLANNED,
        CaseStep.RECORD: CaseState.CARRIED_OUT,
        CaseStep.CALL_OFF: CaseState.OPEN,
    },
    CaseState.CARRIED_OUT: {
        CaseStep.JOIN: CaseState.CARRIED_OUT,
        CaseStep.PLAN: CaseState.PLANNED,
        CaseStep.CLOSE: CaseState.CLOSED,
    },
    # What was closed by mistake goes on.
    CaseState.CLOSED: {CaseStep.REOPEN: CaseState.OPEN},
}


class Closure(TextChoices):
    """Why a case was closed, in words neutral enough for its reporter."""

    ACTED = "acted", _("The office has acted")
    HELPED = "helped", _("Help was arranged")
    PASSED_ON = "passed_on", _("Another authority has taken it over")
    NO_GROUND = "no_ground", _("No ground for further steps was found")
