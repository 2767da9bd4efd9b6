"""The report form without JavaScript: every answer stays, bad input is answered in words, one report and no more."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as conf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.common import clock
from pimpasa.evidence.models import Exhibit
from pimpasa.handling.opening import open_report
from pimpasa.keys.actions.desk_keys import make_desk_key
from pimpasa.reports.actions.drafting import save_draft
from pimpasa.reports.actions.submitting import submit
from pimpasa.reports.errors import Incomplete
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Draft, Report
from pimpasa.reports.queries.drafts import load_draft
from pimpasa.sealing import envelopes
from tests.factories.people import Cast, keyring
from tests.factories.residents import ANSWERS, STORY, begun, hidden, page, promise, sends
from tests.factories.territory import CENGKARENG_TIMUR

pytestmark = pytest.mark.django_db
POSTER = "/lapor/?w=31.73.01.1006&rw=17"


def text(name: str = "chat.txt", content: bytes = b"Karangan: isi.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/plain")


def voice() -> SimpleUploadedFile:
    return SimpleUploadedFile("cerita.ogg", b"OggS" + b"x" * 200, "audio/ogg")


def drafts_with_words() -> bool:
    """Whether anything is kept but that something was thrown away."""
    return any(bytes(draft.envelope) for draft in Draft.objects.all())


def told(resident: Client, **changes: Any) -> Any:
    return resident.post("/lapor/", {**ANSWERS[0][1], **changes})


def test_it_works(office: Cast) -> None:
    resident = begun()
    assert sends(resident).headers["Location"] == "/lapor/tanda-terima/"
    assert "Laporan Anda sudah masuk dan terkunci" in page(resident, "/lapor/tanda-terima/")
    report = Report.objects.get()
    assert report.desk == office.at.cengkareng_timur
    answers = open_report(report=report, keyring=keyring(office.sari)).answers
    assert (answers.narrative, answers.whom, answers.danger, answers.rw) == (STORY, "witness", None, "017")


def test_danger_is_ticked_or_not_known(office: Cast) -> None:
    resident = Client()
    told(resident, danger="on")
    resident.post(*ANSWERS[1])
    sends(resident)
    report = Report.objects.get()
    assert report.urgency == Urgency.EMERGENCY
    assert open_report(report=report, keyring=keyring(office.sari)).answers.danger is True


def test_a_story_that_grew_too_long_is_not_sent(office: Cast) -> None:
    resident = begun()
    given = promise(resident)
    key = urlsafe_b64decode(resident.cookies["draf"].value)
    answers = load_draft(key)
    answers.narrative = "x" * 50_001
    save_draft(browser_key=key, answers=answers)
    assert resident.post("/lapor/kirim/", {"promise": given}).headers["Location"] == "/lapor/"
    with pytest.raises(Incomplete):
        submit(browser_key=key, promise=given)
    assert Report.objects.count() == 0


class TestWithoutWords:
    @pytest.mark.parametrize("field", ["sound", "evidence"])
    def test_a_voice_or_a_picture_alone_is_a_report(self, office: Cast, field: str) -> None:
        resident = Client()
        assert told(resident, narrative="", **{field: voice()}).status_code == 302
        assert resident.post(*ANSWERS[1]).status_code == 302
        assert sends(resident).headers["Location"] == "/lapor/tanda-terima/"
        report = Report.objects.get()
        assert report.urgency == Urgency.PRIORITY
        opened = open_report(report=report, keyring=keyring(office.sari))
        assert opened.answers.narrative == ""
        assert len(opened.answers.spoken) == (field == "sound")
        assert [str(exhibit.pk) for exhibit in opened.exhibits] == opened.answers.exhibits

    def test_its_officer_reads_what_is_not_known(self, office: Cast, signed_in: Any) -> None:
        resident = Client()
        told(resident, narrative="", whom="", sound=voice())
        resident.post(*ANSWERS[1])
        sends(resident)
        shown = page(signed_in(office.sari), f"/petugas/laporan/{Report.objects.get().pk}/")
        assert shown.count("belum diketahui") == 5
        assert "Diceritakan tanpa tulisan" in shown

    def test_nothing_at_all_is_none(self, office: Cast) -> None:
        answer = told(Client(), narrative=" ")
        assert answer.status_code == 422
        assert "Satu saja cukup" in answer.content.decode()


class TestDirect:
    def test_it_goes_past_the_pimpasa(self, office: Cast) -> None:
        resident = begun()
        assert sends(resident, {"direct": "on"}).status_code == 302
        report = Report.objects.get()
        assert (report.direct, report.desk) == (True, None)


class TestGuard:
    def test_another_desk_is_told_before_anything_is_sent(self, office: Cast) -> None:
        from pimpasa.reports.queries import readers

        resident = begun()
        before = promise(resident)
        desk = office.at.cengkareng_timur
        type(desk).objects.filter(pk=desk.pk).update(closed_on=clock.today())
        readers.forget()
        answer = resident.post("/lapor/kirim/", {"promise": before})
        assert answer.status_code == 422
        assert "Pembacanya berubah" in answer.content.decode()
        assert Report.objects.count() == 0
        assert sends(resident).status_code == 302
        assert Report.objects.get().desk is None

    def test_who_was_told_nothing_is_told_first(self, office: Cast) -> None:
        answer = begun().post("/lapor/kirim/")
        assert answer.status_code == 422
        assert "Siapa yang membaca ini?" in answer.content.decode()

    @pytest.mark.parametrize("path", [POSTER, "/lapor/kirim/"])
    def test_an_office_without_keys_is_told_before_one_writes(self, office: Cast, path: str) -> None:
        from pimpasa.keys.models import DeskKey, DeskKeyGrant
        from pimpasa.reports.queries import readers

        resident = begun()
        resident.post("/lapor/kirim/")
        DeskKeyGrant.objects.all().delete()
        DeskKey.objects.all().delete()
        readers.forget()
        stranger = Client()
        answer = (stranger if path == POSTER else resident).get(path)
        assert answer.status_code == 503
        assert "belum memakai layanan ini" in answer.content.decode()
        assert sends(resident).status_code == 503
        assert STORY in page(resident, "/lapor/")


class TestFromAPoster:
    def test_one_page_and_the_code(self, office: Cast) -> None:
        resident = Client()
        shown = page(resident, POSTER)
        assert "Siapa yang membaca ini?" not in shown
        assert "Bisa membaca" in shown
        given = hidden(shown, "promise")
        answer = told(resident, w="31.73.01.1006", rw="17", promise=given)
        assert answer.headers["Location"] == "/lapor/tanda-terima/"
        assert (Report.objects.get().channel, Report.objects.get().desk) == ("poster", office.at.cengkareng_timur)

    def test_pressed_twice_it_is_one_report(self, office: Cast) -> None:
        resident = Client()
        given = hidden(page(resident, POSTER), "promise")
        for _ in range(2):
            answer = told(resident, w="31.73.01.1006", rw="17", promise=given)
            assert answer.headers["Location"] == "/lapor/tanda-terima/"
        assert Report.objects.count() == 1

    def test_a_browser_without_cookies_is_led_on_and_loses_no_code(self, office: Cast) -> None:
        given = hidden(page(Client(), POSTER), "promise")
        answer = told(Client(), w="31.73.01.1006", rw="17", promise=given)
        assert answer.headers["Location"] == "/lapor/kirim/"
        assert Report.objects.count() == 0

    def test_it_changes_nothing_of_what_was_begun(self, office: Cast) -> None:
        resident = Client()
        page(resident, POSTER)
        told(resident, w="31.73.01.1006", rw="17", narrative="")
        shown = page(resident, "/lapor/?w=31.73.06.1005&rw=3")
        assert "Di Cengkareng Timur, RW" in shown
        assert "sebelum membuka tautan untuk Pegadungan" in shown

    @pytest.mark.parametrize(
        "link", ["w=x", "w=99.99.99.9999&rw=1", "w=31.73.01.1006&rw=%00", "w=%F0%9F", "rw=9999999"]
    )
    def test_a_forged_link_is_passed_over(self, office: Cast, link: str) -> None:
        assert Client().get(f"/lapor/?{link}").status_code == 200


class TestAfterSending:
    def test_sending_twice_makes_one_report(self, office: Cast) -> None:
        resident = begun()
        given = promise(resident)
        receipts = []
        for _ in range(3):
            resident.post("/lapor/kirim/", {"promise": given})
            receipts.append(page(resident, "/lapor/tanda-terima/"))
        assert Report.objects.count() == 1
        assert receipts[0] == receipts[2]

    def test_going_back_and_pressing_again_leads_to_the_receipt(self, office: Cast) -> None:
        resident = begun()
        sends(resident)
        for path, answers in ANSWERS:
            assert resident.post(path, answers).headers["Location"] == "/lapor/tanda-terima/"
        assert Report.objects.count() == 1

    def test_the_next_person_begins_anew(self, office: Cast) -> None:
        phone = begun()
        sends(phone)
        shown = page(phone, "/lapor/")
        assert STORY not in shown
        after = hidden(shown, "sesudah")
        for _ in range(2):
            told(phone, sesudah=after, narrative="Karangan: cerita orang lain.")
        assert "Karangan: cerita orang lain." in page(phone, "/lapor/")
        phone.post(*ANSWERS[1])
        given = promise(phone)
        for _ in range(2):
            assert phone.post("/lapor/kirim/", {"promise": given}).status_code == 302
        assert Report.objects.count() == 2
        told(phone, sesudah=after, narrative="Karangan: cerita orang lain.")
        assert Report.objects.count() == 2


BAD: list[tuple[str, dict[str, object], str]] = [
    ("/lapor/", {"kind": ""}, "Pilih salah satu"),
    ("/lapor/", {"kind": "spionase"}, "spionase"),
    ("/lapor/", {"whom": "raja"}, "raja"),
    ("/lapor/", {"narrative": ""}, "Satu saja cukup"),
    ("/lapor/", {"narrative": "   \n "}, "Satu saja cukup"),
    ("/lapor/", {"narrative": "x" * 50_001}, "50000"),
    ("/lapor/tempat/", {"village": ""}, "Pilih kelurahan"),
    ("/lapor/tempat/", {"village": "99.99.99.9999"}, "kelurahan"),
    ("/lapor/tempat/", {"rw": "abc"}, "RW"),
]


@pytest.mark.parametrize(("path", "changes", "said"), BAD)
def test_a_wrong_answer_is_told_and_nothing_is_lost(
    office: Cast, path: str, changes: dict[str, object], said: str
) -> None:
    resident = begun(path)
    answer = resident.post(path, {**dict(ANSWERS)[path], **changes})
    shown = answer.content.decode()
    assert answer.status_code == 422, shown
    assert "govuk-error-summary" in shown
    assert said in shown
    if path != "/lapor/":
        assert STORY in page(resident, "/lapor/")


@pytest.mark.parametrize(
    "garbage", ["\x00", "\ud800", "🙂" * 100, "'; DROP TABLE reports_report; --", "<script>", "%00"]
)
def test_garbage_is_text_like_any_other(office: Cast, garbage: str) -> None:
    resident = Client()
    answer = told(resident, narrative=f"Karangan {garbage}".encode("utf-8", "surrogatepass"))
    assert answer.status_code in {302, 422}
    assert "<script>" not in page(resident, "/lapor/").partition("<main")[2].partition("</main")[0]


def test_ten_megabytes_are_told_to_be_too_long_and_shown(office: Cast) -> None:
    answer = told(Client(), narrative="panjang " * 1_300_000)
    assert answer.status_code == 422
    assert "panjang panjang" in answer.content.decode()


@pytest.mark.parametrize("cookie", ["", "x", "A" * 43 + "=", "A" * 44, "\u00e9", "=" * 10_000])
def test_a_forged_cookie_is_nobody_s_draft(office: Cast, cookie: str) -> None:
    resident = Client()
    resident.cookies["draf"] = cookie
    assert resident.get("/lapor/tempat/").status_code == 200
    assert resident.post("/lapor/tempat/", ANSWERS[1][1]).status_code == 410
    assert resident.post("/lapor/kirim/").status_code == 410


class TestNothingIsLost:
    @pytest.mark.parametrize("path", ["/lapor/", "/lapor/cerita/"])
    def test_words_without_a_draft_begin_one(self, office: Cast, path: str) -> None:
        resident = Client()
        answer = resident.post(path, {"narrative": STORY})
        assert answer.status_code == 422
        assert STORY in answer.content.decode()
        assert STORY in page(resident, "/lapor/")

    def test_what_is_typed_is_saved_and_asked_for_again(self, office: Cast) -> None:
        resident = Client()
        page(resident, "/lapor/")
        assert resident.post("/lapor/simpan/", {"narrative": STORY, "kind": ""}).status_code == 204
        shown = page(resident, "/lapor/")
        assert STORY in shown
        assert "Lanjutkan laporan yang tadi?" in shown
        resident.post("/lapor/hapus/", {"baru": "1"})
        assert STORY not in page(resident, "/lapor/")
        assert not drafts_with_words()

    def test_nothing_is_saved_for_who_never_opened_the_form(self, office: Cast) -> None:
        answer = Client().post("/lapor/simpan/", {"narrative": STORY})
        assert (answer.status_code, answer.cookies.keys()) == (204, set())
        assert Draft.objects.count() == 0

    def test_what_is_typed_of_the_place_is_saved(self, office: Cast) -> None:
        resident = begun("/lapor/tempat/")
        resident.post("/lapor/simpan/", {"rw": "17", "address": "Karangan: belakang pasar"})
        assert "Karangan: belakang pasar" in page(resident, "/lapor/tempat/")

    @pytest.mark.parametrize("path", ["/lapor/", "/lapor/tempat/"])
    def test_another_language_takes_nothing_away(self, office: Cast, path: str) -> None:
        resident = begun(path)
        words = {"narrative": STORY, "address": STORY}
        answer = resident.post(f"{path}?bahasa=en&ingat=1", words, follow=True)
        assert 'lang="en"' in answer.content.decode()
        assert STORY in answer.content.decode()
        assert 'lang="en"' in page(resident, path)

    def test_a_sent_report_is_not_written_to(self, office: Cast) -> None:
        resident = begun()
        sends(resident)
        assert resident.post("/lapor/simpan/", {"narrative": "Karangan: terlambat."}).status_code == 204
        assert "Karangan: terlambat." not in page(resident, "/lapor/")


class TestPlace:
    """A choice is void as soon as the words change."""

    @pytest.mark.parametrize("typed", ["Pegadungan", "Pe"])
    def test_other_words_are_searched_and_nothing_is_chosen(self, office: Cast, typed: str) -> None:
        resident = begun("/lapor/tempat/")
        answer = resident.post("/lapor/tempat/", {"village": CENGKARENG_TIMUR, "untuk": "cengkareng timur", "q": typed})
        assert answer.status_code == 422
        assert "checked" not in answer.content.decode().partition('id="near-1"')[2].partition("</div></div>")[0]
        assert resident.get("/lapor/kirim/").headers["Location"] == "/lapor/tempat/"

    def test_the_same_words_go_on(self, office: Cast) -> None:
        resident = begun("/lapor/tempat/")
        where = {"village": CENGKARENG_TIMUR, "untuk": "cengkareng timur", "q": "cengkareng timur "}
        assert resident.post("/lapor/tempat/", where).headers["Location"] == "/lapor/kirim/"


class TestQuickExit:
    def test_nothing_of_it_can_be_shown_again(self, office: Cast) -> None:
        phone = begun()
        answer = phone.get("/lapor/keluar/")
        assert answer.headers["Location"].startswith("https://")
        assert answer.headers["Clear-Site-Data"] == '"cache"'
        assert not drafts_with_words()
        for path in ("/", "/lapor/", "/lapor/tempat/", "/lapor/kirim/", "/lapor/tanda-terima/"):
            answer = phone.get(path)
            assert STORY not in answer.content.decode()
            assert answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("upto", ["/lapor/", "/lapor/tempat/"], ids=["before the first save", "after it"])
    @pytest.mark.parametrize("way_out", ["/lapor/keluar/", "/lapor/hapus/"])
    def test_what_was_under_way_brings_nothing_back(self, office: Cast, upto: str, way_out: str) -> None:
        """A post that left the page before the way out was taken, and arrives after it, still has the key."""
        phone = begun(upto)
        page(phone, "/lapor/")
        key = phone.cookies["draf"].value
        (phone.get if way_out == "/lapor/keluar/" else phone.post)(way_out)
        late = Client()
        for path, status in (("/lapor/simpan/", 204), ("/lapor/", 410), ("/lapor/tempat/", 410)):
            late.cookies["draf"] = key
            assert late.post(path, ANSWERS[0][1] | {"address": STORY}).status_code == status
        assert not drafts_with_words()
        assert page(late, "/lapor/").count(STORY) == 0
        assert late.cookies["draf"].value != key

    def test_the_receipt_and_the_tracked_report_are_gone(self, office: Cast) -> None:
        phone = begun()
        sends(phone)
        code = page(phone, "/lapor/tanda-terima/").partition('data-code="')[2].partition('"')[0]
        phone.post("/lacak/", {"code": code})
        phone.get("/lapor/keluar/")
        assert code not in page(phone, "/lapor/tanda-terima/")
        assert not phone.cookies["lacak"].value

    def test_another_site_s_link_forgets_nothing(self, office: Cast) -> None:
        phone = begun()
        phone.get("/lapor/keluar/", headers={"Sec-Fetch-Site": "cross-site"})
        assert Draft.objects.count() == 1


def test_a_draft_dies_after_a_day(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    resident = begun()
    given = promise(resident)
    later = clock.now() + timedelta(hours=24, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert resident.post("/lapor/kirim/", {"promise": given}).status_code == 410
    assert STORY not in page(resident, "/lapor/")
    assert Report.objects.count() == 0


def test_the_presence_of_a_foreigner_ends_kindly_and_is_no_report(office: Cast) -> None:
    resident = Client()
    answer = told(resident, kind="presence", narrative="")
    assert answer.headers["Location"] == "/lapor/orang-asing/"
    assert "Tinggal di sini bukan pelanggaran" in page(resident, "/lapor/orang-asing/")
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(("way", "words"), [("luar-negeri", "dari kedutaan"), ("pulang", "siapa yang mengirim Anda")])
def test_a_way_of_their_own_has_the_numbers_that_help_there(office: Cast, way: str, words: str) -> None:
    resident = Client()
    shown = page(resident, f"/lapor/?dari={way}")
    assert words in shown
    assert "0800-1000" in shown
    situation = hidden(shown, "situation")
    told(resident, situation=situation)
    resident.post(*ANSWERS[1])
    sends(resident)
    opened = open_report(report=Report.objects.get(), keyring=keyring(office.sari))
    assert opened.answers.situation == {"luar-negeri": "abroad", "pulang": "returned"}[way]


FORMER = ["darurat", "jenis", "cerita", "bukti", "identitas", "periksa", "tanda", "siapa"]


@pytest.mark.parametrize("slug", FORMER)
def test_an_address_of_before_leads_on(office: Cast, slug: str) -> None:
    assert Client().get(f"/lapor/{slug}/", follow=True).status_code == 200


class TestFiles:
    def test_a_good_file_beside_a_bad_one_stays(self, office: Cast) -> None:
        resident = Client()
        answer = told(resident, evidence=[text(), text("kosong.txt", b"")])
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert "kosong.txt" in shown
        assert "chat.txt" in page(resident, "/lapor/")
        assert Exhibit.objects.count() == 1

    def test_a_program_is_refused(self, office: Cast) -> None:
        assert told(Client(), evidence=[text("foto.jpg", b"MZ\x90\x00" + b"x" * 100)]).status_code == 422

    def test_more_than_twenty_keep_the_first_twenty(self, office: Cast) -> None:
        resident = Client()
        for _ in range(2):
            answer = told(resident, evidence=[text(f"{number}.txt") for number in range(12)])
        assert answer.status_code == 422
        assert Exhibit.objects.count() == conf.EVIDENCE_MAX_FILES == 20
        resident.post(*ANSWERS[1])
        assert sends(resident).status_code == 302
        assert Report.objects.get().attachments.count() == 20

    def test_a_cut_body_keeps_what_came_whole(self, office: Cast) -> None:
        resident = Client()
        answers = {"kind": "tppo", "narrative": STORY, "evidence": [text()]}
        assert resident.post("/lapor/", answers).status_code == 422
        assert "chat.txt" in page(resident, "/lapor/")
        assert STORY in page(resident, "/lapor/")

    def test_a_file_that_vanished_stops_the_sending_with_a_sentence(self, office: Cast) -> None:
        resident = Client()
        told(resident, evidence=[text(), text("dua.txt")])
        resident.post(*ANSWERS[1])
        Exhibit.objects.order_by("pk")[0].delete()
        answer = sends(resident)
        assert answer.status_code == 422
        assert "sudah tidak ada" in answer.content.decode()
        assert STORY in answer.content.decode()
        assert Report.objects.count() == 0
        assert sends(resident).status_code == 302
        assert Report.objects.get().attachments.count() == 1

    def test_removing_one_removes_its_bytes(self, office: Cast, settings: Settings) -> None:
        resident = Client()
        told(resident, evidence=[text()])
        resident.post("/lapor/", {"hapus": str(Exhibit.objects.get().pk)})
        assert Exhibit.objects.count() == 0

    def test_nobody_removes_another_s_file(self, office: Cast) -> None:
        mine, other = Client(), begun()
        told(mine, evidence=[text()])
        other.post("/lapor/", {"hapus": str(Exhibit.objects.get().pk)})
        other.post("/lapor/", {"hapus": "x"})
        assert Exhibit.objects.count() == 1


def test_no_session_and_no_word_of_the_report_is_in_a_cookie(office: Cast) -> None:
    resident = begun()
    sends(resident)
    page(resident, "/lapor/tanda-terima/")
    assert {name for name, cookie in resident.cookies.items() if cookie.value} == {"draf"}
    assert "Karangan" not in resident.cookies.output()


def test_a_draft_of_before_goes_on(office: Cast) -> None:
    """0.1's answers had other names beside, and a danger that was asked."""
    from pimpasa.reports.contents import Answers
    from pimpasa.reports.queries.drafts import DRAFT_CONTEXT, draft_id, draft_key

    key, resident = b"k" * 32, Client()
    resident.cookies["draf"] = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="
    old = Answers(danger=False, kind="tppo", narrative=STORY, village=CENGKARENG_TIMUR, mode="anonymous").to_json()
    for name in ("whom", "situation", "spoken", "direct"):
        del old[name]
    old["seen"] = ["bahaya", "tanda"]
    envelope = envelopes.seal_json(old, key=draft_key(key), context=DRAFT_CONTEXT)
    Draft.objects.create(id=draft_id(key), envelope=envelope, expires_at=clock.now() + timedelta(hours=1))
    assert STORY in page(resident, "/lapor/")
    assert sends(resident).status_code == 302


