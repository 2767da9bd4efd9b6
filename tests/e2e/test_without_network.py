"""An officer's phone without a network, in a real browser: pages survive a reload, and nothing readable lies there."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from pimpasa.common import clock
from tests.e2e.conftest import (
    DESKTOP,
    PASSWORD,
    Opening,
    Program,
    assert_accessible_day_and_night,
    assert_fits,
    sign_in,
)
from tests.e2e.people import OfficerAtWork, Resident, Told, hang_up

CANARY = "kenaridiponsel"
PLACE = f"Rusunami {CANARY}"
NOTES = (f"Karangan: pintu {CANARY} terkunci", f"Karangan: lampu {CANARY} menyala")
KEPT = """async () => {
  for (let turn = 0; turn < 600; turn += 1) {
    const kept = await caches.match("/petugas/tanpa-jaringan/", { ignoreVary: true });
    if (kept && (await indexedDB.databases()).some(({ name }) => name === "pimpasa-phone")) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}"""
# Everything that this site keeps in the browser, bytes as latin-1 text; keys that no script can read count as noise.
STORED = """async () => {
  const texts = [JSON.stringify({ ...localStorage, ...sessionStorage }), document.cookie];
  const latin = (bytes) => new TextDecoder("latin1").decode(bytes);
  const textOf = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return latin(value);
    if (value && typeof value === "object") return Object.entries(value).map((pair) => pair.map(textOf)).join();
    return String(value);
  };
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) texts.push(request.url, await (await cache.match(request)).text());
  }
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
    });
    for (const store of database.objectStoreNames) {
      const rows = await new Promise((resolve) => {
        const asking = database.transaction(store).objectStore(store).getAll();
        asking.onsuccess = () => resolve(asking.result);
      });
      texts.push(name, store, String(rows.length), ...rows.map(textOf));
    }
    database.close();
  }
  return texts.join("\\n");
}"""


@pytest.fixture(scope="module")
def visit(program: Program) -> str:
    """The address of a visit of Sari's that is ready."""
    return plan_a_visit(program, "W.00/UJI/1")[1]


def plan_a_visit(program: Program, number: str) -> tuple[str, str]:
    """Under a letter of this number: the addresses of its report and of itself."""
    Resident(program.address).reports(Told(f"Karangan: {CANARY}, dua perempuan tidak boleh keluar.", place=PLACE))
    sari = OfficerAtWork(program.address, "sari")
    page = f"/petugas/laporan/{sari.newest_report()}/"
    sari.does(f"{page}mulai/", page)
    today = datetime.now(clock.JAKARTA).date()
    letter = OfficerAtWork(program.address, "hadi").enters_a_letter("Sari Contoh", number=number)
    plan = {"letter": letter, "place": PLACE, "what_for": f"Karangan: {CANARY}", "takes_place_on": today.isoformat()}
    planned = sari.does(f"{page}cek-lapangan/", f"{page}cek-lapangan/", person="wna", **plan)
    address = re.search(r"/petugas/cek-lapangan/[0-9a-f-]{36}/", planned.text)
    assert address
    hang_up()
    return page, address[0]


def look(page: Page) -> None:
    assert_fits(page)
    assert_accessible_day_and_night(page)


def write(page: Page, text: str) -> None:
    if not page.locator("#note").is_visible():
        page.locator("summary", has=page.get_by_text("Catatan", exact=True)).click()
    page.locator("#note").fill(text)
    page.get_by_role("button", name="Catat", exact=True).click()


def test_a_visit_survives_reloads_without_a_network(visitor: Opening, visit: str) -> None:
    page = visitor()
    sign_in(page, "sari")
    page.goto(visit)
    assert page.evaluate(KEPT)
    page.context.set_offline(True)
    waiting = page.locator("[data-waiting] > li")
    for number, text in enumerate(NOTES, start=1):
        write(page, text)
        expect(waiting).to_have_count(number)
        page.reload()
        expect(page.get_by_role("heading", name="Cek lapangan")).to_be_visible()
        expect(page.get_by_text("Tidak ada jaringan. Halaman ini seperti pada pukul")).to_be_visible()
        expect(waiting).to_have_count(number)
        expect(waiting.last).to_contain_text(text)
    look(page)
    stored = page.evaluate(STORED)
    assert CANARY not in stored
    assert "Sari" not in stored
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-status]")).to_have_text("Semua sudah terkirim.")
    page.reload()
    for text in NOTES:
        expect(page.locator("[data-fresh=written]")).to_contain_text(text)
    expect(page.get_by_text("Halaman ini seperti pada pukul")).to_be_hidden()


