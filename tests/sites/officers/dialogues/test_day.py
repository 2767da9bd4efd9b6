"""The day on the organiser's phone, on the projector, on paper, and without a network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.outreach.day.actions import course, moderation
from pimpasa.outreach.day.queries import attendance_of, forget, paper_counts_of
from pimpasa.outreach.models import AudienceQuestion, DayEntry, Dialogue, Promise, Seat
from pimpasa.outreach.queries.rounds import proposed_questions
from pimpasa.outreach.states import DialogueState, Phase, QuestionState
from tests.factories import outreach as made
from tests.factories.people import Cast, keyring

SignIn = Callable[[Officer], Client]
JSON = {"Accept": "application/json"}
GARBAGE = ["\x00", "x" * 5000, "🙂", "-1", "<b>", "9" * 30]
PAGES = (
    "dialogue_day", "dialogue_paper", "dialogue_end", "dialogue_questions", "dialogue_screen",
    "dialogue_screen_contents", "dialogue_run_sheet",
)  # fmt: skip
POSTS = ("dialogue_begin", "dialogue_phase", "dialogue_attend", "dialogue_enter")


def at(name: str, dialogue: Dialogue, *more: object) -> str:
    return reverse(f"officers:{name}", args=[dialogue.pk, *more])


def test_it_works(office: Cast, signed_in: SignIn) -> None:
    """Sari begins, goes on, reads, shows, answers, counts, ends, and types in what is on paper."""
    made.reviewed(office)
    dialogue, sari = made.dialogue(office), signed_in(office.sari)
    day = at("dialogue_day", dialogue)
    assert day in sari.get(reverse("officers:dialogue", args=[dialogue.pk])).content.decode()
    assert sari.get(day).content.decode().count("checked") == 5
    chosen = [one.key for one in proposed_questions(dialogue)]
    assert sari.post(at("dialogue_begin", dialogue), {"quiz": chosen}).headers["Location"] == day
    dialogue.refresh_from_db()
    assert dialogue.code in sari.get(day).content.decode()
    assert sari.post(at("dialogue_phase", dialogue), {"phase": "questions"}).headers["Location"] == day
    forget()
    asked = made.asked(dialogue)
    questions = at("dialogue_questions", dialogue)
    assert "bolehkah paspor dipegang agen" in sari.get(questions).content.decode()
    for step in ("show", "answer"):
        given = {"step": step, "answer": "Karangan: tidak boleh."}
        assert sari.post(at("dialogue_decide", dialogue, asked.pk), given).headers["Location"] == questions
    assert "Karangan: tidak boleh." in sari.get(questions).content.decode()
    tap = {"sex": "f", "age": "25_44", "more": "1"}
    assert sari.post(at("dialogue_attend", dialogue), tap).headers["Location"] == f"{day}#came"
    made.seat(dialogue)
    made.asked(dialogue)
    assert "1 pertanyaan menunggu" in sari.get(at("dialogue_end", dialogue)).content.decode()
    assert sari.post(at("dialogue_end", dialogue)).status_code == 422
    assert sari.post(at("dialogue_end", dialogue), {"leave_unread": "1"}).headers["Location"] == day
    assert not Seat.objects.exists()
    ticks = {"0-before-0": "4", "0-before-1": "3", "0-after-0": ""}
    assert sari.post(at("dialogue_paper", dialogue), ticks).headers["Location"] == day
    assert sum(paper_counts_of(dialogue).values()) == 7
    assert 'value="4"' in sari.get(at("dialogue_paper", dialogue)).content.decode()
    numbers = {"f-25_44": "12", "m-60_up": "8"}
    sari.post(at("dialogue_attend", dialogue), numbers)
    assert ": 20" in sari.get(day).content.decode()


@pytest.mark.parametrize("who", ["sari", "bayu", "dewi", "hadi", "agus", "rina"])
def test_who_may(office: Cast, signed_in: SignIn, who: str) -> None:
    """Who organises, speaks or sits at the desk; here Sari alone."""
    dialogue = made.under_way(office, Phase.QUESTIONS)
    asked = made.asked(dialogue)
    browser, expected = signed_in(getattr(office, who)), 200 if who == "sari" else 403
    paths = {name: at(name, dialogue) for name in PAGES} | {"sheet": at("dialogue_sheet", dialogue, "soal")}
    assert {name: browser.get(path).status_code for name, path in paths.items()} == dict.fromkeys(paths, expected)
    acts = [at(name, dialogue) for name in POSTS] + [at("dialogue_decide", dialogue, asked.pk)]
    assert {browser.post(path).status_code == 403 for path in acts} == {who != "sari"}


def test_nobody_is_asked_to_sign_in(office: Cast) -> None:
    dialogue = made.under_way(office)
    for name in PAGES:
        assert Client().get(at(name, dialogue)).headers["Location"].startswith("/masuk/?next=")
    assert Client().get(at("dialogue_day", Dialogue(pk=uuid4()))).status_code == 302


def test_before_it_begins(office: Cast, signed_in: SignIn) -> None:
    dialogue, sari = made.dialogue(office), signed_in(office.sari)
    assert "kurang dari lima" in sari.get(at("dialogue_day", dialogue)).content.decode()
    for name in ("dialogue_screen", "dialogue_questions", "dialogue_end"):
        assert sari.get(at(name, dialogue)).status_code == 403
    assert sari.get(at("dialogue_run_sheet", dialogue)).status_code == 200
    assert sari.get(at("dialogue_day", Dialogue(pk=uuid4()))).status_code == 404


@pytest.mark.parametrize("text", GARBAGE)
def test_bad_input_gets_a_sentence(office: Cast, signed_in: SignIn, text: str) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    asked, sari = made.asked(dialogue), signed_in(office.sari)
    for name, given, *more in (
        ("dialogue_phase", {"phase": text}),
        ("dialogue_attend", {"sex": text, "age": text, "more": text}),
        ("dialogue_attend", {"f-25_44": text}),
        ("dialogue_decide", {"step": text, "answer": text}, asked.pk),
        ("dialogue_begin", {"quiz": text}),
    ):
        page = sari.post(at(name, dialogue, *more), given, follow=True)
        assert (name, page.status_code) == (name, 200)
        assert 'role="alert"' in page.content.decode()
    assert sari.post(at("dialogue_paper", dialogue), {"0-before-0": text}).status_code == 422
    names = ("id", "at", "kind", "phase", "sex", "more", "due_on", "quiz", "0-before-0")
    assert sari.post(at("dialogue_enter", dialogue), dict.fromkeys(names, text)).status_code == 422
    assert sari.get(at("dialogue_sheet", dialogue, "lain")).status_code == 404


class TestScreen:
    def test_it_shows_what_everybody_may_see(self, office: Cast, signed_in: SignIn) -> None:
        dialogue, sari = made.under_way(office), signed_in(office.sari)
        page = sari.get(at("dialogue_screen", dialogue)).content.decode()
        assert dialogue.code in page
        assert "data:image/svg+xml" in page
        made.asked(dialogue)
        shown = moderation.show(question=made.asked(dialogue, "Karangan: apa itu TPPO?"), keyring=keyring(office.sari))
        course.go_to(dialogue=dialogue, phase=Phase.QUESTIONS, by=office.sari)
        page = sari.get(at("dialogue_screen_contents", dialogue)).content.decode()
        assert "Karangan: apa itu TPPO?" in page
        assert "bolehkah paspor" not in page
        moderation.turn_private(question=shown, by=office.sari)
        assert "Karangan: apa itu" not in sari.get(at("dialogue_screen_contents", dialogue)).content.decode()

    def test_it_is_told_only_what_changed(self, office: Cast, signed_in: SignIn) -> None:
        dialogue, sari = made.under_way(office), signed_in(office.sari)
        path = at("dialogue_screen_contents", dialogue)
        again = {"If-None-Match": sari.get(path).headers["ETag"]}
        assert sari.get(path, headers=again).status_code == 304
        made.seat(dialogue)
        assert sari.get(path, headers=again).status_code == 200

    def test_a_clicker_goes_on(self, office: Cast, signed_in: SignIn) -> None:
        dialogue, sari = made.under_way(office), signed_in(office.sari)
        answer = sari.post(at("dialogue_phase", dialogue), {"phase": "before", "screen": "1"})
        assert answer.headers["Location"] == at("dialogue_screen", dialogue)

    def test_right_answers_and_shares_come_after_both_rounds(self, office: Cast, signed_in: SignIn) -> None:
        dialogue, sari = made.under_way(office, Phase.BEFORE), signed_in(office.sari)
        phones = [made.answered(dialogue, rightly=False) for _turn in range(5)]
        course.go_to(dialogue=dialogue, phase=Phase.AFTER, by=office.sari)
        for phone in phones[1:]:
            made.answers_again(dialogue, phone, rightly=True)
        path = at("dialogue_screen_contents", dialogue)
        assert "<svg" not in sari.get(path).content.decode()
        course.go_to(dialogue=dialogue, phase=Phase.THANKS, by=office.sari)
        assert "Kurang dari 5" in sari.get(path).content.decode()
        course.go_to(dialogue=dialogue, phase=Phase.AFTER, by=office.sari)
        made.answers_again(dialogue, phones[0], rightly=True)
        course.go_to(dialogue=dialogue, phase=Phase.THANKS, by=office.sari)
        page = sari.get(path).content.decode()
        assert page.count("<svg") == 5
        assert "5 dari 5" in page


class TestPaper:
    @pytest.mark.parametrize("kind", ["soal", "rekap", "hadir"])
    def test_sheets_are_printed_before_and_during(self, office: Cast, signed_in: SignIn, kind: str) -> None:
        made.reviewed(office)
        dialogue, sari = made.dialogue(office), signed_in(office.sari)
        answer = sari.get(at("dialogue_sheet", dialogue, kind))
        assert answer.content.startswith(b"%PDF")
        assert answer.headers["Content-Type"] == "application/pdf"
        page = pypdfium2.PdfDocument(answer.content)[0]
        assert dialogue.village.name in page.get_textpage().get_text_range()


class TestWithoutANetwork:
    def entry(self, kind: str, **more: str) -> dict[str, str]:
        return {"id": str(uuid4()), "kind": kind, "at": clock.now().isoformat()} | more

    def test_a_whole_day_is_sent_later_and_applied_once(self, office: Cast, signed_in: SignIn) -> None:
        made.reviewed(office)
        dialogue, sari = made.dialogue(office), signed_in(office.sari)
        page = sari.get(at("dialogue_run_sheet", dialogue)).content.decode()
        assert "data-draft-key" in page
        keys = " ".join(one.key for one in proposed_questions(dialogue))
        promise = {
            "text": "Karangan: poster",
            "owner_elsewhere": "Lurah",
            "due_on": str(clock.today() + timedelta(days=1)),
        }
        entries = [
            self.entry("begin", quiz=keys),
            self.entry("phase", phase="talk"),
            self.entry("came", sex="m", age="18_24", more="1"),
            self.entry("asked", text="Karangan: apa itu TPPO?", answer="Karangan: dijelaskan."),
            self.entry("asked", text="Karangan: berapa biayanya?"),
            self.entry("promise", **promise),
            self.entry("paper", **{"0-before-0": "6"}),
            self.entry("end"),
            self.entry("came", sex="f", age="60_up", more="1"),
        ]
        for is_new in (True, False):
            for entry in entries:
                answer = sari.post(at("dialogue_enter", dialogue), entry, headers=JSON)
                assert answer.json() == {"kept": True, "new": is_new}
        dialogue.refresh_from_db()
        assert dialogue.state == DialogueState.HELD
        assert attendance_of(dialogue) == {("f", "60_up"): 1, ("m", "18_24"): 1}
        states = set(AudienceQuestion.objects.values_list("state", flat=True))
        assert states == {QuestionState.ANSWERED, QuestionState.LATER}
        assert sum(paper_counts_of(dialogue).values()) == 6
        assert Promise.objects.get().owner_elsewhere == "Lurah"
        assert DayEntry.objects.count() == len(entries)

    def test_what_happened_meanwhile_is_no_fault(self, office: Cast, signed_in: SignIn) -> None:
        dialogue, sari = made.under_way(office), signed_in(office.sari)
        course.end(dialogue=dialogue, by=office.sari)
        for kind, more in (("begin", {}), ("phase", {"phase": "talk"}), ("end", {})):
            answer = sari.post(at("dialogue_enter", dialogue), self.entry(kind, **more), headers=JSON)
            assert answer.status_code == 200
        dialogue.refresh_from_db()
        assert dialogue.state == DialogueState.HELD

    @pytest.mark.parametrize(
        "wrong",
        [
            {"kind": "lain"},
            {"kind": "came", "sex": "f", "age": "60_up", "more": "0"},
            {"kind": "came", "sex": "q", "age": "60_up", "more": "1"},
            {"kind": "phase", "phase": "lain"},
            {"kind": "asked", "text": ""},
            {"kind": "asked", "text": "Karangan: 0812-0000-4411 siapa?"},
            {"kind": "promise", "text": "Karangan: poster"},
            {"kind": "came", "at": "kemarin", "sex": "f", "age": "60_up", "more": "1"},
            {"kind": "came", "at": "2020-01-01T00:00:00+07:00", "sex": "f", "age": "60_up", "more": "1"},
            {"kind": "came", "at": "2020-01-01T00:00:00", "sex": "f", "age": "60_up", "more": "1"},
            {"kind": "paper", "0-before-0": "viele"},
        ],
    )
    def test_what_cannot_be_kept_stays_on_the_phone(
        self, office: Cast, signed_in: SignIn, wrong: dict[str, str]
    ) -> None:
        dialogue, sari = made.under_way(office), signed_in(office.sari)
        answer = sari.post(at("dialogue_enter", dialogue), self.entry("came") | wrong, headers=JSON)
        assert answer.status_code == 409
        assert answer.json()["refused"]
        assert not DayEntry.objects.exists()

    def test_an_entry_is_of_one_dialogue(self, office: Cast, signed_in: SignIn) -> None:
        first, sari = made.under_way(office), signed_in(office.sari)
        entry = self.entry("came", sex="f", age="60_up", more="1")
        assert sari.post(at("dialogue_enter", first), entry).status_code == 302
        course.end(dialogue=first, by=office.sari)
        second = made.dialogue(office)
        course.begin(dialogue=second, quiz=[], by=office.sari)
        assert sari.post(at("dialogue_enter", second), entry, headers=JSON).status_code == 409
