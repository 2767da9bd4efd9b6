"""Whom to remind in an RW: sealed, one for each, kept by the office alone."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.actions.contacts import keep_contact, remove_contact
from pimpasa.outreach.contents import Contact
from pimpasa.outreach.models import RwContact
from pimpasa.outreach.opening import open_contact
from tests.factories import outreach as made
from tests.factories.people import Cast
from tests.factories.territory import CENGKARENG_TIMUR, TANAH_TINGGI
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_it_works(office: Cast) -> None:
    row = made.contact(office)
    opened = open_contact(RwContact.objects.get())
    assert opened == Contact("Pak Karangan", "rw17@karangan.invalid", "0812-0000-0017")
    assert [entry.act for entry in entries_of([row.subject])] == [Act.CONTACT_KEPT]
    assert b"Karangan" not in bytes(row.envelope)


def test_one_for_each_rw(office: Cast) -> None:
    made.contact(office)
    made.contact(office, email="lain@karangan.invalid")
    opened = open_contact(RwContact.objects.get())
    assert opened is not None
    assert opened.email == "lain@karangan.invalid"


def test_what_is_moved_to_another_rw_does_not_open(office: Cast) -> None:
    row = made.contact(office)
    row.rw = "018"
    assert open_contact(row) is None


def test_with_another_signing_key_it_is_asked_for_anew(office: Cast, settings: Settings) -> None:
    row = made.contact(office)
    settings.SECRET_KEY = "k" * 50
    assert open_contact(row) is None


def test_who_and_what_may_not(office: Cast) -> None:
    village = office.at.village(CENGKARENG_TIMUR)
    somebody = Contact("Karangan", "a@karangan.invalid")
    two_headers = Contact("Karangan", "a@karangan.invalid\nBcc: b@karangan.invalid")
    for by, where, rw, contact, code in (
        (office.sari, village, "017", somebody, "not_permitted"),
        (office.dewi, office.at.village(TANAH_TINGGI), "017", somebody, "not_in_area"),
        (office.dewi, village, "17", somebody, "no_rw"),
        (office.dewi, village, "017", Contact("Karangan", "karangan"), "no_email"),
        (office.dewi, village, "017", two_headers, "no_email"),
        (office.dewi, village, "017", Contact(" ", "a@karangan.invalid"), "no_contact_name"),
    ):
        with refused(code):
            keep_contact(village=where, rw=rw, contact=contact, by=by)
    assert not RwContact.objects.exists()


def test_removed(office: Cast) -> None:
    row = made.contact(office)
    for who, code in ((office.sari, "not_permitted"), (office.fani, "contact_of_other_office")):
        with refused(code):
            remove_contact(contact=row, by=who)
    subject = row.subject
    remove_contact(contact=row, by=office.hadi)
    assert [entry.act for entry in entries_of([subject])] == [Act.CONTACT_KEPT, Act.CONTACT_REMOVED]
    assert not RwContact.objects.exists()