@pytest.mark.parametrize("path", ["/", "/lapor/", "/lacak/", "/wilayah/", "/privasi/", "/transparansi/"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_speaks_both_languages_and_guards_itself(office: Cast, path: str, language: str) -> None:
    resident = Client()
    resident.cookies["lang"] = language
    answer = resident.get(path)
    assert answer.status_code == 200
    assert f'<html class="govuk-template" lang="{language}"' in answer.content.decode().replace("\n", " ")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "script-src" in answer["Content-Security-Policy"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"].partition("script-src")[2].partition(";")[0]


def desk_closes(office: Cast) -> None:
    desk = office.at.cengkareng_timur
    type(desk).objects.filter(pk=desk.pk).update(closed_on=clock.today())


def desk_has_another_key(office: Cast) -> None:
    make_desk_key(desk=office.at.cengkareng_timur, by=None)


def unit_closes(office: Cast) -> None:
    desk = office.at.unit
    type(desk).objects.filter(pk=desk.pk).update(closed_on=clock.today())


def office_gives_up_the_district(office: Cast) -> None:
    office.at.office.jurisdictions.all().delete()


@pytest.mark.parametrize("happens", [desk_closes, desk_has_another_key, unit_closes, office_gives_up_the_district])
@pytest.mark.parametrize("way", ["page", "direct", "poster"])
def test_whoever_reads_now_is_told_before_anything_is_sent(
    office: Cast, happens: Callable[[Cast], None], way: str
) -> None:
    """Within the second in which pages remember who reads, too."""
    resident = Client() if way == "poster" else begun()
    given = hidden(page(resident, POSTER), "promise") if way == "poster" else promise(resident)
    happens(office)
    if way == "poster":
        answer = told(resident, w="31.73.01.1006", rw="17", promise=given)
    else:
        direct = {"direct": "on"} if way == "direct" else {}
        answer = resident.post("/lapor/kirim/", {"promise": given} | direct)
    assert answer.status_code in (422, 503)
    assert Report.objects.count() == 0
    assert drafts_with_words()
