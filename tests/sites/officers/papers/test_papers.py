"""Official papers, page by page: Dewi drafts, Hadi gives the number, the signed copy comes back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.actions import change_officer
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.accounts.service import Service
from pimpasa.common import clock
from pimpasa.operations.actions.planning import decide
from pimpasa.papers import queries
from pimpasa.papers.kinds import PaperKind, table
from pimpasa.papers.models import Paper
from pimpasa.papers.opening.papers import peek
from pimpasa.papers.states import PaperState
from pimpasa.sites.officers.papers.forms import EMPTY_ROWS
from tests.factories import operations
from tests.factories import papers as paper
from tests.factories import reports as given
from tests.factories.people import Cast, keyring

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-7000-8000-000000000000"


def test_it_works(office: Cast, signed_in: SignIn) -> None:
    dewi, hadi = signed_in(office.dewi), signed_in(office.hadi)
    drafted = dewi.post("/petugas/surat/baru/spt/", paper.typed(PaperKind.WARRANT))
    made = Paper.objects.get()
    path = f"/petugas/surat/{made.pk}/"
    assert drafted["Location"] == path
    page = dewi.get(path).content.decode()
    assert "data:image/png;base64," in page
    assert "Nomornya diberikan oleh kepala kantor." in page
    assert "Mintalah pengesahan dari bagian hukum kantor" in page
    issued = hadi.post(f"{path}terbitkan/", follow=True).content.decode()
    made.refresh_from_db()
    assert f"Terbit dengan nomor {made.number}." in issued
    assert "data:image/jpeg;base64," in issued
    copy = SimpleUploadedFile("pindai.pdf", paper.SCAN, content_type="application/pdf")
    dewi.post(f"{path}tanda-tangan/", {"evidence": copy, "whole": "1"})
    made.refresh_from_db()
    assert made.state == PaperState.SIGNED
    pdf = dewi.get(f"{path}pdf/")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"] == f'attachment; filename="{made.number.replace("/", "-")}.pdf"'
    assert pdf.content.startswith(b"%PDF")
    assert dewi.get(f"{path}salinan/").content == paper.SCAN
    page = dewi.get(path).content.decode()
    check = re.search(r"/cek-surat/[0-9A-Z-]+/", page)
    assert check is not None
    assert made.number in Client().get(check[0]).content.decode()
    assert "Salinan surat bertanda tangan disimpan" in page


def test_what_is_typed_stays_where_something_is_refused(office: Cast, signed_in: SignIn) -> None:
    case = given.case(office.dewi, given.concluded(office.sari))
    dewi = signed_in(office.dewi)
    answer = dewi.post(f"/petugas/surat/baru/tak/?kasus={case.pk}", paper.typed(PaperKind.MEASURE, person=""))
    assert answer.status_code == 422
    assert "Pilihlah orang dalam kasus ini" in answer.content.decode()
    assert "bekerja dengan izin tinggal kunjungan" in answer.content.decode()
    person = paper.foreigner(case, office.dewi, outcome="")
    said = paper.typed(PaperKind.MEASURE, person=person)
    refused = dewi.post(f"/petugas/surat/baru/tak/?kasus={case.pk}", said)
    assert "UU 6/2011 pasal 86" in refused.content.decode()
    paper.screen(person, office.dewi, "not_indicated")
    made = dewi.post(f"/petugas/surat/baru/tak/?kasus={case.pk}", said)
    assert made.status_code == 302
    page = dewi.get(f"/petugas/kasus/{case.pk}/").content.decode()
    assert "Usulan Tindakan Administratif Keimigrasian" in page
    assert f"/petugas/surat/baru/?kasus={case.pk}" in page


def test_a_measure_begins_with_what_is_known_of_the_person(office: Cast, signed_in: SignIn) -> None:
    case = given.case(office.dewi, given.concluded(office.sari))
    person = paper.foreigner(case, office.dewi)
    page = signed_in(office.dewi).get(f"/petugas/surat/baru/tak/?kasus={case.pk}&orang={person}").content.decode()
    for told in ('value="Orang Karangan"', 'value="Negara Karangan"', "Tidak ada tanda perdagangan orang", "checked"):
        assert told in page


def test_a_draft_begins_with_what_the_case_says(office: Cast, signed_in: SignIn) -> None:
    case = given.case(office.dewi, given.concluded(office.sari), title="Karangan: judul")
    page = signed_in(office.dewi).get(f"/petugas/surat/baru/gk/?kasus={case.pk}").content.decode()
    assert f'value="Kasus {case}: Karangan: judul"' in page
    alone = signed_in(office.dewi).get("/petugas/surat/baru/").content.decode()
    assert "/petugas/surat/baru/spt/" in alone
    assert "/petugas/surat/baru/tak/" not in alone
    refused = signed_in(office.dewi).post("/petugas/surat/baru/gk/", paper.typed(PaperKind.MINUTES))
    assert (refused.status_code, "bagian dari suatu kasus" in refused.content.decode()) == (422, True)


def test_a_draft_with_gaps_is_kept_and_not_issued(office: Cast, signed_in: SignIn) -> None:
    dewi, hadi = signed_in(office.dewi), signed_in(office.hadi)
    dewi.post("/petugas/surat/baru/spt/", {"tempat": "Karangan"})
    path = f"/petugas/surat/{Paper.objects.get().pk}/"
    assert "Masih kurang: " in hadi.post(f"{path}terbitkan/", follow=True).content.decode()
    assert dewi.post(f"{path}ubah/", paper.typed(PaperKind.WARRANT)).status_code == 302
    assert "Terbit dengan nomor" in hadi.post(f"{path}terbitkan/", follow=True).content.decode()
    again = dewi.post(f"{path}ubah/", {"tempat": "Lain"})
    assert (again.status_code, "tidak memungkinkan ini" in again.content.decode()) == (422, True)
    assert "tidak memungkinkan ini" in hadi.post(f"{path}terbitkan/", follow=True).content.decode()


def test_letters_that_cannot_be_printed_are_named_before_the_number(office: Cast, signed_in: SignIn) -> None:
    dewi = signed_in(office.dewi)
    drafted = dewi.post("/petugas/surat/baru/spt/", paper.typed(PaperKind.WARRANT, tempat="Rumah 😀 陳老闆"))
    page = dewi.get(drafted["Location"]).content.decode()
    assert "Huruf ini tidak dapat dicetak, jadi surat memuat kodenya: 😀 (U+1F600)." in page
    made = Paper.objects.get()
    dewi.post(f"/petugas/surat/{made.pk}/ubah/", paper.typed(PaperKind.WARRANT, tempat="Rumah 陳老闆"))
    assert "tidak dapat dicetak" not in dewi.get(f"/petugas/surat/{made.pk}/").content.decode()


def test_cancelling_takes_a_reason(office: Cast, signed_in: SignIn) -> None:
    made, dewi, hadi = paper.issued(office.dewi, office.hadi), signed_in(office.dewi), signed_in(office.hadi)
    path = f"/petugas/surat/{made.pk}/"
    assert "batal/" not in dewi.get(path).content.decode()
    assert dewi.post(f"{path}batal/", {"reason": "Karangan: salah"}).status_code == 422
    assert hadi.post(f"{path}batal/", {"reason": ""}).status_code == 422
    assert hadi.post(f"{path}batal/", {"reason": "Karangan: salah alamat"}).status_code == 302
    page = hadi.get(path).content.decode()
    assert "Karangan: salah alamat" in page
    assert "terbitkan/" not in page


def test_a_correction_names_what_it_replaces(office: Cast, signed_in: SignIn) -> None:
    made, dewi, hadi = paper.signed(office.dewi, office.hadi), signed_in(office.dewi), signed_in(office.hadi)
    begun = dewi.get(f"/petugas/surat/baru/spt/?ganti={made.pk}").content.decode()
    assert "Rusunami City Park" in begun
    dewi.post(f"/petugas/surat/baru/spt/?ganti={made.pk}", paper.typed(PaperKind.WARRANT, tempat="Karangan: lain"))
    new = Paper.objects.get(replaces=made)
    hadi.post(f"/petugas/surat/{new.pk}/terbitkan/")
    assert "Diganti dengan surat baru" in dewi.get(f"/petugas/surat/{made.pk}/").content.decode()
    assert "Mengganti: <a" in dewi.get(f"/petugas/surat/{new.pk}/").content.decode()


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00program", b"Karangan: teks saja"])
def test_what_is_no_signed_copy_is_refused(office: Cast, signed_in: SignIn, content: bytes) -> None:
    made = paper.issued(office.dewi, office.hadi)
    copy = SimpleUploadedFile("pindai.pdf", content, content_type="application/pdf")
    path = f"/petugas/surat/{made.pk}/tanda-tangan/"
    answer = signed_in(office.dewi).post(path, {"evidence": copy, "whole": "1"})
    assert answer.status_code == 422
    cut = signed_in(office.dewi).post(path, {"evidence": SimpleUploadedFile("a.pdf", paper.SCAN)})
    assert cut.status_code == 422
    assert (
        "Belum ada salinan"
        in signed_in(office.dewi).get(path.replace("tanda-tangan", "salinan"), follow=True).content.decode()
    )


@pytest.mark.parametrize(
    "path",
    [
        f"surat/{NOBODY}/",
        f"surat/{NOBODY}/pdf/",
        "surat/baru/tidak-ada/",
        "surat/baru/spt/?kasus=bukan",
        f"surat/baru/spt/?kasus={NOBODY}",
        f"surat/baru/spt/?ganti={NOBODY}",
        "surat/templat/tidak-ada/",
    ],
)
def test_what_is_not_there_is_not_found(office: Cast, signed_in: SignIn, path: str) -> None:
    assert signed_in(office.hadi).get(f"/petugas/{path}").status_code == 404


def test_nonsense_in_an_address_does_no_harm(office: Cast, signed_in: SignIn) -> None:
    made, dewi = paper.issued(office.dewi, office.hadi), signed_in(office.dewi)
    for query in ("jenis=x&status=y&hal=z", "jenis=%00", "hal=99999999"):
        assert dewi.get(f"/petugas/surat/?{query}").status_code == 200
    for number in ("0", "-1", "9999", "99999", "x", "%00"):
        assert dewi.get(f"/petugas/surat/{made.pk}/?halaman={number}").status_code == 200
    assert signed_in(office.hadi).get("/petugas/surat/templat/spt/?versi=99999").status_code == 200


def test_another_unit_s_paper_is_refused(office: Cast, signed_in: SignIn) -> None:
    made = paper.issued(office.dewi, office.hadi)
    fani = Officer.objects.get(email="fani@contoh.invalid")
    browser = signed_in(fani)
    for end in ("", "pdf/", "salinan/", "ubah/", "tanda-tangan/", "batal/"):
        assert browser.get(f"/petugas/surat/{made.pk}/{end}").status_code == 403
    assert made.number not in browser.get("/petugas/surat/").content.decode()
    assert browser.get(f"/petugas/surat/baru/spt/?ganti={made.pk}").status_code == 403


def test_the_list_is_narrowed_and_costs_the_same_for_many(office: Cast, signed_in: SignIn) -> None:
    dewi = signed_in(office.dewi)
    case = given.case(office.dewi, given.concluded(office.sari))

    def asked(path: str) -> int:
        dewi.get(path)
        with CaptureQueriesContext(connection) as captured:
            dewi.get(path)
        return len(captured)

    paper.draft(office.dewi, PaperKind.INFORMATION, case=case)
    paths = ("/petugas/surat/", f"/petugas/kasus/{case.pk}/")
    before = [asked(path) for path in paths]
    paper.draft(office.dewi, PaperKind.INFORMATION, case=case)
    paper.issued(office.dewi, office.hadi, PaperKind.WARRANT, case=case)
    assert [asked(path) for path in paths] == before
    rows = dewi.get("/petugas/surat/?jenis=spt&status=issued").content.decode()
    assert "SPT-1/" in rows
    assert rows.count("Belum bernomor") == 0


class TestWays:
    def test_hadi_tries_and_saves_a_template(self, office: Cast, signed_in: SignIn) -> None:
        hadi, path = signed_in(office.hadi), "/petugas/surat/templat/spt/"
        page = hadi.get(path).content.decode()
        assert "#judul(&quot;SURAT PERINTAH TUGAS&quot;)" in page
        assert "data:image/png;base64," in page
        own = '#kop()\n#judul("SURAT PERINTAH KAMI")\n#tanda_tangan()\n'
        tried = hadi.post(path, {"source": own, "do": "try"})
        assert tried.status_code == 200
        assert "SURAT PERINTAH KAMI" in tried.content.decode()
        assert queries.template_of(office.at.office, PaperKind.WARRANT) == (0, "")
        assert hadi.post(path, {"source": own, "do": "save"}).status_code == 302
        assert queries.template_of(office.at.office, PaperKind.WARRANT) == (1, own)
        assert "milik kantor, versi 1" in hadi.get("/petugas/surat/templat/").content.decode()
        hadi.post(path, {"source": "", "do": "save"})
        assert "#judul(&quot;SURAT PERINTAH TUGAS&quot;)" in hadi.get(path).content.decode()
        assert "SURAT PERINTAH KAMI" in hadi.get(f"{path}?versi=1").content.decode()

    @pytest.mark.parametrize(
        "source", ["#kop()\n#salah", "#(", "\x00", "#for i in range(9999999999) [x]", "x" * 60_001]
    )
    def test_what_does_not_compile_comes_back(self, office: Cast, signed_in: SignIn, source: str) -> None:
        hadi, path = signed_in(office.hadi), "/petugas/surat/templat/spt/"
        for do in ("try", "save"):
            answer = hadi.post(path, {"source": source, "do": do})
            assert answer.status_code == 422
        assert not queries.versions_of(office.at.office, PaperKind.WARRANT)

    def test_typst_s_own_words_are_shown(self, office: Cast, signed_in: SignIn) -> None:
        answer = signed_in(office.hadi).post("/petugas/surat/templat/spt/", {"source": "#kop()\n#salah", "do": "save"})
        assert "Baris 2 dari templat: unknown variable: salah" in answer.content.decode()
        assert "#salah" in answer.content.decode()

    def test_letterhead_and_numbers(self, office: Cast, signed_in: SignIn) -> None:
        hadi = signed_in(office.hadi)
        parts = {"above": "Kementerian Karangan", "address": "Jalan Karangan 1", "city": "Tangerang"}
        assert hadi.post("/petugas/surat/templat/", parts | {"signer_name": "Hadi Contoh"}).status_code == 302
        assert "Jalan Karangan 1" in hadi.get("/petugas/surat/templat/").content.decode()
        assert hadi.post("/petugas/surat/templat/", parts | {"above": "x\n" * 9}).status_code == 422
        wrong = hadi.post("/petugas/surat/templat/spt/nomor/", {"pattern": "{nomor}"}, follow=True).content.decode()
        assert "harus ada" in wrong
        hadi.post("/petugas/surat/templat/spt/nomor/", {"pattern": "K.{kode}.{nomor}/{tahun}"})
        assert paper.issued(office.dewi, office.hadi).number.startswith("K.SPT.1/")
        assert 'value="Hadi Contoh"' in signed_in(office.dewi).get("/petugas/surat/baru/spt/").content.decode()


def test_an_erased_paper_says_so(office: Cast, signed_in: SignIn) -> None:
    from pimpasa.papers.actions.shredding import erase_paper

    made = paper.issued(office.dewi, office.hadi)
    erase_paper(paper=made)
    answer = signed_in(office.dewi).get(f"/petugas/surat/{made.pk}/")
    assert (answer.status_code, "Surat ini dihapus pada" in answer.content.decode()) == (403, True)


def test_the_code_of_its_page_is_the_paper_s(office: Cast) -> None:
    made = paper.issued(office.dewi, office.hadi)
    contents = peek(made, keyring(office.dewi)).contents
    assert contents.address == paper.ADDRESS
    assert queries.by_code(contents.code) == made


class TestTables:
    def test_each_cell_has_a_box_and_comes_back_as_it_was_typed(self, office: Cast, signed_in: SignIn) -> None:
        """A bar, a new line and a quotation mark are signs like any other; a row that says nothing is none."""
        dewi = signed_in(office.dewi)
        cells = ["Di mana | kapan?", 'Karangan: "di rumah".\r\nLalu pergi.', "", "  ", "Siapa?", ""]
        drafted = dewi.post("/petugas/surat/baru/bap/", paper.typed(PaperKind.EXAMINATION) | {"tanya_jawab": cells})
        made = Paper.objects.get()
        rows = [["Di mana | kapan?", 'Karangan: "di rumah".\r\nLalu pergi.'], ["Siapa?", ""]]
        assert peek(made, keyring(office.dewi)).contents.fields["tanya_jawab"] == table(rows)
        assert dewi.get(drafted["Location"]).status_code == 200
        page = dewi.get(f"{drafted['Location']}ubah/").content.decode()
        assert page.count('name="tanya_jawab"') == 2 * (len(rows) + EMPTY_ROWS)
        assert ">\nDi mana | kapan?</textarea>" in page

    def test_more_rows_without_a_script_save_nothing(self, office: Cast, signed_in: SignIn) -> None:
        dewi = signed_in(office.dewi)
        typed = paper.typed(PaperKind.WARRANT, more_rows="petugas")
        page = dewi.post("/petugas/surat/baru/spt/", typed).content.decode()
        assert page.count('name="petugas"') == 3 * (2 + EMPTY_ROWS)
        assert 'value="Sari Contoh"' in page
        assert not Paper.objects.exists()
        draft = paper.draft(office.dewi)
        before = bytes(draft.envelope)
        again = dewi.post(f"/petugas/surat/{draft.pk}/ubah/", typed)
        assert (again.status_code, again.content.decode().count('name="petugas"')) == (200, 3 * (2 + EMPTY_ROWS))
        draft.refresh_from_db()
        assert bytes(draft.envelope) == before

    def test_a_draft_of_before_has_its_rows_in_boxes(self, office: Cast, signed_in: SignIn) -> None:
        draft = paper.draft(office.dewi, fields={"petugas": "Sari Contoh | 1995 | Pimpasa | cadangan\nDewi"})
        page = signed_in(office.dewi).get(f"/petugas/surat/{draft.pk}/ubah/").content.decode()
        assert re.findall(r'name="petugas" value="([^"]*)"', page)[:6] == [
            "Sari Contoh", "1995", "Pimpasa | cadangan", "Dewi", "", "",
        ]  # fmt: skip

    def test_what_is_too_long_is_said(self, office: Cast, signed_in: SignIn) -> None:
        typed = paper.typed(PaperKind.WARRANT) | {"petugas": ["x" * 30_000]}
        assert signed_in(office.dewi).post("/petugas/surat/baru/spt/", typed).status_code == 422


def test_a_surat_perintah_is_drafted_from_the_plan_that_owes_it(office: Cast, signed_in: SignIn) -> None:
    """Place, days, basis, task and team, each with NIP and jabatan; whoever may not see the operation gets nothing."""
    service = Service("19950202 202001 2 002", "Pembina Desa", "Pengatur, II/c")
    change_officer(
        officer=office.sari, name="Sari Contoh", role=Role.PIMPASA, is_active=True, by=office.agus, service=service
    )
    urgent = operations.operation(office, planned=operations.urgent_plan(legal_basis="Karangan: UU 6/2011"))
    decide(operation=urgent, agrees=True, words="", keyring=keyring(office.hadi))
    dewi = signed_in(office.dewi)
    link = f"/petugas/surat/baru/spt/?operasi={urgent.pk}"
    assert link in dewi.get(f"/petugas/operasi/{urgent.pk}/").content.decode()
    page = dewi.get(link).content.decode()
    cells = re.findall(r'name="petugas" value="([^"]*)"', page)
    assert cells[:3] == ["Sari Contoh", "19950202 202001 2 002", "Pembina Desa, Ketua tim"]
    for words in ("Rusunami City Park", "Karangan: UU 6/2011", "Karangan: memeriksa izin tinggal", str(clock.today())):
        assert words in page
    assert signed_in(office.fani).get(link).status_code == 403
    assert dewi.get(f"/petugas/surat/baru/spt/?operasi={NOBODY}").status_code == 404


def test_what_waits_for_a_number_or_a_signature_stands_first(office: Cast, signed_in: SignIn) -> None:
    """The head gives numbers; whoever writes papers keeps the signed copies."""
    draft = paper.draft(office.dewi)
    issued = paper.issued(office.dewi, office.hadi)
    for who, waiting in ((office.hadi, [draft, issued]), (office.dewi, [issued])):
        page = signed_in(who).get("/petugas/surat/").content.decode()
        above = page[page.index("Menunggu nomor atau tanda tangan") : page.index("Semua surat resmi")]
        assert [thing for thing in (draft, issued) if str(thing.pk) in above] == waiting
    narrowed = signed_in(office.hadi).get("/petugas/surat/?status=draft").content.decode()
    assert "Menunggu nomor atau tanda tangan" not in narrowed
