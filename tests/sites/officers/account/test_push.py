"""The page on which an officer has a browser told, and who may."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.accounts.models import Officer
from pimpasa.push.models import Subscription
from pimpasa.push.secret import public_key
from pimpasa.sites.common.security import POLICY
from tests.factories.people import Cast
from tests.factories.push_service import Browser, PushService, push_service

SignIn = Callable[[Officer], Client]
PAGE, WORKER = "/masuk/keamanan/", "/petugas/pemberitahuan.js"
ON = f"{PAGE}pemberitahuan/"
PEOPLE = ("sari", "bayu", "dewi", "hadi", "agus", "rina")
TOLD = ("sari", "bayu", "dewi", "hadi")


@pytest.fixture
def service(settings: Settings) -> Iterator[PushService]:
    settings.PUSH_TO_LOOPBACK = True
    with push_service() as running:
        yield running


def test_it_works(office: Cast, signed_in: SignIn, service: PushService) -> None:
    sari = signed_in(office.sari)
    page = sari.post(ON, service.browser().subscription, follow=True).content.decode()
    assert "Mulai sekarang Anda diberi tahu di peramban ini." in page
    assert "(127.0.0.1)" in page
    off = f"{ON}{Subscription.objects.get().pk}/hapus/"
    assert off in page
    page = sari.post(off, follow=True).content.decode()
    assert "Sudah dimatikan." in page
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may(office: Cast, signed_in: SignIn, who: str) -> None:
    browser = signed_in(getattr(office, who))
    got = {
        "on": browser.post(ON).status_code,
        "off": browser.post(f"{ON}1/hapus/").status_code,
    }
    assert got == ({"on": 302, "off": 302} if who in TOLD else {"on": 403, "off": 403})
    page = browser.get(PAGE).content.decode()
    assert (f'data-push="{public_key()}"' in page) == (who in TOLD)


def test_nobody_is_asked_to_sign_in(office: Cast) -> None:
    for answer in (Client().post(ON), Client().post(f"{ON}1/hapus/")):
        assert answer.headers["Location"].startswith("/masuk/?next=")


def test_acts_are_for_posting_only(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    assert [sari.get(ON).status_code, sari.get(f"{ON}1/hapus/").status_code, sari.post(WORKER).status_code] == [405] * 3


def test_a_forged_form_is_refused(office: Cast, service: PushService) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(office.sari, backend="pimpasa.accounts.backend.OfficerBackend")
    assert browser.post(ON, service.browser().subscription).status_code == 403
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"endpoint": "http://push.invalid/"}, "tidak memakai https"),
        ({"endpoint": "https://127.0.0.1/"}, "tidak berada di alamat publik"),
        ({"endpoint": ""}, "tidak memakai https"),
        ({"endpoint": "https://\x00"}, "tidak memakai https"),
        ({"key": "\x00"}, "tidak sampai utuh"),
        ({"auth": "🙂" * 10_000}, "tidak sampai utuh"),
    ],
)
def test_what_is_wrong_is_said(office: Cast, signed_in: SignIn, changes: dict[str, str], said: str) -> None:
    given = Browser("https://1.1.1.1/karangan").subscription | changes
    assert said in signed_in(office.sari).post(ON, given, follow=True).content.decode()
    assert not Subscription.objects.exists()


def test_another_officer_s_browser_stays_on(office: Cast, signed_in: SignIn, service: PushService) -> None:
    signed_in(office.sari).post(ON, service.browser().subscription)
    row = Subscription.objects.get()
    bayu = signed_in(office.bayu)
    bayu.post(f"{ON}{row.pk}/hapus/")
    assert Subscription.objects.exists()
    assert f"{ON}{row.pk}/hapus/" not in bayu.get(PAGE).content.decode()


def test_the_worker_is_a_script_under_the_workplace_and_no_policy_is_wider(office: Cast, signed_in: SignIn) -> None:
    answer = signed_in(office.sari).get(WORKER)
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "Service-Worker-Allowed" not in answer.headers
    assert answer.headers["Content-Security-Policy"] == POLICY


def test_the_page_asks_as_much_for_three_rows_as_for_one(office: Cast, signed_in: SignIn, service: PushService) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    sari = signed_in(office.sari)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            sari.get(PAGE)
        return len(queries)

    sari.post(ON, service.browser().subscription, follow=True)
    one = asked()
    for _ in range(2):
        sari.post(ON, service.browser().subscription, follow=True)
    assert asked() == one
