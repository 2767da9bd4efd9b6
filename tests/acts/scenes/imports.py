"""What an officer brought becomes a report, a dialogue that was held, something of an area."""

from __future__ import annotations

from datetime import timedelta

from pimpasa.areas.kinds import Happening
from pimpasa.common import clock
from pimpasa.imports import actions
from pimpasa.imports.contents import Piece
from pimpasa.imports.models import Entry
from pimpasa.imports.reading import Reading
from pimpasa.outreach.actions import planning
from pimpasa.outreach.actions.planning import Plan
from tests.acts.stage import Deed, scene
from tests.factories import outreach
from tests.factories import reports as given
from tests.factories.areas import CONTENTS
from tests.factories.people import Cast
from tests.factories.territory import CENGKARENG_TIMUR


def entry(office: Cast) -> Entry:
    """A message of a chat that Sari brought, beside another."""
    reading = Reading([Piece("Karangan: pesan grup."), Piece("Karangan: pesan lain.")])
    return actions.bring(reading=reading, name="grup.txt", by=office.sari).entries.first() or Entry()


def over(office: Cast) -> Plan:
    """A dialogue of yesterday."""
    start = clock.now() - timedelta(days=1)
    return outreach.plan(office, starts_at=start, ends_at=start + timedelta(hours=1), is_public=False)


@scene(actions.confirm_report, may="sari")
def a_message_becomes_a_report(office: Cast) -> Deed:
    message = entry(office)
    return lambda who: actions.confirm_report(entry=message, answers=given.told_to_an_officer(), by=who)


@scene(actions.confirm_activity, may="sari")
def a_message_becomes_a_dialogue_that_was_held(office: Cast) -> Deed:
    message = entry(office)
    desk = office.at.cengkareng_timur
    return lambda who: actions.confirm_activity(entry=message, plan=over(office), desk=desk, by=who)


@scene(actions.confirm_area, may="sari")
def a_message_becomes_something_of_an_area(office: Cast) -> Deed:
    message = entry(office)
    village = office.at.village(CENGKARENG_TIMUR)
    return lambda who: actions.confirm_area(
        entry=message, village=village, happening=Happening.CROWDED, contents=CONTENTS, by=who
    )


@scene(planning.note_held, may="sari")
def noting_a_dialogue_that_was_held(office: Cast) -> Deed:
    return lambda who: planning.note_held(plan=over(office), desk=office.at.cengkareng_timur, by=who)
