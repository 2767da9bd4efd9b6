"""Who may do what with a dialogue and what belongs to it, and when; and what makes two of them clash."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import sits_at
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_keep_shared, check_permission
from pimpasa.common import clock
from pimpasa.outreach.contents import Contact
from pimpasa.outreach.models import AudienceQuestion, Dialogue, DialogueKind, Photo, Promise, RwContact
from pimpasa.outreach.states import (
    DIALOGUE_TRANSITIONS,
    HOLDS_TIME,
    QUESTION_TRANSITIONS,
    DialogueState,
    DialogueStep,
    QuestionState,
    QuestionStep,
)
from pimpasa.territory import zones
from pimpasa.territory.models import Desk, Jurisdiction, Office, Village

LONGEST = timedelta(hours=12)
LONGEST_PROMISE = timedelta(days=2 * 366)  # later than that nobody who heard it waits any more
MOST_RWS = 30
FEWEST_MINUTES = 15
MOST_MINUTES = 720
MOST_PHOTOS = 10
LONGEST_SUMMARY = 4000
LONGEST_WRITTEN_ANSWER = 1000
FEWEST_LETTERS = 5  # of a reason or a promise
FEWEST_OF_CAPTION = 10
FEWEST_OF_SUMMARY = 20
FIRST_YEAR = 2000
RW = re.compile(r"\d{3}")


def check_hold(officer: Officer, desk: Desk) -> None:
    """Raise Refused unless the officer holds dialogues and sits at this desk today."""
    check_permission(officer, Permission.HOLD_DIALOGUES)
    if not sits_at(officer, desk.pk):
        raise Refused("not_at_desk", _("Only members of the desk that holds a dialogue plan and lead it."))


def check_see(officer: Officer, office: Office) -> None:
    """Raise Refused unless the officer holds dialogues at this office."""
    check_permission(officer, Permission.HOLD_DIALOGUES)
    if officer.office_id != office.pk:
        raise Refused("other_office", _("This dialogue is another office's."))


def check_keep(officer: Officer) -> None:
    """Raise Refused unless the officer keeps what dialogues are planned by: kinds, contacts, departures."""
    check_permission(officer, Permission.KEEP_OUTREACH)


def check_keep_kind(officer: Officer, kind: DialogueKind) -> None:
    """Raise Refused unless the kind is the officer's own office's, or they look after what all offices share."""
    check_keep(officer)
    if kind.office_id is None:
        check_keep_shared(officer)
    elif kind.office_id != officer.office_id:
        raise Refused("kind_of_other_office", _("This kind is another office's."))


def check_plannable(kind: DialogueKind, office: Office) -> None:
    """Raise Refused for a kind that another office made for itself."""
    if kind.office_id not in (None, office.pk):
        raise Refused("kind_of_other_office", _("This kind is another office's."))


def check_lead(officer: Officer, dialogue: Dialogue) -> None:
    """Raise Refused unless the officer organises the dialogue, speaks in it, or sits at its desk."""
    check_see(officer, dialogue.office)
    if dialogue.organiser_id == officer.pk or dialogue.speakers.filter(officer=officer).exists():
        return
    check_hold(officer, dialogue.desk)


def can_lead(officer: Officer, dialogue: Dialogue) -> bool:
    try:
        check_lead(officer, dialogue)
    except Refused:
        return False
    return True


def next_state(dialogue: Dialogue, step: DialogueStep) -> DialogueState:
    """Where a step leads. Raises Refused where the state does not allow it."""
    state = DialogueState(dialogue.state)
    if step not in DIALOGUE_TRANSITIONS[state]:
        sentence = _("This dialogue is “%(state)s”: you cannot %(step)s now.")
        raise Refused("not_in_this_state", sentence % {"state": state.label, "step": step.label})
    return DIALOGUE_TRANSITIONS[state][step]


def check_place(office: Office, village: Village, rws: Sequence[str]) -> None:
    """Raise Refused for a kelurahan outside the office's area, or an RW that is none."""
    if not Jurisdiction.objects.filter(office=office, district=village.district_id).exists():
        raise Refused("not_in_area", _("%(village)s is not in your office's area.") % {"village": village.name})
    if len(rws) > MOST_RWS or not all(RW.fullmatch(rw) for rw in rws):
        raise Refused("no_rw", _("An RW has a number of up to three digits, such as 017."))


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """Raise Refused for times that cannot be planned."""
    if ends_at <= starts_at:
        raise Refused("ends_before_start", _("The end lies before the beginning."))
    if ends_at - starts_at > LONGEST:
        raise Refused("too_long_a_day", _("A dialogue lasts twelve hours at most. Plan one for each day."))


