"""Something is told of an area, read by its desk, and forgotten."""

from __future__ import annotations

from pimpasa.areas import actions, opening
from pimpasa.areas.kinds import Happening
from tests.acts.stage import Deed, scene
from tests.factories.areas import CONTENTS, told
from tests.factories.people import Cast, keyring
from tests.factories.territory import CENGKARENG_TIMUR


@scene(actions.tell_area)
def telling_of_an_area(office: Cast) -> Deed:
    village = office.at.village(CENGKARENG_TIMUR)
    return lambda _who: actions.tell_area(village=village, happening=Happening.CROWDED, contents=CONTENTS)


@scene(opening.read_area, may="sari")
def reading_of_an_area(office: Cast) -> Deed:
    notes = [told(office)]
    return lambda who: opening.read_area(notes=notes, keyring=keyring(who))


@scene(actions.drop_area)
def forgetting_an_area(office: Cast) -> Deed:
    note = told(office)
    return lambda _who: actions.drop_area(note=note)
