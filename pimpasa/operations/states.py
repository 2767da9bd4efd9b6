"""The life of an operation and of a request for support, as tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OperationState(TextChoices):
    ASKED = "asked", _("Urgent, waits for agreement")
    REFUSED = "refused", _("Not agreed to")
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    CARRIED_OUT = "carried_out", _("Carried out, report owed")
    REPORTED = "reported", _("Reported")
    CALLED_OFF = "called_off", _("Called off")


class OperationStep(TextChoices):
    AGREE = "agree", _("agree to it")
    REFUSE = "refuse", _("refuse it")
    LETTER = "letter", _("hand in its surat perintah")
    TEAM = "team", _("change the team")
    NOTE = "note", _("write into its log")
    END = "end", _("end it")
    DRAFT = "draft", _("write its report")
    REPORT = "report", _("record its report")
    CALL_OFF = "call_off", _("call it off")


OPERATION_TRANSITIONS: dict[OperationState, dict[OperationStep, OperationState]] = {
    OperationState.ASKED: {
        OperationStep.AGREE: OperationState.PLANNED,
        OperationStep.REFUSE: OperationState.REFUSED,
        OperationStep.CALL_OFF: OperationState.CALLED_OFF,
    },
    OperationState.PLANNED: {
        OperationStep.TEAM: OperationState.PLANNED,
        OperationStep.LETTER: OperationState.PLANNED,
        OperationStep.NOTE: OperationState.UNDER_WAY,  # the first entry begins it
        # A page that was opened before the first entry offers this too: without a network nothing tells it of more.
        OperationStep.END: OperationState.CARRIED_OUT,
        OperationStep.CALL_OFF: OperationState.CALLED_OFF,
    },
    OperationState.UNDER_WAY: {
        OperationStep.TEAM: OperationState.UNDER_WAY,
        OperationStep.LETTER: OperationState.UNDER_WAY,
        OperationStep.NOTE: OperationState.UNDER_WAY,
        OperationStep.END: OperationState.CARRIED_OUT,
    },
    # What was written down without a network may arrive after the end.
    OperationState.CARRIED_OUT: {
        OperationStep.LETTER: OperationState.CARRIED_OUT,
        OperationStep.NOTE: OperationState.CARRIED_OUT,
        OperationStep.DRAFT: OperationState.CARRIED_OUT,
        OperationStep.REPORT: OperationState.REPORTED,
    },
    OperationState.REPORTED: {
        OperationStep.LETTER: OperationState.REPORTED,
        OperationStep.NOTE: OperationState.REPORTED,
    },
    OperationState.REFUSED: {},
    OperationState.CALLED_OFF: {},
}

# While one of these, an operation holds its team's time and its case waits for it.
PENDING = (
    OperationState.ASKED,
    OperationState.PLANNED,
    OperationState.UNDER_WAY,
    OperationState.CARRIED_OUT,
)


class SupportState(TextChoices):
    ASKED = "asked", _("Waits for the unit")
    MORE_NEEDED = "more_needed", _("The unit needs to know more")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Not granted")


class SupportStep(TextChoices):
    GRANT = "grant", _("grant it")
    REFUSE = "refuse", _("refuse it")
    ASK_BACK = "ask_back", _("ask for more")
    ADD = "add", _("say more")


SUPPORT_TRANSITIONS: dict[SupportState, dict[SupportStep, SupportState]] = {
    SupportState.ASKED: {
        SupportStep.GRANT: SupportState.GRANTED,
        SupportStep.REFUSE: SupportState.REFUSED,
        SupportStep.ASK_BACK: SupportState.MORE_NEEDED,
    },
    SupportState.MORE_NEEDED: {SupportStep.ADD: SupportState.ASKED},
    SupportState.GRANTED: {},
    SupportState.REFUSED: {},
}
# The unit's; the asker says more.
ANSWERS = (SupportStep.GRANT, SupportStep.REFUSE, SupportStep.ASK_BACK)
