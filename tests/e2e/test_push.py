"""In a real browser: the switch is there, the script starts, and what a push says is shown and leads to the workplace.

`PushManager.subscribe` asks a service on the Internet, so the subscription is one of ours and the browser is handed its
push by its own debugging protocol; what is sealed and posted is tested in tests/push.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, Opening, Program, assert_accessible, assert_fits, sign_in
from tests.factories.push_service import Browser as Subscriber
from tests.factories.push_service import point

PAGE = "/masuk/keamanan/"
SWITCH = "Beri tahu saya di peramban ini"
WORDS = "2 laporan menunggu di Pimpasa Cengkareng Timur"


# A subscription as a push service would have made it; it lasts as long as the tab.
SUBSCRIBED = """
  const bytes = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16)).buffer;
  const made = {
    endpoint: "https://1.1.1.1/karangan",
    options: {},
    getKey: (name) => bytes({ p256dh: "POINT", auth: "SECRET" }[name]),
    unsubscribe: async () => sessionStorage.removeItem("made"),
  };
  PushManager.prototype.getSubscription = async () => sessionStorage.getItem("made") && made;
  PushManager.prototype.subscribe = async () => {
    sessionStorage.setItem("made", "1");
    return made;
  };
"""


@pytest.fixture
def phone(browser: Browser, program: Program) -> Iterator[Page]:
    """Sari's, who allows messages and looks at her page."""
    context = browser.new_context(base_url=program.address, viewport=PHONE)
    context.grant_permissions(["notifications"])
    page = context.new_page()
    page.set_default_timeout(15_000)
    made = Subscriber("")
    point_and_secret = {"POINT": point(made.private.public_key()).hex(), "SECRET": made.secret.hex()}
    page.add_init_script(reduce(lambda text, pair: text.replace(*pair), point_and_secret.items(), SUBSCRIBED))
    sign_in(page, "sari")
    page.wait_for_url("**/petugas/")
    page.goto(PAGE)
    yield page
    context.close()


def test_it_is_switched_on_shows_what_it_is_told_and_is_switched_off(phone: Page, program: Program) -> None:
    expect(phone.locator("[data-unsupported]")).to_be_hidden()
    assert_accessible(phone)
    registration = registrations(phone)
    phone.get_by_role("button", name=SWITCH).click()
    expect(phone.get_by_text("Mulai sekarang Anda diberi tahu di peramban ini.")).to_be_visible()
    expect(phone.get_by_text("peramban ini", exact=True)).to_be_visible()
    expect(phone.get_by_role("button", name=SWITCH)).to_be_hidden()
    assert_accessible(phone)
    assert_fits(phone)
    assert shown_once_delivered(phone, program, registration) == [["Pimpasa", WORDS, WORDS]]
    phone.get_by_role("button", name="Matikan").click()
    expect(phone.get_by_role("button", name=SWITCH)).to_be_visible()
    expect(phone.locator("[data-mark]")).to_have_count(0)
    phone.goto("/lapor/")
    script = "navigator.serviceWorker.getRegistration().then((found) => found?.active?.scriptURL ?? '')"
    assert not phone.evaluate(script).endswith("pemberitahuan.js")


def registrations(page: Page) -> dict[str, str]:
    """Fills with the scopes of service workers and the numbers by which the browser knows them."""
    found: dict[str, str] = {}
    protocol = page.context.new_cdp_session(page)
    protocol.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.update({one["scopeURL"]: one["registrationId"] for one in told["registrations"]}),
    )
    protocol.send("ServiceWorker.enable")
    return found


def shown_once_delivered(page: Page, program: Program, registration: dict[str, str]) -> list[list[str]]:
    """What stands after a push. The protocol does not say when a worker was not awake for one, and it is lost.

    So it is handed over again, as a push service does; the same words take the place of those that stand.
    """
    found: list[list[str]] = []
    for _ in range(5):
        deliver(page, program, registration)
        found = shown(page)
        if found:
            break
    return found


def deliver(page: Page, program: Program, registration: dict[str, str]) -> None:
    assert set(registration) == {f"{program.address}/petugas/"}
    (number,) = registration.values()
    told = {"origin": program.address, "registrationId": number, "data": WORDS}
    protocol = page.context.new_cdp_session(page)
    protocol.send("ServiceWorker.enable")
    protocol.send("ServiceWorker.deliverPushMessage", told)


def shown(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration("/petugas/");
          for (let turn = 0; turn < 200; turn++) {
            const shown = await registration.getNotifications();
            if (shown.length) return shown.map(({ title, body, tag }) => [title, body, tag]);
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
          return [];
        }"""
    )
    return found


def test_where_messages_are_not_allowed_the_page_says_so(visitor: Opening) -> None:
    page = visitor()
    sign_in(page, "sari")
    page.wait_for_url("**/petugas/")
    page.goto(PAGE)
    page.get_by_role("button", name=SWITCH).click()
    expect(page.get_by_role("alert")).to_have_text(re.compile("tidak mengizinkan pemberitahuan"))
    assert_accessible(page)


def test_without_javascript_the_page_says_what_there_is_instead(visitor: Opening) -> None:
    page = visitor(javascript=False)
    sign_in(page, "sari")
    page.goto(PAGE)
    expect(page.get_by_text("Anda tetap diberi tahu lewat surel.")).to_be_visible()
    expect(page.get_by_role("button", name=SWITCH)).to_be_hidden()
