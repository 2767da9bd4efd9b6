"""A connection brings the time along, and does not outlive its server's end of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from pimpasa.accounts.models import Officer
from pimpasa.common import clock

pytestmark = pytest.mark.django_db(transaction=True)


def end_it() -> None:
    """As a restart of the server does, or an administrator."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    parameters = connection.get_connection_params()
    names = {name: parameters[name] for name in ("dbname", "user", "host") if name in parameters}
    with psycopg.connect(**names, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [process])


def test_one_that_was_closed_is_made_anew() -> None:
    end_it()
    assert Officer.objects.count() == 0


@transaction.atomic
def whole() -> None:
    Officer.objects.count()
    end_it()
    Officer.objects.count()


def test_in_a_transaction_it_fails_as_a_whole() -> None:
    with pytest.raises(DatabaseError):
        whole()
    assert Officer.objects.count() == 0


def test_each_brings_the_time_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine's clock says."""
    monkeypatch.setattr(clock, "_readings", [])
    monkeypatch.setattr(clock, "machine_now", lambda: datetime(2033, 3, 14, tzinfo=UTC))
    connection.close()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_it_goes_on_by_a_clock_that_nobody_can_set(monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime(2026, 11, 26, tzinfo=UTC)
    monkeypatch.setattr(clock, "_readings", [])
    monkeypatch.setattr(clock, "_uptime", lambda: 100.0)
    clock.set_by(at)
    monkeypatch.setattr(clock, "_uptime", lambda: 3700.0)
    assert clock.now() == at + timedelta(hours=1)
