"""Dialogues in whatever state a test needs, made by the same actions that people use."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from PIL import Image

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.education.actions import review_questions
from pimpasa.education.queries import bank
from pimpasa.keys.queries import sealing_key
from pimpasa.outreach.actions.contacts import keep_contact
from pimpasa.outreach.actions.kinds import KindDetails, keep_kind
from pimpasa.outreach.actions.photos import add_photo
from pimpasa.outreach.actions.planning import Plan, plan_dialogue
from pimpasa.outreach.actions.promises import make_promise
from pimpasa.outreach.contents import Contact
from pimpasa.outreach.day.actions import course, seats
from pimpasa.outreach.kinds import DONT_KNOW, AgeGroup, Channel, Round, Sex
from pimpasa.outreach.models import (
    Attendance,
    AudienceQuestion,
    Dialogue,
    DialogueKind,
    Photo,
    Promise,
    RwContact,
    Tally,
)
from pimpasa.outreach.queries.rounds import proposed_questions, questions_of
from pimpasa.outreach.states import DialogueState, Phase, QuestionState
from pimpasa.territory.models import Desk
from tests.factories import photos
from tests.factories.people import Cast
from tests.factories.territory import CENGKARENG_TIMUR


def plan(office: Cast, **changes: Any) -> Plan:
    """Ngopi in RW 017 of Cengkareng Timur, from an hour ahead, for ninety minutes."""
    start = (clock.now() + timedelta(hours=1)).replace(second=0, microsecond=0)
    usual = Plan(
        kind=DialogueKind.objects.get(pk="ngopi"),
        village=office.at.village(CENGKARENG_TIMUR),
        rws=["017"],
        hall="Balai Karangan RW 017",
        starts_at=start,
        ends_at=start + timedelta(minutes=90),
        agenda="Karangan: kenali janji kerja palsu",
        guests=["Ibu Karangan, kader"],
    )
    return replace(usual, **changes)


def own_kind(office: Cast) -> DialogueKind:
    """A kind of the office's own, beside those of all offices."""
    return keep_kind(kind=None, details=KindDetails("Nonton bareng", "Film evening"), by=office.dewi)


def dialogue(office: Cast, *, by: Officer | None = None, desk: Desk | None = None, **changes: Any) -> Dialogue:
    """Planned by Sari at her desk, unless the test says otherwise."""
    return plan_dialogue(plan=plan(office, **changes), desk=desk or office.at.cengkareng_timur, by=by or office.sari)


def held(office: Cast, state: DialogueState = DialogueState.HELD, **changes: Any) -> Dialogue:
    """Over since a moment ago, counted nothing yet."""
    planned = dialogue(office, **changes)
    planned.starts_at = clock.now() - timedelta(minutes=95)
    planned.ends_at = planned.starts_at + timedelta(minutes=90)
    planned.began_at = planned.starts_at
    planned.ended_at = planned.ends_at
    planned.state = state
    planned.save()
    return planned


def promise(office: Cast, dialogue: Dialogue, **changes: Any) -> Promise:
    """Dewi is to put up a poster within a fortnight."""
    usual: dict[str, Any] = {
        "text": "Karangan: memasang poster di pos RW",
        "due_on": clock.today() + timedelta(days=14),
        "owner": office.dewi,
        "by": office.sari,
    }
    return make_promise(dialogue=dialogue, **usual | changes)


def shown(dialogue: Dialogue, *, text: str, state: QuestionState = QuestionState.SHOWN) -> AudienceQuestion:
    """One that an officer has decided upon; its sealed words are gone, as they are then."""
    return AudienceQuestion.objects.create(
        dialogue=dialogue, state=state, desk_key=sealing_key(dialogue.desk), grant=b"", envelope=b"", text=text
    )


def counted(dialogue: Dialogue, *, before: tuple[int, int], after: tuple[int, int]) -> str:
    """The bank's first question, answered on paper: so many rightly of so many, each round; returns its key."""
    question = bank()[0]
    dialogue.quiz = [question.key]
    dialogue.save()
    for round_, (right, of) in ((Round.BEFORE, before), (Round.AFTER, after)):
        for choice, count in ((question.right, right), (question.right + 1, of - right)):
            Tally.objects.create(
                dialogue=dialogue,
                question=question.key,
                round=round_,
                channel=Channel.PAPER,
                choice=choice,
                count=count,
            )
    return question.key


def came(dialogue: Dialogue, number: int) -> None:
    """So many grown women, counted at the door."""
    Attendance.objects.create(dialogue=dialogue, sex=Sex.FEMALE, age=AgeGroup.ADULT, count=number)


def photo(office: Cast, dialogue: Dialogue) -> Photo:
    """A small one without anybody, not yet published."""
    content = photos.photo(Image.new("RGB", (64, 64), photos.WALL))
    return add_photo(dialogue=dialogue, content=content, consent="Karangan: semua setuju, lisan", by=office.sari)[0]


def reviewed(office: Cast) -> None:
    """Dewi read the whole bank and found it right."""
    review_questions(
        office=office.at.office, read={question.key: question.digest for question in bank()}, by=office.dewi
    )


def under_way(office: Cast, phase: Phase = Phase.WELCOME, **changes: Any) -> Dialogue:
    """Begun by Sari with the five questions that are proposed, and led to a part."""
    reviewed(office)
    planned = dialogue(office, **changes)
    quiz = [question.key for question in proposed_questions(planned)]
    begun = course.begin(dialogue=planned, quiz=quiz, by=office.sari)
    return course.go_to(dialogue=begun, phase=phase, by=office.sari)


def seat(dialogue: Dialogue) -> bytes:
    """A phone that takes part; returns its token."""
    return seats.sit(code=dialogue.code or "")


def asked(dialogue: Dialogue, text: str = "Karangan: bolehkah paspor dipegang agen?", **more: Any) -> AudienceQuestion:
    """A question from a phone of its own."""
    return seats.ask(code=dialogue.code or "", token=seat(dialogue), text=text, **more)


def answered(dialogue: Dialogue, *, rightly: bool) -> bytes:
    """A phone that answers all five of the round that is on, all rightly or none; returns its token."""
    token = seat(dialogue)
    answers_again(dialogue, token, rightly=rightly)
    return token


def answers_again(dialogue: Dialogue, token: bytes, *, rightly: bool) -> None:
    questions = questions_of(dialogue)
    choices = {question.key: question.right if rightly else DONT_KNOW for question in questions}
    seats.answer(code=dialogue.code or "", token=token, choices=choices)


def contact(office: Cast, *, rw: str = "017", email: str = "rw17@karangan.invalid") -> RwContact:
    """Whom Dewi has reminded in an RW of Cengkareng Timur."""
    who = Contact("Pak Karangan", email, "0812-0000-0017")
    return keep_contact(village=office.at.village(CENGKARENG_TIMUR), rw=rw, contact=who, by=office.dewi)
