"""Sari leads the day: phones sit, answer, ask and vote; at its end only counts are left."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from itertools import pairwise

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.day import rules
from pimpasa.outreach.day.actions import counts, course, moderation, seats
from pimpasa.outreach.day.actions.course import ALPHABET
from pimpasa.outreach.day.errors import NoSuchDialogue, NotSeated, SoundsLikeReport
from pimpasa.outreach.day.opening import waiting_questions
from pimpasa.outreach.day.phases import neighbours_of, phases_of
from pimpasa.outreach.day.queries import Cell, attendance_of, screen_of, seat_of, shown_questions, taken_part
from pimpasa.outreach.kinds import DONT_KNOW, AgeGroup, Channel, Round, Sex
from pimpasa.outreach.models import Attendance, AudienceQuestion, Dialogue, QuizAnswer, Seat, Tally, Vote
from pimpasa.outreach.queries.rounds import LEAST_SHOWN, proposed_questions, questions_of, results_of
from pimpasa.outreach.states import DialogueState, Phase, QuestionState
from pimpasa.outreach.tasks import end_forgotten_dialogues
from tests.factories import outreach as made
from tests.factories.people import Cast, cast, keyring

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def code(dialogue: Dialogue) -> str:
    assert dialogue.code is not None
    return dialogue.code


def to(office: Cast, dialogue: Dialogue, phase: Phase) -> Dialogue:
    return course.go_to(dialogue=dialogue, phase=phase, by=office.sari)


def test_it_works(office: Cast) -> None:
    """Six answer before and after; one asks, another votes; Sari shows and answers it, ends, and counts are left."""
    dialogue = made.under_way(office, Phase.BEFORE)
    phones = [made.answered(dialogue, rightly=number < 2) for number in range(6)]
    dialogue = to(office, dialogue, Phase.QUESTIONS)
    asked = seats.ask(code=code(dialogue), token=phones[0], text="Karangan: bolehkah paspor dipegang agen?")
    (waiting,) = waiting_questions(dialogue=dialogue, keyring=keyring(office.sari))
    assert waiting.text == "Karangan: bolehkah paspor dipegang agen?"
    moderation.show(question=asked, keyring=keyring(office.sari))
    for phone in phones[1:4]:
        seats.vote(code=code(dialogue), token=phone, question=asked.pk, wants=True)
    moderation.answer(question=asked, words="Tidak boleh.", by=office.sari)
    dialogue = to(office, dialogue, Phase.AFTER)
    for phone in phones:
        made.answers_again(dialogue, phone, rightly=True)
    ended = course.end(dialogue=dialogue, by=office.sari)
    assert (ended.state, ended.phase) == (DialogueState.HELD, Phase.THANKS)
    assert [Seat.objects.count(), QuizAnswer.objects.count(), Vote.objects.count()] == [0, 0, 0]
    results = results_of(ended)
    assert {(r.before.right, r.before.answered, r.after.right, r.after.answered) for r in results} == {(2, 6, 6, 6)}
    asked.refresh_from_db()
    assert (asked.state, asked.votes, asked.seat, asked.answer) == (QuestionState.ANSWERED, 3, None, "Tidak boleh.")
    acts = [entry.act for entry in entries_of([dialogue.subject, asked.subject])]
    assert acts == [
        Act.DIALOGUE_PLANNED, Act.DIALOGUE_BEGUN, Act.DIALOGUE_LED, Act.DIALOGUE_LED, Act.QUESTION_READ,
        Act.QUESTION_DECIDED, Act.QUESTION_ANSWERED, Act.DIALOGUE_LED, Act.DIALOGUE_ENDED,
    ]  # fmt: skip


class TestLeading:
    def test_a_code_is_read_aloud_without_mistakes(self, office: Cast) -> None:
        dialogue = made.under_way(office)
        assert len(code(dialogue)) == 6
        assert set(code(dialogue)) <= set(ALPHABET)
        assert set("01ILO") & set(ALPHABET) == set()
        assert len(ALPHABET) == 31

    def test_who_may_not(self, office: Cast) -> None:
        dialogue = made.under_way(office)
        for who in (office.bayu, office.dewi, office.hadi, office.agus, office.rina):
            with pytest.raises(Refused):
                course.go_to(dialogue=dialogue, phase=Phase.TALK, by=who)
            with pytest.raises(Refused):
                course.end(dialogue=dialogue, by=who)

    def test_a_speaker_leads_too(self, office: Cast) -> None:
        dialogue = made.under_way(office, speakers=[office.dewi])
        assert course.go_to(dialogue=dialogue, phase=Phase.TALK, by=office.dewi).phase == Phase.TALK

    def test_going_where_one_is_changes_nothing(self, office: Cast) -> None:
        """Two thumbs that press "on" at once go on once."""
        dialogue = made.under_way(office, Phase.TALK)
        assert to(office, dialogue, Phase.TALK).version == dialogue.version
        assert entries_of([dialogue.subject]).filter(act=Act.DIALOGUE_LED).count() == 1

    def test_five_of_differing_topics_and_the_same_in_a_series(self, office: Cast) -> None:
        first = made.under_way(office, series="Karangan: keliling RW")
        assert len({question.topic for question in questions_of(first)}) == 5
        first.quiz = list(reversed(first.quiz))
        first.save()
        course.end(dialogue=first, by=office.sari)
        second = made.dialogue(office, series="Karangan: keliling RW")
        assert [one.key for one in proposed_questions(second)] == first.quiz

    def test_only_reviewed_questions_are_asked(self, office: Cast) -> None:
        dialogue = made.dialogue(office)
        assert proposed_questions(dialogue) == []
        made.reviewed(office)
        keys = [one.key for one in proposed_questions(dialogue)]
        for wrong in (keys[:4], [*keys, "lain"], [*keys[:4], "tidak-ada"], [*keys[:4], keys[0]]):
            with pytest.raises(Refused):
                course.begin(dialogue=dialogue, quiz=wrong, by=office.sari)

    def test_without_questions_there_are_no_rounds(self, office: Cast) -> None:
        dialogue = course.begin(dialogue=made.dialogue(office), quiz=[], by=office.sari)
        assert phases_of(dialogue) == [Phase.WELCOME, Phase.TALK, Phase.QUESTIONS, Phase.THANKS]
        assert neighbours_of(dialogue) == (None, Phase.TALK)
        with pytest.raises(Refused):
            to(office, dialogue, Phase.BEFORE)

    def test_every_part_leads_to_the_next(self, office: Cast) -> None:
        dialogue = made.under_way(office)
        for here, following in pairwise(phases_of(dialogue)):
            dialogue.phase = here
            assert neighbours_of(dialogue)[1] == following

    def test_unread_questions_are_not_lost_in_silence(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.QUESTIONS)
        asked = made.asked(dialogue)
        with pytest.raises(Refused, match="1 pertanyaan"):
            course.end(dialogue=dialogue, by=office.sari)
        course.end(dialogue=dialogue, by=office.sari, leave_unread=True)
        asked.refresh_from_db()
        assert (asked.state, bytes(asked.envelope), bytes(asked.grant)) == (QuestionState.REFUSED, b"", b"")
        assert [entry.act for entry in entries_of([asked.subject])] == [Act.QUESTION_DECIDED]

    def test_what_nobody_ended_ends_by_itself(self, office: Cast) -> None:
        """Half a day after its time; then what was not read is given up, and the log says that nobody did it."""
        dialogue = made.under_way(office, Phase.QUESTIONS)
        made.asked(dialogue)
        assert end_forgotten_dialogues(timestamp=0) == 0
        ago = clock.now() - timedelta(hours=14)
        Dialogue.objects.update(starts_at=ago, began_at=ago, ends_at=ago + timedelta(hours=1))
        assert end_forgotten_dialogues(timestamp=0) == 1
        assert end_forgotten_dialogues(timestamp=0) == 0
        assert not Seat.objects.exists()
        entry = entries_of([dialogue.subject]).last()
        assert entry is not None
        assert (entry.act, entry.actor) == (Act.DIALOGUE_ENDED, "system")


class TestTakingPart:
    def test_a_round_is_answered_once_and_in_its_time(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.BEFORE)
        phone = made.answered(dialogue, rightly=False)
        made.answers_again(dialogue, phone, rightly=True)
        assert {result.before.right for result in results_of(dialogue)} == {0}
        dialogue = to(office, dialogue, Phase.TALK)
        with pytest.raises(Refused, match="sudah lewat"):
            made.answers_again(dialogue, phone, rightly=True)

    def test_what_is_no_answer(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.BEFORE)
        phone, right = made.seat(dialogue), {one.key: one.right for one in questions_of(dialogue)}
        for choices in ({}, dict(list(right.items())[:4]), right | {"lain": 0}, right | {dialogue.quiz[0]: 8}):
            with pytest.raises(Refused):
                seats.answer(code=code(dialogue), token=phone, choices=choices)
        assert not QuizAnswer.objects.exists()

    def test_without_a_seat_nothing_is_done(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.QUESTIONS)
        shown = moderation.show(question=made.asked(dialogue), keyring=keyring(office.sari))
        for token in (b"", b"\0" * 32):
            with pytest.raises(NotSeated):
                seats.ask(code=code(dialogue), token=token, text="Karangan?")
            with pytest.raises(NotSeated):
                seats.vote(code=code(dialogue), token=token, question=shown.pk, wants=True)
        with pytest.raises(NoSuchDialogue):
            seats.sit(code="AAAAAA")

    def test_a_seat_is_of_one_dialogue_and_dies_with_it(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.QUESTIONS)
        phone = made.seat(dialogue)
        with pytest.raises(NotSeated):
            seats.ask(code="ZZZZZZ", token=phone, text="Karangan?")
        course.end(dialogue=dialogue, by=office.sari)
        with pytest.raises(NotSeated):
            seats.ask(code=code(dialogue), token=phone, text="Karangan?")
        with pytest.raises(NoSuchDialogue):
            seats.sit(code=code(dialogue))

    def test_votes_are_counted_once_and_taken_back(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.QUESTIONS)
        shown = moderation.show(question=made.asked(dialogue), keyring=keyring(office.sari))
        phone, waiting = made.seat(dialogue), made.asked(dialogue)
        for wants in (True, True):
            seats.vote(code=code(dialogue), token=phone, question=shown.pk, wants=wants)
        assert [row.votes for row in shown_questions(dialogue)] == [1]
        seats.vote(code=code(dialogue), token=phone, question=shown.pk, wants=False)
        assert [row.votes for row in shown_questions(dialogue)] == [0]
        with pytest.raises(Refused):
            seats.vote(code=code(dialogue), token=phone, question=waiting.pk, wants=True)

    def test_a_phone_asks_five_and_a_hall_two_hundred(self, office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        dialogue = made.under_way(office, Phase.QUESTIONS)
        phone = made.seat(dialogue)
        for _turn in range(5):
            seats.ask(code=code(dialogue), token=phone, text="Karangan: apa itu TPPO?")
        with pytest.raises(Refused, match="5 pertanyaan"):
            seats.ask(code=code(dialogue), token=phone, text="Karangan: apa itu TPPO?")
        monkeypatch.setattr(rules, "MOST_WAITING", 5)
        with pytest.raises(Refused, match="beberapa menit"):
            made.asked(dialogue)
        monkeypatch.setattr(rules, "MOST_SEATS", 2)
        with pytest.raises(Refused, match="di atas kertas"):
            made.seat(dialogue)

    def test_a_report_is_not_kept(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.QUESTIONS)
        with pytest.raises(SoundsLikeReport):
            made.asked(dialogue, "Karangan: tetangga saya dikurung, bagaimana?")
        with pytest.raises(SoundsLikeReport):
            made.asked(dialogue, "Karangan: siapa 0812-0000-4411?", anyway=True)
        assert not AudienceQuestion.objects.exists()
        made.asked(dialogue, "Karangan: tetangga saya dikurung, bagaimana?", anyway=True)
        for nothing in ("", "   ", "x" * 301):
            with pytest.raises(Refused):
                made.asked(dialogue, nothing)


class TestModerating:
    def test_a_report_is_told_to_its_asker_alone(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.QUESTIONS)
        phone = made.seat(dialogue)
        asked = seats.ask(code=code(dialogue), token=phone, text="Karangan")
        moderation.turn_private(question=asked, by=office.sari)
        here = screen_of(Dialogue.objects.get())
        seat = seat_of(here, phone)
        assert seat is not None
        (own,) = taken_part(here, seat).questions
        assert (own.state, own.text, bytes(own.envelope), bytes(own.grant)) == (QuestionState.PRIVATE, "", b"", b"")
        assert here.shown == ()

    def test_two_who_moderate_decide_once(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.QUESTIONS, speakers=[office.dewi])
        asked = made.asked(dialogue)
        stale = AudienceQuestion.objects.select_related("dialogue").get()
        moderation.turn_private(question=asked, by=office.sari)
        with pytest.raises(Refused, match="laporan"):
            moderation.show(question=stale, keyring=keyring(office.dewi))
        assert shown_questions(dialogue) == []

    def test_only_the_desk_reads_what_waits(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.QUESTIONS, speakers=[office.bayu])
        made.asked(dialogue)
        with pytest.raises(NotGranted):
            waiting_questions(dialogue=dialogue, keyring=keyring(office.bayu))
        with pytest.raises(Refused):
            waiting_questions(dialogue=dialogue, keyring=keyring(office.hadi))

    def test_reading_again_is_logged_once(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.QUESTIONS)
        asked = made.asked(dialogue)
        for _turn in range(2):
            waiting_questions(dialogue=dialogue, keyring=keyring(office.sari))
        assert [entry.act for entry in entries_of([asked.subject])] == [Act.QUESTION_READ]

    def test_put_off_it_is_answered_after_the_day_with_words(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.QUESTIONS)
        shown = moderation.show(question=made.asked(dialogue), keyring=keyring(office.sari))
        later = moderation.put_off(question=shown, by=office.sari)
        course.end(dialogue=dialogue, by=office.sari)
        with pytest.raises(Refused):
            moderation.answer(question=later, words=" ", by=office.sari)
        with pytest.raises(Refused):
            moderation.answer(question=later, words="x" * 3001, by=office.sari)
        assert moderation.answer(question=later, words="Karangan", by=office.sari).answered_by == office.sari
        with pytest.raises(Refused):
            moderation.refuse(question=later, by=office.sari)

    def test_the_most_wanted_first_then_what_is_answered(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.QUESTIONS)
        rows = [moderation.show(question=made.asked(dialogue), keyring=keyring(office.sari)) for _turn in range(3)]
        moderation.answer(question=rows[0], words="", by=office.sari)
        seats.vote(code=code(dialogue), token=made.seat(dialogue), question=rows[2].pk, wants=True)
        assert [row.question.pk for row in shown_questions(dialogue)] == [rows[2].pk, rows[1].pk, rows[0].pk]


class TestCounting:
    def test_who_came(self, office: Cast) -> None:
        dialogue = made.under_way(office)
        for more, there in ((1, 1), (1, 2), (-1, 1), (-1, 0), (-1, 0)):
            who = {"sex": Sex.FEMALE, "age": AgeGroup.ADULT, "by": office.sari}
            assert counts.add_attendance(dialogue=dialogue, more=more, **who) == there
        counts.set_attendance(
            dialogue=dialogue,
            counts={(Sex.MALE, AgeGroup.OLD): 3, (Sex.FEMALE, AgeGroup.ADULT): 12},
            by=office.sari,
        )
        assert attendance_of(dialogue) == {("f", "25_44"): 12, ("m", "60_up"): 3}
        with pytest.raises(Refused):
            counts.set_attendance(dialogue=dialogue, counts={(Sex.MALE, AgeGroup.OLD): 5001}, by=office.sari)

    def test_paper_and_phones_count_together_also_after_the_end(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.BEFORE)
        made.answered(dialogue, rightly=True)
        course.end(dialogue=dialogue, by=office.sari)
        question = questions_of(dialogue)[0]
        right = Cell(question.key, Round.BEFORE, question.right)
        unknown = Cell(question.key, Round.BEFORE, DONT_KNOW)
        for times in (9, 4):  # typed in anew, the second stands in the place of the first
            counts.count_paper(dialogue=dialogue, counts={right: times, unknown: 2}, by=office.sari)
        assert (results_of(dialogue)[0].before.right, results_of(dialogue)[0].before.answered) == (5, 7)
        for wrong in (Cell("tidak-ada", Round.BEFORE, 0), Cell(question.key, Round.BEFORE, 7)):
            with pytest.raises(Refused):
                counts.count_paper(dialogue=dialogue, counts={wrong: 1}, by=office.sari)
        assert Tally.objects.filter(channel=Channel.PAPER).count() == 2

    def test_of_few_no_share_is_shown(self, office: Cast) -> None:
        dialogue = made.under_way(office, Phase.BEFORE)
        phones = [made.answered(dialogue, rightly=True) for _turn in range(LEAST_SHOWN)]
        dialogue = to(office, dialogue, Phase.AFTER)
        for phone in phones[1:]:
            made.answers_again(dialogue, phone, rightly=True)
        assert {result.may_show for result in results_of(dialogue)} == {False}
        made.answers_again(dialogue, phones[0], rightly=False)
        assert {result.may_show for result in results_of(dialogue)} == {True}


def test_without_the_ledger_nothing_is_done(office: Cast, broken_ledger: Broken) -> None:
    planned = made.dialogue(office, hall="Karangan: lain", speakers=[])
    with broken_ledger():
        course.begin(dialogue=planned, quiz=[], by=office.sari)
    planned.delete()
    dialogue = made.under_way(office, Phase.QUESTIONS)
    waiting, shown = made.asked(dialogue), made.asked(dialogue)
    moderation.show(question=shown, keyring=keyring(office.sari))
    sari, seen = keyring(office.sari), Cell(dialogue.quiz[0], Round.BEFORE, 0)
    acts: list[Callable[[], object]] = [
        lambda: course.go_to(dialogue=dialogue, phase=Phase.AFTER, by=office.sari),
        lambda: course.end(dialogue=dialogue, by=office.sari, leave_unread=True),
        lambda: waiting_questions(dialogue=dialogue, keyring=sari),
        lambda: moderation.show(question=waiting, keyring=sari),
        lambda: moderation.refuse(question=waiting, by=office.sari),
        lambda: moderation.turn_private(question=waiting, by=office.sari),
        lambda: moderation.put_off(question=shown, by=office.sari),
        lambda: moderation.answer(question=shown, words="Karangan", by=office.sari),
        lambda: counts.count_paper(dialogue=dialogue, counts={seen: 1}, by=office.sari),
        lambda: counts.set_attendance(dialogue=dialogue, counts={(Sex.MALE, AgeGroup.OLD): 1}, by=office.sari),
        lambda: counts.add_attendance(dialogue=dialogue, sex=Sex.MALE, age=AgeGroup.OLD, more=1, by=office.sari),
    ]
    for act in acts:
        with broken_ledger():
            act()
    assert not Attendance.objects.exists()
