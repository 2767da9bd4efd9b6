"""An entry is received once; two logs, of a visit and of an operation, stand for all."""

from __future__ import annotations

import uuid
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.logbook.drafts import phone_key
from pimpasa.logbook.queries import open_entries, received_before
from pimpasa.operations.contents import LogContents
from pimpasa.operations.models import LogEntry, Operation
from pimpasa.sealing.derivation import derive
from pimpasa.vault.opening import key_of
from tests.factories import operations as made
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Cast:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    return cast()


@pytest.fixture
def operation(office: Cast) -> Operation:
    return made.operation(office)


def test_a_new_one_an_old_one_and_another_log_s(office: Cast, operation: Operation) -> None:
    entry, _is_new = made.enter(operation, office.sari)
    log = LogEntry.objects.filter(operation=operation)
    assert received_before(log, uuid.uuid4(), most=9) is None
    assert received_before(log, entry.pk, most=9) == entry
    with pytest.raises(Refused) as refused:
        received_before(LogEntry.objects.exclude(operation=operation), entry.pk, most=9)
    assert refused.value.code == "of_another_log"


def test_a_full_log_takes_no_new_one_and_still_answers_for_an_old_one(office: Cast, operation: Operation) -> None:
    entry, _is_new = made.enter(operation, office.sari)
    log = LogEntry.objects.filter(operation=operation)
    assert received_before(log, entry.pk, most=1) == entry
    with pytest.raises(Refused) as refused:
        received_before(log, uuid.uuid4(), most=1)
    assert refused.value.code == "log_full"


def test_they_are_opened_in_the_order_in_which_they_were_made(office: Cast, operation: Operation) -> None:
    """The later ones by the phone's clock first, and one phone's clock has another offset."""
    now = clock.now()
    tokyo = timezone(timedelta(hours=9))
    for minutes in (1, 3, 2):
        made.enter(
            operation, office.sari, "note", made.told(f"Karangan: {minutes}", at=now - timedelta(minutes=minutes))
        )
    abroad = (now - timedelta(minutes=4)).astimezone(tokyo)
    made.enter(operation, office.dewi, "note", made.told("Karangan: 4", at=abroad))
    opened = open_entries(operation.entries.all(), LogContents, key=key_of(operation, keyring(office.hadi)))
    assert [each.contents.text[-1] for each in opened] == ["4", "3", "2", "1"]


def test_a_phone_s_key_stays_what_it_was(office: Cast, operation: Operation) -> None:
    """Phones hold entries sealed under it: with another one they could not be sent."""
    key = phone_key(b"s" * 32, log="visit", of=operation.pk, officer=office.sari)
    assert key == derive(b"s" * 32, f"visit drafts {operation.pk} officer:{office.sari.pk}", 32)
