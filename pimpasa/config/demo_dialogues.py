"""The demonstration's dialogues with residents: one to come in RW 017, one held in RW 019. All of it is invented."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.outreach.actions.planning import Plan, plan_dialogue
from pimpasa.outreach.kinds import USUAL_AGENDA
from pimpasa.outreach.models import Dialogue, DialogueKind
from pimpasa.outreach.states import DialogueState
from pimpasa.territory.models import Desk, Office, Village

VILLAGE = "31.73.01.1006"
TO_COME = timedelta(days=6)
AGO = timedelta(days=40)


def hold_dialogues(office: Office) -> None:
    """Sari plans both; the first is put into the past afterwards, since nobody can plan one there.

    The act of planning the second vouches for that, as for whatever else changed in its transaction.
    """
    sari = Officer.objects.get(office=office, email="sari@contoh.invalid")
    held = _planned(sari, clock.today() + TO_COME * 2, rw="019", hall="Aula Karangan RW 019")
    starts = _at(clock.today() - AGO, 14)
    ends = starts + (held.ends_at - held.starts_at)
    Dialogue.objects.filter(pk=held.pk).update(
        starts_at=starts, ends_at=ends, began_at=starts, ended_at=ends, state=DialogueState.HELD
    )
    _planned(sari, clock.today() + TO_COME, rw="017", hall="Balai Warga Karangan RW 017")


def _planned(sari: Officer, on: date, *, rw: str, hall: str) -> Dialogue:
    village = Village.objects.get(pk=VILLAGE)
    starts = _at(on, 14)
    kind = DialogueKind.objects.get(pk="ngopi")
    plan = Plan(
        kind=kind,
        village=village,
        rws=[rw],
        hall=hall,
        address="Contoh: di samping musala karangan",
        starts_at=starts,
        ends_at=starts + timedelta(minutes=kind.minutes),
        agenda=USUAL_AGENDA,
        partners="PKK Karangan",
        series="Contoh: Ngopi keliling RW",
        guests=["Ibu Contoh, kader PKK"],
    )
    desk = Desk.objects.get(office=sari.office, village=village, closed_on=None)
    return plan_dialogue(plan=plan, desk=desk, by=sari)


def _at(on: date, hour: int) -> datetime:
    return datetime.combine(on, time(hour), clock.JAKARTA)
