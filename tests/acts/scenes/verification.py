"""Finding out whether a report is true."""

from __future__ import annotations

import uuid

from pimpasa.common import clock
from pimpasa.verification import visits
from pimpasa.verification.checks import plan_check
from pimpasa.verification.models import FieldCheck
from pimpasa.verification.papers import EntryContents
from tests.acts.stage import Deed, scene
from tests.factories import evidence
from tests.factories import reports as given
from tests.factories.people import Cast, keyring


def planned(office: Cast) -> FieldCheck:
    return plan_check(report=given.taken(office.sari), plan=given.field_plan(), keyring=keyring(office.sari))


def written(text: str = "Karangan: pintu terkunci.") -> EntryContents:
    return EntryContents(at=clock.now().isoformat(), text=text)


@scene(visits.add_entry, may="sari")
def writing_down_what_is_seen(office: Cast) -> Deed:
    check = planned(office)
    entry_id = uuid.uuid4()
    return lambda who: visits.add_entry(
        check=check, entry_id=entry_id, kind="note", contents=written(), keyring=keyring(who)
    )


@scene(visits.add_entry)
def keeping_a_photo_of_a_visit(office: Cast) -> Deed:
    check = planned(office)
    photo = evidence.sealed_upload()
    return lambda _who: visits.add_entry(
        check=check, entry_id=uuid.uuid4(), kind="photo", contents=written(), keyring=keyring(office.sari), photo=photo
    )


@scene(visits.add_entry)
def signing_a_visit(office: Cast) -> Deed:
    check = planned(office)
    contents = written("Sari Contoh")
    return lambda _who: visits.add_entry(
        check=check, entry_id=uuid.uuid4(), kind="signature", contents=contents, keyring=keyring(office.sari)
    )
