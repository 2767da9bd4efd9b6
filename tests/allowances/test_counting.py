"""A hall behind one address passes, a flooder waits, and the database tells nobody who it was."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from pimpasa.allowances import queries
from pimpasa.allowances.actions import forget_what_is_over, take
from pimpasa.allowances.addresses import caller_at
from pimpasa.allowances.kinds import Allowance
from pimpasa.allowances.models import DayKey, Tally
from pimpasa.allowances.queries import wait
from pimpasa.common import clock

pytestmark = pytest.mark.django_db


def few(most: float = 2, per_minute: float = 1) -> Allowance:
    return Allowance(os.urandom(4).hex(), most, per_minute, why="", wider=(2, 3))


def test_beyond_it_one_waits_and_others_do_not() -> None:
    allowance = few()
    assert [take(allowance, "flooder") for _ in range(3)] == [True, True, False]
    assert 0 < wait(allowance, "flooder") <= 60
    assert take(allowance, "neighbour")


def test_it_comes_back_with_time() -> None:
    allowance = few(1)
    assert take(allowance, "flooder")
    Tally.objects.update(full_at=clock.now() - timedelta(seconds=1))
    assert take(allowance, "flooder")


def test_asking_uses_nothing_up() -> None:
    allowance = few(1)
    assert [wait(allowance, "asker") for _ in range(3)] == [0, 0, 0]
    assert take(allowance, "asker")


def test_what_costs_more_uses_up_more() -> None:
    allowance = few(10)
    assert [
        take(allowance, "sender", cost=7),
        take(allowance, "sender", cost=7),
        take(allowance, "sender", cost=3),
    ] == [
        True,
        False,
        True,
    ]
    assert not take(allowance, "somebody else", cost=11)


def test_an_ipv6_network_is_counted_as_one_and_wider_where_many_come() -> None:
    """Every /64 has 2; 2 times as much all of one /56 together, 3 times all of one /48."""
    allowance = few()

    def taken(peers: list[str]) -> int:
        return sum(take(allowance, caller_at(peer, "", trusted=0)) for peer in peers)

    assert taken([f"2001:db8:0:1::{number:x}" for number in range(50)]) == 2
    assert taken([f"2001:db8:0:{number:x}::1" for number in range(2, 50)]) == 2
    assert taken([f"2001:db8:0:{number:x}00::1" for number in range(1, 50)]) == 2
    assert taken(["2001:db8:1::1"]) == 1


def test_whoever_is_refused_uses_up_nothing_of_the_wider_networks() -> None:
    allowance = few()
    for _ in range(50):
        take(allowance, caller_at("2001:db8:0:1::1", "", trusted=0))
    assert take(allowance, caller_at("2001:db8:0:2::1", "", trusted=0))


def test_no_address_is_stored() -> None:
    take(few(), caller_at("203.0.113.77", "", trusted=0).at("sari@contoh.invalid"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(tally::text, ' ') FROM allowances_tally AS tally")
        (stored,) = cursor.fetchone()
    assert "203.0.113.77" not in bytes.fromhex("".join(stored.split("\\x")[1:])[:32]).decode("latin-1")
    assert b"203.0.113.77".hex() not in stored


def test_its_name_needs_the_key_beside_the_database_and_dies_with_the_day(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries._key_of.cache_clear()
    today = queries.hidden("203.0.113.77")
    settings.SECRET_KEY = "another"
    queries._key_of.cache_clear()
    assert queries.hidden("203.0.113.77") != today
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    queries.hidden("203.0.113.77")
    forget_what_is_over()
    assert [key.day for key in DayKey.objects.all()] == [tomorrow]
    queries._key_of.cache_clear()


def test_what_is_over_is_forgotten() -> None:
    take(few(), "flooder")
    assert forget_what_is_over() == 0
    Tally.objects.update(full_at=clock.now() - timedelta(hours=1))
    assert forget_what_is_over() == 1


def test_its_tables_are_in_no_log_of_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, relpersistence FROM pg_class WHERE relname ~ '^allowances_[a-z]+$'")
        assert dict(cursor.fetchall()) == {"allowances_daykey": "u", "allowances_tally": "u"}
