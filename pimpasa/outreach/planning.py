"""Planning a dialogue: one form, one transaction, and no two in the same hall or with the same officer at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.outreach import rules
from pimpasa.outreach.models import Dialogue, DialogueKind, Series, Speaker
from pimpasa.outreach.states import DialogueStep
from pimpasa.territory.models import Desk, Village


@dataclass(frozen=True)
class Plan:
    """What an officer fills in. `rws` as three digits each; `guests` as they want to be announced."""

    kind: DialogueKind
    village: Village
    hall: str
    starts_at: datetime
    ends_at: datetime
    rws: Sequence[str] = ()
    title: str = ""
    address: str = ""
    agenda: str = ""
    material: str = ""
    partners: str = ""
    letter_number: str = ""
    budget_line: str = ""
    series: str = ""
    is_public: bool = True
    speakers: Sequence[Officer] = ()
    guests: Sequence[str] = ()


PLAIN = (
    "kind", "village", "hall", "starts_at", "ends_at", "title", "address", "agenda", "material", "partners",
    "letter_number", "budget_line", "is_public",
)  # fmt: skip


@transaction.atomic
def plan(*, what: Plan, desk: Desk, by: Officer, copied_from: Dialogue | None = None) -> Dialogue:
    """Plan a dialogue at a desk. Raises Refused by the rules, or where officer or hall are taken."""
    rules.check_hold(by, desk)
    dialogue = Dialogue(office=desk.office, desk=desk, organiser=by, planned_at=clock.now(), copied_from=copied_from)
    _save(dialogue, what, Act.DIALOGUE_PLANNED, by)
    return dialogue


@transaction.atomic
def change(*, dialogue: Dialogue, what: Plan, by: Officer) -> Dialogue:
    """Put another plan in the place of the first, until the day begins. Raises Refused."""
    dialogue = locked(dialogue)
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, DialogueStep.CHANGE)
    if what.starts_at != dialogue.starts_at:
        dialogue.reminded_at = None
    _save(dialogue, what, Act.DIALOGUE_CHANGED, by)
    return dialogue


@transaction.atomic
def call_off(*, dialogue: Dialogue, reason: str, by: Officer) -> Dialogue:
    """Call it off, with a reason that the public calendar shows. Raises Refused."""
    dialogue = locked(dialogue)
    rules.check_lead(by, dialogue)
    dialogue.state = rules.next_state(dialogue, DialogueStep.CALL_OFF)
    if len(reason.strip()) < 5:
        raise Refused(_("Say in a few words why."))
    dialogue.called_off_because = reason.strip()[:300]
    dialogue.version += 1
    dialogue.save()
    log(Act.DIALOGUE_CALLED_OFF, dialogue, by, dialogue.called_off_because)
    return dialogue


def _save(dialogue: Dialogue, what: Plan, act: Act, by: Officer) -> None:
    rules.check_place(dialogue.office, what.village, what.rws)
    rules.check_times(what.starts_at, what.ends_at)
    if not what.hall.strip():
        raise Refused(_("Say where."))
    for name in PLAIN:
        value = getattr(what, name)
        setattr(dialogue, name, value.strip() if isinstance(value, str) else value)
    dialogue.rws, dialogue.hall_key = sorted(set(what.rws)), rules.hall_key(what.hall)
    dialogue.series = _series(what.series, dialogue)
    _check_free(dialogue, [dialogue.organiser, *what.speakers])
    dialogue.version += 1
    dialogue.save()
    dialogue.speakers.all().delete()
    officers = {officer.pk: officer for officer in what.speakers}
    Speaker.objects.bulk_create(Speaker(dialogue=dialogue, officer=officer) for officer in officers.values())
    Speaker.objects.bulk_create(
        Speaker(dialogue=dialogue, guest=guest.strip()[:120]) for guest in what.guests if guest.strip()
    )
    log(act, dialogue, by, repr(what))


def _series(name: str, dialogue: Dialogue) -> Series | None:
    if not name.strip():
        return None
    return Series.objects.get_or_create(office=dialogue.office, name=name.strip()[:120])[0]


def _check_free(dialogue: Dialogue, officers: Sequence[Officer]) -> None:
    """Two who plan for the same officer or kelurahan wait for each other here, so that the second sees the first."""
    if any(officer.office_id != dialogue.office_id for officer in officers):
        raise Refused(_("Officers of another office come as guests."))
    ids = sorted({officer.pk for officer in officers})
    list(Officer.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    Village.objects.select_for_update(no_key=True).get(pk=dialogue.village_id)
    rules.check_free(dialogue, officers)


def locked(dialogue: Dialogue) -> Dialogue:
    """The row as it is now, locked until the transaction ends."""
    return (
        Dialogue.objects.select_for_update(of=["self"]).select_related("office", "desk", "village").get(pk=dialogue.pk)
    )


def log(act: Act, dialogue: Dialogue, by: Officer | None, told: str = "") -> None:
    """Append an act upon a dialogue to the ledger; `told` is committed to by its digest."""
    actor = by.actor if by else ledger.SYSTEM
    ledger.append(act=act, subject=dialogue.subject, actor=actor, digest=ledger.digest_of(told.encode()))
