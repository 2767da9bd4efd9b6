"""A dialogue on residents' phones: no account, no JavaScript, and one tap to take part."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pimpasa.outreach.day import queries
from pimpasa.outreach.day.actions import course, moderation
from pimpasa.outreach.day.queries import forget
from pimpasa.outreach.kinds import DONT_KNOW
from pimpasa.outreach.models import AudienceQuestion, Dialogue, QuizAnswer, Seat, Vote
from pimpasa.outreach.queries.rounds import questions_of
from pimpasa.outreach.states import Phase
from pimpasa.sites.common.allowances import LAST_QUESTIONS, LAST_SEATS, WRONG_ROOM_CODES
from tests.factories import outreach as made
from tests.factories.people import Cast, keyring

GARBAGE = ["\x00", "x" * 5000, "🙂", "-1", "<b>", "\ud7ff", ""]


def go(office: Cast, dialogue: Dialogue, phase: Phase) -> None:
    course.go_to(dialogue=dialogue, phase=phase, by=office.sari)
    forget()


def path(dialogue: Dialogue, then: str = "") -> str:
    return f"/ngopi/ikut/{dialogue.code}/{then}"


def phone(dialogue: Dialogue) -> Client:
    browser = Client()
    assert browser.post(path(dialogue)).status_code == 302
    return browser


def answers(dialogue: Dialogue) -> dict[str, str]:
    return {key: str(DONT_KNOW) for key in dialogue.quiz}


def test_it_works(office: Cast) -> None:
    """From the code through both rounds, a question and a vote to the thanks."""
    dialogue = made.under_way(office, Phase.BEFORE)
    browser = Client()
    typed = f"{dialogue.code[:3].lower()} - {dialogue.code[3:]}"
    assert browser.get("/ngopi/ikut/", {"kode": typed}).headers["Location"] == path(dialogue)
    assert "Tidak perlu akun" in browser.get(path(dialogue)).content.decode()
    cookie = browser.post(path(dialogue)).cookies["ngopi"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (path(dialogue), True, "Lax")
    assert browser.post(path(dialogue, "jawab/"), answers(dialogue)).status_code == 302
    assert "jawaban Anda sudah dihitung" in browser.get(path(dialogue)).content.decode()
    go(office, dialogue, Phase.QUESTIONS)
    sent = browser.post(path(dialogue, "tanya/"), {"text": "Karangan: apa itu TPPO?"})
    assert sent.headers["Location"] == path(dialogue)
    shown = moderation.show(question=AudienceQuestion.objects.get(), keyring=keyring(office.sari))
    forget()
    other = phone(dialogue)
    assert "Karangan: apa itu TPPO?" in other.get(path(dialogue)).content.decode()
    assert other.post(path(dialogue, "suara/"), {"question": str(shown.pk), "wants": "1"}).status_code == 302
    page = other.get(path(dialogue)).content.decode()
    assert "Batalkan pilihan saya" in page
    assert "1 orang ingin tahu" in page
    go(office, dialogue, Phase.AFTER)
    right = questions_of(dialogue)[0].said("id").why
    assert right not in browser.get(path(dialogue)).content.decode()
    go(office, dialogue, Phase.THANKS)
    thanks = browser.get(path(dialogue)).content.decode()
    assert right in thanks
    assert "/lapor/?w=31.73.01.1006&amp;rw=017" in thanks
    course.end(dialogue=dialogue, by=office.sari)
    forget()
    over = browser.get(path(dialogue))
    assert "Acara ini sudah selesai" in over.content.decode()
    assert over.cookies["ngopi"].value == ""
    assert not Seat.objects.exists()


def test_a_report_is_offered_its_way_and_not_kept(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    browser = phone(dialogue)
    text = "Karangan: tetangga saya dikurung"
    answer = browser.post(path(dialogue, "tanya/"), {"text": text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert text in page
    assert "/lapor/?w=31.73.01.1006&amp;rw=017" in page
    assert not AudienceQuestion.objects.exists()
    named = browser.post(path(dialogue, "tanya/"), {"text": "Karangan 0812-0000-4411?", "anyway": "1"})
    assert named.status_code == 422
    assert browser.post(path(dialogue, "tanya/"), {"text": text, "anyway": "1"}).status_code == 302
    asked = AudienceQuestion.objects.get()
    moderation.turn_private(question=asked, by=office.sari)
    forget()
    assert "data-private" in browser.get(path(dialogue)).content.decode()
    assert "data-private" not in phone(dialogue).get(path(dialogue)).content.decode()


def test_the_state_is_small_and_told_once(office: Cast) -> None:
    dialogue = made.under_way(office)
    first = Client().get(path(dialogue, "keadaan"))
    assert json.loads(first.content)["phase"] == "welcome"
    again = {"If-None-Match": first.headers["ETag"]}
    assert Client().get(path(dialogue, "keadaan"), headers=again).status_code == 304
    go(office, dialogue, Phase.TALK)
    assert Client().get(path(dialogue, "keadaan"), headers=again).status_code == 200


def test_two_hundred_phones_behind_one_address(office: Cast) -> None:
    dialogue = made.under_way(office)
    assert {Client().post(path(dialogue)).status_code for _phone in range(220)} == {302}
    assert Seat.objects.count() == 220


def test_what_a_phone_asks_costs_the_database_little(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    browser = phone(dialogue)
    browser.get(path(dialogue))

    def asked(rows: int) -> int:
        for _row in range(rows):
            moderation.show(question=made.asked(dialogue), keyring=keyring(office.sari))
        forget()
        with CaptureQueriesContext(connection) as queries:
            browser.get(path(dialogue))
        return len(queries)

    assert asked(1) == asked(2)
    with CaptureQueriesContext(connection) as queries:
        browser.get(path(dialogue, "keadaan"))
    assert len(queries) == 0


def test_the_phone_passes_round(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.BEFORE)
    browser = phone(dialogue)
    for _person in range(3):
        browser.post(path(dialogue, "jawab/"), answers(dialogue))
        browser.post(path(dialogue, "berikut/"))
        assert "sudah dihitung" not in browser.get(path(dialogue)).content.decode()
    assert QuizAnswer.objects.count() == 15


def test_wrong_codes_are_counted_and_right_ones_never(office: Cast) -> None:
    """Not even for the neighbours of who types them, behind the same address."""
    dialogue = made.under_way(office)
    assert Client().get(path(dialogue)).status_code == 200
    guesses = [Client().get("/ngopi/ikut/ZZZZZZ/").status_code for _guess in range(2 * int(WRONG_ROOM_CODES.most))]
    assert guesses[0] == 404
    assert guesses[-1] == 429
    for _look in range(100):
        assert Client().get(path(dialogue, "keadaan")).status_code == 200


@pytest.mark.parametrize("text", GARBAGE)
def test_bad_input_gets_a_sentence(office: Cast, text: str) -> None:
    dialogue = made.under_way(office, Phase.BEFORE)
    browser = phone(dialogue)
    for then, given in (
        ("jawab/", dict.fromkeys(dialogue.quiz, text)),
        ("suara/", {"question": text, "wants": text}),
    ):
        answer = browser.post(path(dialogue, then), given)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
    asked = browser.post(path(dialogue, "tanya/"), {"text": text})
    assert asked.status_code in {302, 422}
    assert Client().get("/ngopi/ikut/", {"kode": text}).status_code == 422
    assert Vote.objects.count() + QuizAnswer.objects.count() == 0


def test_without_a_seat_one_is_sent_to_the_door(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.BEFORE)
    for then, given in (("jawab/", answers(dialogue)), ("tanya/", {"text": "Karangan?"})):
        for cookie in ("", "zz", "00" * 32, "00" * 900):
            browser = Client()
            browser.cookies["ngopi"] = cookie
            assert browser.post(path(dialogue, then), given).headers["Location"] == path(dialogue)
    assert Client().get(path(dialogue, "jawab/")).status_code == 405


def test_before_it_begins_and_after_nothing_is_taken(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    browser = phone(dialogue)
    course.end(dialogue=dialogue, by=office.sari)
    assert browser.post(path(dialogue, "tanya/"), {"text": "Karangan?"}).headers["Location"] == path(dialogue)
    forget()
    assert browser.post(path(dialogue, "berikut/")).headers["Location"] == path(dialogue)
    assert browser.post(path(dialogue)).status_code == 200
    assert not Seat.objects.exists()


def test_nothing_of_a_phone_is_in_the_log_or_a_session(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    browser = phone(dialogue)
    assert set(browser.cookies) == {"ngopi"}
    assert not re.search(r"csrfmiddlewaretoken", browser.get(path(dialogue)).content.decode())


def test_the_last_seats_are_for_whom_it_has_few_of(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """One IPv6 network of a phone takes two thirds and a few more; the next person in the hall still sits down."""
    monkeypatch.setattr(queries, "MOST_SEATS", 30)
    monkeypatch.setattr(LAST_SEATS, "most", 3)
    monkeypatch.setattr(LAST_SEATS, "wider", (1, 1))
    dialogue = made.under_way(office)
    sat = [Client().post(path(dialogue), REMOTE_ADDR=f"2001:db8::{number:x}").status_code for number in range(40)]
    assert (sat.count(302), sat.count(429)) == (23, 17)
    assert Client().post(path(dialogue), REMOTE_ADDR="203.0.113.7").status_code == 302


def test_the_last_questions_that_may_wait_are_for_who_asked_little(
    office: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_WAITING", 9)
    monkeypatch.setattr(LAST_QUESTIONS, "most", 1)
    dialogue = made.under_way(office, Phase.QUESTIONS)
    asked = [phone(dialogue).post(path(dialogue, "tanya/"), {"text": f"Karangan {number}?"}) for number in range(9)]
    assert [answer.status_code for answer in asked] == [302] * 7 + [422] * 2
    neighbour = phone(dialogue)
    answer = neighbour.post(path(dialogue, "tanya/"), {"text": "Dan saya?"}, REMOTE_ADDR="203.0.113.7")
    assert answer.status_code == 302
