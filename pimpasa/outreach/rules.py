"""Who may do what with a dialogue, and when; and what makes two of them clash."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import DIALOGUE_TRANSITIONS, HOLDS_TIME, DialogueState, DialogueStep
from pimpasa.territory.models import Desk, Jurisdiction, Office, Village

LONGEST = timedelta(hours=12)
MOST_RWS = 30
RW = re.compile(r"\d{3}")


def check_hold(officer: Officer, desk: Desk) -> None:
    """Raise Refused unless the officer holds dialogues and sits at this desk today."""
    check_permission(officer, Permission.HOLD_DIALOGUES)
    if not desks_of(officer, on=clock.today()).filter(pk=desk.pk).exists():
        raise Refused(_("Only members of the desk that holds a dialogue plan and lead it."))


def check_see(officer: Officer, office: Office) -> None:
    """Raise Refused unless the officer holds dialogues at this office."""
    check_permission(officer, Permission.HOLD_DIALOGUES)
    if officer.office_id != office.pk:
        raise Refused(_("This dialogue is another office's."))


def check_keep(officer: Officer) -> None:
    """Raise Refused unless the officer keeps what dialogues are planned by: kinds, contacts, departures."""
    check_permission(officer, Permission.KEEP_OUTREACH)


def check_lead(officer: Officer, dialogue: Dialogue) -> None:
    """Raise Refused unless the officer organises the dialogue, speaks in it, or sits at its desk."""
    check_see(officer, dialogue.office)
    if dialogue.organiser_id == officer.pk or dialogue.speakers.filter(officer=officer).exists():
        return
    check_hold(officer, dialogue.desk)


def next_state(dialogue: Dialogue, step: DialogueStep) -> DialogueState:
    """Where a step leads. Raises Refused where the state does not allow it."""
    state = DialogueState(dialogue.state)
    if step not in DIALOGUE_TRANSITIONS[state]:
        raise Refused(
            _("This dialogue is “%(state)s”: you cannot %(step)s now.") % {"state": state.label, "step": step.label}
        )
    return DIALOGUE_TRANSITIONS[state][step]


def check_place(office: Office, village: Village, rws: Sequence[str]) -> None:
    """Raise Refused for a kelurahan outside the office's area, or an RW that is none."""
    if not Jurisdiction.objects.filter(office=office, district=village.district_id).exists():
        raise Refused(_("%(village)s is not in your office's area.") % {"village": village.name})
    if len(rws) > MOST_RWS or not all(RW.fullmatch(rw) for rw in rws):
        raise Refused(_("An RW has a number of up to three digits, such as 017."))


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """Raise Refused for times that cannot be planned."""
    if ends_at <= starts_at:
        raise Refused(_("The end lies before the beginning."))
    if ends_at - starts_at > LONGEST:
        raise Refused(_("A dialogue lasts twelve hours at most. Plan one for each day."))
    if ends_at < clock.now():
        raise Refused(_("This time is over. Choose one to come."))


def hall_key(hall: str) -> str:
    """What two ways to write the same hall have in common: letters and digits, whatever their case."""
    return "".join(char for char in hall.casefold() if char.isalnum())


def check_free(dialogue: Dialogue, officers: Sequence[Officer]) -> None:
    """Raise Refused where an officer or the hall is taken at that time, saying by what.

    Who calls it holds the locks that keep two plans from passing at once, see planning.save.
    """
    for other in _at_the_same_time(dialogue).select_related("village", "organiser").prefetch_related("speakers"):
        taken = {other.organiser_id, *(speaker.officer_id for speaker in other.speakers.all())}
        busy = [officer.name for officer in officers if officer.pk in taken]
        if busy:
            raise Refused(_("%(names)s: already at %(other)s.") % {"names": ", ".join(busy), "other": told(other)})
        if other.village_id == dialogue.village_id and other.hall_key == dialogue.hall_key:
            raise Refused(_("%(hall)s is taken: %(other)s.") % {"hall": dialogue.hall, "other": told(other)})


def _at_the_same_time(dialogue: Dialogue) -> QuerySet[Dialogue]:
    near = Q(office=dialogue.office) | Q(village=dialogue.village)
    return Dialogue.objects.filter(
        near, state__in=HOLDS_TIME, starts_at__lt=dialogue.ends_at, ends_at__gt=dialogue.starts_at
    ).exclude(pk=dialogue.pk)


def told(dialogue: Dialogue) -> str:
    """A dialogue in a few words, for a sentence."""
    when = date_format(timezone.localtime(dialogue.starts_at), "j F Y, H.i")
    return f"{dialogue.hall}, {dialogue.village.name}, {when}"
