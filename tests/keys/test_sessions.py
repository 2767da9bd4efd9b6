"""While an officer is signed in, what the server stores opens nothing; only with their cookie does it."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from psycopg import sql

from pimpasa.keys.models import DeskKey
from pimpasa.keys.unlocking import SESSION_ITEM, from_session, keep_open, open_with_passphrase
from pimpasa.sealing import envelopes
from pimpasa.sealing.errors import SealingError
from tests.factories.people import PASSPHRASE, Cast, cast, keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def signed_in(office: Cast) -> Client:
    browser = Client()
    browser.post("/masuk/", {"login": office.sari.email, "password": PASSPHRASE})
    return browser


def dump(browser: Client) -> bytes:
    """Every row of every table as text, binary columns as hex, and what the browser's session row holds sealed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
        rows: list[str] = []
        for table in tables:
            cursor.execute(sql.SQL("SELECT t::text FROM {} AS t").format(sql.Identifier(table)))
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join([*rows, repr(dict(browser.session.items()))]).encode()


def spellings(secret: bytes) -> Iterator[bytes]:
    yield from (secret, secret.hex().encode(), base64.b64encode(secret), base64.urlsafe_b64encode(secret))


def test_it_works(office: Cast) -> None:
    browser = signed_in(office)
    cookie = bytes.fromhex(browser.cookies["kunci"].value)
    keys = from_session(browser.session, office.sari, cookie)
    assert keys is not None
    desk_key = DeskKey.objects.get(desk=office.at.cengkareng_timur)
    assert keys.desk_private(desk_key).seed == keyring(office.sari).desk_private(desk_key).seed


def test_no_table_holds_a_key_or_what_opens_one(office: Cast) -> None:
    browser = signed_in(office)
    secrets = {
        "the officer's key": open_with_passphrase(office.sari, PASSPHRASE).seed,
        "the cookie's key": bytes.fromhex(browser.cookies["kunci"].value),
        "the desk's key": keyring(office.sari).desk_private(DeskKey.objects.get(desk=office.at.cengkareng_timur)).seed,
    }
    stored = dump(browser)
    assert SESSION_ITEM.encode() in stored  # the dump does see into sessions
    assert [name for name, secret in secrets.items() for said in spellings(secret) if said in stored] == []


def test_nothing_the_server_has_opens_the_session(office: Cast) -> None:
    browser = signed_in(office)
    sealed = bytes.fromhex(browser.session[SESSION_ITEM])
    known = settings.SECRET_KEY.encode() + settings.LEDGER_SEED + dump(browser)
    candidates = {known[at : at + 32] for at in range(len(settings.SECRET_KEY) + 32)}
    candidates |= {bytes.fromhex(word.decode()) for word in known.split() if len(word) == 64 and _is_hex(word)}

    def opens(key: bytes) -> bool:
        try:
            envelopes.open_(sealed, key=key.ljust(32, b"\0"), context=f"session:{office.sari.actor}")
        except SealingError:
            return False
        return True

    assert [key for key in candidates if opens(key)] == []


def test_another_s_cookie_or_another_s_session_is_none(office: Cast) -> None:
    mine: dict[str, object] = {}
    theirs: dict[str, object] = {}
    my_cookie = keep_open(mine, office.sari, open_with_passphrase(office.sari, PASSPHRASE))
    their_cookie = keep_open(theirs, office.bayu, open_with_passphrase(office.bayu, PASSPHRASE))
    assert from_session(mine, office.sari, my_cookie) is not None
    assert from_session(mine, office.sari, their_cookie) is None
    assert from_session(theirs, office.sari, their_cookie) is None
    assert from_session({}, office.sari, my_cookie) is None


def test_signing_out_leaves_nothing_to_open(office: Cast) -> None:
    browser = signed_in(office)
    browser.post(reverse("account_logout"))
    assert Session.objects.count() == 0
    assert browser.cookies["kunci"].value == ""


def _is_hex(word: bytes) -> bool:
    try:
        bytes.fromhex(word.decode())
    except ValueError:
        return False
    return True
