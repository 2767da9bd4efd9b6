"""Who stands above the offices sees how they do: through every address, no report, no name and no key reaches them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, reverse

from pimpasa.accounts.models import Assignment, Officer
from pimpasa.keys.models import OfficerKey
from pimpasa.ledger.queries import entries
from tests.factories import reports as given
from tests.factories.people import Above, Cast, above
from tests.sites.officers.test_who_may import Things, address, addresses, make_things

SignIn = Callable[[Officer], Client]
WHO = ("kartika", "damar", "indah")
# What each of them gets: their own account, what they answer for, and lists of what is theirs alone, which stay empty.
THEIRS = {"officers:acts_below", "officers:coverage", "officers:village", "officers:numbers", "officers:monthlies"}
OWN = {
    *("officers:workplace", "officers:more", "officers:readers", "officers:session"),
    *("officers:change_password", "officers:recover", "officers:security", "officers:unlock"),
    *("officers:unsent", "officers:unsent_on_page"),
    *("officers:manifest", "officers:meet", "officers:without_network", "officers:worker"),
}


@pytest.fixture
def things(office: Cast) -> Things:
    return make_things(office)


@pytest.fixture
def levels(office: Cast) -> Above:
    return above(office)


def path_of(name: str, pattern: URLPattern, things: Things) -> str:
    """Of things that are there; of what no other test needs, something that could be."""
    try:
        return address(name, things)
    except KeyError:
        stand_ins = {"int": 1, "uuid": things.report.pk, "slug": "x", "str": "x", "path": "x"}
        ids = {
            key: things.ids.get(
                key, next(value for kind, value in stand_ins.items() if kind in type(how).__name__.lower())
            )
            for key, how in pattern.pattern.converters.items()
        }
        return reverse(name, kwargs=ids)


def secrets_of(office: Cast, things: Things) -> list[str]:
    """What must be on no page of theirs."""
    names = [somebody.name for somebody in [*office.everyone, office.fani]]
    return [*names, things.report.reference, given.TOLD.narrative, given.TOLD.place, "Karangan", "0812-0000-0000"]


@pytest.mark.parametrize("who", WHO)
def test_no_address_shows_a_report_or_a_name(
    office: Cast, levels: Above, things: Things, signed_in: SignIn, who: str
) -> None:
    browser = signed_in(getattr(levels, who))
    opened = set()
    for name, pattern in addresses("officers").items():
        answer = browser.get(path_of(name, pattern, things))
        content = b"".join(answer) if answer.streaming else answer.content
        shown = [secret for secret in secrets_of(office, things) if secret in content.decode(errors="replace")]
        assert (name, shown) == (name, [])
        if answer.status_code == 200:
            opened.add(name)
    writes = {"officers:write_monthly"} if who == "kartika" else set()  # her Kanwil's own
    assert opened == THEIRS | OWN | writes


@pytest.mark.parametrize("who", WHO)
def test_no_form_does_anything(office: Cast, levels: Above, things: Things, signed_in: SignIn, who: str) -> None:
    somebody = getattr(levels, who)
    browser = signed_in(somebody)
    before = list(entries(by=somebody.actor))
    for name, pattern in addresses("officers").items():
        browser.post(path_of(name, pattern, things))
    assert list(entries(by=somebody.actor)) == before


def holders() -> list[tuple[type[Model], str]]:
    """Every column in which an officer's key, or an officer's seat, can stand."""
    columns = [(model, field) for model in apps.get_models() for field in model._meta.concrete_fields]
    return [(model, field.name) for model, field in columns if field.related_model is OfficerKey]


@pytest.mark.parametrize("who", WHO)
def test_no_key_and_no_seat_are_theirs(
    office: Cast, levels: Above, things: Things, signed_in: SignIn, who: str
) -> None:
    somebody = getattr(levels, who)
    key = OfficerKey.objects.get(officer=somebody)
    assert len(holders()) > 5
    assert [(model, name) for model, name in holders() if model._base_manager.filter(**{name: key}).exists()] == []
    assert not Assignment.objects.filter(officer=somebody).exists()


def test_acts_tell_how_offices_are_run(office: Cast, levels: Above, things: Things, signed_in: SignIn) -> None:
    page = signed_in(levels.kartika).get("/petugas/tindakan/").content.decode()
    table = page[page.index("<tbody") : page.index("</tbody>")]
    assert "Petugas ditambahkan" in table
    assert set(re.findall(r"Kantor Imigrasi[^<]*|Direktorat[^<]*", table)) == {office.at.office.name}


def test_the_nation_reads_of_every_office(office: Cast, levels: Above, signed_in: SignIn) -> None:
    page = signed_in(levels.damar).get("/petugas/tindakan/").content.decode()
    table = page[page.index("<tbody") : page.index("</tbody>")]
    assert office.at.office.name in table
    assert office.at.fallback.name in table


def test_who_works_at_an_office_reads_no_other_s(office: Cast, levels: Above, signed_in: SignIn) -> None:
    for somebody in (*office.everyone, levels.gita):
        assert signed_in(somebody).get("/petugas/tindakan/").status_code == 403
