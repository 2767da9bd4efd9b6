"""Something is told of an area, and forgotten after thirty days."""

from __future__ import annotations

from datetime import timedelta

from pimpasa.areas import rules
from pimpasa.areas.contents import AreaContents
from pimpasa.areas.kinds import Happening
from pimpasa.areas.models import AreaNote
from pimpasa.common import clock
from pimpasa.keys.queries import open_route
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import REPORTER, SYSTEM, Actor, act, record
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Village
from pimpasa.vault.granting import grant_to

KEPT = timedelta(days=30)


@act(Act.AREA_TOLD)
def tell_area(
    *, village: Village, happening: Happening, contents: AreaContents, by: Actor | str = REPORTER
) -> AreaNote:
    """Keep what somebody tells of their area, sealed to the kelurahan's desk, or to the unit where there is none.

    `by` is the officer who passes on what they were told.
    Raises Refused for words that say nothing or lead to a person, NoOffice or NoDeskKey where nobody could read it.
    """
    rules.check_says_something(contents.words)
    rules.check_without_persons(contents.words)
    today = clock.today()
    village_route, desk_keys = open_route(village, on=today)
    desk = village_route.desk or village_route.unit
    note = AreaNote(village=village, desk=desk, happening=happening, received_on=today, keep_until=today + KEPT)
    note.desk_key = desk_keys[0]
    key = envelopes.new_key()
    note.grant = grant_to(note.desk_key, key, context=note.key_context)
    note.envelope = envelopes.seal_json(contents.to_json(), key=key, context=note.context)
    note.save(force_insert=True)
    record(note, by=by, sealed=note.envelope)
    return note


@act(Act.AREA_DROPPED)
def drop_area(*, note: AreaNote) -> None:
    """Delete what was told of an area: its thirty days are over."""
    record(note, by=SYSTEM, facts={"received_on": note.received_on, "keep_until": note.keep_until})
    note.delete()
