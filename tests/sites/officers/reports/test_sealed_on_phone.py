"""Reports that their senders' browsers sealed, on officers' pages, whatever these browsers put into them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.phone import contents_to_seal
from pimpasa.reports.states import State
from tests.factories import phones
from tests.factories.people import Cast, keyring

if TYPE_CHECKING:
    from tests.sites.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["narrative", "place", "address", "rw", "rt"])
def test_half_a_letter_is_shown_as_one(office: Cast, signed_in: SignIn, name: str) -> None:
    """Half an emoji, as a browser cuts it: the report's page and its list are shown."""
    phone = phones.phone()
    contents = contents_to_seal(phone.answers) | {name: "7\ud83d"}
    report = phone.sends(phone.seals(json.dumps(contents).encode()))
    browser = signed_in(office.sari)
    assert browser.get("/petugas/laporan/").status_code == 200
    assert browser.get(f"/petugas/laporan/{report.pk}/").status_code == 200
    assert getattr(peek(report, keyring(office.sari)).answers, name) == "7\ufffd"


def test_the_pages_say_whom_it_does_not_open_for(office: Cast, signed_in: SignIn) -> None:
    phone = phones.phone()
    report = phone.sends(phone.seals(grants=phone.empty_grants()))
    page = f"/petugas/laporan/{report.pk}/"
    told = signed_in(office.sari).get(page)
    assert (told.status_code, "Unit mencobanya" in told.content.decode()) == (403, True)
    assert Report.objects.get().state == State.RECEIVED
    told = signed_in(office.dewi).get(page)
    assert (told.status_code, "tidak bisa dibuka oleh siapa pun" in told.content.decode()) == (403, True)
    assert Report.objects.get().state == State.NOT_SUBSTANTIATED


def test_what_was_damaged_here_is_not_said_to_be_its_senders_doing(office: Cast, signed_in: SignIn) -> None:
    """Also where the report has its outcome already."""
    report = phones.report()
    Report.objects.filter(pk=report.pk).update(envelope=b"x" * 300, state=State.SUBSTANTIATED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pimpasa.changed', '', true)")  # as if in another transaction
    told = signed_in(office.dewi).get(f"/petugas/laporan/{report.pk}/")
    assert (told.status_code, "HP pengirim" in told.content.decode()) == (500, False)
