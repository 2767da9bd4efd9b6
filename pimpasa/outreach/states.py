"""The life of a dialogue and of a question asked in it, as tables; and the parts of its day."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DialogueState(TextChoices):
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    HELD = "held", _("Held, minutes owed")
    REPORTED = "reported", _("Held, minutes published")
    CALLED_OFF = "called_off", _("Called off")


class DialogueStep(TextChoices):
    CHANGE = "change", _("change its plan")
    BEGIN = "begin", _("begin it")
    LEAD = "lead", _("go on to its next part")
    NOTE = "note", _("write down what happens in it")
    END = "end", _("end it")
    FOLLOW_UP = "follow_up", _("write what came after it")
    REPORT = "report", _("publish its minutes")
    CALL_OFF = "call_off", _("call it off")


DIALOGUE_TRANSITIONS: dict[DialogueState, dict[DialogueStep, DialogueState]] = {
    DialogueState.PLANNED: {
        DialogueStep.CHANGE: DialogueState.PLANNED,
        DialogueStep.BEGIN: DialogueState.UNDER_WAY,
        DialogueStep.CALL_OFF: DialogueState.CALLED_OFF,
    },
    DialogueState.UNDER_WAY: {
        DialogueStep.LEAD: DialogueState.UNDER_WAY,
        DialogueStep.NOTE: DialogueState.UNDER_WAY,
        DialogueStep.FOLLOW_UP: DialogueState.UNDER_WAY,
        DialogueStep.END: DialogueState.HELD,
    },
    # Counts from paper, and what was written down without a network, arrive after the end.
    DialogueState.HELD: {
        DialogueStep.NOTE: DialogueState.HELD,
        DialogueStep.FOLLOW_UP: DialogueState.HELD,
        DialogueStep.REPORT: DialogueState.REPORTED,
    },
    DialogueState.REPORTED: {
        DialogueStep.FOLLOW_UP: DialogueState.REPORTED,
        DialogueStep.REPORT: DialogueState.REPORTED,
    },
    DialogueState.CALLED_OFF: {},
}

# While one of these, a dialogue holds its officers' time and its hall.
HOLDS_TIME = (DialogueState.PLANNED, DialogueState.UNDER_WAY)
HELD = (DialogueState.HELD, DialogueState.REPORTED)


class Phase(TextChoices):
    """The parts of a day, in the order in which they usually come; the organiser may go to any."""

    WELCOME = "welcome", _("Welcome")
    BEFORE = "before", _("Five questions, before")
    TALK = "talk", _("The talk")
    QUESTIONS = "questions", _("Your questions")
    AFTER = "after", _("Five questions, after")
    THANKS = "thanks", _("Thanks")


class QuestionState(TextChoices):
    WAITING = "waiting", _("Waits to be read")
    SHOWN = "shown", _("Shown")
    ANSWERED = "answered", _("Answered")
    LATER = "later", _("Answered in writing later")
    REFUSED = "refused", _("Not shown")
    PRIVATE = "private", _("Is a report: the asker was shown the way")


class QuestionStep(TextChoices):
    SHOW = "show", _("show it")
    ANSWER = "answer", _("answer the question")
    PUT_OFF = "put_off", _("answer it in writing later")
    REFUSE = "refuse", _("not show it")
    TURN_PRIVATE = "turn_private", _("show the asker the way to a report")


QUESTION_TRANSITIONS: dict[QuestionState, dict[QuestionStep, QuestionState]] = {
    QuestionState.WAITING: {
        QuestionStep.SHOW: QuestionState.SHOWN,
        QuestionStep.REFUSE: QuestionState.REFUSED,
        QuestionStep.TURN_PRIVATE: QuestionState.PRIVATE,
    },
    QuestionState.SHOWN: {
        QuestionStep.ANSWER: QuestionState.ANSWERED,
        QuestionStep.PUT_OFF: QuestionState.LATER,
        QuestionStep.REFUSE: QuestionState.REFUSED,
        QuestionStep.TURN_PRIVATE: QuestionState.PRIVATE,
    },
    QuestionState.LATER: {QuestionStep.ANSWER: QuestionState.ANSWERED},
    QuestionState.ANSWERED: {QuestionStep.ANSWER: QuestionState.ANSWERED},
    QuestionState.REFUSED: {},
    QuestionState.PRIVATE: {},
}
# What everybody sees; every other state has no words that anybody could read without the desk's key.
OPEN_QUESTIONS = (QuestionState.SHOWN, QuestionState.ANSWERED, QuestionState.LATER)
