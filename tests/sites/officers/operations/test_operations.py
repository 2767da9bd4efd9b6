"""Operations on their pages: planned, written down on phones with and without JavaScript, reported, in the calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.letters.models import Letter
from pimpasa.operations.models import LogEntry, Operation, SupportRequest
from pimpasa.operations.states import SupportState
from tests.factories import letters
from tests.factories import operations as made
from tests.factories import reports as given
from tests.factories.conditions import IN_FORM
from tests.factories.letters import PLACE
from tests.factories.people import Cast
from tests.factories.tables import everything

SignIn = Callable[[Officer], Client]
TYPED = "Karangan: kalimat yang sudah diketik."
GARBAGE = ["\x00", "x" * 300_000, "🙂", "-1", "2025-99-99T99:99", "\ud7ff", "<b>"]
WITHOUT = "/petugas/operasi/baru/?surat=without"
JSON = {"Accept": "application/json"}


def moment(hours: float) -> str:
    return (clock.now() + timedelta(hours=hours)).astimezone(clock.JAKARTA).strftime("%Y-%m-%dT%H:%M")


def entry(kind: str = "arrived", **more: str) -> dict[str, str]:
    return {"id": str(uuid4()), "kind": kind, "whole": "1"} | more


def plan(office: Cast, **changes: str) -> dict[str, str]:
    return {
        "kind": "supervision", "manner": "closed", "person": "wna", "purpose": TYPED, "place": PLACE, "spot": TYPED,
        "starts_at": moment(-0.1), "ends_at": moment(2), f"officer_{office.bayu.pk}": "leader",
    } | changes  # fmt: skip


def under(letter: Letter) -> str:
    """Where an operation is planned under a letter."""
    return f"/petugas/operasi/baru/?surat={letter.pk}"


@pytest.fixture
def letter(office: Cast) -> Letter:
    return letters.letter([office.bayu, office.sari, office.dewi])


def test_it_works(office: Cast, signed_in: SignIn, letter: Letter) -> None:
    """Supervision on the unit's own initiative: Dewi plans, Bayu goes, sees what is his to see, and drafts."""
    dewi, bayu = signed_in(office.dewi), signed_in(office.bayu)
    answer = dewi.post(under(letter), plan(office))
    operation = Operation.objects.get()
    assert answer.headers["Location"] == f"/petugas/operasi/{operation.pk}/"
    path = f"/petugas/operasi/{operation.pk}/"
    assert f"{PLACE}, {TYPED}" in " ".join(bayu.get(path).content.decode().split())
    assert path in bayu.get("/petugas/").content.decode()
    assert path in bayu.get("/petugas/operasi/").content.decode()
    met = entry("person", mrz=made.PASSPORT, maybe_victim="on", text=TYPED)
    for one in (entry(), met, entry("end")):
        assert bayu.post(f"{path}catat/", one).headers["Location"] == f"{path}#log"
    page = bayu.get(path).content.decode()
    assert "ANNA MARIA ERIKSSON" in page
    assert "Mungkin korban, belum dinilai" in page
    draft = bayu.get(f"{path}hasil/").content.decode()
    assert "1 orang mungkin korban" in draft
    assert 'name="record"' not in draft
    written = {"carried_out_on": str(clock.today()), "findings": TYPED, "course": "", "follow_up": ""}
    assert bayu.post(f"{path}hasil/", written).headers["Location"] == path
    office_page = f"/petugas/operasi/{operation.pk}/"
    assert TYPED in dewi.get(f"{office_page}hasil/").content.decode()
    assert bayu.post(f"{path}hasil/", written | {"record": "1"}).status_code == 422
    assert dewi.post(f"{office_page}hasil/", written | {"record": "1"}).headers["Location"] == office_page
    operation.refresh_from_db()
    assert operation.state == "reported"
    assert bayu.get(f"{path}hasil/").status_code == 403


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"person": "wni"}, "pasal 13"),
        ({"ends_at": moment(-2)}, "sebelum dimulai"),
        ({"starts_at": ""}, "tanggal dan jam"),
        ({"purpose": ""}, "satu kalimat"),
    ],
)
def test_what_is_missing_is_told_and_nothing_typed_is_lost(
    office: Cast, signed_in: SignIn, letter: Letter, changes: dict[str, str], said: str
) -> None:
    answer = signed_in(office.dewi).post(under(letter), plan(office, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert TYPED in page
    assert not Operation.objects.exists()


def test_a_report_alone_is_no_urgency(office: Cast, signed_in: SignIn) -> None:
    urgent = plan(office, urgent_reason="doing", found_directly="laporan warga")
    answer = signed_in(office.dewi).post(WITHOUT, urgent)
    assert answer.status_code == 422
    assert "pasal 30" in answer.content.decode()
    assert signed_in(office.dewi).post(WITHOUT, plan(office)).status_code == 422
    assert not Operation.objects.exists()


def test_a_team_without_its_leader_or_time_is_refused(office: Cast, signed_in: SignIn, letter: Letter) -> None:
    dewi = signed_in(office.dewi)
    nobody = dewi.post(under(letter), plan(office, **{f"officer_{office.bayu.pk}": ""}))
    assert "Pilih satu ketua tim" in nobody.content.decode()
    assert dewi.post(under(letter), plan(office)).status_code == 302
    twice = dewi.post(under(letter), plan(office)).content.decode()
    assert "Bayu Contoh ada di operasi lain pada waktu itu: Bidang Inteldakim" in twice


class TestSteps:
    def test_agreed_letter_team_called_off(self, office: Cast, signed_in: SignIn) -> None:
        dewi, hadi = signed_in(office.dewi), signed_in(office.hadi)
        urgent = plan(office, urgent_reason="doing", found_directly=TYPED, **IN_FORM)
        missing = dewi.post(WITHOUT, urgent | {"condition_bap": ""}).content.decode()
        assert "Berita acara pemeriksaan (BAP) dibuat di kantor: oleh siapa?" in missing
        path = dewi.post(WITHOUT, urgent).headers["Location"]
        assert f"{path}putusan/" in hadi.get("/petugas/").content.decode()
        assert "Karangan: kartu petugas" in hadi.get(f"{path}putusan/").content.decode()
        assert hadi.post(f"{path}putusan/", {"decision": "no", "words": ""}).status_code == 422
        assert hadi.post(f"{path}putusan/", {"decision": "yes", "words": ""}).headers["Location"] == path
        assert "belum diserahkan" in dewi.get(path).content.decode()
        coming = letters.letter([office.bayu], of=letters.facts(first=clock.today() + timedelta(days=2)))
        assert "baru berlaku" in dewi.post(f"{path}surat/", {"letter": coming.pk}).content.decode()
        order = letters.letter([office.bayu, office.sari])
        assert dewi.post(f"{path}surat/", {"letter": order.pk}).headers["Location"] == path
        assert dewi.post(f"{path}tim/", {f"officer_{office.sari.pk}": "member"}).status_code == 422
        assert dewi.post(f"{path}tim/", {f"officer_{office.sari.pk}": "leader"}).headers["Location"] == path
        assert signed_in(office.bayu).get(path).status_code == 403
        assert dewi.post(f"{path}batal/", {"reason": "a"}).status_code == 422
        assert dewi.post(f"{path}batal/", {"reason": TYPED}).headers["Location"] == path
        assert Operation.objects.get().state == "called_off"

    @pytest.mark.parametrize("garbage", GARBAGE)
    def test_garbage_is_refused(self, office: Cast, signed_in: SignIn, letter: Letter, garbage: str) -> None:
        dewi, operation = signed_in(office.dewi), made.operation(office)
        path = f"/petugas/operasi/{operation.pk}/"
        fields = {
            under(letter): [*plan(office), "citizen_purpose"],
            WITHOUT: [*plan(office), "urgent_reason", "citizen_purpose", "found_directly"],
            f"{path}tim/": [f"officer_{office.sari.pk}"],
            f"{path}surat/": ["letter"],
            "/petugas/dukungan/baru/": ["kind", "text", "place", "wanted_on"],
        }
        for address, names in fields.items():
            assert dewi.post(address, dict.fromkeys(names, garbage)).status_code == 422
        names = ["id", "kind", "at", "text", "items", "place", "mrz", "name", "born_on", "maybe_victim"]
        assert dewi.post(f"{path}catat/", dict.fromkeys(names, garbage)).status_code == 422
        known = entry("person", mrz=garbage, name=garbage, at=garbage, place=garbage)
        assert dewi.post(f"{path}catat/", known).status_code in {302, 422}
        assert dewi.get(f"/petugas/operasi/?dari={garbage[:50]}").status_code == 200


class TestPhone:
    def test_it_is_answered_in_json_and_may_send_again(self, office: Cast, signed_in: SignIn) -> None:
        operation = made.operation(office)
        sari, path = signed_in(office.sari), f"/petugas/operasi/{operation.pk}/catat/"
        one = entry(at=clock.now().isoformat(), place="-6.1438,106.7394,12")
        answers = [sari.post(path, one, headers=JSON).json() for _time in range(2)]
        assert answers == [{"kept": True, "new": True}, {"kept": True, "new": False}]
        empty = sari.post(path, entry("note"), headers=JSON)
        assert (empty.status_code, empty.json()["kept"]) == (409, False)
        assert LogEntry.objects.count() == 1

    def test_without_javascript_what_is_refused_keeps_what_was_typed(self, office: Cast, signed_in: SignIn) -> None:
        operation = made.operation(office)
        path = f"/petugas/operasi/{operation.pk}/catat/"
        answer = signed_in(office.sari).post(path, entry("person", nationality="UTO", text=TYPED))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Tulis nama" in page
        assert TYPED in page
        assert 'value="UTO"' in page

    def test_the_page_has_what_the_script_needs(self, office: Cast, signed_in: SignIn) -> None:
        operation = made.operation(office)
        page = signed_in(office.sari).get(f"/petugas/operasi/{operation.pk}/").content.decode()
        assert re.search(r'data-draft-key="[0-9a-f]{64}"', page)
        assert "officers/logbook.js" in page
        assert "officers/document_lines.js" in page
        assert "Panggil juru bahasa" in page


class TestDocumentLines:
    """What the page asks while they are typed."""

    PATH = "/petugas/operasi/baris-dokumen/"

    def test_it_says_what_they_say_and_keeps_nothing(self, office: Cast, signed_in: SignIn) -> None:
        sari = signed_in(office.sari)
        before = everything()
        assert sari.post(self.PATH, {"mrz": made.PASSPORT}).json() == {
            "said": "Semua angka periksa cocok.",
            "fields": {
                "name": "ANNA MARIA ERIKSSON",
                "document": "P",
                "number": "L898902C3",
                "nationality": "UTO",
                "born_on": "1974-08-12",
                "sex": "F",
                "expires_on": "2012-04-15",
            },
        }
        assert everything() == before

    def test_a_check_digit_that_does_not_fit_is_told_and_refuses_nothing(self, office: Cast, signed_in: SignIn) -> None:
        answer = signed_in(office.sari).post(self.PATH, {"mrz": made.PASSPORT[:-1] + "1"}).json()
        assert answer["said"] == "Angka periksa seluruh baris tidak cocok. Bandingkan lagi dengan dokumennya."
        assert answer["fields"]["name"] == "ANNA MARIA ERIKSSON"

    @pytest.mark.parametrize("lines", [*GARBAGE, ""])
    def test_what_is_no_line_of_a_document_fills_in_nothing(self, office: Cast, signed_in: SignIn, lines: str) -> None:
        answer = signed_in(office.sari).post(self.PATH, {"mrz": lines})
        said = "Ini bukan baris dokumen: dua baris berisi 44 atau 36 tanda, atau tiga baris berisi 30."
        assert (answer.status_code, answer.json()) == (200, {"said": said, "fields": {}})


class TestCalendar:
    def test_a_link_is_shown_once_and_read_without_signing_in(self, office: Cast, signed_in: SignIn) -> None:
        made.operation(office)
        sari = signed_in(office.sari)
        found = re.search(r"/kalender/[\w-]+\.ics", sari.post("/petugas/operasi/kalender/").content.decode())
        assert found
        assert found[0] not in sari.get("/petugas/operasi/kalender/").content.decode()
        answer = Client().get(found[0])
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert b"BEGIN:VEVENT" in answer.content
        sari.post("/petugas/operasi/kalender/")
        assert Client().get(found[0]).status_code == 404

    def test_guessing_is_slowed(self, office: Cast) -> None:
        statuses = [Client().get("/kalender/x.ics").status_code for _time in range(125)]
        assert set(statuses[:120]) == {404}
        assert statuses[-1] == 429

    def test_it_asks_as_often_for_three_as_for_one(
        self, office: Cast, signed_in: SignIn, django_assert_max_num_queries: object
    ) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        dewi = signed_in(office.dewi)

        def count(path: str) -> int:
            dewi.get(path)  # the session remembers a list when it is looked at first
            with CaptureQueriesContext(connection) as asked:
                assert dewi.get(path).status_code == 200
            return len(asked)

        paths = ("/petugas/operasi/", "/petugas/dukungan/", "/petugas/laporan/")
        made.operation(office)
        made.support(office.sari)
        before = [count(path) for path in paths]
        for number in (1, 2):
            start = clock.now() + timedelta(hours=5 * number)
            made.operation(office, of=made.facts(starts_at=start, ends_at=start + timedelta(hours=1)))
            made.support(office.sari)
        assert [count(path) for path in paths] == before


class TestSupport:
    def test_asked_for_a_report_and_answered(self, office: Cast, signed_in: SignIn) -> None:
        report = given.taken(office.sari)
        sari, dewi = signed_in(office.sari), signed_in(office.dewi)
        assert f"/petugas/laporan/{report.pk}/dukungan/" in sari.get(f"/petugas/laporan/{report.pk}/").content.decode()
        asked = {"kind": "vehicle", "text": TYPED, "wanted_on": str(clock.today())}
        path = sari.post(f"/petugas/laporan/{report.pk}/dukungan/", asked).headers["Location"]
        assert path in dewi.get("/petugas/").content.decode()
        assert TYPED in dewi.get(path).content.decode()
        assert dewi.post(path, {"step": "ask_back", "words": ""}).status_code == 422
        assert dewi.post(path, {"step": "ask_back", "words": "Karangan: untuk berapa orang?"}).status_code == 302
        assert path in sari.get("/petugas/").content.decode()
        assert sari.post(path, {"words": "Karangan: tiga."}).status_code == 302
        assert dewi.post(path, {"step": "grant", "words": ""}).status_code == 302
        assert SupportRequest.objects.get().state == SupportState.GRANTED
        assert signed_in(office.bayu).get(path).status_code == 403

    def test_a_place_is_needed_where_path_is_no_report(self, office: Cast, signed_in: SignIn) -> None:
        answer = signed_in(office.sari).post("/petugas/dukungan/baru/", {"kind": "team", "text": TYPED})
        assert answer.status_code == 422
        assert TYPED in answer.content.decode()


def test_what_is_not_path_is_not_found(office: Cast, signed_in: SignIn) -> None:
    browser, nothing = signed_in(office.dewi), "00000000-0000-7000-8000-000000000000"
    for path in ("operasi/{}/", "operasi/{}/hasil/", "operasi/foto/{}/", "dukungan/{}/", "operasi/{}/tim/"):
        assert browser.get("/petugas/laporan/" + path.format(nothing)).status_code == 404
