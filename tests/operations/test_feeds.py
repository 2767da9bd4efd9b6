"""An officer's calendar behind a secret link: times and the unit, nothing else."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from pimpasa.accounts.errors import Refused
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.operations.actions import planning
from pimpasa.operations.actions.calendar_links import renew_feed
from pimpasa.operations.models import CalendarFeed
from pimpasa.operations.queries import feed_of
from tests.factories import operations as made
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def test_it_works(office: Cast) -> None:
    case = given.case(office.dewi, given.concluded(office.sari), title="Karangan: kasus")
    operation = made.operation(office, case=case)
    token = renew_feed(by=office.sari)
    told = feed_of(token)
    assert told is not None
    [event] = Calendar.from_ical(told).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Operasi – Bidang Inteldakim"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (
        operation.starts_at.replace(microsecond=0),  # type: ignore[union-attr]
        operation.ends_at.replace(microsecond=0),  # type: ignore[union-attr]
    )
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"}
    for secret in ("Karangan", "Rusunami", str(operation.pk), "Sari", "Dewi"):
        assert secret not in told.decode()
    assert [entry.act for entry in entries_of([office.sari.actor])][-1] == Act.CALENDAR_LINKED


def test_only_one_s_own_and_only_what_takes_place(office: Cast) -> None:
    operation = made.operation(office)
    token, other = renew_feed(by=office.sari), renew_feed(by=office.bayu)
    assert b"VEVENT" not in (feed_of(other) or b"")
    planning.call_off(operation=operation, reason="Karangan: hujan", keyring=keyring(office.dewi))
    assert b"VEVENT" not in (feed_of(token) or b"")


def test_a_new_link_stops_the_old_one(office: Cast) -> None:
    old = renew_feed(by=office.sari)
    new = renew_feed(by=office.sari)
    assert feed_of(old) is None
    assert feed_of(new) is not None
    assert CalendarFeed.objects.count() == 1
    assert new.encode() not in bytes(CalendarFeed.objects.get().token_digest)


def test_it_ends_with_the_account(office: Cast) -> None:
    token = renew_feed(by=office.sari)
    office.sari.is_active = False
    office.sari.save(update_fields=["is_active"])
    assert feed_of(token) is None


@pytest.mark.parametrize("token", ["", "x", "ü", "0" * 43])
def test_a_guess_is_nobody_s(office: Cast, token: str) -> None:
    renew_feed(by=office.sari)
    assert feed_of(token) is None


def test_who_reads_no_reports_has_none(office: Cast) -> None:
    for who in (office.agus, office.rina):
        with pytest.raises(Refused):
            renew_feed(by=who)