def test_a_page_that_is_not_kept_says_so_and_opens_with_the_network(visitor: Opening, visit: str) -> None:
    """Also the visit's, from another tab, once its own is closed: its key was in that tab's memory alone."""
    page = visitor()
    sign_in(page, "sari")
    page.goto(visit)
    assert page.evaluate(KEPT)
    page.goto("/petugas/")
    page.context.set_offline(True)
    for address in ("/petugas/laporan/", visit):
        page.goto(address)
        expect(page.get_by_role("heading", name="Halaman ini tidak ada di HP Anda")).to_be_visible()
        assert CANARY not in page.content()
        look(page)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Cek lapangan")).to_be_visible(timeout=15_000)


def test_whoever_signs_out_leaves_no_copy(visitor: Opening, visit: str) -> None:
    page = visitor()
    sign_in(page, "sari")
    page.goto(visit)
    assert page.evaluate(KEPT)
    assert "pimpasa-phone\ncopies\n1\n" in page.evaluate(STORED)
    page.goto("/petugas/lainnya/")
    page.locator("main").get_by_role("button", name="Keluar").click()
    page.wait_for_url(lambda url: "/petugas/" not in url)
    assert "pimpasa-phone\ncopies\n0" in page.evaluate(STORED)


def test_it_can_be_installed_and_residents_pages_have_no_worker_of_officers(visitor: Opening) -> None:
    page = visitor()
    sign_in(page, "sari")
    page.goto("/petugas/")
    assert page.evaluate(KEPT)
    protocol = page.context.new_cdp_session(page)
    app = protocol.send("Page.getAppManifest")
    assert (app["url"].endswith("/petugas/app.webmanifest"), app["errors"]) == (True, [])
    # A browser without a window of its own is never offered one; anything else would be the app's fault.
    problems = {error["errorId"] for error in protocol.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert problems <= {"in-incognito"}
    for address in ("/", "/lapor/", "/lacak/", "/belajar/"):
        page.goto(address)
        worker = page.evaluate("navigator.serviceWorker.getRegistration().then((worker) => worker?.scope ?? '')")
        assert not worker.endswith("/petugas/")


def take_along(page: Page, *, password: str = PASSWORD) -> None:
    page.goto("/petugas/bawaan/")
    page.get_by_label("Kata sandi Anda").fill(password)
    page.get_by_role("button", name="Bawa di HP ini").click()


def unlock(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Kata sandi Anda").fill(password)
    page.get_by_role("button", name="Buka", exact=True).click()


def is_taken(page: Page) -> None:
    expect(page.locator("[data-carried]")).to_contain_text("Di HP ini sejak", timeout=60_000)


def is_erased(page: Page) -> bool:
    stored = page.evaluate(STORED)
    return all(f"pimpasa-phone\n{store}\n0" in stored for store in ("carried", "copies", "locks"))


def test_work_is_taken_along_and_opens_with_the_password_alone(visitor: Opening, visit: str) -> None:
    page = visitor()
    sign_in(page, "sari")
    take_along(page, password="bukan-ini-kata-sandinya")
    expect(page.get_by_text("Kata sandi ini tidak membuka kunci Anda.")).to_be_visible()
    take_along(page)
    is_taken(page)
    look(page)
    assert page.evaluate(KEPT)
    stored = page.evaluate(STORED)
    assert [text for text in (CANARY, "Sari", PASSWORD, visit) if text in stored] == []
    page.context.set_offline(True)
    later = page.context.new_page()
    page.close()  # its memory had the key
    later.goto("/petugas/")
    expect(later.get_by_role("heading", name="Buka yang Anda bawa")).to_be_visible()
    look(later)
    unlock(later, "bukan-ini-kata-sandinya")
    expect(later.get_by_text("Kata sandi ini tidak membuka yang tersimpan di sini.")).to_be_visible()
    unlock(later)
    expect(later.get_by_role("heading", name="Menunggu Anda")).to_be_visible()
    expect(later.get_by_text("Tidak ada jaringan. Halaman ini seperti pada pukul")).to_be_visible()
    later.goto(visit)
    expect(later.get_by_role("heading", name="Cek lapangan")).to_be_visible()
    write(later, f"Karangan: {CANARY} dari bawaan")
    expect(later.locator("[data-waiting] > li")).to_have_count(1)
    later.get_by_role("link", name="Kembali ke laporan").click()
    expect(later.get_by_text(f"Karangan: {CANARY}, dua perempuan").first).to_be_visible()
    later.goto("/petugas/papan-nama/")
    expect(later.get_by_role("heading", name="Di HP ini")).to_be_visible()
    expect(later.locator("[data-pages] a")).not_to_have_count(0)
    look(later)
    assert CANARY not in later.evaluate(STORED)
    later.context.set_offline(False)
    expect(later.locator("[data-pages]")).to_have_count(0, timeout=15_000)
    later.goto(visit)
    expect(later.locator("[data-fresh=written]")).to_contain_text("dari bawaan")


def test_it_locks_after_ten_minutes_and_is_erased_after_three_days(visitor: Opening, visit: str) -> None:
    page = visitor()
    sign_in(page, "sari")
    take_along(page)
    is_taken(page)
    assert page.evaluate(KEPT)
    page.clock.install()
    page.context.set_offline(True)
    page.goto(visit)
    unlock(page)
    expect(page.get_by_role("heading", name="Cek lapangan")).to_be_visible()
    page.clock.fast_forward("11:00")
    expect(page.get_by_role("heading", name="Buka yang Anda bawa")).to_be_visible()
    assert CANARY not in page.content()
    page.clock.fast_forward(73 * 60 * 60 * 1000)
    page.reload()
    expect(page.get_by_role("heading", name="Halaman ini tidak ada di HP Anda")).to_be_visible()
    expect(page.get_by_role("heading", name="Buka yang Anda bawa")).to_be_hidden()
    assert is_erased(page)


def test_the_administrator_has_it_erased(visitor: Opening, visit: str) -> None:
    page, agus = visitor(), visitor(size=DESKTOP)
    sign_in(page, "sari")
    take_along(page)
    is_taken(page)
    sign_in(agus, "agus")
    agus.goto("/petugas/orang/")
    agus.get_by_role("link", name="Sari Contoh").first.click()
    look(agus)
    while agus.get_by_role("button", name="Hapus dari HP").count():
        agus.get_by_role("button", name="Hapus dari HP").first.click()
    expect(agus.get_by_text("Isinya dihapus begitu HP itu terhubung lagi.").first).to_be_visible()
    assert not is_erased(page)
    page.goto("/petugas/")
    page.wait_for_load_state("networkidle")
    page.goto("/petugas/bawaan/")
    expect(page.get_by_text("Belum ada yang dibawa di HP ini.")).to_be_visible()
    assert is_erased(page)


def take_along_with_lock(page: Page, at: str, *, has_prf: bool) -> tuple[CDPSession, dict[str, str]]:
    """On a phone with a lock of its own; a passkey needs a host with a name."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    facts = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    lock = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": facts | {"hasPrf": has_prf}})
    sign_in(page, "sari", at=at)
    page.goto(f"{at}/petugas/bawaan/")
    page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    page.get_by_label("Buka juga dengan kunci HP ini").check()
    page.get_by_role("button", name="Bawa di HP ini").click()
    is_taken(page)
    look(page)
    assert page.evaluate(KEPT)
    return protocol, lock


def opens_without_network(page: Page, at: str) -> Locator:
    """The page that asks for the password; returns the button of the phone's own lock."""
    page.context.set_offline(True)
    page.goto("about:blank")  # the page that is left had the key
    page.goto(f"{at}/petugas/lainnya/")
    expect(page.get_by_role("heading", name="Buka yang Anda bawa")).to_be_visible()
    return page.get_by_role("button", name="Buka dengan kunci HP ini")


def test_the_phones_own_lock_opens_what_was_taken_along(visitor: Opening, program: Program, visit: str) -> None:
    page, at = visitor(), program.address.replace("127.0.0.1", "localhost")
    take_along_with_lock(page, at, has_prf=True)
    assert CANARY not in page.evaluate(STORED)
    lock = opens_without_network(page, at)
    look(page)
    lock.click()
    expect(page.get_by_role("heading", name="Di HP ini")).to_be_visible()
    page.goto(f"{at}{visit}")
    expect(page.get_by_role("heading", name="Cek lapangan")).to_be_visible()


def test_another_finger_opens_nothing_and_the_password_does(visitor: Opening, program: Program) -> None:
    page, at = visitor(), program.address.replace("127.0.0.1", "localhost")
    protocol, authenticator = take_along_with_lock(page, at, has_prf=True)
    lock = opens_without_network(page, at)
    protocol.send("WebAuthn.setUserVerified", authenticator | {"isUserVerified": False})
    lock.click()
    expect(page.get_by_text("HP Anda tidak membukanya. Pakai kata sandi Anda.")).to_be_visible()
    look(page)
    unlock(page)
    expect(page.get_by_role("heading", name="Di HP ini")).to_be_visible()


def test_a_phone_whose_lock_cannot_do_it_opens_with_the_password(visitor: Opening, program: Program) -> None:
    page, at = visitor(), program.address.replace("127.0.0.1", "localhost")
    take_along_with_lock(page, at, has_prf=False)
    expect(page.get_by_text("Kunci HP ini tidak bisa dipakai.")).to_be_visible()
    expect(opens_without_network(page, at)).to_be_hidden()
    unlock(page)
    expect(page.get_by_role("heading", name="Di HP ini")).to_be_visible()


def test_any_page_sends_what_a_visit_left_behind(visitor: Opening, visit: str) -> None:
    page = visitor()
    sign_in(page, "sari")
    page.goto(visit)
    assert page.evaluate(KEPT)
    page.context.set_offline(True)
    write(page, f"Karangan: {CANARY} ditinggal")
    expect(page.locator("[data-waiting] > li")).to_have_count(1)
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/petugas/lainnya/")
    expect(page.locator("[data-arrivals]")).to_contain_text("Sudah diterima")
    page.goto(visit)
    expect(page.locator("[data-fresh=written]")).to_contain_text("ditinggal")
    assert "pimpasa-visits\nentries\n0" in page.evaluate(STORED)


def test_who_may_write_in_a_visit_no_more_keeps_their_words(visitor: Opening, program: Program) -> None:
    report, visit = plan_a_visit(program, "W.00/UJI/2")
    words = f"Karangan: {CANARY} dicatat sebelum menjauh"
    page = visitor()
    sign_in(page, "sari")
    page.goto(visit)
    assert page.evaluate(KEPT)
    page.context.set_offline(True)
    write(page, words)
    expect(page.locator("[data-waiting] > li")).to_have_count(1)
    page.goto("about:blank")
    keep_out(program, report)
    page.context.set_offline(False)
    page.goto("/petugas/lainnya/")
    expect(page.locator("[data-arrivals]")).to_contain_text("Menunggu keputusan Anda")
    expect(page.locator("[data-arrivals]")).to_contain_text("Anda mengundurkan diri dari laporan ini.")
    page.locator("[data-arrivals] a").click()
    expect(page.locator(".app-said").first).to_have_text(words)
    look(page)
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.get_by_text(words).first).to_be_visible()
    assert "pimpasa-visits\nentries\n0" in page.evaluate(STORED)


def keep_out(program: Program, report: str) -> None:
    """Sari says that somebody in the report is near to her."""
    sari = OfficerAtWork(program.address, "sari")
    number = re.search(r'name="officer" value="(\d+)"', sari.http.get(f"{report}undur-diri/").text)
    assert number
    sari.does(f"{report}undur-diri/", f"{report}undur-diri/", officer=number[1])
    hang_up()
