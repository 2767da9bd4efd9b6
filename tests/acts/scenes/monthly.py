"""The monthly report: Sari's goes to the unit, Kartika's of the Kanwil to the nation."""

from __future__ import annotations

from pimpasa.common import clock
from pimpasa.monthly import actions
from pimpasa.monthly.models import Monthly
from pimpasa.monthly.rules import last_month
from tests.acts.stage import Deed, scene
from tests.factories.people import Cast, above, keyring


def written(office: Cast, *, sent: bool = False) -> Monthly:
    month = last_month(clock.today())
    monthly = actions.save(month=month, words="Karangan", summary="", keyring=keyring(office.sari))
    if sent:
        actions.send(monthly=monthly, keyring=keyring(office.sari))
    return monthly


@scene(actions.save, may="sari bayu dewi hadi fani")
def drafting_the_monthly_report(office: Cast) -> Deed:
    month = last_month(clock.today())
    return lambda who: actions.save(month=month, words="Karangan", summary="", keyring=keyring(who))


@scene(actions.send, may="sari")
def sending_the_monthly_report(office: Cast) -> Deed:
    monthly = written(office)
    return lambda who: actions.send(monthly=monthly, keyring=keyring(who))


@scene(actions.take_back, may="sari")
def taking_the_monthly_report_back(office: Cast) -> Deed:
    monthly = written(office, sent=True)
    return lambda who: actions.take_back(monthly=monthly, by=who)


@scene(actions.receive, may="dewi hadi")
def receiving_the_monthly_report(office: Cast) -> Deed:
    monthly = written(office, sent=True)
    return lambda who: actions.receive(monthly=monthly, by=who)


@scene(actions.save_above)
def drafting_a_kanwil_s(office: Cast) -> Deed:
    kartika = above(office).kartika
    month = last_month(clock.today())
    return lambda _who: actions.save_above(month=month, summary="Karangan", by=kartika)


@scene(actions.send_above)
def sending_a_kanwil_s(office: Cast) -> Deed:
    kartika = above(office).kartika
    monthly = actions.save_above(month=last_month(clock.today()), summary="Karangan", by=kartika)
    return lambda _who: actions.send_above(monthly=monthly, by=kartika)