def check_to_come(ends_at: datetime) -> None:
    """Raise Refused for a plan whose time is over."""
    if ends_at < clock.now():
        raise Refused("time_is_over", _("This time is over. Choose one to come."))


def check_over(ends_at: datetime) -> None:
    """Raise Refused for what is written down as held before it is over."""
    if ends_at > clock.now():
        raise Refused("not_over_yet", _("This is still to come. Plan it as a dialogue instead."))


def hall_key(hall: str) -> str:
    """What two ways to write the same hall have in common: letters and digits, whatever their case."""
    return "".join(char for char in hall.casefold() if char.isalnum())


def check_free(dialogue: Dialogue, officers: Sequence[Officer]) -> None:
    """Raise Refused where an officer or the hall is taken at that time, saying by what.

    Who calls it holds the locks that keep two plans from passing at once, see actions.planning.
    """
    for clash in _at_the_same_time(dialogue).select_related("village", "organiser").prefetch_related("speakers"):
        there = {clash.organiser_id, *(speaker.officer_id for speaker in clash.speakers.all())}
        busy = ", ".join(officer.name for officer in officers if officer.pk in there)
        where = _in_few_words(clash)
        if busy:
            raise Refused("officer_busy", _("%(names)s: already at %(other)s.") % {"names": busy, "other": where})
        if clash.village_id == dialogue.village_id and clash.hall_key == dialogue.hall_key:
            sentence = _("%(hall)s is taken: %(other)s.")
            raise Refused("hall_taken", sentence % {"hall": dialogue.hall, "other": where})


def _at_the_same_time(dialogue: Dialogue) -> QuerySet[Dialogue]:
    near = Q(office=dialogue.office) | Q(village=dialogue.village)
    return Dialogue.objects.filter(
        near, state__in=HOLDS_TIME, starts_at__lt=dialogue.ends_at, ends_at__gt=dialogue.starts_at
    ).exclude(pk=dialogue.pk)


def _in_few_words(dialogue: Dialogue) -> str:
    """For a sentence."""
    return f"{dialogue.hall}, {dialogue.village.name}, {zones.moment(dialogue.begins)}"


def check_hall(hall: str) -> None:
    """Raise Refused where nobody says where."""
    if not hall.strip():
        raise Refused("no_hall", _("Say where."))


def check_speakers(office: Office, officers: Collection[Officer]) -> None:
    """Raise Refused for an officer of another office: their time is not this office's to plan."""
    if any(officer.office_id != office.pk for officer in officers):
        raise Refused("speaker_of_other_office", _("Officers of another office come as guests."))


def check_kind(*, name_id: str, name_en: str, minutes: int) -> None:
    """Raise Refused for a kind without names, or of a length that no dialogue has."""
    if not name_id.strip() or not name_en.strip():
        raise Refused("no_name", _("Give its name in both languages."))
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        raise Refused("wrong_minutes", _("A dialogue takes from 15 to 720 minutes."))


def check_retire(kind: DialogueKind, kinds: Collection[DialogueKind]) -> None:
    """Raise Refused for the last kind in use that all offices have: without one nothing can be planned."""
    shared = [each for each in kinds if each.office_id is None]
    if kind.office_id is None and all(each.retired_on or each.pk == kind.pk for each in shared):
        raise Refused("last_kind", _("One kind at least has to stay."))


