"""An entry of a log, kept."""

from __future__ import annotations

import uuid

from pimpasa.common import clock
from pimpasa.logbook import actions as logbook
from pimpasa.operations.models import LogEntry
from tests.acts.stage import Deed, scene
from tests.factories import evidence
from tests.factories import operations as made
from tests.factories.people import Cast


@scene(logbook.keep_entry)
def keeping_an_entry_with_a_photo(office: Cast) -> Deed:
    operation = made.operation(office)
    entry = LogEntry(id=uuid.uuid4(), operation=operation, kind="photo", officer=office.sari, received_at=clock.now())
    photo = evidence.sealed_upload()
    return lambda _who: logbook.keep_entry(
        entry=entry, contents=made.told(), key=b"k" * 32, photo=photo, obtained="officer"
    )
