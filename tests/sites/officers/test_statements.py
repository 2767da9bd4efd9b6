"""How many statements an officers' page asks the database; those above the aim stand here by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from tests.factories.people import Cast
from tests.sites.officers.test_who_may import PAGES, address, make_things

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
AIM = 12
# Who reads most of a page comes first.
WHO = ("dewi", "hadi", "sari", "agus", "rina", "bayu")
# A number here may only fall; a page that is not here asks no more than the aim.
ABOVE: dict[str, int] = {
    "officers:case": 29,
    "officers:report": 29,
    "officers:setup": 26,
    "officers:correct_event": 15,
    "officers:numbers": 21,
    "officers:tie_person": 14,
    "officers:tak": 19,
    "officers:graph": 16,
    "officers:referral": 15,
    "officers:deadlines": 14,
    "officers:screening": 14,
    "officers:change_person": 13,
    "officers:concluded": 13,
    "officers:desks": 13,
    "officers:note_report": 13,
    "officers:paper": 13,
    "officers:reports": 13,
}


def test_no_page_asks_more_than_it_may(office: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    things = make_things(office)
    browsers = {name: signed_in(getattr(office, name)) for name in WHO}
    # No minute ends between two looks, after which a session is written; what else runs out does not in tests.
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
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
