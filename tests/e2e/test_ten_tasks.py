"""The ten commonest tasks of an office, each from the first page to its end, with what it costs counted.

docs/workbench.md tells the same numbers. Seconds are a browser's that does not think: `-s` prints them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from pimpasa.common import clock
from tests.e2e.conftest import ROOT, Opening, Program, sign_in
from tests.e2e.people import OfficerAtWork, Resident, Told, hang_up
from tests.e2e.working import Cost, Work

DESK = {"width": 1440, "height": 900}
HEARD = "0812 5500 7732"
ROW = re.compile(r"^\| ([^|]+) \| (\d+) \| (\d+) \|", re.MULTILINE)
Officers = Callable[[str], Work]


@dataclass(frozen=True)
class Task:
    name: str
    walk: Callable[[Officers, str], list[Work]]


@pytest.fixture(scope="module")
def program(crashing: Program) -> Program:
    """These stories' own: with what others left, the first page of a list is another."""
    return crashing


@pytest.fixture(scope="module")
def _set(program: Program) -> None:
    """Ten new reports for Sari, one of which names the number; a letter that names Dewi and Sari."""
    for number in range(9):
        Resident(program.address).reports(Told(f"Karangan {number}: lampunya menyala semalaman.", kind="foreigner"))
    Resident(program.address).reports(Told("Karangan: hubungi 0812-5500-7732, katanya.", kind="foreigner"))
    OfficerAtWork(program.address, "hadi").enters_a_letter("Dewi Contoh", "Sari Contoh", number="W.00/UJI/10")
    hang_up()


@pytest.fixture
def officers(visitor: Opening) -> Officers:
    """Who signs in at a desk and begins at the first page."""

    def at_work(who: str) -> Work:
        page = visitor(size=DESK)
        sign_in(page, who)
        work = Work(page)
        work.begins()
        return work

    return at_work


def triage_ten(officers: Officers, _address: str) -> list[Work]:
    """Ten reports read and taken, by keys."""
    sari = officers("sari")
    sari.presses_link("Laporan", "nav")
    sari.on(sari.page.locator("main a[href*='whose=free']").first)
    sari.page.wait_for_url("**whose=free**")
    sari.key("j")
    sari.key("Enter")
    pane, titles = sari.page.locator("[data-pane]"), set()
    for number in range(10):
        expect(pane.locator("[data-key=a] button")).to_be_visible()
        titles.add(pane.locator("h1").inner_text())
        sari.key("a")
        expect(pane.locator("[data-key=e] a")).to_be_visible()
        if number < 9:
            sari.key("j")
    assert len(titles) == 10
    return [sari]


def record_a_finding(officers: Officers, _address: str) -> list[Work]:
    sari = officers("sari")
    sari.presses_link("Laporan", "nav")
    sari.on(sari.page.locator("main a[href*='whose=mine']").first)
    sari.on(sari.page.locator(".app-report__link", has_text="orang asing").first)
    expect(sari.page.locator("[data-pane] [data-key=e] a")).to_be_visible()
    sari.key("e")
    sari.on(sari.page.get_by_text("Belum terbukti", exact=True))
    sari.types("#id_reason", "Karangan: dua tetangga tidak tahu apa-apa.")
    sari.presses_button("Catat temuan")
    expect(sari.page.locator("#temuan")).to_contain_text("dua tetangga")
    return [sari]


def plan_an_operation(officers: Officers, _address: str) -> list[Work]:
    dewi = officers("dewi")
    dewi.presses_link("Lapangan", "nav")
    dewi.presses_button("Rencanakan operasi atas prakarsa unit")
    dewi.on(dewi.page.locator("main a[href*='surat=']", has_text="W.00/UJI/10").first)
    dewi.on(dewi.page.locator("label[for=id_kind_1]"))
    start = clock.now().astimezone(clock.JAKARTA) + timedelta(days=1)
    dewi.types("#id_starts_at", _minute(start))
    dewi.types("#id_ends_at", _minute(start + timedelta(hours=2)))
    dewi.on(dewi.page.locator("label[for=id_person_1]"))
    dewi.types("#id_purpose", "Karangan: mendata penghuni")
    dewi.presses_button("Simpan")
    expect(dewi.page).to_have_url(re.compile(r"/petugas/operasi/[0-9a-f-]{36}/$"))
    return [dewi]


