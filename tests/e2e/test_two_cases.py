"""Two cases from their beginning: a victim who is protected to the handover, and an overstayer to a decision."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from pimpasa.papers.fields import samples_of
from pimpasa.papers.kinds import PaperKind
from tests.e2e.conftest import DESKTOP, Opening, Program, assert_accessible, assert_fits, sign_in
from tests.e2e.people import OfficerAtWork, Resident, Told

STORY = "Karangan untuk uji: seorang perempuan asing tidak boleh keluar dari unit, paspornya dipegang orang lain."
ARTICLE = re.compile("UU 6/2011 pasal 86")


def save(page: Page) -> None:
    page.get_by_role("button", name="Simpan", exact=True).click()


def look(page: Page) -> None:
    assert_accessible(page)
    assert_fits(page)


def test_a_victim_is_protected_from_the_report_to_the_handover(program: Program, visitor: Opening) -> None:
    code = Resident(program.address).reports(Told(narrative=STORY, signs=(14, 25)))
    report = sari_finds_it_substantiated(program)
    dewi, hadi = visitor(size=DESKTOP), visitor(size=DESKTOP)
    sign_in(dewi, "dewi")
    sign_in(hadi, "hadi")
    dewi.goto(f"/petugas/laporan/{report}/")
    dewi.get_by_role("button", name="Masukkan ke kasus").click()
    dewi.locator("#id_title").fill("Uji: unit tertutup")
    save(dewi)
    case = dewi.url
    person = adds(dewi, case, "Korban Karangan", "Mungkin korban")
    no_action_against(dewi, case, person)
    screens(dewi, case, "Ada tanda", leave="yes")
    no_action_against(dewi, case, person)
    expect(dewi.get_by_text("Merujuk orang yang mungkin korban")).to_be_visible()
    decides(hadi, case, "Tindakan Administratif Keimigrasian (TAK)")
    no_action_against(dewi, case, person)
    refers(dewi, case, "LPSK", "Perlindungan", person=True)
    decides(hadi, case, "Diserahkan sebagai tindak pidana")
    dewi.goto(case)
    expect(dewi.get_by_text("masih harus diserahkan kepada polisi")).to_be_visible()
    refers(dewi, case, "Polri", "Penyidikan tindak pidana", person=False)
    records_the_receipt(dewi, case)
    no_action_against(dewi, case, person)
    dewi.goto(f"{case}tutup/")
    dewi.locator("#id_closure_2").check()
    save(dewi)
    assert "Selesai" in Resident(program.address).tracks(code)


def test_an_overstayer_is_screened_before_a_decision(visitor: Opening) -> None:
    dewi, hadi = visitor(size=DESKTOP), visitor(size=DESKTOP)
    sign_in(dewi, "dewi")
    sign_in(hadi, "hadi")
    dewi.goto("/petugas/kasus/baru/")
    dewi.locator("#id_title").fill("Uji: izin tinggal habis")
    dewi.locator("#id_finding").fill("Karangan: saya sendiri melihat izinnya habis bulan lalu.")
    save(dewi)
    case = dewi.url
    person = adds(dewi, case, "Orang Asing Karangan", "Mungkin pelaku")
    no_action_against(dewi, case, person)
    screens(dewi, case, "Tidak ada tanda", leave="no")
    expect(dewi.locator("button[disabled]")).to_contain_text("gelar kasus")
    expect(dewi.get_by_role("link", name="Tulis usulan tindakan administratif (TAK)")).to_have_count(0)
    looks_elsewhere(hadi, case)
    dewi.goto(case)
    dewi.get_by_role("link", name="Tulis usulan tindakan administratif (TAK)").click()
    expect(dewi.locator("#id_nama")).to_have_value("Orang Asing Karangan")
    look(dewi)
    for name, value in samples_of(PaperKind.MEASURE).items():
        field = dewi.locator(f"#id_{name}")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=value)
        elif not field.input_value():
            field.fill(value)
    dewi.locator("main form button").last.click()
    expect(dewi.locator(".app-sheet")).to_be_visible()
    decides(hadi, case, "Tindakan Administratif Keimigrasian (TAK)")
    dewi.goto(case)
    dewi.get_by_role("button", name="Kenakan tindakan administratif").click()
    dewi.get_by_label("Deportasi", exact=True).check()
    for name, words in (("number", "TAK-1/UJI"), ("basis", "UU 6/2011 pasal 75"), ("reason", "Karangan: izin habis.")):
        dewi.locator(f"#id_{name}").fill(words)
    save(dewi)
    assert dewi.url == case
    expect(dewi.get_by_text("TAK-1/UJI")).to_be_visible()
    look(dewi)


def looks_elsewhere(page: Page, case: str) -> None:
    """Hadi looks whether somebody with the same papers is protected in another case; nobody is."""
    page.goto(case)
    look(page)
    page.get_by_role("button", name="Periksa apakah dilindungi di tempat lain").click()
    expect(page.get_by_text("Tidak ada orang dengan dokumen yang sama")).to_be_visible()


def sari_finds_it_substantiated(program: Program) -> str:
    """The newest report, taken and concluded over HTTP; its id."""
    sari = OfficerAtWork(program.address, "sari")
    report = sari.newest_report()
    page = f"/petugas/laporan/{report}/"
    assert STORY in sari.http.get(page).text
    sari.does(f"{page}mulai/", page)
    finding = {
        "outcome": "substantiated",
        **dict.fromkeys(("process", "means", "purpose"), "yes"),
        "source_kind": "seen",
        "source": "Karangan: Sari melihatnya dari lorong.",
        "notes": "Karangan.",
        "reason": "Karangan: cerita cocok dengan yang terlihat.",
    }
    sari.does(f"{page}temuan/", f"{page}temuan/", **finding)
    return report


def adds(page: Page, case: str, name: str, role: str) -> str:
    """Somebody new in a case; their id."""
    page.goto(f"{case}orang/")
    page.locator("#id_name").fill(name)
    page.get_by_label(role, exact=True).check()
    page.get_by_label("Orang asing (WNA)").check()
    page.locator("input[name=is_child][value=no]").check()
    save(page)
    assert page.url == case
    found = page.locator("article[id^=orang-]").first.get_attribute("id")
    assert found
    return found.removeprefix("orang-")


def no_action_against(page: Page, case: str, person: str) -> None:
    """No page, form or paper leads to an action against somebody who may be a victim, and each says why."""
    page.goto(case)
    expect(page.locator("button[disabled]")).to_contain_text(ARTICLE)
    answer = page.goto(f"/petugas/kasus/orang/{person}/tindakan/")
    assert answer is not None
    assert answer.status == 403
    expect(page.locator("main")).to_contain_text(ARTICLE)
    page.goto(f"/petugas/surat/baru/tak/?kasus={case.rstrip('/').rsplit('/', 1)[-1]}")
    page.locator(f"input[name=person][value='{person}']").check()
    page.locator("main form button").last.click()
    expect(page.locator(".govuk-error-summary").first).to_contain_text(ARTICLE)
    page.goto(case)


def screens(page: Page, case: str, outcome: str, *, leave: str) -> None:
    page.goto(case)
    page.get_by_role("button", name=re.compile("Skrining dengan lembut")).click()
    look(page)
    for name in ("is_private", "is_willing"):
        page.locator(f"#id_{name}").check()
    for radio in page.locator("input[type=radio][value=no]").all():
        radio.check()
    page.locator(f"input[name=answer-leave][value={leave}]").check()
    page.get_by_label(re.compile(f"^{outcome}")).check()
    page.locator("#id_reason").fill("Karangan: bercerita dengan tenang, berdua saja.")
    save(page)
    assert page.url == case


def decides(page: Page, case: str, verdict: str) -> None:
    """Hadi records a gelar kasus."""
    page.goto(f"{case}gelar/")
    page.locator("input[name=consideration][value=first]").check()
    for name in ("chair", "members", "evidence", "decision", "reason", "met_by"):
        page.locator(f"#id_{name}").fill(f"Karangan: {name} untuk uji.")
    page.get_by_label(verdict, exact=True).check()
    save(page)
    assert page.url == case


def refers(page: Page, case: str, partner: str, purpose: str, *, person: bool) -> None:
    page.goto("/petugas/mitra/")
    propose = page.get_by_role("button", name="Tambahkan mitra nasional")
    if propose.count():
        propose.click()
    page.goto(case)
    page.get_by_role("link", name="Rujukan kasus ini").click()
    page.get_by_role("button", name="Rujukan baru").click()
    to = page.get_by_label("Kepada siapa?")
    to.select_option(label=to.locator("option", has_text=partner).first.inner_text())
    page.get_by_label(purpose, exact=True).check()
    page.locator("input[name=consent]").first.check()
    page.locator("#id_consent_words").fill("Karangan: setuju secara lisan.")
    page.locator("#id_summary").fill("Karangan untuk uji: seorang perempuan perlu tempat aman.")
    page.get_by_role("button", name="Lanjut", exact=True).click()
    look(page)
    if person:
        page.get_by_label(re.compile("^Nama")).first.check()
    else:
        page.get_by_label(re.compile("^(Hasil|Temuan)")).first.check()
    page.get_by_role("button", name="Lihat apa yang akan mereka lihat").click()
    look(page)
    page.get_by_role("button", name="Serahkan").click()
    expect(page.locator(".app-code")).to_have_count(2)


def records_the_receipt(page: Page, case: str) -> None:
    """The police's own number makes the handover complete."""
    page.goto(case)
    page.get_by_role("link", name="Rujukan kasus ini").click()
    page.locator("main a", has_text="Polri").first.click()
    page.get_by_role("button", name="Catat tanda terima polisi").click()
    for name, words in (("number", "LP/1/UJI"), ("receiver", "Penyidik Karangan"), ("rank", "Ipda")):
        page.locator(f"#id_{name}").fill(words)
    save(page)
    page.goto(case)
    expect(page.get_by_text("Sudah diserahkan kepada polisi dan tercatat")).to_be_visible()
