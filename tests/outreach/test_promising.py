"""What Sari promised in RW 017 is written down, kept or given up with a reason; never forgotten."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.actions.promises import drop_promise, keep_promise
from pimpasa.outreach.models import Promise
from tests.factories import outreach as made
from tests.factories.people import Cast, cast

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def test_it_works(office: Cast) -> None:
    promise = made.promise(office, made.held(office))
    kept = keep_promise(promise=promise, how="Karangan: poster dipasang di pos RW", by=office.dewi)
    assert (kept.text, kept.kept_on, kept.is_open) == ("Karangan: memasang poster di pos RW", clock.today(), False)
    assert [entry.act for entry in entries_of([promise.subject])] == [Act.PROMISE_MADE, Act.PROMISE_KEPT]


def test_given_up_with_a_reason(office: Cast) -> None:
    promise = made.promise(office, made.held(office), owner=None, owner_elsewhere="Lurah")
    with pytest.raises(Refused, match="alasannya"):
        drop_promise(promise=promise, reason=" - ", by=office.sari)
    dropped = drop_promise(promise=promise, reason="Karangan: sudah dikerjakan RW", by=office.sari)
    assert (dropped.dropped_on, dropped.is_open) == (clock.today(), False)
    with pytest.raises(Refused, match="sudah ditutup"):
        keep_promise(promise=promise, how="Karangan: tetap dikerjakan", by=office.sari)
    assert [entry.act for entry in entries_of([promise.subject])] == [Act.PROMISE_MADE, Act.PROMISE_DROPPED]


def test_who_may_not(office: Cast) -> None:
    dialogue = made.held(office)
    for who in (office.bayu, office.agus, office.rina):
        with pytest.raises(Refused):
            made.promise(office, dialogue, by=who)
    promise = made.promise(office, dialogue)  # Dewi owns it, Sari leads
    for who in (office.bayu, office.hadi, office.agus, office.rina):
        with pytest.raises(Refused):
            keep_promise(promise=promise, how="Karangan: sudah", by=who)
        with pytest.raises(Refused):
            drop_promise(promise=promise, reason="Karangan: batal", by=who)


def test_what_cannot_be_promised(office: Cast) -> None:
    dialogue = made.held(office)
    changes: list[dict[str, Any]] = [
        {"text": "   ya "},
        {"owner": None},
        {"owner_elsewhere": "Lurah"},  # and Dewi
        {"owner": office.rina},  # could never say that it was kept
        {"owner": office.at.fallback_unit.assignments.get().officer},
        {"due_on": clock.today() - timedelta(days=1)},
        {"due_on": clock.today() + timedelta(days=3 * 365)},
    ]
    for change in changes:
        with pytest.raises(Refused):
            made.promise(office, dialogue, **change)
    assert not Promise.objects.exists()


def test_nothing_is_promised_before_it_began(office: Cast) -> None:
    with pytest.raises(Refused):
        made.promise(office, made.dialogue(office))


def test_without_the_ledger_nothing_is_promised_kept_or_given_up(office: Cast, broken_ledger: Broken) -> None:
    dialogue = made.held(office)
    promise = made.promise(office, dialogue)
    with broken_ledger():
        made.promise(office, dialogue)
    with broken_ledger():
        keep_promise(promise=promise, how="Karangan: sudah", by=office.sari)
    with broken_ledger():
        drop_promise(promise=promise, reason="Karangan: batal", by=office.sari)
