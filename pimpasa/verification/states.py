"""The life of a field check, as a table."""

from pimpasa.verification.kinds import CheckState, CheckStep

CHECK_TRANSITIONS: dict[CheckState, dict[CheckStep, CheckState]] = {
    CheckState.ASKED: {CheckStep.AGREE: CheckState.READY, CheckStep.REFUSE: CheckState.REFUSED},
    CheckState.READY: {
        CheckStep.NOTE: CheckState.READY,
        CheckStep.LETTER: CheckState.READY,
        CheckStep.SIGN: CheckState.VISITED,
    },
    # What was written down without a network may arrive after the signature.
    CheckState.VISITED: {CheckStep.NOTE: CheckState.VISITED, CheckStep.LETTER: CheckState.VISITED},
    CheckState.REFUSED: {},
}