def check_contact(contact: Contact) -> None:
    """Raise Refused for what is no e-mail address, or has no name."""
    try:
        validate_email(contact.email)
    except ValidationError as fault:
        raise Refused("no_email", _("This is no e-mail address.")) from fault
    if not contact.name.strip():
        raise Refused("no_contact_name", _("Give the name."))


def check_own_contact(officer: Officer, contact: RwContact) -> None:
    """Raise Refused for another office's contact."""
    if contact.office_id != officer.office_id:
        raise Refused("contact_of_other_office", _("This contact is another office's."))


def check_statistic(*, year: int, source: str) -> None:
    """Raise Refused for a year of which nobody has numbers, or numbers of nobody's."""
    if not FIRST_YEAR <= year <= clock.today().year:
        raise Refused("no_such_year", _("This is no year of which there are numbers."))
    if not source.strip():
        raise Refused("no_source", _("Say whose statistic it is."))


def next_question_state(question: AudienceQuestion, step: QuestionStep) -> QuestionState:
    """Where a step leads. Raises Refused where the question's state does not allow it."""
    state = QuestionState(question.state)
    if step not in QUESTION_TRANSITIONS[state]:
        sentence = _("This question is “%(state)s”: you cannot %(step)s now.")
        raise Refused("question_not_in_this_state", sentence % {"state": state.label, "step": step.label})
    return QUESTION_TRANSITIONS[state][step]


def check_follow(officer: Officer, promise: Promise) -> None:
    """Raise Refused unless the officer owns the promise, or leads its dialogue."""
    if promise.owner_id == officer.pk:
        check_see(officer, promise.dialogue.office)
    else:
        check_lead(officer, promise.dialogue)


def can_follow(officer: Officer, promise: Promise) -> bool:
    try:
        check_follow(officer, promise)
    except Refused:
        return False
    return True


def check_open(promise: Promise) -> None:
    """Raise Refused for a promise that was kept or given up."""
    if not promise.is_open:
        raise Refused("promise_closed", _("This promise is closed already."))


def check_promise(promise: Promise) -> None:
    """Raise Refused unless one who can keep it owns it, by a day that somebody could mean."""
    owner = promise.owner
    office = promise.dialogue.office
    if (owner is None) == (not promise.owner_elsewhere):
        sentence = _("Choose one who keeps the promise: an officer of your office, or an office elsewhere.")
        raise Refused("one_owner", sentence)
    if owner is not None and (owner.office_id != office.pk or not owner.may(Permission.HOLD_DIALOGUES)):
        sentence = _("Only an officer of your office who holds dialogues can own a promise here.")
        raise Refused("owner_cannot_keep", sentence)
    held_on = promise.dialogue.begins.date()
    if not held_on <= promise.due_on <= held_on + LONGEST_PROMISE:
        raise Refused("wrong_due_day", _("Choose a day after the dialogue, at most two years later."))


def check_photo_fits(photos: int) -> None:
    """Raise Refused for one photo too many."""
    if photos >= MOST_PHOTOS:
        sentence = _("A dialogue has %(most)d photos at most. Remove one first.")
        raise Refused("many_photos", sentence % {"most": MOST_PHOTOS})


def check_publish_photo(photo: Photo, *, caption: str, looked: bool) -> None:
    """Raise Refused unless an officer looked, said what it shows, and the dialogue is everybody's."""
    if not photo.dialogue.is_public:
        raise Refused("not_public", _("This dialogue is not public, so nothing of it is published."))
    if not looked:
        sentence = _("Look at the photo first, and confirm that nobody can be recognised and all agreed.")
        raise Refused("not_looked_at", sentence)
    if len(caption) < FEWEST_OF_CAPTION:
        raise Refused("no_caption", _("Say in a few words what the photo shows."))
