"""What a phone gets to take along, by whom, and how it is erased from the administrator's page."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.carrying import actions
from pimpasa.ledger.acts import Act
from pimpasa.ledger.models import Entry
from tests.factories import reports as given
from tests.factories.people import PASSPHRASE, Cast

SignIn = Callable[[Officer], Client]
PAGE = "/petugas/bawaan/"
JSON = {"accept": "application/json"}


def test_it_works(office: Cast, signed_in: SignIn) -> None:
    report, other = given.taken(office.sari), given.taken(office.dewi)
    sari = signed_in(office.sari)
    answer = sari.post(PAGE, {"passphrase": PASSPHRASE}, headers=JSON).json()
    assert f"/petugas/laporan/{report.pk}/" in answer["pages"]
    assert not [address for address in answer["pages"] if str(other.pk) in address]
    assert Client().get(f"{PAGE}{answer['phone']}/").json() == {"keep": True}
    agus = signed_in(office.agus)
    page = agus.get(f"/petugas/orang/{office.sari.pk}/").content.decode()
    assert f"{PAGE}{answer['phone']}/hapus/" in page
    agus.post(f"{PAGE}{answer['phone']}/hapus/")
    assert Entry.objects.filter(act=Act.PHONE_ERASED, actor=office.agus.actor).count() == 1
    assert Client().get(f"{PAGE}{answer['phone']}/").json() == {"keep": False}


def test_another_password_takes_nothing_along(office: Cast, signed_in: SignIn) -> None:
    given.taken(office.sari)
    answer = signed_in(office.sari).post(PAGE, {"passphrase": "bukan-ini-sama-sekali"}, headers=JSON)
    assert (answer.status_code, list(answer.json())) == (409, ["refused"])
    assert not Entry.objects.filter(act=Act.REPORT_CARRIED).exists()


def test_only_the_administrator_has_it_erased(office: Cast, signed_in: SignIn) -> None:
    phone = actions.take_along(by=office.sari)
    for officer in (office.sari, office.bayu, office.dewi, office.hadi, office.rina):
        assert signed_in(officer).post(f"{PAGE}{phone.pk}/hapus/").status_code == 403
    assert Client().get(f"{PAGE}{phone.pk}/").json() == {"keep": True}
