"""Who may be a victim, met outside of a case."""

from __future__ import annotations

from pimpasa.cases.actions import encounters
from pimpasa.cases.contents import PersonContents
from pimpasa.cases.models import Encounter
from pimpasa.cases.opening import encounters as opening
from pimpasa.operations.actions import log
from tests.acts.stage import Deed, scene
from tests.factories import operations as made
from tests.factories.people import Cast, keyring


def met(office: Cast) -> Encounter:
    contents = PersonContents(name="Karangan")
    return encounters.meet(unit=office.at.unit, at="counter", contents=contents, citizenship="unknown", by=office.sari)


@scene(encounters.meet, may="sari bayu dewi hadi")
def meeting_somebody(office: Cast) -> Deed:
    contents = PersonContents(name="Karangan")
    return lambda who: encounters.meet(
        unit=office.at.unit, at="visit", contents=contents, citizenship="unknown", by=who
    )


@scene(log.meet_victim)
def meeting_somebody_in_an_operation(office: Cast) -> Deed:
    operation = made.operation(office)
    return lambda who: log.meet_victim(operation=operation, contents=made.met(), by=who)


@scene(opening.open_encounter, may="dewi hadi")
def reading_who_was_met(office: Cast) -> Deed:
    encounter = met(office)
    return lambda who: opening.open_encounter(encounter=encounter, keyring=keyring(who))


@scene(encounters.take_in, may="dewi hadi")
def taking_them_in(office: Cast) -> Deed:
    encounter = met(office)
    return lambda who: encounters.take_in(encounter=encounter, case=None, title="Karangan", keyring=keyring(who))
