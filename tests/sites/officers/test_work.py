"""From the queue to the closed case, each step by its form; what is refused says why and keeps what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.cases.models import Case
from pimpasa.common import clock
from pimpasa.keys.models import OfficerKey
from pimpasa.operations.models import Operation
from pimpasa.reports.models import Report
from tests.factories import evidence, letters
from tests.factories import reports as given
from tests.factories.letters import PLACE
from tests.factories.people import PASSPHRASE, Cast, withdrawn

SignIn = Callable[[Officer], Client]
TYPED = "Karangan: kalimat yang sudah diketik."
FINDING = {
    "process": "yes", "means": "unknown", "purpose": "yes", "notes": TYPED, "outcome": "substantiated",
    "source_kind": "seen", "source": TYPED,
}  # fmt: skip
GARBAGE = ["\x00", "x" * 300_000, "🙂", "-1", "2025-99-99", "\ud7ff", "<b>"]


def day(ahead: int) -> str:
    return (clock.today() + timedelta(days=ahead)).isoformat()


def moment(hours: float) -> str:
    return (clock.now() + timedelta(hours=hours)).astimezone(clock.JAKARTA).strftime("%Y-%m-%dT%H:%M")


def plan(office: Cast, **changes: str) -> dict[str, str]:
    return {
        "kind": "inspection", "manner": "open", "person": "wna", "purpose": TYPED, "place": PLACE,
        "starts_at": moment(-0.1), "ends_at": moment(2), f"officer_{office.sari.pk}": "leader",
    } | changes  # fmt: skip


class TestVerifying:
    def test_a_report_is_taken_asked_about_and_concluded(self, office: Cast, signed_in: SignIn) -> None:
        report, code = given.received()
        sari, path = signed_in(office.sari), f"/petugas/laporan/{report.pk}/"
        assert sari.post(f"{path}mulai/").headers["Location"] == path
        assert sari.post(f"{path}tanya/", {"text": TYPED}).headers["Location"] == f"{path}#dialogue"
        assert [turn.text for turn in given.seen_by_reporter(code).messages] == [TYPED]
        assert sari.post(f"{path}temuan/", FINDING | {"reason": TYPED}).status_code == 302
        report.refresh_from_db()
        assert report.state == "substantiated"
        assert TYPED in sari.get(path).content.decode()

    @pytest.mark.parametrize(
        ("act", "typed"),
        [
            ("tanya", {"text": ""}),
            ("temuan", FINDING | {"reason": ""}),
            ("temuan", FINDING | {"reason": TYPED, "purpose": "no"}),
            ("temuan", {"reason": TYPED, "notes": TYPED}),
            ("temuan", FINDING | {"reason": TYPED, "outcome": "received"}),
        ],
    )
    def test_what_is_missing_is_told(self, office: Cast, signed_in: SignIn, act: str, typed: dict[str, str]) -> None:
        report = given.taken(office.sari)
        answer = signed_in(office.sari).post(f"/petugas/laporan/{report.pk}/{act}/", typed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "govuk-error-summary" in page
        assert TYPED in page or act == "tanya"
        report.refresh_from_db()
        assert report.state == "verifying"

    @pytest.mark.parametrize("garbage", GARBAGE)
    def test_garbage_is_refused_or_kept_as_text(self, office: Cast, signed_in: SignIn, garbage: str) -> None:
        report = given.taken(office.sari, **given.IDENTITY)
        sari = signed_in(office.sari)
        for act, fields in (
            ("tanya", ["text"]), ("temuan", [*FINDING, "reason"]), ("identitas", ["reason"]), ("ekspor", ["reason"]),
        ):  # fmt: skip
            answer = sari.post(f"/petugas/laporan/{report.pk}/{act}/", dict.fromkeys(fields, garbage))
            assert answer.status_code in {200, 302, 422}

    def test_a_colleague_who_was_faster_is_named(self, office: Cast, signed_in: SignIn) -> None:
        report = given.taken(office.dewi)
        page = signed_in(office.sari).post(f"/petugas/laporan/{report.pk}/mulai/", follow=True).content.decode()
        assert "tidak memungkinkan ini" in page

    def test_the_identity_is_shown_once(self, office: Cast, signed_in: SignIn) -> None:
        report, code = given.received(**given.IDENTITY)
        path = f"/petugas/laporan/{report.pk}/identitas/"
        answer = signed_in(office.sari).post(path, {"reason": "Karangan: pelapor minta dihubungi."})
        assert "0813-0000-0000" in answer.content.decode()
        resident = Client()
        resident.post("/lacak/", {"code": code})
        assert "petugas membuka nama atau nomor Anda" in resident.get("/lacak/laporan/").content.decode()

    def test_two_officers_open_it_where_the_office_wants_it(self, office: Cast, signed_in: SignIn) -> None:
        signed_in(office.agus).post("/petugas/meja/pengaman/two_for_identity/", {"wanted": "yes"})
        report = given.report(**given.IDENTITY)
        sari, dewi = signed_in(office.sari), signed_in(office.dewi)
        asked = sari.post(
            f"/petugas/laporan/{report.pk}/identitas/", {"reason": "Karangan: pelapor minta dihubungi."}, follow=True
        )
        assert "0813-0000-0000" not in asked.content.decode()
        page = dewi.get(f"/petugas/laporan/{report.pk}/").content.decode()
        found = re.search(r"/petugas/identitas/(\d+)/setuju/", page)
        assert found
        dewi.post(found[0])
        opened = sari.post(f"/petugas/identitas/{found[1]}/buka/")
        assert "0813-0000-0000" in opened.content.decode()
        again = sari.post(f"/petugas/identitas/{found[1]}/buka/", follow=True)
        assert "0813-0000-0000" not in again.content.decode()


class TestFiles:
    @pytest.fixture
    def exhibit(self, office: Cast) -> str:
        from pimpasa.reports.actions.answering import answer

        opened = given.seen_by_reporter(given.received()[1])
        file = evidence.exhibit(b"bukan gambar", key=opened.key, name="foto.jpg", declared="image/jpeg")
        answer(opened=opened, text="Karangan", exhibits=[file])
        return str(file.pk)

    def test_an_original_leaves_with_a_reason(self, office: Cast, signed_in: SignIn, exhibit: str) -> None:
        sari, path = signed_in(office.sari), f"/petugas/bukti/{exhibit}/asli/"
        assert sari.post(path, {"reason": ""}).status_code == 422
        answer = sari.post(path, {"reason": "Karangan: untuk penyidik."})
        assert b"".join(answer.streaming_content) == b"bukan gambar"  # type: ignore[attr-defined]
        assert answer.headers["Content-Disposition"] == 'attachment; filename="foto.jpg"'
        assert answer.headers["Content-Type"] == "application/octet-stream"

    def test_what_is_no_picture_is_not_shown(self, office: Cast, signed_in: SignIn, exhibit: str) -> None:
        assert signed_in(office.sari).get(f"/petugas/bukti/{exhibit}/gambar/").status_code == 404

    def test_a_damaged_report_says_so(self, office: Cast, signed_in: SignIn) -> None:
        report = given.report()
        Report.objects.filter(pk=report.pk).update(envelope=bytes(report.envelope)[:-1] + b"x")
        answer = signed_in(office.sari).get(f"/petugas/laporan/{report.pk}/")
        assert answer.status_code == 500
        assert "rusak atau berubah" in answer.content.decode()


class TestCases:
    @pytest.fixture
    def dewi(self, office: Cast, signed_in: SignIn) -> Client:
        return signed_in(office.dewi)

    def test_from_finding_to_closure(self, office: Cast, dewi: Client) -> None:
        report = given.concluded(office.sari)
        answer = dewi.post(f"/petugas/laporan/{report.pk}/kasus/", {"case": "new", "title": "Karangan: satu unit"})
        case = Case.objects.get()
        path = f"/petugas/kasus/{case.pk}/"
        assert answer.headers["Location"] == path
        letter = letters.letter([office.sari])
        assert f"?surat={letter.pk}" in dewi.get(f"{path}operasi/").content.decode()
        assert dewi.post(f"{path}operasi/?surat={letter.pk}", plan(office)).status_code == 302
        operation = f"/petugas/operasi/{Operation.objects.get().pk}/"
        for kind in ("arrived", "end"):
            entered = {"id": str(uuid4()), "kind": kind, "whole": "1"}
            assert dewi.post(f"{operation}catat/", entered).headers["Location"] == f"{operation}#log"
        written = {"carried_out_on": day(0), "findings": TYPED, "record": "1"}
        assert dewi.post(f"{operation}hasil/", written).headers["Location"] == operation
        assert dewi.post(f"{path}tutup/", {"closure": "helped", "note": TYPED}).status_code == 302
        case.refresh_from_db()
        assert (case.state, case.closure) == ("closed", "helped")
        assert TYPED in dewi.get(path).content.decode()

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"ends_at": moment(9 * 24)}, "hanya berlaku sampai"),
            ({"starts_at": moment(-3 * 24)}, "baru berlaku mulai"),
            ({"starts_at": "tadi pagi"}, "2025-09-23 14:00"),
            ({"place": "Karangan: tempat lain"}, "Pilih"),
            ({"place": ""}, "Pilih"),
        ],
    )
    def test_an_operation_without_its_paper_is_refused(
        self, office: Cast, dewi: Client, changes: dict[str, str], said: str
    ) -> None:
        case = given.case(office.dewi, given.concluded(office.sari))
        letter = letters.letter([office.sari])
        answer = dewi.post(f"/petugas/kasus/{case.pk}/operasi/?surat={letter.pk}", plan(office, **changes))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page
        assert TYPED in page
        case.refresh_from_db()
        assert case.state == "open"

    @pytest.mark.parametrize("garbage", GARBAGE)
    def test_garbage_is_refused(self, office: Cast, dewi: Client, garbage: str) -> None:
        report = given.concluded(office.sari)
        case = given.case(office.dewi, given.concluded(office.sari))
        fields = {
            "operasi/?surat=without": list(plan(office)),
            "tutup/": ["closure"],
            "ekspor/": ["reason"],
        }
        for act, names in fields.items():
            answer = dewi.post(f"/petugas/kasus/{case.pk}/{act}", dict.fromkeys(names, garbage))
            assert answer.status_code in {200, 422}
        answer = dewi.post(f"/petugas/laporan/{report.pk}/kasus/", {"case": garbage, "title": garbage})
        assert answer.status_code == 422


class TestAdministering:
    def test_somebody_is_added_invited_and_begins(self, office: Cast, signed_in: SignIn) -> None:
        agus = signed_in(office.agus)
        added = agus.post("/petugas/orang/baru/", {"email": "Wati@Contoh.invalid", "name": "Wati", "role": "pimpasa"})
        wati = Officer.objects.get(email="wati@contoh.invalid")
        assert agus.get(added.headers["Location"]).status_code == 200
        agus.post(added.headers["Location"])
        link = re.search(r"/masuk/undangan/\d+/[\w-]+/", str(mail.outbox[-1].body))
        assert link
        desk = office.at.cengkareng_timur
        agus.post(f"/petugas/orang/{wati.pk}/tugas/", {"desk": desk.pk, "starts_on": day(0)})
        browser = Client()
        assert browser.post(link[0], {"first": "pendek", "second": "pendek"}).status_code == 422
        assert browser.post(link[0], {"first": PASSPHRASE, "second": "lain-sekali-ini"}).status_code == 422
        page = browser.post(link[0], {"first": PASSPHRASE, "second": PASSPHRASE}).content.decode()
        assert "Kode pemulihan Anda" in page
        assert 'href="data:application/pdf;base64,' in page
        assert Client().get(link[0]).status_code == 410
        waiting = signed_in(office.sari).get("/petugas/pembaca/").content.decode()
        hand_over = re.search(r"/petugas/kunci/\d+/", waiting)
        assert hand_over
        own = re.search(r'app-code">([\d ]{14})<', signed_in(wati).get("/petugas/").content.decode())
        assert own
        assert own[1] not in waiting, "Sari has it from Wati, not from her own screen"
        signed_in(office.sari).post(hand_over[0])
        signed_in(office.sari).post(hand_over[0], {"code": "1234 5678 9012"})
        report = given.report()
        assert signed_in(wati).get(f"/petugas/laporan/{report.pk}/").status_code == 403
        answer = signed_in(office.sari).post(hand_over[0], {"code": own[1].replace(" ", "-")}, follow=True)
        assert "Wati sekarang dapat membaca" in answer.content.decode()
        assert signed_in(wati).get(f"/petugas/laporan/{report.pk}/").status_code == 200

    def test_a_forged_invitation_is_over(self, office: Cast) -> None:
        for link in (f"/masuk/undangan/{office.sari.pk}/x/", "/masuk/undangan/999999/x-y/"):
            assert Client().get(link).status_code == 410

    @pytest.mark.parametrize("garbage", GARBAGE)
    def test_garbage_is_refused(self, office: Cast, signed_in: SignIn, garbage: str) -> None:
        agus, bayu = signed_in(office.agus), office.bayu
        forms = {
            "/petugas/orang/baru/": ["email", "name", "role"],
            f"/petugas/orang/{bayu.pk}/": ["name", "role"],
            f"/petugas/orang/{bayu.pk}/tugas/": ["desk", "starts_on"],
            "/petugas/meja/baru/": ["village"],
            "/petugas/tempat/baru/": ["village", "name", "rw"],
        }
        for path, names in forms.items():
            assert agus.post(path, dict.fromkeys(names, garbage)).status_code == 422
        assert agus.post(f"/petugas/tugas/{bayu.assignments.get().pk}/akhiri/", {"ends_on": garbage}).status_code == 302
        rina = signed_in(office.rina)
        for query in ({"tindakan": garbage, "hari": garbage}, {"halaman": garbage}):
            assert rina.get("/petugas/catatan/", query).status_code == 200

    def test_leaving_takes_the_key_at_once(self, office: Cast, signed_in: SignIn) -> None:
        assignment = office.sari.assignments.get()
        assignment.starts_on -= timedelta(days=5)
        assignment.save(update_fields=["starts_on"])
        signed_in(office.agus).post(f"/petugas/tugas/{assignment.pk}/akhiri/", {"ends_on": day(-1)})
        assert office.at.cengkareng_timur.keys.count() == 2
        assert signed_in(office.sari).get(f"/petugas/laporan/{given.report().pk}/").status_code == 403

    def test_a_lost_key_is_renewed(self, office: Cast, signed_in: SignIn) -> None:
        answer = signed_in(office.agus).post(f"/petugas/orang/{office.sari.pk}/kunci-baru/")
        assert answer.headers["Location"] == f"/petugas/orang/{office.sari.pk}/"
        assert OfficerKey.objects.get(officer=office.sari).retired_at is None, "somebody else has to agree"
        signed_in(office.dewi).post(f"/petugas/kunci-baru/{office.sari.pk}/setuju/")
        assert OfficerKey.objects.get(officer=office.sari).retired_at is not None
        assert Client().post("/masuk/", {"login": office.sari.email, "password": PASSPHRASE}).status_code == 200


class TestSigningIn:
    def test_a_wrong_password_is_told_and_the_right_one_never_waits_for_it(self, office: Cast) -> None:
        browser = Client()
        pages = [
            browser.post("/masuk/", {"login": office.sari.email, "password": "salah"}).content.decode()
            for _ in range(14)
        ]
        assert ["govuk-error-summary" in page for page in pages] == [True] * 14
        right = browser.post("/masuk/", {"login": office.sari.email, "password": PASSPHRASE})
        assert right.headers["Location"] == "/petugas/"

    def test_half_an_hour_of_silence_ends_it(self, office: Cast, signed_in: SignIn) -> None:
        browser = signed_in(office.sari)
        assert browser.session.get_expiry_age() == 30 * 60
        session = browser.session
        session.set_expiry(-1)
        session.save()
        assert browser.get("/petugas/laporan/").headers["Location"].startswith("/masuk/")

    def test_the_key_is_asked_for_again_where_its_cookie_is_gone(self, office: Cast, signed_in: SignIn) -> None:
        browser, report = signed_in(office.sari), given.report()
        del browser.cookies["kunci"]
        target = browser.get(f"/petugas/laporan/{report.pk}/").headers["Location"]
        assert browser.post(target, {"passphrase": "salah"}).status_code == 422
        opened = browser.post(target, {"passphrase": PASSPHRASE})
        assert opened.headers["Location"] == f"/petugas/laporan/{report.pk}/"
        assert browser.get(opened.headers["Location"]).status_code == 200

    def test_no_way_leads_to_another_site(self, office: Cast, signed_in: SignIn) -> None:
        browser = signed_in(office.sari)
        answer = browser.post("/masuk/kunci/", {"passphrase": PASSPHRASE, "next": "https://jahat.invalid/"})
        assert answer.headers["Location"] == "/petugas/"
        for target in ("https://jahat.invalid", "//jahat.invalid", "javascript:alert(1)"):
            answer = Client().post("/masuk/", {"login": office.dewi.email, "password": PASSPHRASE, "next": target})
            assert "jahat" not in answer.headers["Location"]
            assert Client().post("/bahasa/", {"lang": "en", "next": target}).headers["Location"] == "/"

    def test_a_new_password_keeps_the_session_and_ends_others(self, office: Cast, signed_in: SignIn) -> None:
        here, elsewhere = signed_in(office.sari), signed_in(office.sari)
        new = "teh-sore-di-beranda"
        wrong = here.post("/masuk/kata-sandi/", {"old": "salah", "first": new, "second": new})
        assert wrong.status_code == 422
        assert here.post("/masuk/kata-sandi/", {"old": PASSPHRASE, "first": new, "second": new}).status_code == 302
        assert here.get(f"/petugas/laporan/{given.report().pk}/").status_code == 200
        assert elsewhere.get("/petugas/laporan/").headers["Location"].startswith("/masuk/")

    def test_a_forgotten_password_is_set_with_the_printed_code(self, office: Cast) -> None:
        from pimpasa.keys.actions.officer_keys import make_officer_key

        withdrawn(office, office.sari)
        code, new = make_officer_key(officer=office.sari, passphrase=PASSPHRASE), "teh-sore-di-beranda"
        typed = {"email": office.sari.email, "code": code, "first": new, "second": new}
        answers = [
            Client().post("/masuk/lupa/", typed | {"code": code[:-1]}),
            Client().post("/masuk/lupa/", typed | {"email": office.bayu.email}),
            Client().post("/masuk/lupa/", typed | {"email": "siapa@contoh.invalid"}),
        ]
        assert [answer.status_code for answer in answers] == [422, 422, 422]
        assert answers[1].content.count(b"tidak cocok") == answers[2].content.count(b"tidak cocok") > 0
        assert "Kode pemulihan Anda" in Client().post("/masuk/lupa/", typed).content.decode()
        assert Client().post("/masuk/", {"login": office.sari.email, "password": new}).status_code == 302

    def test_guessing_recovery_codes_is_slowed(self, office: Cast) -> None:
        from pimpasa.sealing.recovery import new_recovery_code

        typed = {"email": office.sari.email, "first": PASSPHRASE, "second": PASSPHRASE}
        pages = [
            Client().post("/masuk/lupa/", typed | {"code": new_recovery_code()}).content.decode() for _ in range(6)
        ]
        assert ["Terlalu banyak" in page for page in pages] == [False] * 5 + [True]
