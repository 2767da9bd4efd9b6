"""What the comparison of store and database found stands on the auditor's page: what, and since when."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.evidence import store
from pimpasa.evidence.actions import comparing
from tests.factories.evidence import REPORT_KEY, exhibit
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
PAGE = "/petugas/catatan/"


def test_it_names_what_is_missing_and_since_when(office: Cast, signed_in: SignIn) -> None:
    lost = exhibit(key=REPORT_KEY, lives=None)
    store.delete(*lost.paths)
    comparing.compare_slice(most=10)
    page = signed_in(office.rina).get(PAGE).content.decode()
    assert lost.paths[0] in page
    assert "tidak ada di tempat penyimpanannya" in page
    assert "pertama terlihat" in page


def test_where_nothing_differs_it_says_how_old_that_is(office: Cast, signed_in: SignIn) -> None:
    comparing.compare_slice(most=10)
    assert "Semua berkas bukti sudah dicocokkan" in signed_in(office.rina).get(PAGE).content.decode()


def test_who_does_not_oversee_does_not_see_it(office: Cast, signed_in: SignIn) -> None:
    assert signed_in(office.sari).get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302
