"""Operations, from the plan to their end."""

from __future__ import annotations

import uuid

from pimpasa.operations import logbook
from tests.acts.stage import Deed, scene
from tests.factories import evidence
from tests.factories import operations as made
from tests.factories.people import Cast, keyring


@scene(logbook.add_entry, may="sari dewi hadi")
def writing_into_its_log(office: Cast) -> Deed:
    operation = made.operation(office)
    entry_id = uuid.uuid4()
    return lambda who: made.enter(operation, who, ident=entry_id)


@scene(logbook.add_entry)
def keeping_a_photo_in_its_log(office: Cast) -> Deed:
    operation = made.operation(office)
    photo = evidence.sealed_upload()
    return lambda _who: made.enter(operation, office.sari, "photo", photo=photo)


@scene(logbook.add_entry, may="sari dewi hadi")
def ending_it(office: Cast) -> Deed:
    """Its leader does, or who leads from the unit; Bayu is a member."""
    operation = made.operation(office, with_team=[(office.sari, "leader"), (office.bayu, "member")])
    made.enter(operation, office.sari)
    return lambda who: logbook.add_entry(
        operation=operation, entry_id=uuid.uuid4(), kind="end", contents=made.told(), keyring=keyring(who)
    )
