"""Planning a dialogue: one form, one transaction, and no two in the same hall or with the same officer at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.outreach import rules
from pimpasa.outreach.models import Dialogue, DialogueKind, Series, Speaker
from pimpasa.outreach.queries.dialogues import locked_dialogue
from pimpasa.outreach.states import DialogueState, DialogueStep, Phase
from pimpasa.territory.models import Desk, Village

LONGEST_REASON = 300
LONGEST_NAME = 120
PLAIN = (
    "kind", "village", "hall", "starts_at", "ends_at", "title", "address", "agenda", "material", "partners",
    "letter_number", "budget_line", "is_public",
)  # fmt: skip


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


@act(Act.DIALOGUE_PLANNED)
def plan_dialogue(*, plan: Plan, desk: Desk, by: Officer, copied_from: Dialogue | None = None) -> Dialogue:
    """Plan a dialogue at a desk. Raises Refused by the rules, or where officer or hall are taken."""
    rules.check_hold(by, desk)
    dialogue = Dialogue(office=desk.office, desk=desk, organiser=by, planned_at=clock.now(), copied_from=copied_from)
    _save(dialogue, plan)
    record(dialogue, by=by, facts=dialogue.facts)
    return dialogue


@act(Act.DIALOGUE_PLANNED, Act.DIALOGUE_ENDED)
def note_held(*, plan: Plan, desk: Desk, by: Officer) -> Dialogue:
    """Write down a dialogue that was held without a plan in here; its minutes are owed. Raises Refused by the rules."""
    rules.check_hold(by, desk)
    rules.check_over(plan.ends_at)
    dialogue = Dialogue(office=desk.office, desk=desk, organiser=by, planned_at=clock.now())
    dialogue.state = DialogueState.HELD
    dialogue.phase = Phase.THANKS
    dialogue.began_at = plan.starts_at
    dialogue.ended_at = plan.ends_at
    _save(dialogue, plan)
    record(dialogue, by=by, act=Act.DIALOGUE_PLANNED, facts=dialogue.facts)
    record(dialogue, by=by, act=Act.DIALOGUE_ENDED, facts={"began_at": plan.starts_at, "ended_at": plan.ends_at})
    return dialogue


@act(Act.DIALOGUE_CHANGED)
def change_plan(*, dialogue: Dialogue, plan: Plan, by: Officer) -> Dialogue:
    """Put another plan in the place of the first, until the day begins. Raises Refused."""
    dialogue = locked_dialogue(dialogue)
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, DialogueStep.CHANGE)
    if plan.starts_at != dialogue.starts_at:
        dialogue.reminded_at = None
    _save(dialogue, plan)
    record(dialogue, by=by, facts=dialogue.facts)
    return dialogue


@act(Act.DIALOGUE_CALLED_OFF)
def call_off_dialogue(*, dialogue: Dialogue, reason: str, by: Officer) -> Dialogue:
    """Call it off, with a reason that the public calendar shows. Raises Refused."""
    dialogue = locked_dialogue(dialogue)
    rules.check_lead(by, dialogue)
    dialogue.state = rules.next_state(dialogue, DialogueStep.CALL_OFF)
    if len(reason.strip()) < rules.FEWEST_LETTERS:
        raise Refused("no_reason", _("Say in a few words why."))
    dialogue.called_off_because = reason.strip()[:LONGEST_REASON]
    dialogue.version += 1
    dialogue.save()
    record(dialogue, by=by, facts={"state": dialogue.state, "called_off_because": dialogue.called_off_because})
    return dialogue


def _save(dialogue: Dialogue, plan: Plan) -> None:
    rules.check_plannable(plan.kind, dialogue.office)
    rules.check_place(dialogue.office, plan.village, plan.rws)
    rules.check_times(plan.starts_at, plan.ends_at)
    if dialogue.state == DialogueState.PLANNED:
        rules.check_to_come(plan.ends_at)
    rules.check_hall(plan.hall)
    for name in PLAIN:
        value = getattr(plan, name)
        setattr(dialogue, name, value.strip() if isinstance(value, str) else value)
    dialogue.rws = sorted(set(plan.rws))
    dialogue.hall_key = rules.hall_key(plan.hall)
    dialogue.series = _series(plan.series, dialogue)
    officers = [dialogue.organiser, *plan.speakers]
    if dialogue.state == DialogueState.PLANNED:
        _check_free(dialogue, officers)
    else:
        rules.check_speakers(dialogue.office, officers)
    dialogue.version += 1
    dialogue.save()
    _save_speakers(dialogue, plan)


def _save_speakers(dialogue: Dialogue, plan: Plan) -> None:
    dialogue.speakers.all().delete()
    officers = {officer.pk: officer for officer in plan.speakers}
    Speaker.objects.bulk_create(Speaker(dialogue=dialogue, officer=officer) for officer in officers.values())
    guests = [guest.strip()[:LONGEST_NAME] for guest in plan.guests if guest.strip()]
    Speaker.objects.bulk_create(Speaker(dialogue=dialogue, guest=guest) for guest in guests)


def _series(name: str, dialogue: Dialogue) -> Series | None:
    if not name.strip():
        return None
    series, _is_new = Series.objects.get_or_create(office=dialogue.office, name=name.strip()[:LONGEST_NAME])
    return series


def _check_free(dialogue: Dialogue, officers: Sequence[Officer]) -> None:
    """Two who plan for the same officer or kelurahan wait for each other here, so that the second sees the first."""
    rules.check_speakers(dialogue.office, officers)
    ids = sorted({officer.pk for officer in officers})
    list(Officer.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    Village.objects.select_for_update(no_key=True).get(pk=dialogue.village_id)
    rules.check_free(dialogue, officers)
