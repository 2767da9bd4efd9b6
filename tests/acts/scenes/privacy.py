"""People ask about their data, and a breach is written down."""

from __future__ import annotations

from datetime import timedelta

from pimpasa.common import clock
from pimpasa.privacy import opening
from pimpasa.privacy.actions import answering, asking, breaches
from pimpasa.privacy.kinds import Outcome, Right
from tests.acts.stage import Deed, scene
from tests.factories import reports as given
from tests.factories.people import Cast, keyring

DONE = "Karangan: dikirim lewat telepon."


@scene(asking.ask)
def asking_about_one_s_data(office: Cast) -> Deed:
    return lambda _who: asking.ask(office=office.at.office, right=Right.ACCESS, asked=given.ASKED)


@scene(opening.open_request, may="dewi hadi")
def reading_a_request(office: Cast) -> Deed:
    request = given.subject_request(office.at.office)
    return lambda who: opening.open_request(request=request, keyring=keyring(who))


@scene(answering.answer_request, may="dewi hadi")
def answering_a_request(office: Cast) -> Deed:
    request = given.subject_request(office.at.office)
    return lambda who: answering.answer_request(
        request=request, outcome=Outcome.GRANTED, text=DONE, keyring=keyring(who)
    )


@scene(breaches.record_breach, may="dewi hadi")
def writing_a_breach_down(office: Cast) -> Deed:
    discovered_at = clock.now() - timedelta(hours=1)
    return lambda who: breaches.record_breach(
        office=office.at.office, discovered_at=discovered_at, facts=given.BREACH, by=who
    )


@scene(breaches.mark_told, may="dewi hadi")
def saying_that_people_were_told(office: Cast) -> Deed:
    breach = given.breach(office.dewi)
    return lambda who: breaches.mark_told(breach=breach, by=who)


@scene(opening.open_breach, may="dewi hadi")
def reading_of_a_breach(office: Cast) -> Deed:
    breach = given.breach(office.dewi)
    return lambda who: opening.open_breach(breach=breach, keyring=keyring(who))
