"""An officer's browser is told that something waits: sealed to it, alike every other message, and held up by nobody."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from pytest_django.fixtures import Settings

from pimpasa.accounts.actions import change_officer
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.push import actions, delivery, secret
from pimpasa.push.actions import switch_off, switch_on, tell
from pimpasa.push.models import Subscription
from pimpasa.push.queries import browsers_of
from pimpasa.push.rules import MOST
from pimpasa.reports.models import Report
from pimpasa.reports.tasks import push_to_desks, tell_desks
from pimpasa.sealing import envelopes
from pimpasa.sealing.errors import Damaged
from tests.factories import reports as given
from tests.factories.people import Cast, cast
from tests.factories.push_service import Browser, PushService, claims_of, push_service

pytestmark = pytest.mark.django_db
Broken = Callable[[], AbstractContextManager[None]]
WAITS = "1 laporan menunggu di Pimpasa Cengkareng Timur"


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def service(settings: Settings) -> Iterator[PushService]:
    settings.PUSH_TO_LOOPBACK = True
    with push_service() as running:
        yield running


def on(service: PushService, officer: Officer, path: str = "/kirim/") -> Browser:
    browser = service.browser(path)
    switch_on(**browser.subscription, by=officer)
    return browser


def test_it_works(office: Cast, service: PushService) -> None:
    browser = on(service, office.sari)
    report = given.report()
    assert push_to_desks(timestamp=0) == 1
    (posted,) = service.posted
    assert browser.opens(posted.body) == WAITS
    for told in (WAITS, given.TOLD.narrative, report.reference, str(report.pk)):
        assert told.encode() not in posted.body
    assert push_to_desks(timestamp=0) == 0


def test_the_service_can_tell_whose_server_it_is(office: Cast, service: PushService, settings: Settings) -> None:
    settings.PUSH_CONTACT = "mailto:kantor@contoh.invalid"
    on(service, office.sari)
    tell({office.sari: WAITS})
    claims = claims_of(service.posted[0].headers["Authorization"])
    until = claims.pop("exp") - clock.now().timestamp()
    assert 0 < until < 24 * 3600
    assert claims == {
        "scheme": "vapid",
        "alg": "ES256",
        "aud": service.origin,
        "sub": "mailto:kantor@contoh.invalid",
        "k": secret.public_key(),
    }


def test_all_messages_look_alike(office: Cast, service: PushService) -> None:
    """An emergency, a late report, one word or many: neither a header nor a size says which."""
    on(service, office.sari)
    given.report(danger=True)
    push_to_desks(timestamp=0)
    given.taken(office.sari)
    Report.objects.update(due_at=clock.now() - timedelta(minutes=1))
    push_to_desks(timestamp=0)
    tell({office.sari: "Karangan " * 500})
    own = {"Authorization", "Host"}
    seen = {(len(p.body), *sorted(h for h in p.headers.items() if h[0] not in own)) for p in service.posted}
    assert seen == {
        (
            86 + actions.LENGTH + 1 + 16,
            ("Connection", "close"),
            ("Content-Encoding", "aes128gcm"),
            ("Content-Length", str(86 + actions.LENGTH + 1 + 16)),
            ("Content-Type", "application/octet-stream"),
            ("TTL", "86400"),
            ("Topic", "pimpasa"),
            ("Urgency", "high"),
        )
    }
    assert len(service.posted) == 3


def test_an_officer_gets_one_message_what_presses_most_first(office: Cast, service: PushService) -> None:
    browser = on(service, office.sari)
    given.report()
    late = given.taken(office.sari)
    Report.objects.filter(pk=late.pk).update(due_at=clock.now() - timedelta(minutes=1))
    assert push_to_desks(timestamp=0) == 1
    (posted,) = service.posted
    assert browser.opens(posted.body) == f"1 laporan terlambat di Pimpasa Cengkareng Timur\n{WAITS}"


def test_too_long_words_are_cut_between_letters(office: Cast, service: PushService) -> None:
    browser = on(service, office.sari)
    tell({office.sari: "–" * 400})
    assert browser.opens(service.posted[0].body) == "–" * (actions.LENGTH // 3)


def test_only_the_desk_s_members_are_told_each_in_all_their_browsers(office: Cast, service: PushService) -> None:
    sari = [on(service, office.sari), on(service, office.sari)]
    on(service, office.bayu)
    given.report()
    assert push_to_desks(timestamp=0) == 2
    assert {p.path for p in service.posted} == {browser.endpoint.removeprefix(service.origin) for browser in sari}


def test_who_is_switched_off_is_told_nothing(office: Cast, service: PushService) -> None:
    on(service, office.sari)
    change_officer(officer=office.sari, name="Sari Contoh", role=Role.PIMPASA, is_active=False, by=office.agus)
    given.report()
    assert push_to_desks(timestamp=0) == 0
    assert service.posted == []


@pytest.mark.parametrize(("path", "rows"), [("/gone/", 0), ("/unknown/", 0), ("/broken/", 1), ("/redirect/", 1)])
def test_what_the_service_answers(office: Cast, service: PushService, path: str, rows: int) -> None:
    """Gone is forgotten, and in the log; a fault is not; a redirect is not followed."""
    on(service, office.sari, path)
    assert tell({office.sari: WAITS}) == 0
    assert len(service.posted) == 1
    assert Subscription.objects.count() == rows
    offs = [entry.actor for entry in entries_of([office.sari.actor]) if entry.act == Act.PUSH_OFF]
    assert offs == ["system"] * (1 - rows)


@pytest.mark.parametrize("path", ["/stuck/", "/garbage/"])
def test_a_service_that_is_stuck_holds_up_neither_mail_nor_others(
    office: Cast, service: PushService, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(delivery, "EACH", 0.5)
    on(service, office.sari, path)
    on(service, office.sari)
    given.report()
    begun = time.monotonic()
    assert push_to_desks(timestamp=0) == 1
    assert time.monotonic() - begun < 5
    assert tell_desks(timestamp=0) == 1
    assert [message.subject for message in mail.outbox] == [WAITS]
    assert Subscription.objects.count() == 2


def test_all_together_wait_no_longer_than_all_may(
    office: Cast, service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "ALL", 0.5)
    on(service, office.sari, "/stuck/")
    begun = time.monotonic()
    assert tell({office.sari: WAITS}) == 0
    assert time.monotonic() - begun < 5


def test_a_service_that_is_not_there(office: Cast, service: PushService) -> None:
    browser = Browser("http://127.0.0.1:9/karangan")
    switch_on(**browser.subscription, by=office.sari)
    on(service, office.sari)
    assert tell({office.sari: WAITS}) == 1


def test_mail_that_fails_does_not_stop_a_push_nor_repeat_it(
    office: Cast, service: PushService, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    on(service, office.sari)
    given.report()
    assert (tell_desks(timestamp=0), push_to_desks(timestamp=0)) == (0, 1)
    assert (tell_desks(timestamp=0), push_to_desks(timestamp=0)) == (0, 0)


def test_an_address_that_is_not_public_is_refused(office: Cast) -> None:
    with pytest.raises(Refused, match="alamat publik"):
        switch_on(**Browser("https://10.0.0.1/karangan").subscription, by=office.sari)
    assert Subscription.objects.count() == 0


def test_a_public_address_is_taken(office: Cast) -> None:
    switch_on(**Browser("https://1.1.1.1/karangan").subscription, by=office.sari)
    assert [browser.service for browser in browsers_of(office.sari)] == ["1.1.1.1"]


def test_an_address_that_turned_private_is_not_posted_to(
    office: Cast, service: PushService, settings: Settings
) -> None:
    """As when a name's owner points it inside after it was taken: what counts is the address at the time of sending."""
    on(service, office.sari)
    parcel = delivery.Parcel(delivery.Endpoint("http", "127.0.0.1", service.server.server_port, "/"), (), b"")
    settings.PUSH_TO_LOOPBACK = False
    assert delivery.post_all([parcel]) == [delivery.NONE]
    assert service.posted == []


