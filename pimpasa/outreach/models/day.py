"""The day itself. A seat, its answers and its votes are gone when the dialogue ends; counts are what stays."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.ledger.bound import bound, unbound
from pimpasa.ledger.commitments import Fact
from pimpasa.logbook.models import Entry
from pimpasa.outreach.kinds import AgeGroup, Channel, Round, Sex
from pimpasa.outreach.models.dialogue import Dialogue
from pimpasa.outreach.states import OPEN_QUESTIONS, QuestionState
from pimpasa.vault.models import SealedToDesk


@unbound("a phone's place in the hall, gone when the dialogue ends")
class Seat(models.Model):
    """A phone that takes part, known by the digest of a random token in its cookie; nothing says whose it is."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="seats")
    token_digest = models.BinaryField(max_length=32, unique=True)

    def __str__(self) -> str:
        return f"seat:{self.pk}"


@unbound("counted when the dialogue ends, then gone")
class QuizAnswer(models.Model):
    """What a seat chose; counted into a Tally when the dialogue ends, and deleted."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="answers")
    question = models.SlugField(max_length=60)
    round = models.CharField(max_length=6, choices=Round)
    choice = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "question", "round"], name="quiz_answer_once")]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.question} {self.round}"


@bound()
class Tally(models.Model):
    """How many chose what: by phone, counted at the end; on paper, typed in after."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="tallies")
    question = models.SlugField(max_length=60)
    round = models.CharField(max_length=6, choices=Round)
    channel = models.CharField(max_length=5, choices=Channel)
    choice = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["question", "round", "channel", "choice"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "question", "round", "channel", "choice"], name="tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.round} {self.choice}: {self.count}"


@unbound("people in the hall ask and vote without an act; what officers decide of it is in the log")
class AudienceQuestion(SealedToDesk):
    """A question from the audience. Until somebody showed it, its words are sealed to the desk that holds the dialogue.

    One that is not shown keeps no words at all.
    """

    kind_of_subject = "question"

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="questions")
    seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, null=True, related_name="questions")
    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.WAITING)
    envelope = models.BinaryField()
    text = models.CharField(max_length=300, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=QuestionState.values), name="question_state_known"),
            models.CheckConstraint(
                condition=Q(text="") & ~Q(state__in=list(OPEN_QUESTIONS))
                | Q(state__in=list(OPEN_QUESTIONS)) & ~Q(text=""),
                name="question_words_only_when_shown",
            ),
            models.CheckConstraint(
                condition=Q(state=QuestionState.WAITING) | Q(envelope=b""), name="question_sealed_words_while_waiting"
            ),
        ]
        indexes = [models.Index(fields=["dialogue", "state"], name="question_of_dialogue")]

    @property
    def facts(self) -> dict[str, Fact]:
        """What everybody may read of it; nothing while its words are sealed."""
        return {"state": self.state, "text": self.text, "answer": self.answer, "answered_by": self.answered_by_id}

    @property
    def key_context(self) -> str:
        return f"{self.context}:key"

    @property
    def context(self) -> str:
        return f"dialogue:{self.dialogue_id}:question:{self.id}"


@unbound("counted when the dialogue ends, then gone")
class Vote(models.Model):
    """That a seat wants a question answered; deleted with the seat, the question keeps the number."""

    question = models.ForeignKey(AudienceQuestion, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "seat"], name="vote_once")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.seat_id}"


@bound()
class Attendance(models.Model):
    """How many came, by sex and age group. Names stay on the paper list."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="attendance")
    sex = models.CharField(max_length=1, choices=Sex)
    age = models.CharField(max_length=10, choices=AgeGroup)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["sex", "age"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "sex", "age"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.sex} {self.age}: {self.count}"


@bound()
class DayEntry(Entry):
    """That an entry of the organiser's phone was applied; what it said stands where it was applied."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="entries")

    def __str__(self) -> str:
        return f"day-entry:{self.id}"
