"""Work on a phone: what the log says of it, and when the phone has to erase it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from pimpasa.accounts.actions import assign
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.roles import Role
from pimpasa.carrying import actions
from pimpasa.carrying.models import Phone
from pimpasa.carrying.rules import LIFE
from pimpasa.common import clock
from pimpasa.keys.actions import leaving
from pimpasa.ledger.acts import Act
from pimpasa.ledger.models import Entry
from tests.factories import reports as given
from tests.factories.people import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def test_it_works(office: Cast) -> None:
    mine, _colleagues = given.taken(office.sari), given.taken(office.dewi)
    phone = actions.take_along(by=office.sari)
    carried = Entry.objects.filter(act=Act.REPORT_CARRIED).values_list("subject", "actor")
    assert list(carried) == [(mine.subject, office.sari.actor)]
    assert Entry.objects.filter(act=Act.PHONE_FILLED).count() == 1
    assert actions.meet(pk=phone.pk)


def _administrator_says_so(office: Cast, phone: Phone) -> None:
    actions.let_erase(phone=phone, by=office.agus)


def _another_role(office: Cast, phone: Phone) -> None:
    leaving.change_officer(
        officer=office.sari, name=office.sari.name, role=Role.ANALYST, is_active=True, by=office.agus
    )


def _switched_off(office: Cast, phone: Phone) -> None:
    leaving.change_officer(
        officer=office.sari, name=office.sari.name, role=Role.PIMPASA, is_active=False, by=office.agus
    )


def _another_desk(office: Cast, phone: Phone) -> None:
    desk = office.bayu.assignments.get().desk
    assign(officer=office.sari, desk=desk, starts_on=clock.today(), by=office.agus)


def _three_days(office: Cast, phone: Phone) -> None:
    Phone.objects.update(seen_at=clock.now() - LIFE - timedelta(minutes=1))


@pytest.mark.parametrize(
    "reason",
    [_administrator_says_so, _another_role, _switched_off, _another_desk, _three_days],
    ids=lambda reason: str(reason.__name__),
)
def test_a_phone_erases_at_its_next_contact(office: Cast, reason: Callable[[Cast, Phone], None]) -> None:
    phone = actions.take_along(by=office.sari)
    reason(office, Phone.objects.get())
    assert not actions.meet(pk=phone.pk)
    assert not Phone.objects.exists()


def test_a_phone_that_nobody_knows_keeps_nothing(office: Cast) -> None:
    assert not actions.meet(pk=uuid4())


def test_nobody_puts_down_another_s(office: Cast) -> None:
    phone = actions.take_along(by=office.sari)
    actions.put_down(pk=phone.pk, officer=office.bayu)
    assert actions.meet(pk=phone.pk)


def test_who_verifies_nothing_takes_nothing_along(office: Cast) -> None:
    for officer in (office.hadi, office.agus, office.rina):
        with pytest.raises(Refused):
            actions.take_along(by=officer)
    assert not Phone.objects.exists()