@pytest.mark.parametrize(
    "changes",
    [{"key": ""}, {"auth": ""}, {"key": "🙂"}, {"key": "BAAA"}, {"auth": "AAAA"}, {"key": "BA" + "A" * 85}],
)
def test_keys_that_no_browser_makes(office: Cast, service: PushService, changes: dict[str, str]) -> None:
    with pytest.raises(Refused):
        switch_on(**service.browser().subscription | changes, by=office.sari)


def test_five_browsers_and_no_more(office: Cast, service: PushService) -> None:
    browsers = [on(service, office.sari) for _ in range(MOST)]
    with pytest.raises(Refused, match="5"):
        on(service, office.sari)
    switch_on(**browsers[0].subscription, by=office.sari)
    on(service, office.bayu)
    assert Subscription.objects.count() == MOST + 1


@pytest.mark.parametrize("who", ["agus", "rina"])
def test_who_reads_no_reports_is_told_of_none(office: Cast, service: PushService, who: str) -> None:
    with pytest.raises(Refused):
        on(service, getattr(office, who))


def test_a_browser_belongs_to_who_switched_it_on_last(office: Cast, service: PushService) -> None:
    browser = on(service, office.sari)
    switch_on(**browser.subscription, by=office.bayu)
    assert [row.officer for row in Subscription.objects.all()] == [office.bayu]
    assert [entry.actor for entry in entries_of([office.sari.actor]) if entry.act == Act.PUSH_OFF] == [
        office.bayu.actor
    ]