def _minute(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def issue_a_letter(officers: Officers, _address: str) -> list[Work]:
    """Dewi drafts it from her case, Hadi gives it its number."""
    dewi, hadi = officers("dewi"), officers("hadi")
    dewi.presses_link("Kasus", "nav")
    dewi.on(dewi.page.locator("main a[href^='/petugas/kasus/']", has_text=re.compile(r"^1/\d+$")).first)
    dewi.presses_button("Surat baru")
    dewi.presses_link("Surat Perintah Tugas", "main")
    for field in dewi.page.locator("main textarea, main input[type=text], main input[type=date]").all():
        if field.get_attribute("required") is not None and not field.input_value():
            raise AssertionError(field.get_attribute("name"))
    dewi.presses_button("Simpan")
    hadi.page.reload()
    hadi.presses_link("Beri nomor", "main")
    hadi.presses_button("Beri nomor")
    expect(hadi.page.get_by_role("button", name="Unduh PDF")).to_be_visible()
    return [dewi, hadi]


def refer_a_victim(officers: Officers, address: str) -> list[Work]:
    """Who may have been trafficked, to a partner that the office has brought in before."""
    dewi = officers("dewi")
    dewi.page.goto("/petugas/mitra/")
    dewi.page.get_by_role("button", name="Tambahkan mitra nasional").click()
    dewi.begins()
    dewi.presses_link("Penuhi tenggat kasus", "main")
    dewi.presses_link("Rujukan kasus ini", "main")
    dewi.presses_button("Rujukan baru")
    dewi.chooses("#id_to", "LPSK")
    dewi.on(dewi.page.get_by_label("Perlindungan", exact=True))
    dewi.on(dewi.page.get_by_label("Orangnya setuju"))
    dewi.types("#id_consent_words", "Karangan: ia mengangguk setelah dibacakan.")
    dewi.types("#id_summary", "Karangan: perlu tempat aman.")
    dewi.presses_button("Lanjut")
    dewi.presses_button("Lihat apa yang akan mereka lihat")
    dewi.presses_button("Serahkan")
    expect(dewi.page.locator(".app-code")).to_have_count(2)
    return [dewi]


def answer_how_many(officers: Officers, _address: str) -> list[Work]:
    """How many TPPO in Cengkareng Timur this quarter, and how long did they take?"""
    hadi = officers("hadi")
    hadi.presses_link("Angka", "nav")
    hadi.on(hadi.page.locator("main table a[href*='jenis=tppo'][href*='kelurahan=31.73.01.1006']").first)
    expect(hadi.page.locator("main")).to_contain_text("separuhnya dalam")
    return [hadi]


def find_a_number(officers: Officers, _address: str) -> list[Work]:
    """A number heard on the telephone, typed as it was said."""
    sari = officers("sari")
    sari.on(sari.page.locator(".app-rail__find"))
    sari.types("#q", HEARD)
    sari.key("Enter")
    expect(sari.page.locator("main")).to_contain_text("0812-5500-7732")
    return [sari]


def go_on_leave(officers: Officers, _address: str) -> list[Work]:
    sari = officers("sari")
    sari.presses_link("Cuti dan pengganti", "nav")
    sari.presses_button("Catat cuti atau sakit")
    sari.types("#id_ends_on", (clock.today() + timedelta(days=3)).isoformat())
    sari.on(sari.page.get_by_label("Dewi Contoh"))
    sari.presses_button("Serahkan pekerjaan dan kunci")
    expect(sari.page.get_by_text("Dewi Contoh").first).to_be_visible()
    return [sari]


def add_an_officer(officers: Officers, _address: str) -> list[Work]:
    agus = officers("agus")
    agus.presses_link("Petugas", "nav")
    agus.presses_button("Tambah petugas")
    agus.types("#id_email", "tono@contoh.invalid")
    agus.types("#id_name", "Tono Contoh")
    agus.on(agus.page.locator("label[for=id_role_0]"))
    agus.presses_button("Simpan")
    agus.presses_button("Buat lembarnya")
    expect(agus.page.locator("main")).to_contain_text("Tono Contoh")
    return [agus]


def hold_a_dialogue(officers: Officers, address: str) -> list[Work]:
    """From its page through all its parts to its end."""
    path = OfficerAtWork(address, "dewi").plans_a_dialogue(minutes=11)  # Sari holds others in these stories
    dewi = officers("dewi")
    dewi.presses_link("Warga", "nav")
    dewi.on(dewi.page.locator(f"main a[href='{path}']").first)
    dewi.presses_button("Mulai acara")
    dewi.presses_button("Mulai acara")
    onward = dewi.page.get_by_role("button", name=re.compile("^Lanjut: ")).first
    while onward.count():
        dewi.on(onward)
    dewi.on(dewi.page.locator(f"main a[href='{path}hari/akhiri/']").first)
    dewi.presses_button("Akhiri acara")
    expect(dewi.page.get_by_text("Acara ini sudah selesai.")).to_be_visible()
    return [dewi]


TASKS = (
    Task("triage ten reports", triage_ten),
    Task("record a finding", record_a_finding),
    Task("plan an operation", plan_an_operation),
    Task("issue a surat perintah", issue_a_letter),
    Task("refer a victim", refer_a_victim),
    Task("answer: how many, and how long?", answer_how_many),
    Task("find a number heard on the phone", find_a_number),
    Task("add an officer", add_an_officer),
    Task("hold a dialogue", hold_a_dialogue),
    Task("go on leave", go_on_leave),
)


@pytest.mark.usefixtures("_set")
@pytest.mark.parametrize("task", TASKS, ids=[task.name for task in TASKS])
def test_it_costs_what_the_workbench_says(task: Task, officers: Officers, program: Program) -> None:
    works = task.walk(officers, program.address)
    signs, seconds = sum(work.signs for work in works), sum(work.seconds for work in works)
    print(f"| {task.name} | {Cost.of(*works).presses} | {Cost.of(*works).fields} | {signs} | {seconds:.0f} |")  # noqa: T201
    assert Cost.of(*works) == told()[task.name]


def told() -> dict[str, Cost]:
    table = (ROOT / "docs" / "workbench.md").read_text()
    return {name: Cost(int(presses), int(fields)) for name, presses, fields in ROW.findall(table)}
