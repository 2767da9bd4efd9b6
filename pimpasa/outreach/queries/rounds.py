"""The same five questions before and after: which ones, and how many chose what. Counts only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Sum

from pimpasa.education.queries import question as bank_question
from pimpasa.education.queries import reviewed
from pimpasa.education.questions import Question
from pimpasa.outreach.kinds import QUESTIONS_ASKED, Round
from pimpasa.outreach.models import Dialogue, QuizAnswer, Tally

LEAST_SHOWN = 5  # with fewer in a round, a share would tell of somebody in the room
Counts = dict[tuple[str, str, int], int]


@dataclass(frozen=True)
class Share:
    """How many answered a question in a round, and how many of them rightly."""

    answered: int = 0
    right: int = 0

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.answered) if self.answered else 0

    @property
    def width(self) -> int:
        """Of its bar, whose whole is 600."""
        return 6 * self.percent


@dataclass(frozen=True)
class Result:
    question: Question
    before: Share
    after: Share

    @property
    def may_show(self) -> bool:
        """Whether so many answered each time that nobody is told of by the share."""
        return min(self.before.answered, self.after.answered) >= LEAST_SHOWN


def questions_of(dialogue: Dialogue) -> list[Question]:
    """The questions of a dialogue; one that the bank has no longer is left out."""
    questions = (bank_question(key) for key in dialogue.quiz)
    return [question for question in questions if question is not None]


def proposed_questions(dialogue: Dialogue) -> list[Question]:
    """Five for a dialogue: those of its series, else of as many topics as there are; none if too few are reviewed."""
    by_key = {question.key: question for question in reviewed(dialogue.office)}
    of_series = _of_series(dialogue)
    if len(of_series) == QUESTIONS_ASKED and set(of_series) <= set(by_key):
        return [by_key[key] for key in of_series]
    chosen = _of_many_topics(by_key.values())
    return chosen if len(chosen) == QUESTIONS_ASKED else []


def results_of(dialogue: Dialogue) -> list[Result]:
    """Each question with both rounds, phones and paper together; during the day, as far as people answered."""
    counts = counts_of(dialogue)
    return [
        Result(question, _share(counts, question, Round.BEFORE), _share(counts, question, Round.AFTER))
        for question in questions_of(dialogue)
    ]


def counts_of(dialogue: Dialogue) -> Counts:
    """How many chose what, by question, round and choice."""
    tallies = Tally.objects.filter(dialogue=dialogue).values_list("question", "round", "choice")
    total: Counter[tuple[str, str, int]] = Counter()
    for question, round_, choice, count in tallies.annotate(Sum("count")).order_by():
        total[question, round_, choice] += count
    total.update(live_counts(dialogue))
    return dict(total)


def live_counts(dialogue: Dialogue) -> Counts:
    """What the phones that sit now chose; nothing after the end."""
    answers = QuizAnswer.objects.filter(seat__dialogue=dialogue).values_list("question", "round", "choice")
    counted = answers.annotate(Count("id")).order_by()
    return {(question, round_, choice): count for question, round_, choice, count in counted}


def phones_answered(dialogue: Dialogue, round_: Round) -> int:
    """How many phones answered in a round."""
    return QuizAnswer.objects.filter(seat__dialogue=dialogue, round=round_).values("seat").distinct().count()


def _of_series(dialogue: Dialogue) -> list[str]:
    if dialogue.series_id is None:
        return []
    siblings = Dialogue.objects.filter(series=dialogue.series_id, quiz__len=QUESTIONS_ASKED).exclude(pk=dialogue.pk)
    latest = siblings.order_by("-began_at").values_list("quiz", flat=True).first()
    return list(latest or [])


def _of_many_topics(questions: Iterable[Question]) -> list[Question]:
    """The first of each topic, then the second of each, until there are five."""
    of_topic: Counter[str] = Counter()
    ranked = []
    for place, question in enumerate(questions):
        ranked.append((of_topic[question.topic], place, question))
        of_topic[question.topic] += 1
    return [question for _turn, _place, question in sorted(ranked, key=lambda row: row[:2])[:QUESTIONS_ASKED]]


def _share(counts: Counts, question: Question, round_: Round) -> Share:
    of_question = {choice: n for (key, when, choice), n in counts.items() if (key, when) == (question.key, round_)}
    return Share(sum(of_question.values()), of_question.get(question.right, 0))