def test_nobody_switches_off_another_s(office: Cast, service: PushService) -> None:
    on(service, office.sari)
    row = Subscription.objects.get()
    switch_off(pk=row.pk, by=office.bayu)
    assert Subscription.objects.count() == 1
    switch_off(pk=row.pk, by=office.sari)
    assert Subscription.objects.count() == 0


def test_both_are_in_the_log_or_not_done(office: Cast, service: PushService, broken_ledger: Broken) -> None:
    browser = service.browser()
    with broken_ledger():
        switch_on(**browser.subscription, by=office.sari)
    switch_on(**browser.subscription, by=office.sari)
    with broken_ledger():
        switch_off(pk=Subscription.objects.get().pk, by=office.sari)
    with broken_ledger():
        switch_on(**browser.subscription, by=office.bayu)


def test_what_is_gone_stays_where_the_log_cannot_say_so(
    office: Cast, service: PushService, broken_ledger: Broken
) -> None:
    on(service, office.sari, "/gone/")
    with broken_ledger():
        tell({office.sari: WAITS})


def test_a_dump_shows_no_address(office: Cast, service: PushService) -> None:
    browser = on(service, office.sari)
    with connection.cursor() as cursor, cursor.copy("COPY push_subscription TO STDOUT") as copied:
        dump = b"".join(bytes(part) for part in copied)
    assert dump
    shown = browser.subscription
    for said in (*shown.values(), browser.secret, "127.0.0.1", browser.endpoint.rpartition("/")[2]):
        plain = said if isinstance(said, bytes) else said.encode()
        assert plain not in dump
        assert plain.hex().encode() not in dump


def test_a_row_moved_to_another_officer_does_not_open(office: Cast, service: PushService) -> None:
    on(service, office.sari)
    Subscription.objects.update(officer=office.bayu)
    row = Subscription.objects.get()
    with pytest.raises(Damaged):
        envelopes.open_(bytes(row.envelope), key=secret.row_key(), context=row.context)


def test_another_signing_key_forgets_what_no_longer_opens(
    office: Cast, service: PushService, settings: Settings
) -> None:
    on(service, office.sari)
    settings.SECRET_KEY = "karangan" * 8
    assert [(browser.service, browser.mark) for browser in browsers_of(office.sari)] == [("", "")]
    assert tell({office.sari: WAITS}) == 0
    assert Subscription.objects.count() == 0
