"""Two moderators decide at once, phones act while the day ends: one of each is first, and nothing is left behind."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction

from pimpasa.accounts.errors import Refused
from pimpasa.outreach.day.actions import course, moderation, seats
from pimpasa.outreach.day.errors import NoSuchDialogue, NotSeated
from pimpasa.outreach.models import AudienceQuestion, Dialogue, QuizAnswer, Seat, Tally, Vote
from pimpasa.outreach.states import Phase, QuestionState
from tests.factories import outreach as made
from tests.factories.people import cast, keyring

LATE = (Refused, NotSeated, NoSuchDialogue)


def held_back(*acts: Callable[[], Any]) -> list[Any]:
    """Let all begin while the dialogue's row is held, then go; each one's result, or the refusal it met."""
    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic():
            list(Dialogue.objects.select_for_update())
            begun = [pool.submit(_alone, act) for act in acts]
            until = time.monotonic() + 30
            while _waiting() < len(acts):
                assert time.monotonic() < until
                time.sleep(0.01)
        return [one.result() for one in begun]


def _alone(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except LATE as late:
        return late
    finally:
        connections.close_all()


def _waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_one_is_first() -> None:
    office = cast()
    dialogue = made.under_way(office, Phase.QUESTIONS, speakers=[office.dewi])
    code = dialogue.code or ""
    asked = made.asked(dialogue)
    stale = AudienceQuestion.objects.select_related("dialogue").get()
    sari = keyring(office.sari)
    results = held_back(
        lambda: moderation.show(question=asked, keyring=sari),
        lambda: moderation.turn_private(question=stale, by=office.dewi),
    )
    refused = [result for result in results if isinstance(result, Refused)]
    asked.refresh_from_db()
    # Shown, then found to be a report: both may happen in that order. The other way round the second is refused.
    assert asked.state == QuestionState.PRIVATE
    assert len(refused) <= 1
    assert asked.text == ""

    shown = moderation.show(question=made.asked(dialogue), keyring=sari)
    course.go_to(dialogue=dialogue, phase=Phase.BEFORE, by=office.sari)
    phones = [made.seat(dialogue) for _turn in range(4)]
    choices = dict.fromkeys(dialogue.quiz, 0)
    results = held_back(
        lambda: seats.answer(code=code, token=phones[0], choices=choices),
        lambda: course.end(dialogue=dialogue, by=office.sari, leave_unread=True),
        lambda: course.end(dialogue=dialogue, by=office.sari, leave_unread=True),
        lambda: seats.answer(code=code, token=phones[1], choices=choices),
        lambda: seats.vote(code=code, token=phones[2], question=shown.pk, wants=True),
        lambda: seats.ask(code=code, token=phones[3], text="Karangan?"),
        lambda: seats.sit(code=code),
    )
    assert sum(isinstance(results[number], Refused) for number in (1, 2)) == 1
    answered = sum(not isinstance(results[number], LATE) for number in (0, 3))
    assert sum(Tally.objects.values_list("count", flat=True)) == 5 * answered
    shown.refresh_from_db()
    assert shown.votes == (not isinstance(results[4], LATE))
    assert [Seat.objects.count(), QuizAnswer.objects.count(), Vote.objects.count()] == [0, 0, 0]
    assert not AudienceQuestion.objects.filter(state=QuestionState.WAITING).exists()
