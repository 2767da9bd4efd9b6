"""Work is taken along on a phone, and erased from it."""

from __future__ import annotations

from pimpasa.carrying import actions
from tests.acts.stage import Deed, scene
from tests.factories import reports as given
from tests.factories.people import Cast


@scene(actions.take_along, may="sari bayu dewi fani")
def sari_takes_her_reports_along(office: Cast) -> Deed:
    given.taken(office.sari)
    return lambda who: actions.take_along(by=who)


@scene(actions.let_erase, may="agus")
def her_phone_is_lost(office: Cast) -> Deed:
    phone = actions.take_along(by=office.sari)
    return lambda who: actions.let_erase(phone=phone, by=who)


@scene(actions.meet)
def the_phone_asks(office: Cast) -> Deed:
    phone = actions.take_along(by=office.sari)
    return lambda _who: actions.meet(pk=phone.pk)


@scene(actions.put_down)
def she_signs_out(office: Cast) -> Deed:
    phone = actions.take_along(by=office.sari)
    return lambda _who: actions.put_down(pk=phone.pk, officer=office.sari)
