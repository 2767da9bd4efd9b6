"""A resident learns, plays and loses the network: on a phone, where a wrong person may look."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, Opening, assert_accessible, assert_fits, sign_in

STORY = "Cerita karangan untuk uji: telepon hilang jaringan."
# `wait_for_function` takes a promise itself for the answer.
KEPT = """async () => {
  for (let turn = 0; turn < 600; turn += 1) {
    if (await caches.match("/app-kept")) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}"""
STORED = """async () => {
  const texts = [JSON.stringify({ ...localStorage, ...sessionStorage }), (await indexedDB.databases()).join()];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      texts.push(request.url, await (await cache.match(request)).text());
    }
  }
  return texts.join("\\n");
}"""
NOT_KEPT = ("/lapor", "/lacak", "/kantor", "/petugas", "/kerja", "/masuk", "/rujukan")


def look(page: Page) -> None:
    assert_accessible(page)
    assert_fits(page)


def test_learning_and_playing_without_a_network(visitor: Opening) -> None:
    page = visitor()
    page.goto("/belajar/")
    look(page)
    page.get_by_role("link", name="Apa itu TPPO?").click()
    expect(page.get_by_role("heading", name="Apa itu TPPO?")).to_be_visible()
    look(page)
    assert page.evaluate(KEPT)
    page.context.set_offline(True)
    page.get_by_role("link", name="Cara perekrut bekerja sekarang").click()
    expect(page.get_by_role("heading", name="Cara perekrut bekerja sekarang")).to_be_visible()
    assert page.evaluate("() => document.querySelector('article img').decode().then(() => true)")
    _plays(page)
    _checks_an_offer(page)
    page.goto("/lapor/")
    expect(page.get_by_role("heading", name="Tidak ada jaringan")).to_be_visible()
    look(page)
    page.context.set_offline(False)
    kept = page.evaluate("() => caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())"
                         ".then((found) => found.map((one) => new URL(one.url).pathname))")  # fmt: skip
    assert [path for path in kept if path.startswith(NOT_KEPT)] == []
    page.goto("/belajar/")
    page.get_by_role("button", name="Hapus dari HP ini").click()
    expect(page.get_by_text("Sudah dihapus dari HP ini.")).to_be_visible()
    assert page.evaluate("() => caches.keys()") == []


def _checks_an_offer(page: Page) -> None:
    page.goto("/cek-lowongan/")
    page.get_by_label("Isi tawarannya").fill("Karangan: kerja admin Kamboja, paspor dipegang agen, pakai visa wisata")
    page.get_by_role("button", name="Cek tawaran ini").click()
    expect(page.locator("#here").get_by_role("heading", name="Berhenti dulu, tanyakan dulu")).to_be_visible()


def _plays(page: Page) -> None:
    """Any quiz that is asked for becomes one of those that are kept."""
    page.goto("/belajar/kuis/")
    page.get_by_role("button", name="Mulai").click()
    expect(page.locator("main").get_by_role("group")).to_have_count(5, timeout=15_000)
    for number in range(1, 6):
        page.locator(f"#j{number}-0").check()
    page.get_by_role("button", name="Lihat jawaban").click()
    expect(page.get_by_role("heading", name="Hasil Anda")).to_be_focused()
    expect(page.get_by_text("Saya menjawab benar")).to_be_visible()
    look(page)


def test_the_quiz_without_javascript(visitor: Opening) -> None:
    page = visitor(javascript=False, size=DESKTOP)
    page.goto("/belajar/kuis/?soal=3")
    page.locator("#j1-0").check()
    page.get_by_role("button", name="Lihat jawaban").click()
    expect(page.get_by_role("heading", name="Hasil Anda")).to_be_visible()
    assert page.context.cookies() == []


def test_a_started_report_waits_for_the_network(visitor: Opening) -> None:
    page = visitor()
    page.goto("/belajar/")
    assert page.evaluate(KEPT)
    page.goto("/lapor/")
    page.locator("label[for=id_kind_0]").click()
    page.locator("#id_narrative").fill(STORY)
    page.context.set_offline(True)
    page.get_by_role("button", name="Lanjut", exact=True).click()
    notice = page.get_by_role("alert").get_by_text("Kata-kata Anda hanya ada di halaman ini.")
    expect(notice).to_be_visible()
    expect(notice).to_be_in_viewport()
    look(page)
    page.get_by_role("link", name="Kembali").click()
    expect(page.locator("#id_narrative")).to_have_value(STORY)
    page.locator("#id_narrative").fill(f"{STORY} Ditambah.")
    assert STORY not in page.evaluate(STORED)
    page.context.set_offline(False)
    page.wait_for_url("**/lapor/tempat/", timeout=30_000)
    page.get_by_role("link", name="Kembali").click()
    expect(page.locator("#id_narrative")).to_have_value(f"{STORY} Ditambah.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Tidak, hapus dan mulai baru").click()
    expect(page.get_by_text("sudah dihapus dari halaman ini")).to_be_visible()
    expect(page.locator("#id_narrative")).to_have_value("")
    page.context.set_offline(False)
    expect(page.get_by_role("button", name="Tidak, hapus dan mulai baru")).to_have_count(0, timeout=30_000)
    assert STORY not in page.evaluate(STORED)


def test_an_officer_writes_a_page(visitor: Opening) -> None:
    page = visitor()
    sign_in(page, "dewi")
    page.goto("/petugas/belajar/soal/")
    look(page)
    page.goto("/petugas/belajar/periksa/tppo/")
    look(page)
    page.goto("/petugas/belajar/")
    look(page)
    page.get_by_role("button", name="Tulis halaman").click()
    page.get_by_label("Judul dalam bahasa Indonesia").fill("Karangan: jadwal konsultasi")
    page.get_by_label("Isi dalam bahasa Indonesia").fill("## Kapan\n\nSelasa pagi.")
    page.get_by_label("Sumber").fill("Karangan: papan kantor")
    page.get_by_role("button", name="Lihat dulu").click()
    expect(page.get_by_role("heading", name="Kapan")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("button", name="Terbitkan halaman ini").click()
    page.get_by_role("link", name="Lihat seperti warga melihatnya").click()
    expect(page.get_by_text("Selasa pagi.")).to_be_visible()
    look(page)
