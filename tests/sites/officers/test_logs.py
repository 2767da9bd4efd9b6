"""Every page with a log answers a phone in one way, whatever keeps an entry out; and a page without the script, too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from pimpasa.accounts.models import Officer
from pimpasa.keys.queries import officer_key
from pimpasa.operations.actions import teams
from tests.factories import operations, outreach, reports
from tests.factories.people import Cast, keyring

SignIn = Callable[[Officer], Client]
JSON = {"Accept": "application/json"}
TYPED = "Karangan: kalimat yang sudah diketik."
STAYS = "Tulisan Anda tetap di HP ini"


@dataclass(frozen=True)
class Log:
    """Where entries are sent, an entry that it keeps, and the module that says how many it takes."""

    name: str
    address: str
    entry: dict[str, str]
    capability: str

    def nowhere(self) -> str:
        """The address of a log that there is not."""
        return reverse(self.name, args=[uuid4()])


def visit(office: Cast) -> Log:
    check = reports.check(reports.taken(office.sari), office.sari)
    return of("officers:enter", check.pk, {"kind": "note", "text": TYPED}, "verification.actions.visits")


def operation(office: Cast) -> Log:
    pk = operations.operation(office).pk
    return of("officers:operation_enter", pk, {"kind": "note", "text": TYPED}, "operations.actions.log")


def dialogue(office: Cast) -> Log:
    pk = outreach.under_way(office).pk
    return of("officers:dialogue_enter", pk, {"kind": "asked", "text": TYPED}, "outreach.day.actions.run_sheet")


def of(name: str, pk: object, entry: dict[str, str], capability: str) -> Log:
    return Log(name, reverse(name, args=[pk]), entry | {"whole": "1"}, f"pimpasa.{capability}")


@pytest.fixture(params=[visit, operation, dialogue], ids=["visit", "operation", "dialogue"])
def log(request: pytest.FixtureRequest, office: Cast) -> Log:
    made: Log = request.param(office)
    return made


@pytest.fixture
def sari(office: Cast, signed_in: SignIn) -> Client:
    return signed_in(office.sari)


def send(client: Client, log: Log, *, to: str = "", **changes: str) -> tuple[int, dict[str, Any]]:
    answer = client.post(to or log.address, {"id": str(uuid4()), **log.entry, **changes}, headers=JSON)
    return answer.status_code, answer.json()


def test_it_works(log: Log, sari: Client) -> None:
    """The same entry is sent twice, since the first answer was lost."""
    sent_as = str(uuid4())
    assert send(sari, log, id=sent_as) == (200, {"kept": True, "new": True})
    assert send(sari, log, id=sent_as) == (200, {"kept": True, "new": False})


def test_a_session_that_is_over(log: Log, sari: Client) -> None:
    status, answer = send(Client(), log)
    assert (status, answer["kept"], answer["code"]) == (403, False, "session_over")
    del sari.cookies["kunci"]
    assert send(sari, log) == (status, answer)


def test_a_role_that_may_not(log: Log, office: Cast, signed_in: SignIn) -> None:
    status, answer = send(signed_in(office.agus), log)
    assert (status, answer["kept"], answer["code"]) == (409, False, "not_permitted")
    assert STAYS in answer["refused"]


def test_somebody_else_s_log(log: Log, office: Cast, signed_in: SignIn) -> None:
    status, answer = send(signed_in(office.bayu), log)
    assert (status, answer["kept"]) == (409, False)
    assert STAYS in answer["refused"]


def test_who_was_taken_out_of_a_team_learns_it(office: Cast, sari: Client) -> None:
    planned = operations.operation(office)
    log = of("officers:operation_enter", planned.pk, {"kind": "arrived"}, "operations.actions.log")
    teams.change_team(operation=planned, team=[(office.dewi, "leader")], keyring=keyring(office.dewi))
    status, answer = send(sari, log)
    assert (status, answer["code"]) == (409, "not_in_team")
    assert answer["refused"].startswith("Anda bukan, atau bukan lagi, anggota tim")
    assert STAYS in answer["refused"]


def test_a_full_log(log: Log, sari: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sent_as = str(uuid4())
    send(sari, log, id=sent_as)
    monkeypatch.setattr(f"{log.capability}.MOST_ENTRIES", 1)
    assert send(sari, log, id=sent_as) == (200, {"kept": True, "new": False})
    status, answer = send(sari, log)
    assert (status, answer["code"]) == (409, "log_full")
    assert answer["refused"] == "Buku catatan ini penuh: paling banyak 1 catatan."


def test_an_entry_that_is_none(log: Log, sari: Client) -> None:
    assert send(sari, log, kind="sulap")[1]["code"] == "entry_unreadable"
    assert send(sari, log, at="kemarin")[1]["code"] == "time_unreadable"
    assert send(sari, log, at="2020-01-01T00:00:00+07:00")[1]["code"] == "time_implausible"
    status, answer = send(sari, log, id="1")
    assert (status, answer["code"]) == (409, "entry_invalid")
    assert answer["refused"]


def test_a_log_that_there_is_not(log: Log, sari: Client) -> None:
    status, answer = send(sari, log, to=log.nowhere())
    assert (status, answer["code"]) == (409, "nowhere")


def test_a_key_that_is_not_handed_over(office: Cast, sari: Client) -> None:
    """Sari's grants are gone, as before a colleague hands her the desk's key."""
    log = visit(office)
    own = officer_key(office.sari)
    assert own is not None
    own.desk_grants.all().delete()
    status, answer = send(sari, log)
    assert (status, answer["code"]) == (409, "key_awaited")


def test_without_the_script_the_page_says_why_and_gives_back_what_was_typed(log: Log, sari: Client) -> None:
    answer = sari.post(log.address, {"id": str(uuid4()), **log.entry, "at": "kemarin"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Waktu catatan ini tidak terbaca." in page
    assert TYPED in page
    assert sari.post(log.address, {"id": str(uuid4()), **log.entry}).status_code == 302
    assert sari.get(log.address).status_code == 405


def test_without_the_script_who_may_not_write_keeps_the_words(log: Log, office: Cast, signed_in: SignIn) -> None:
    answer = signed_in(office.bayu).post(log.address, {"id": str(uuid4()), **log.entry})
    assert answer.status_code == 403
    assert TYPED in answer.content.decode()
    assert Client().post(log.address, log.entry).status_code == 302


HOSTILE = {
    "first year": {"at": "0001-01-01T00:00:00+14:00"},
    "last year": {"at": "9999-12-31T23:59:59-12:00"},
    "endless strokes": {"strokes": "[[[1e999, 0]]]"},
    "no number": {"strokes": "[[[NaN, 0]]]"},
    "brackets": {"strokes": "[" * 100_000},
    "null character": {"text": "a\x00b"},
    "null in a kind": {"kind": "no\x00te"},
    "null in a time": {"at": "2026\x00"},
    "place without an end": {"place": "1,2,inf"},
}


@pytest.mark.parametrize("bad", HOSTILE.values(), ids=HOSTILE)
def test_a_phone_is_never_stuck_behind_one_bad_entry(log: Log, sari: Client, bad: dict[str, str]) -> None:
    """What cannot be kept is answered with its reason, so that the script sets it aside and sends the next."""
    status, answer = send(sari, log, **bad)
    assert status == 200 or (status == 409 and answer["refused"])
    assert send(sari, log) == (200, {"kept": True, "new": True})
