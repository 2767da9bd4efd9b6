"""How many statements an officers' page asks the database; those above the aim stand here by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.models import Officer
from tests.factories.people import Cast
from tests.sites.officers.test_who_may import PAGES, address, make_things

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
AIM = 12
# Who reads most of a page comes first.
WHO = ("dewi", "hadi", "sari", "agus", "rina", "bayu")
# A number here may only fall; a page that is not here asks no more than the aim.
ABOVE: dict[str, int] = {
    "officers:report": 75,
    "officers:case": 50,
    "officers:log": 40,
    "officers:operation": 34,
    "officers:graph": 29,
    "officers:setup": 28,
    "officers:correct_event": 24,
    "officers:numbers": 24,
    "officers:tak": 22,
    "officers:correct_finding": 21,
    "officers:exhibit": 21,
    "officers:add_event": 19,
    "officers:deadlines": 19,
    "officers:merge_person": 19,
    "officers:set_term": 19,
    "officers:custody": 18,
    "officers:referral": 18,
    "officers:correct_transfer": 17,
    "officers:monthlies": 17,
    "officers:note_report": 17,
    "officers:screening": 17,
    "officers:change_person": 16,
    "officers:concluded": 16,
    "officers:order": 16,
    "officers:paper": 16,
    "officers:reports": 16,
    "officers:desks": 15,
    "officers:choose_law": 14,
    "officers:correct_gelar": 14,
    "officers:plan": 14,
    "officers:plan_operation": 14,
    "officers:reopen_report": 14,
    "officers:desk": 13,
    "officers:dialogue_copy": 13,
    "officers:dialogue_plan": 13,
    "officers:keeping": 13,
    "officers:take_in": 13,
    "officers:time": 13,
}


def test_no_page_asks_more_than_it_may(office: Cast, signed_in: SignIn) -> None:
    things = make_things(office)
    browsers = {name: signed_in(getattr(office, name)) for name in WHO}
    asked: dict[str, int] = {}
    for name in PAGES:
        who = next((person for person in WHO if person in PAGES[name]), None)
        if who is not None:
            asked[name] = statements(browsers[who], address(name, things))
    allowed = {name: ABOVE.get(name, AIM) for name in asked}
    too_many = {name: number for name, number in asked.items() if number > allowed[name]}
    assert too_many == {}


def test_every_page_named_here_is_one() -> None:
    assert ABOVE.keys() - PAGES.keys() == set()
    assert [name for name, number in ABOVE.items() if number <= AIM] == []


def statements(browser: Client, path: str) -> int:
    """What a page asks the second time, when what is made once was made; savepoints are no questions."""
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return sum(not row["sql"].startswith(("SAVEPOINT", "RELEASE")) for row in captured)
