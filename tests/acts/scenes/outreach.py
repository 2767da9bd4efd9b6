"""Dialogues with residents: what they are planned by, their day, and what comes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from PIL import Image

from pimpasa.common import clock
from pimpasa.common.ids import uuid7
from pimpasa.outreach.actions import contacts, departures, kinds, minutes, photos, planning, promises, reminders
from pimpasa.outreach.contents import Contact
from pimpasa.outreach.day import opening
from pimpasa.outreach.day.actions import counts, course, moderation, run_sheet
from pimpasa.outreach.day.contents import Cell, EntryContents
from pimpasa.outreach.kinds import AgeGroup, Round, Sex
from pimpasa.outreach.models import AudienceQuestion, Dialogue, DialogueKind, Photo, RwContact
from pimpasa.outreach.states import Phase, QuestionState
from tests.acts.stage import Deed, scene
from tests.factories import outreach as made
from tests.factories import photos as taken
from tests.factories.people import Cast, entrusted, keyring
from tests.factories.territory import CENGKARENG_TIMUR

SUMMARY = "Karangan: warga RW 017 membahas janji kerja palsu dan cara melapor."
NONTON = kinds.KindDetails(name_id="Nonton bareng", name_en="Film evening")


def asked_aloud(office: Cast) -> AudienceQuestion:
    return made.shown(made.under_way(office, Phase.QUESTIONS), text="Karangan: di mana melapor?")


def waiting(office: Cast) -> AudienceQuestion:
    return made.asked(made.under_way(office, Phase.QUESTIONS))


def kept_photo(office: Cast) -> Photo:
    return made.photo(office, made.held(office))


@scene(contacts.keep_contact, may="dewi hadi")
def keeping_a_contact(office: Cast) -> Deed:
    village = office.at.village(CENGKARENG_TIMUR)
    contact = Contact("Pak Karangan", "rw17@karangan.invalid")
    return lambda who: contacts.keep_contact(village=village, rw="017", contact=contact, by=who)


@scene(contacts.keep_contact)
def keeping_another_contact_of_the_same_rw(office: Cast) -> Deed:
    made.contact(office)
    return lambda _who: made.contact(office, email="lain@karangan.invalid")


@scene(contacts.remove_contact, may="dewi hadi")
def removing_a_contact(office: Cast) -> Deed:
    made.contact(office)
    return lambda who: contacts.remove_contact(contact=RwContact.objects.get(), by=who)


@scene(kinds.keep_kind, may="dewi hadi fani")
def adding_a_kind_of_ones_office(office: Cast) -> Deed:
    return lambda who: kinds.keep_kind(kind=None, details=NONTON, by=who)


@scene(kinds.keep_kind, may="dewi hadi")
def renaming_a_kind_of_ones_office(office: Cast) -> Deed:
    own = kinds.keep_kind(kind=None, details=NONTON, by=office.dewi)
    return lambda who: kinds.keep_kind(kind=own, details=replace(NONTON, minutes=120), by=who)


@scene(kinds.keep_kind, may="hadi")
def adding_a_kind_for_all(office: Cast) -> Deed:
    entrusted(office)
    return lambda who: kinds.keep_kind(kind=None, details=replace(NONTON, for_all=True), by=who)


@scene(kinds.keep_kind, may="hadi")
def retiring_a_kind_of_all(office: Cast) -> Deed:
    entrusted(office)
    ngopi = DialogueKind.objects.get(pk="ngopi")
    return lambda who: kinds.keep_kind(kind=ngopi, details=replace(NONTON, is_planned=False), by=who)


@scene(departures.bring_in_departures, may="dewi hadi")
def bringing_departures_in(office: Cast) -> Deed:
    data = f"kode;jumlah\n{CENGKARENG_TIMUR};1.320\n".encode()
    return lambda who: departures.bring_in_departures(data=data, year=2025, source="Karangan", by=who)


@scene(planning.plan_dialogue, may="sari")
def planning_a_dialogue(office: Cast) -> Deed:
    plan = made.plan(office, series="Karangan: keliling RW", speakers=[office.dewi])
    return lambda who: planning.plan_dialogue(plan=plan, desk=office.at.cengkareng_timur, by=who)


@scene(planning.change_plan, may="sari")
def changing_a_plan(office: Cast) -> Deed:
    dialogue = made.dialogue(office)
    plan = made.plan(office, hall="Karangan: musala")
    return lambda who: planning.change_plan(dialogue=dialogue, plan=plan, by=who)


@scene(planning.change_plan, may="sari dewi")
def changing_a_plan_as_a_speaker(office: Cast) -> Deed:
    dialogue = made.dialogue(office, speakers=[office.dewi])
    plan = made.plan(office, hall="Karangan: musala", speakers=[office.dewi])
    return lambda who: planning.change_plan(dialogue=dialogue, plan=plan, by=who)


@scene(planning.call_off_dialogue, may="sari")
def calling_a_dialogue_off(office: Cast) -> Deed:
    dialogue = made.dialogue(office)
    return lambda who: planning.call_off_dialogue(dialogue=dialogue, reason="Karangan: banjir", by=who)


@scene(reminders.remind_rws)
def reminding_the_rw(office: Cast) -> Deed:
    made.contact(office)
    dialogue = made.dialogue(office)
    return lambda _who: reminders.remind_rws(dialogue=dialogue)


@scene(course.begin, may="sari")
def beginning_a_dialogue(office: Cast) -> Deed:
    dialogue = made.dialogue(office)
    return lambda who: course.begin(dialogue=dialogue, quiz=[], by=who)


@scene(course.go_to, may="sari")
def going_to_the_next_phase(office: Cast) -> Deed:
    dialogue = made.under_way(office)
    return lambda who: course.go_to(dialogue=dialogue, phase=Phase.TALK, by=who)


@scene(course.end, may="sari")
def ending_a_dialogue(office: Cast) -> Deed:
    dialogue = made.under_way(office, Phase.BEFORE)
    made.answered(dialogue, rightly=True)
    return lambda who: course.end(dialogue=dialogue, by=who)


@scene(course.end, may="sari")
def ending_a_dialogue_with_a_question_unread(office: Cast) -> Deed:
    question = waiting(office)
    return lambda who: course.end(dialogue=question.dialogue, by=who, leave_unread=True)


@scene(course.end_forgotten)
def ending_what_nobody_ended(office: Cast) -> Deed:
    question = waiting(office)
    ago = clock.now() - timedelta(hours=14)
    Dialogue.objects.update(starts_at=ago, began_at=ago, ends_at=ago + timedelta(hours=1))
    return lambda _who: course.end_forgotten(dialogue=question.dialogue)


@scene(opening.waiting_questions, may="sari")
def reading_what_waits(office: Cast) -> Deed:
    question = waiting(office)
    return lambda who: opening.waiting_questions(dialogue=question.dialogue, keyring=keyring(who))


@scene(moderation.show, may="sari")
def showing_a_question(office: Cast) -> Deed:
    question = waiting(office)
    return lambda who: moderation.show(question=question, keyring=keyring(who))


@scene(moderation.refuse, may="sari")
def not_showing_a_question(office: Cast) -> Deed:
    question = waiting(office)
    return lambda who: moderation.refuse(question=question, by=who)


@scene(moderation.turn_private, may="sari")
def turning_a_question_private(office: Cast) -> Deed:
    question = asked_aloud(office)
    return lambda who: moderation.turn_private(question=question, by=who)


@scene(moderation.turn_private, may="sari")
def turning_a_question_private_that_waits(office: Cast) -> Deed:
    question = waiting(office)
    return lambda who: moderation.turn_private(question=question, by=who)


@scene(moderation.put_off, may="sari")
def putting_a_question_off(office: Cast) -> Deed:
    question = asked_aloud(office)
    return lambda who: moderation.put_off(question=question, by=who)


@scene(moderation.answer, may="sari")
def answering_a_question(office: Cast) -> Deed:
    question = asked_aloud(office)
    return lambda who: moderation.answer(question=question, words="Karangan", by=who)


@scene(counts.add_attendance, may="sari")
def counting_one_more(office: Cast) -> Deed:
    dialogue = made.under_way(office)
    return lambda who: counts.add_attendance(dialogue=dialogue, sex=Sex.MALE, age=AgeGroup.OLD, more=1, by=who)


@scene(counts.set_attendance, may="sari")
def counting_who_came(office: Cast) -> Deed:
    dialogue = made.under_way(office)
    numbers = {(Sex.MALE, AgeGroup.OLD): 1}
    return lambda who: counts.set_attendance(dialogue=dialogue, counts=numbers, by=who)


@scene(counts.count_paper, may="sari")
def counting_what_is_on_paper(office: Cast) -> Deed:
    dialogue = made.under_way(office)
    numbers = {Cell(dialogue.quiz[0], Round.BEFORE, 0): 1}
    return lambda who: counts.count_paper(dialogue=dialogue, counts=numbers, by=who)


def entry(office: Cast, kind: str, **contents: Any) -> Deed:
    """An entry of the run sheet of a dialogue under way."""
    dialogue = made.under_way(office, Phase.QUESTIONS)
    words = EntryContents(at=clock.now().isoformat(), **contents)
    return lambda who: run_sheet.add_entry(
        dialogue=dialogue, entry_id=uuid7(), kind=kind, contents=words, keyring=keyring(who)
    )


@scene(run_sheet.add_entry, may="sari")
def writing_down_a_question_to_answer_later(office: Cast) -> Deed:
    return entry(office, "asked", text="Karangan: apa itu TPPO?")


@scene(run_sheet.add_entry, may="sari")
def writing_down_a_question_with_its_answer(office: Cast) -> Deed:
    return entry(office, "asked", text="Karangan: apa itu TPPO?", answer="Karangan: perdagangan orang.")


@scene(run_sheet.add_entry, may="sari")
def writing_down_who_came(office: Cast) -> Deed:
    return entry(office, "came", sex=Sex.MALE, age=AgeGroup.OLD, more=1)


@scene(minutes.answer_in_writing, may="sari")
def answering_in_writing(office: Cast) -> Deed:
    question = made.shown(made.held(office), text="Karangan: di mana melapor?", state=QuestionState.LATER)
    return lambda who: minutes.answer_in_writing(question=question, answer="Karangan", by=who)


@scene(minutes.save_summary, may="sari")
def saving_the_summary(office: Cast) -> Deed:
    dialogue = made.held(office)
    return lambda who: minutes.save_summary(dialogue=dialogue, summary=SUMMARY, by=who)


@scene(minutes.publish_minutes, may="sari")
def publishing_the_minutes(office: Cast) -> Deed:
    dialogue = made.held(office)
    made.shown(dialogue, text="Karangan: di mana melapor?")
    return lambda who: minutes.publish_minutes(dialogue=dialogue, summary=SUMMARY, by=who)


@scene(promises.make_promise, may="sari")
def making_a_promise(office: Cast) -> Deed:
    dialogue = made.held(office)
    return lambda who: made.promise(office, dialogue, by=who)


@scene(promises.keep_promise, may="sari dewi")
def keeping_a_promise(office: Cast) -> Deed:
    promise = made.promise(office, made.held(office))  # Dewi owns it, Sari leads
    return lambda who: promises.keep_promise(promise=promise, how="Karangan: sudah", by=who)


@scene(promises.drop_promise, may="sari dewi")
def giving_a_promise_up(office: Cast) -> Deed:
    promise = made.promise(office, made.held(office))
    return lambda who: promises.drop_promise(promise=promise, reason="Karangan: batal", by=who)


@scene(photos.add_photo, may="sari")
def adding_a_photo(office: Cast) -> Deed:
    dialogue = made.held(office)
    content = taken.photo(Image.new("RGB", (64, 64), taken.WALL))
    return lambda who: photos.add_photo(dialogue=dialogue, content=content, consent="Karangan: semua setuju", by=who)


@scene(photos.cover_photo, may="sari")
def covering_more_of_a_photo(office: Cast) -> Deed:
    photo = kept_photo(office)
    return lambda who: photos.cover_photo(photo=photo, areas=[[0, 0, 9, 9]], keyring=keyring(who))


@scene(photos.publish_photo, may="sari")
def publishing_a_photo(office: Cast) -> Deed:
    photo = kept_photo(office)
    return lambda who: photos.publish_photo(
        photo=photo, caption="Karangan: warga mendengarkan", looked=True, keyring=keyring(who)
    )


@scene(photos.remove_photo, may="sari")
def removing_a_photo(office: Cast) -> Deed:
    photo = kept_photo(office)
    return lambda who: photos.remove_photo(photo=photo, by=who)
