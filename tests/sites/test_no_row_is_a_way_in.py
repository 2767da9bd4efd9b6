"""Whoever reads the database has no way in by what stands there: at each door every value of every row is tried."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    validate_totp_code,
    yield_hotp_counters_from_time,
)
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from psycopg import sql

from pimpasa.accounts.invitations import Way, token_of, way_of
from pimpasa.accounts.sessions import SessionStore, digest_of
from pimpasa.operations.actions.calendar_links import renew_feed
from pimpasa.operations.queries import feed_of
from pimpasa.outreach.day.queries import screen_of, seat_of
from pimpasa.referrals.queries import by_link
from pimpasa.reports.queries.drafts import load_draft
from pimpasa.reports.queries.opened import by_receipt
from pimpasa.sealing import receipts
from tests.factories import outreach, referrals
from tests.factories import reports as given
from tests.factories.people import PASSPHRASE, Cast, cast
from tests.sites.public.test_form import begun

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Door:
    """Somebody holds `secret`; `opens` says whether what is held out in its place lets in."""

    secret: str
    opens: Callable[[str], bool]


@pytest.fixture
def office() -> Cast:
    return cast()


def signed_in(office: Cast) -> Client:
    browser = Client()
    browser.post("/masuk/", {"login": office.sari.email, "password": PASSPHRASE})
    return browser


def session(office: Cast) -> Door:
    def opens(cookie: str) -> bool:
        browser = Client()
        browser.cookies[settings.SESSION_COOKIE_NAME] = cookie
        return browser.get("/masuk/keamanan/").status_code == 200

    return Door(signed_in(office).cookies[settings.SESSION_COOKIE_NAME].value, opens)


def authenticator(office: Cast) -> Door:
    """Who has its secret makes the codes that the app makes."""
    secret = generate_totp_secret()
    TOTP.activate(office.sari, secret)

    def opens(candidate: str) -> bool:
        try:
            code = format_hotp_value(hotp_value(candidate, next(yield_hotp_counters_from_time())))
        except ValueError:
            return False
        return validate_totp_code(secret, code)

    return Door(secret, opens)


def authenticator_being_set_up(office: Cast) -> Door:
    """While its QR is on the screen, its secret waits in the session."""
    browser = signed_in(office)
    browser.post("/masuk/ulang/", {"password": PASSPHRASE})
    assert browser.get("/masuk/faktor/totp/activate/").status_code == 200
    secret: str = browser.session["mfa.totp.secret"]
    return Door(secret, lambda candidate: candidate == secret)


def draft(_office: Cast) -> Door:
    return Door(begun().cookies["draf"].value, _passes(lambda key: load_draft(base64.urlsafe_b64decode(key))))


def receipt(_office: Cast) -> Door:
    _report, code = given.received()
    return Door(code, _passes(lambda typed: by_receipt(receipts.parse(typed))))


def referral(office: Cast) -> Door:
    return Door(referrals.sent(office, referrals.whole_case(office)).link, _passes(by_link))


def calendar(office: Cast) -> Door:
    return Door(renew_feed(by=office.sari), lambda token: feed_of(token) is not None)


def seat(office: Cast) -> Door:
    dialogue = outreach.under_way(office)
    screen = screen_of(dialogue)

    def opens(token: str) -> bool:
        try:
            return seat_of(screen, bytes.fromhex(token)) is not None
        except ValueError:
            return False

    return Door(outreach.seat(dialogue).hex(), opens)


def invitation(office: Cast) -> Door:
    return Door(token_of(office.sari, Way.ALONE), lambda token: way_of(office.sari, token) is not None)


def _passes(look: Callable[[str], object]) -> Callable[[str], bool]:
    def opens(candidate: str) -> bool:
        try:
            look(candidate)
        except Exception:  # noqa: BLE001 - whatever it is that keeps it out
            return False
        return True

    return opens


DOORS = [session, authenticator, authenticator_being_set_up, draft, receipt, referral, calendar, seat, invitation]


@pytest.mark.parametrize("made", DOORS)
def test_no_stored_value_opens_it(made: Callable[[Cast], Door], office: Cast) -> None:
    door = made(office)
    assert door.opens(door.secret), "the test's own key does not fit"
    values = list(stored())
    assert len(values) > 100
    assert [value for value in values if door.secret in value] == []
    assert [value for value in values if door.opens(value)] == []


def stored() -> Iterator[str]:
    """Each value of each row that is long enough to be a secret, in the spellings that doors know."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^territory'")
        for (table,) in cursor.fetchall():
            cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
            for row in cursor.fetchall():
                yield from dict.fromkeys(spelling for value in row for spelling in spellings(value))


def spellings(value: object) -> Iterator[str]:
    if isinstance(value, bytes | memoryview):
        data = bytes(value)
        yield from (data.hex(), base64.b64encode(data).decode(), base64.urlsafe_b64encode(data).decode())
    elif len(text := str(value)) >= 16:
        yield text


def test_a_session_s_row_is_gone_and_made_anew_with_its_cookie(office: Cast) -> None:
    """The whole life of a session by its cookie: cycled, flushed, cleared when it is over."""
    store = SessionStore()
    store["who"] = "sari"
    store.save()
    before = store.session_key
    assert Session.objects.get().pk == digest_of(before)
    store.cycle_key()
    store.save()
    assert (SessionStore(before).load(), SessionStore(store.session_key).load()) == ({}, {"who": "sari"})
    assert (store.exists(before), store.exists(store.session_key)) == (False, True)
    Session.objects.update(expire_date="2000-01-01T00:00Z")
    assert SessionStore(store.session_key).load() == {}
    call_command("clearsessions")
    assert not Session.objects.exists()
    store.create()
    store.flush()
    assert not Session.objects.exists()


def test_a_row_that_somebody_wrote_opens_nothing(office: Cast) -> None:
    """Who writes to the database, and knows no key of the server's, gives a cookie of their own no session."""
    browser = signed_in(office)
    theirs = Session.objects.get()
    Session.objects.create(session_key="a" * 32, session_data=theirs.session_data, expire_date=theirs.expire_date)
    Session.objects.create(
        session_key=digest_of("b" * 32), session_data=theirs.session_data, expire_date=theirs.expire_date
    )
    for cookie in ("a" * 32, "b" * 32):
        stranger = Client()
        stranger.cookies[settings.SESSION_COOKIE_NAME] = cookie
        assert stranger.get("/masuk/keamanan/").status_code == 302
    assert browser.get("/masuk/keamanan/").status_code == 200


def test_second_factors_go_on_working(office: Cast) -> None:
    secret = generate_totp_secret()
    TOTP.activate(office.sari, secret)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert TOTP(Authenticator.objects.get(user=office.sari)).validate_code(code)


def test_second_factors_from_before_are_sealed_by_the_migration(office: Cast) -> None:
    secret = generate_totp_secret()
    factor = Authenticator.objects.create(user=office.sari, type=Authenticator.Type.TOTP, data={"secret": secret})
    migration = import_module("pimpasa.accounts.migrations.0002_digests_of_cookies")
    migration.seal_second_factors(apps, None)
    factor.refresh_from_db()
    assert secret not in repr(factor.data)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert TOTP(factor).validate_code(code)
