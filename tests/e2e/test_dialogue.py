"""A whole dialogue: an organiser's phone, a projector, and three phones of residents, one without JavaScript."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Opening, Program, assert_accessible, assert_fits, sign_in
from tests.e2e.people import OfficerAtWork

SCREEN = {"width": 1280, "height": 720}
TROUBLE = "Karangan: tetangga saya dikurung"
ASKED = "Karangan: berapa biaya resmi ke Jepang?"


def take_part(phone: Page, code: str) -> None:
    phone.goto("/ngopi/ikut/")
    phone.locator("#id_code").fill(code.lower())
    phone.get_by_role("button", name="Ikut serta").click()
    phone.get_by_role("button", name="Ikut serta").click()
    expect(phone.get_by_role("heading", name="Pertanyaan", exact=True)).to_be_visible()


def answer_all(phone: Page, choice: int) -> None:
    for group in phone.locator("fieldset.govuk-fieldset").all():
        group.locator(".govuk-radios__label").nth(choice).click()
    phone.get_by_role("button", name="Kirim jawaban saya").click()
    expect(phone.get_by_text("Terima kasih, jawaban Anda sudah dihitung.")).to_be_visible()


def look_again(phone: Page, code: str) -> None:
    """As somebody does without JavaScript until the next part is there: what a room shows may be a second old."""
    for _look in range(20):
        phone.goto(f"/ngopi/ikut/{code}/")
        if phone.get_by_role("button", name="Kirim jawaban saya").count():
            return
        phone.wait_for_timeout(300)
    raise AssertionError("the next part never came")


def press(organiser: Page, name: str | re.Pattern[str]) -> None:
    organiser.get_by_role("button", name=name).first.click()


def test_holds_a_whole_dialogue_with_an_organiser_a_projector_and_three_phones(
    visitor: Opening, program: Program
) -> None:
    path = OfficerAtWork(program.address, "sari").plans_a_dialogue()
    organiser, wall = visitor(), visitor(size=SCREEN)
    for page in (organiser, wall):
        sign_in(page, "sari")
        page.wait_for_url("**/petugas/")
    organiser.goto(f"{path}hari/")
    assert_accessible(organiser)
    press(organiser, "Mulai acara")
    code = organiser.locator(".app-code").inner_text()
    wall.goto(f"{path}layar/")
    expect(wall.locator(".app-screen__code")).to_have_text(code)
    assert_accessible(wall)
    phones = [visitor(), visitor(), visitor(javascript=False)]
    for phone in phones:
        take_part(phone, code)
    expect(wall.locator(".app-screen__phones strong")).to_have_text("3")

    wall.keyboard.press("PageDown")  # the clicker
    expect(wall.get_by_role("heading", name="Lima pertanyaan, sebelum")).to_be_visible()
    for phone in phones[:2]:
        expect(phone.get_by_role("button", name="Kirim jawaban saya")).to_be_visible()
    assert_accessible(phones[0])
    assert_fits(phones[0])
    phones[2].get_by_role("link", name="Muat ulang halaman ini").click()
    look_again(phones[2], code)
    for phone in phones:
        answer_all(phone, 0)
    # A phone passes round: three more people answer with it, so that five and more took part.
    for _person in range(3):
        phones[2].locator("summary", has_text="dipakai bergantian").click()
        phones[2].get_by_role("button", name="Ke orang berikutnya").click()
        answer_all(phones[2], 1)
    expect(wall.get_by_text("6 sudah menjawab")).to_be_visible()

    organiser.reload()
    organiser.locator("summary", has_text="Ke bagian lain").click()
    press(organiser, re.compile("^Pertanyaan Anda"))
    asker, reporter = phones[0], phones[2]
    expect(asker.get_by_role("heading", name="Pertanyaan Anda")).to_be_visible()
    asker.locator("#id_text").fill(ASKED)
    asker.get_by_role("button", name="Kirim pertanyaan saya").click()
    expect(asker.get_by_text("Petugas membacanya dulu")).to_be_visible()
    reporter.locator("#id_text").fill(TROUBLE)
    reporter.get_by_role("button", name="Kirim pertanyaan saya").click()
    expect(reporter.get_by_role("heading", name="lebih baik disampaikan diam-diam")).to_be_visible()
    way = reporter.get_by_role("button", name="Lapor diam-diam")  # a link that looks like one
    expect(way).to_have_attribute("href", "/lapor/?w=31.73.01.1006&rw=017")
    reporter.locator("summary", has_text="Ini hanya pertanyaan").click()
    reporter.get_by_role("button", name="Kirim sebagai pertanyaan").click()

    press(organiser, re.compile("^Baca dan putuskan"))
    assert_accessible(organiser)
    assert_fits(organiser)
    organiser.locator(".app-row", has_text=ASKED).get_by_role("button", name="Tampilkan", exact=True).click()
    organiser.locator(".app-row", has_text=TROUBLE).get_by_role("button", name="Ini laporan").click()
    expect(wall.get_by_text(ASKED)).to_be_visible()
    reporter.goto(f"/ngopi/ikut/{code}/")
    expect(reporter.locator("[data-private]")).to_be_visible()
    expect(phones[1].get_by_text(ASKED)).to_be_visible()
    expect(phones[1].locator("[data-private]")).to_have_count(0)
    phones[1].get_by_role("button", name="Saya juga ingin tahu").click()
    expect(wall.locator(".app-screen__votes").first).to_have_text("1")
    assert_accessible(phones[1])
    assert_accessible(wall)
    assert "dikurung" not in wall.content() + phones[1].content()

    organiser.locator(".app-row", has_text=ASKED).get_by_role("button", name="Sudah dijawab", exact=True).click()
    organiser.goto(f"{path}hari/")
    press(organiser, re.compile("^Lanjut: "))
    look_again(reporter, code)
    answer_all(reporter, 0)
    for phone in phones[:2]:
        expect(phone.get_by_role("button", name="Kirim jawaban saya")).to_be_visible()
        answer_all(phone, 0)
    for _person in range(2):
        phones[2].locator("summary", has_text="dipakai bergantian").click()
        phones[2].get_by_role("button", name="Ke orang berikutnya").click()
        answer_all(phones[2], 0)
    press(organiser, re.compile("^Lanjut: "))
    expect(wall.locator(".app-bars svg")).to_have_count(5)
    expect(wall.get_by_text("dari 6").first).to_be_visible()
    assert_accessible(wall)
    expect(phones[0].get_by_text("Ini jawaban yang benar")).to_be_visible()
    assert_accessible(phones[0])
    assert_fits(phones[0])

    organiser.locator(".app-counter__more").first.click()
    expect(organiser.get_by_role("heading", name="Yang hadir: 1")).to_be_visible()
    assert_accessible(organiser)
    assert_fits(organiser)
    organiser.goto(f"{path}buku/")
    organiser.context.set_offline(True)
    organiser.get_by_role("button", name="+1 Perempuan").first.click()
    expect(organiser.locator("[data-status]")).to_contain_text("1 menunggu di HP ini")
    assert_accessible(organiser)
    assert_fits(organiser)
    organiser.context.set_offline(False)
    expect(organiser.locator("[data-fresh=came]")).to_contain_text("2")
    organiser.goto(f"{path}hari/akhiri/")
    press(organiser, "Akhiri acara")
    expect(organiser.get_by_text("Acara ini sudah selesai.")).to_be_visible()
    expect(organiser.locator(".app-table tbody tr")).to_have_count(5)
    expect(phones[1].get_by_role("heading", name="Terima kasih. Acara ini sudah selesai.")).to_be_visible()
    phones[2].goto(f"/ngopi/ikut/{code}/")
    expect(phones[2].get_by_role("link", name="Lapor diam-diam")).to_be_visible()
