"""What happened, where and when, as far as it is known; all of it sealed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.actions import cases
from pimpasa.cases.kinds import EventKind
from pimpasa.cases.models import Case, Event
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.events import events_of
from pimpasa.common.countries import COUNTRIES
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from tests.factories import cases as given
from tests.factories.people import Cast, keyring
from tests.factories.tables import everything
from tests.refusals import refused

Broken = Callable[[], AbstractContextManager[None]]


def test_it_works(office: Cast, case: Case) -> None:
    who = given.person(office.dewi, case)
    event = given.event(office.hadi, case, persons=[str(who.pk)])
    (opened,) = events_of(peek(case, keyring(office.dewi)))
    assert (opened.event, opened.contents.persons, opened.contents.day) == (event, [str(who.pk)], "2025-09")
    assert [entry.act for entry in entries_of([case.subject])][-1] == Act.EVENT_ADDED


def test_countries_are_codes_with_names_indonesia_first() -> None:
    assert next(iter(COUNTRIES)) == "ID"
    assert {len(code) for code in COUNTRIES} == {2}
    assert len({str(name) for name in COUNTRIES.values()}) == len(COUNTRIES)


def test_they_come_in_the_order_of_their_days(office: Cast, case: Case) -> None:
    for day in ("", "2026-01-02", "2025", "2025-09-23", "2025-09"):
        given.event(office.dewi, case, day=day)
    days = [one.contents.day for one in events_of(peek(case, keyring(office.dewi)))]
    assert days == ["2025", "2025-09", "2025-09-23", "2026-01-02", ""]


@pytest.mark.parametrize("kind", EventKind)
def test_each_kind(office: Cast, case: Case, kind: EventKind) -> None:
    given.event(office.dewi, case, kind=kind.value)


@pytest.mark.parametrize("country", [code for code in COUNTRIES if code != "ID"][:3])
def test_abroad(office: Cast, case: Case, country: str) -> None:
    given.event(office.dewi, case, country=country, village="")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "party"}, "too_little"),
        ({"text": " x "}, "too_little"),
        ({"day": "kemarin"}, "no_day"),
        ({"day": "2025-02-30"}, "no_day"),
        ({"country": "Kamboja"}, "no_country"),
        ({"country": ""}, "no_country"),
        ({"country": "KH"}, "kelurahan_abroad"),
        ({"village": "00.00.00.0000"}, "unknown_kelurahan"),
        ({"persons": ["nobody"]}, "not_of_this_case"),
        ({"persons": ["00000000-0000-7000-8000-000000000000"]}, "not_of_this_case"),
    ],
)
def test_what_makes_no_sense_is_refused(office: Cast, case: Case, changes: dict[str, Any], code: str) -> None:
    with refused(code):
        given.event(office.dewi, case, **changes)


def test_people_of_another_case_are_not_named(office: Cast, case: Case) -> None:
    stranger = given.person(office.dewi, given.own_case(office.dewi, office.at.unit))
    with refused("not_of_this_case"):
        given.event(office.dewi, case, persons=[str(stranger.pk)])


def test_who_may(office: Cast, case: Case, outsiders: list[Officer]) -> None:
    for other in outsiders:
        with pytest.raises(Refused):
            given.event(other, case)
    stale = Case.objects.get(pk=case.pk)
    cases.close(case=case, closure="acted", note="", keyring=keyring(office.dewi))
    with refused("case_closed"):
        given.event(office.dewi, stale)
    assert Event.objects.count() == 0


def test_nothing_of_it_is_readable(office: Cast, case: Case) -> None:
    given.event(office.dewi, case, text="KENARI-apa", place="KENARI-mana")
    stored = repr(everything()["cases_event"])
    assert [word for word in ("KENARI", "2025-09", "31.73", "recruitment") if word in stored] == []


def test_without_the_ledger_nothing_is_added(office: Cast, case: Case, broken_ledger: Broken) -> None:
    with broken_ledger():
        given.event(office.dewi, case)
