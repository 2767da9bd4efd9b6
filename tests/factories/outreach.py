"""Dialogues in whatever state a test needs, made by the same actions that people use."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.outreach import contacts, planning
from pimpasa.outreach.contacts import Contact
from pimpasa.outreach.models import Dialogue, DialogueKind, RwContact
from pimpasa.outreach.planning import Plan
from pimpasa.territory.models import Desk
from tests.factories.people import Cast
from tests.factories.territory import CENGKARENG_TIMUR


def plan(office: Cast, **changes: Any) -> Plan:
    """Ngopi in RW 017 of Cengkareng Timur, from an hour ahead, for ninety minutes."""
    start = (clock.now() + timedelta(hours=1)).replace(second=0, microsecond=0)
    made = Plan(
        kind=DialogueKind.objects.get(pk="ngopi"),
        village=office.at.village(CENGKARENG_TIMUR),
        rws=["017"],
        hall="Balai Karangan RW 017",
        starts_at=start,
        ends_at=start + timedelta(minutes=90),
        agenda="Karangan: kenali janji kerja palsu",
        guests=["Ibu Karangan, kader"],
    )
    return replace(made, **changes)


def dialogue(office: Cast, *, by: Officer | None = None, desk: Desk | None = None, **changes: Any) -> Dialogue:
    """Planned by Sari at her desk, unless the test says otherwise."""
    what = plan(office, **changes)
    return planning.plan(what=what, desk=desk or office.at.cengkareng_timur, by=by or office.sari)


def contact(office: Cast, *, rw: str = "017", email: str = "rw17@karangan.invalid") -> RwContact:
    """Whom Dewi has reminded in an RW of Cengkareng Timur."""
    who = Contact("Pak Karangan", email, "0812-0000-0017")
    return contacts.keep(village=office.at.village(CENGKARENG_TIMUR), rw=rw, contact=who, by=office.dewi)
