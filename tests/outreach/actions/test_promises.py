"""What Sari promised in RW 017 is written down, kept or given up with a reason; never forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.actions.promises import drop_promise, keep_promise
from pimpasa.outreach.models import Promise
from tests.factories import outreach as made
from tests.factories.people import Cast
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_it_works(office: Cast) -> None:
    promise = made.promise(office, made.held(office))
    kept = keep_promise(promise=promise, how="Karangan: poster dipasang di pos RW", by=office.dewi)
    assert (kept.text, kept.kept_on, kept.is_open) == ("Karangan: memasang poster di pos RW", clock.today(), False)
    assert [entry.act for entry in entries_of([promise.subject])] == [Act.PROMISE_MADE, Act.PROMISE_KEPT]


def test_given_up_with_a_reason(office: Cast) -> None:
    promise = made.promise(office, made.held(office), owner=None, owner_elsewhere="Lurah")
    with refused("no_reason"):
        drop_promise(promise=promise, reason=" - ", by=office.sari)
    dropped = drop_promise(promise=promise, reason="Karangan: sudah dikerjakan RW", by=office.sari)
    assert (dropped.dropped_on, dropped.is_open) == (clock.today(), False)
    with refused("promise_closed"):
        keep_promise(promise=promise, how="Karangan: tetap dikerjakan", by=office.sari)
    assert [entry.act for entry in entries_of([promise.subject])] == [Act.PROMISE_MADE, Act.PROMISE_DROPPED]


def test_who_may_not(office: Cast) -> None:
    dialogue = made.held(office)
    for who, code in ((office.bayu, "not_at_desk"), (office.agus, "not_permitted"), (office.rina, "not_permitted")):
        with refused(code):
            made.promise(office, dialogue, by=who)
    promise = made.promise(office, dialogue)  # Dewi owns it, Sari leads
    for who, code in (
        (office.bayu, "not_at_desk"),
        (office.hadi, "not_at_desk"),
        (office.agus, "not_permitted"),
        (office.rina, "not_permitted"),
    ):
        with refused(code):
            keep_promise(promise=promise, how="Karangan: sudah", by=who)
        with refused(code):
            drop_promise(promise=promise, reason="Karangan: batal", by=who)


def test_what_cannot_be_promised(office: Cast) -> None:
    dialogue = made.held(office)
    refusals: list[tuple[dict[str, Any], str]] = [
        ({"text": "   ya "}, "no_promise"),
        ({"owner": None}, "one_owner"),
        ({"owner_elsewhere": "Lurah"}, "one_owner"),  # and Dewi
        ({"owner": office.rina}, "owner_cannot_keep"),  # could never say that it was kept
        ({"owner": office.fani}, "owner_cannot_keep"),
        ({"due_on": clock.today() - timedelta(days=2)}, "wrong_due_day"),
        ({"due_on": clock.today() + timedelta(days=3 * 365)}, "wrong_due_day"),
    ]
    for changes, code in refusals:
        with refused(code):
            made.promise(office, dialogue, **changes)
    assert not Promise.objects.exists()


def test_nothing_is_promised_before_it_began(office: Cast) -> None:
    with refused("not_in_this_state"):
        made.promise(office, made.dialogue(office))
