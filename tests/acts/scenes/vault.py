"""What is set aside to be erased, and taken back."""

from __future__ import annotations

from pimpasa.vault import actions
from tests.acts.stage import Deed, scene
from tests.factories import cases as made
from tests.factories.people import Cast


@scene(actions.set_aside)
def setting_a_case_aside(office: Cast) -> Deed:
    case = made.own_case(office.dewi, office.at.unit)
    return lambda _who: actions.set_aside(thing=case)


@scene(actions.take_back, may="dewi hadi")
def taking_a_case_back(office: Cast) -> Deed:
    case = made.own_case(office.dewi, office.at.unit)
    actions.set_aside(thing=case)
    return lambda who: actions.take_back(thing=case, by=who)
