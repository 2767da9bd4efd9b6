"""A flood slows the flooder alone; a dialogue's two hundred phones behind one address all get through."""

from __future__ import annotations

import base64
import html
import json
import time

import pytest
from altcha.v1 import Challenge, solve_challenge
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.allowances.actions import take
from pimpasa.allowances.addresses import caller_at
from pimpasa.reports.models import Report
from pimpasa.sites.common.allowances import DRAFTS, REPORTS, SAVES, WORKERS, WRONG_RECEIPTS
from pimpasa.sites.public import flood
from tests.factories import reports as given
from tests.factories.people import Cast
from tests.factories.residents import ANSWERS, begun, sends

pytestmark = pytest.mark.django_db


def exhaust(address: str = "127.0.0.1") -> None:
    """As if this address had sent its whole allowance."""
    while take(REPORTS, address):
        pass


def test_beyond_its_allowance_an_address_waits_its_turn(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    resident = begun()
    exhaust()
    answer = sends(resident)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
    ticket = answer.content.decode().partition('name="giliran" value="')[2].partition('"')[0]
    assert sends(resident, {"giliran": ticket}).status_code == 429
    later = flood.time.time() + 3
    monkeypatch.setattr(flood.time, "time", lambda: later)
    assert sends(resident, {"giliran": ticket}).status_code == 302
    assert Report.objects.count() == 1


def test_another_address_s_first_report_is_taken_meanwhile(office: Cast, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1
    exhaust("10.0.0.1")
    resident = begun()
    assert sends(resident, headers={"X-Forwarded-For": "10.0.0.2"}).status_code == 302


def test_nobody_chooses_their_own_address(office: Cast) -> None:
    exhaust()
    resident = begun()
    assert sends(resident, headers={"X-Forwarded-For": "10.9.9.9"}).status_code == 429


@pytest.mark.parametrize("ticket", ["", "x", "a:b:c", "\x00", "x" * 100_000])
def test_a_forged_turn_is_none(office: Cast, ticket: str) -> None:
    resident = begun()
    exhaust()
    assert sends(resident, {"giliran": ticket}).status_code == 429


def test_a_turn_is_for_one_draft_only(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = begun(), begun()
    exhaust()
    ticket = sends(one).content.decode().partition('name="giliran" value="')[2].partition('"')[0]
    later = flood.time.time() + 3
    monkeypatch.setattr(flood.time, "time", lambda: later)
    assert sends(other, {"giliran": ticket}).status_code == 429


def test_guessing_codes_is_slowed_and_a_right_one_never_waits(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """As behind one carrier's address, where others mistype theirs."""
    monkeypatch.setattr(WRONG_RECEIPTS, "per_minute", 0.001)  # however slow the machine, none comes back meanwhile
    guesser, code = Client(), given.received()[1]
    wrong = {"code": "0000-0000-0000-0000-00000"}
    for _ in range(60):
        guesser.post("/lacak/", wrong)
    assert "Dari jaringan ini banyak kode yang belum tepat" in guesser.post("/lacak/", wrong).content.decode()
    assert Client().post("/lacak/", {"code": code}).status_code == 302


def test_malformed_codes_count_lightly_and_a_right_one_never_waits(
    office: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WRONG_RECEIPTS, "most", 2)
    monkeypatch.setattr(WRONG_RECEIPTS, "per_minute", 0.001)
    guesser, code = Client(), given.received()[1]
    pages = [guesser.post("/lacak/", {"code": "K7Q2-9FDX"}).content.decode() for _ in range(9)]
    assert ["Dari jaringan ini banyak kode yang belum tepat" in page for page in pages] == [False] * 8 + [True]
    assert Client().post("/lacak/", {"code": code}).status_code == 302


def test_turns_follow_each_other_without_an_end_at_which_all_pass(office: Cast) -> None:
    """Ten minutes of turns are given out; who comes later is asked to come again, and gets none."""
    caller = caller_at("198.51.100.66", "", trusted=0)
    tickets = [flood.take_ticket(caller, bytes([number // 256, number % 256]), "") for number in range(400)]
    seconds = [wait for ticket, wait in tickets if ticket]
    assert seconds == sorted(seconds)
    assert len(seconds) <= 301
    assert 590 <= seconds[-1] <= 610
    assert flood.take_ticket(caller_at("203.0.113.7", "", trusted=0), b"x", "")[1] == 2


def test_turns_that_were_saved_up_go_through_no_faster_than_they_come(
    office: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = caller_at("198.51.100.66", "", trusted=0)
    while take(REPORTS, caller):
        pass
    drafts = [bytes([number // 256, number % 256]) for number in range(250)]
    tickets = [flood.take_ticket(caller, draft, "")[0] for draft in drafts]
    later = flood.time.time() + 550
    monkeypatch.setattr(flood.time, "time", lambda: later)
    passed = [flood.may_send(caller, draft, ticket, "") for draft, ticket in zip(drafts, tickets, strict=True)]
    assert sum(passed) <= 40


def test_asking_again_keeps_one_s_turn(office: Cast) -> None:
    caller = caller_at("198.51.100.66", "", trusted=0)
    ticket, _seconds = flood.take_ticket(caller, b"mine", "")
    assert flood.take_ticket(caller, b"mine", ticket)[0] == ticket
    assert flood.take_ticket(caller, b"other", ticket)[0] != ticket


def test_every_door_that_begins_a_draft_has_an_allowance(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DRAFTS, "most", 2)
    offer = {"text": "Kerja di luar negeri tanpa kontrak, paspor dipegang agen, gaji dipotong untuk utang."}
    assert Client().post(*ANSWERS[0]).status_code == 302
    assert Client().post("/lapor/dari-lowongan/", offer).status_code == 302
    assert [Client().post(*ANSWERS[0]).status_code for _ in range(2)] == [429, 429]
    resident = Client()
    resident.get("/lapor/")
    assert resident.post("/lapor/simpan/", {"narrative": "Karangan."}).status_code == 429
    assert Client().post("/lapor/dari-lowongan/", offer).status_code == 429
    assert Client().post(*ANSWERS[0], REMOTE_ADDR="10.0.0.9").status_code == 302


def test_one_draft_is_saved_no_faster_than_somebody_types(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SAVES, "most", 3)
    monkeypatch.setattr(SAVES, "per_minute", 0.001)
    typed = {"narrative": "Karangan."}
    flooder, neighbour = begun("/lapor/tempat/"), begun("/lapor/tempat/")
    assert [flooder.post("/lapor/simpan/", typed).status_code for _ in range(4)] == [204, 204, 204, 429]
    assert neighbour.post("/lapor/simpan/", typed).status_code == 204


class TestWork:
    """The sum that a phone does while a flood is on."""

    @staticmethod
    def done(work: str) -> str:
        challenge = Challenge(
            **{name.replace("maxNumber", "max_number"): value for name, value in json.loads(work).items()}
        )
        solution = solve_challenge(challenge)
        assert solution is not None
        facts = {"algorithm": challenge.algorithm, "challenge": challenge.challenge, "number": solution.number}
        facts |= {"salt": challenge.salt, "signature": challenge.signature}
        return base64.b64encode(json.dumps(facts).encode()).decode()

    def asked(self, browser: Client) -> str:
        page = sends(browser).content.decode()
        return html.unescape(page.partition('data-work="')[2].partition('"')[0])

    def test_who_did_it_goes_past_the_queue(self, office: Cast) -> None:
        resident = begun()
        exhaust()
        work = self.done(self.asked(resident))
        assert sends(resident, {"altcha": work}).status_code == 302
        assert Report.objects.count() == 1

    def test_it_is_for_one_draft_and_once(self, office: Cast) -> None:
        caller = caller_at("198.51.100.66", "", trusted=0)
        while take(REPORTS, caller):
            pass
        work = self.done(flood.new_work(b"mine"))
        assert not flood.may_send(caller, b"other", "", work)
        assert [flood.may_send(caller, b"mine", "", work) for _ in range(2)] == [True, False]

    def test_two_hundred_phones_behind_a_flooder_s_address_get_through(self, office: Cast) -> None:
        """At a rate: the first hundred and twenty at once, the others within two minutes more."""
        caller = caller_at("198.51.100.66", "", trusted=0)
        while take(REPORTS, caller):
            pass
        assert WORKERS.most + 10 * WORKERS.per_minute >= 200
        began_at = time.monotonic()
        taken = sum(take(WORKERS, caller) for _ in range(1000))
        refilled = (time.monotonic() - began_at) / 60 * WORKERS.per_minute
        assert WORKERS.most <= taken <= WORKERS.most + refilled + 1

    @pytest.mark.parametrize(
        "work",
        ["", "x", "e30=", "W10=", "MQ==", "bnVsbA==", "x" * 100_000, base64.b64encode(b"[" * 9999).decode(),
         base64.b64encode(b'{"algorithm": 1, "challenge": [], "number": 1e999, "salt": 5, "signature": {}}').decode()],
    )  # fmt: skip
    def test_a_forged_one_is_none(self, office: Cast, work: str) -> None:
        resident = begun()
        exhaust()
        assert sends(resident, {"altcha": work}).status_code == 429
