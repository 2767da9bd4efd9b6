"""Two hundred phones behind one address all get through; a flooder slows only themselves."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import Program, running
from tests.e2e.people import Resident, Told

PHONES = 200


@pytest.fixture(scope="module")
def flooded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with running(tmp_path_factory.mktemp("flooded"), PIMPASA_TRUSTED_PROXIES="1") as program:
        yield program


def test_two_hundred_phones_behind_one_address_are_all_taken(flooded: Program) -> None:
    def one(number: int) -> str:
        return Resident(flooded.address, forwarded="192.0.2.17").reports(Told(narrative=f"Telepon nomor {number}."))

    with ThreadPoolExecutor(16) as phones:
        codes = list(phones.map(one, range(PHONES)))
    assert len(set(codes)) == PHONES


def test_while_one_floods_another_s_first_report_is_taken(flooded: Program) -> None:
    def flood(number: int) -> int:
        resident = Resident(flooded.address, forwarded="192.0.2.66")
        resident.writes(Told(narrative=f"Banjir {number}."))
        return resident.sends().status_code

    with ThreadPoolExecutor(8) as flooder:
        answers = flooder.map(flood, range(700))
        quiet = Resident(flooded.address, forwarded="192.0.2.99")
        assert quiet.reports(Told(narrative="Laporan pertama saya."))
        refused = [answer for answer in answers if answer != 302]
    assert set(refused) == {429}


def test_who_waits_their_turn_gets_through_without_javascript(flooded: Program) -> None:
    """After the flood above, the flooder's own neighbour sends with the turn they were given."""
    neighbour = Resident(flooded.address, forwarded="192.0.2.66")
    neighbour.writes(Told(narrative="Saya tetangga si pembanjir."))
    answer = neighbour.sends()
    for _ in range(4):
        if answer.status_code == 302:
            break
        assert answer.status_code == 429
        time.sleep(float(answer.headers["Retry-After"]) + 0.5)
        answer = neighbour.sends(**turn_on(answer.text))
    assert answer.status_code == 302
    assert neighbour.code()


def turn_on(page: str) -> dict[str, str]:
    """The turn that the page gave; none where the flood holds every turn, and the page says when to ask again."""
    given = re.search(r'name="giliran" value="([^"]+)"', page)
    return {"giliran": given[1]} if given else {}


def test_a_phone_with_javascript_works_its_way_past_the_queue(browser: Browser, flooded: Program) -> None:
    """Behind the flooder's own address, while the flood goes on."""
    over = Event()
    flooder = Resident(flooded.address, forwarded="192.0.2.77")
    flooder.writes(Told(narrative="Banjir."))
    promise = flooder.promise()

    for _ in range(340):
        flooder.post("/lapor/kirim/", {"promise": promise})

    def flood() -> None:
        while not over.wait(0.1):
            flooder.post("/lapor/kirim/", {"promise": promise})

    neighbour = Resident(flooded.address, forwarded="192.0.2.77")
    neighbour.writes(Told(narrative="Saya tetangga si pembanjir, dengan ponsel."))
    context = browser.new_context(base_url=flooded.address, extra_http_headers={"X-Forwarded-For": "192.0.2.77"})
    context.add_cookies(
        [
            {"name": c.name, "value": c.value or "", "url": f"{flooded.address}/lapor/"}
            for c in neighbour.http.cookies.jar
        ]
    )
    page = context.new_page()
    page.goto("/lapor/kirim/")
    thread = Thread(target=flood)
    thread.start()
    try:
        page.get_by_role("button", name="Kirim laporan").click()
        page.wait_for_url("**/lapor/tanda-terima/", timeout=60_000)
    finally:
        over.set()
        thread.join()
        context.close()
