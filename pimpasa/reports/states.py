"""The life of a report, as tables: what may follow what, who may do it, what the reporter reads."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    RECEIVED = "received", _("Received")
    VERIFYING = "verifying", _("Verifying")
    NEEDS_INFORMATION = "needs_information", _("Needs information")
    SUBSTANTIATED = "substantiated", _("Substantiated")
    NOT_SUBSTANTIATED = "not_substantiated", _("Not substantiated")
    NOT_A_VIOLATION = "not_a_violation", _("Not a violation")
    DUPLICATE = "duplicate", _("Duplicate")
    HANDED_OVER = "handed_over", _("Outside our remit, handed over")


class Step(TextChoices):
    """What moves a report from state to state."""

    TAKE = "take", _("start verifying")
    ASK = "ask", _("ask the reporter")
    ANSWER = "answer", _("the reporter answers")
    CONCLUDE = "conclude", _("record the finding")
    TAKE_OVER = "take_over", _("take over from a colleague")
    TRANSFER = "transfer", _("hand it to another desk")
    REOPEN = "reopen", _("take up verification again")


OUTCOMES = frozenset(
    {
        State.SUBSTANTIATED,
        State.NOT_SUBSTANTIATED,
        State.NOT_A_VIOLATION,
        State.DUPLICATE,
        State.HANDED_OVER,
    }
)
OPEN = frozenset(State) - OUTCOMES

TRANSITIONS: dict[State, dict[Step, frozenset[State]]] = {
    State.RECEIVED: {
        Step.TAKE: frozenset({State.VERIFYING}),
        Step.ANSWER: frozenset({State.RECEIVED}),
        Step.TRANSFER: frozenset({State.RECEIVED}),
    },
    State.VERIFYING: {
        Step.ASK: frozenset({State.NEEDS_INFORMATION}),
        Step.ANSWER: frozenset({State.VERIFYING}),
        Step.CONCLUDE: OUTCOMES,
        Step.TAKE_OVER: frozenset({State.VERIFYING}),
        Step.TRANSFER: frozenset({State.RECEIVED}),
    },
    State.NEEDS_INFORMATION: {
        Step.ASK: frozenset({State.NEEDS_INFORMATION}),
        Step.ANSWER: frozenset({State.VERIFYING}),
        Step.CONCLUDE: OUTCOMES,
        Step.TAKE_OVER: frozenset({State.NEEDS_INFORMATION}),
        Step.TRANSFER: frozenset({State.RECEIVED}),
    },
    # An outcome is taken back where it was a mistake, or where its reporter says more.
    **{outcome: {Step.ANSWER: frozenset({outcome}), Step.REOPEN: frozenset({State.VERIFYING})} for outcome in OUTCOMES},
}


class PublicState(TextChoices):
    """The six words a reporter sees."""

    RECEIVED = "received", _("Received")
    VERIFYING = "verifying", _("Being checked")
    NEEDS_INFORMATION = "needs_information", _("We need to ask you")
    FOLLOWED_UP = "followed_up", _("Being followed up")
    PASSED_ON = "passed_on", _("Passed on")
    FINISHED = "finished", _("Finished")


PUBLIC: dict[State, PublicState] = {
    State.RECEIVED: PublicState.RECEIVED,
    State.VERIFYING: PublicState.VERIFYING,
    State.NEEDS_INFORMATION: PublicState.NEEDS_INFORMATION,
    State.SUBSTANTIATED: PublicState.FOLLOWED_UP,
    State.NOT_SUBSTANTIATED: PublicState.FINISHED,
    State.NOT_A_VIOLATION: PublicState.FINISHED,
    State.DUPLICATE: PublicState.FOLLOWED_UP,
    State.HANDED_OVER: PublicState.PASSED_ON,
}
