"""Words found in sealed reports, within one's desks; nothing of them readable in the database."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.actions import end_assignment
from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.handling.actions.saved_views import MOST, forget_view, save_view
from pimpasa.handling.actions.transferring import recuse, transfer
from pimpasa.handling.kinds import ViewOf
from pimpasa.handling.models import SavedView
from pimpasa.handling.opening import open_report, views_of
from pimpasa.handling.queries import search
from pimpasa.handling.queries.filters import Filter
from pimpasa.handling.queries.geography import by_rw_and_place, by_village
from pimpasa.handling.queries.search import NEWEST, STRETCHES, Question, Search
from pimpasa.reports import tokens
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.contents import PersonAnswer
from pimpasa.reports.models import Report, WordIndex
from pimpasa.reports.tokens import month_of
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring
from tests.factories.territory import CENGKARENG_TIMUR, PEGADUNGAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture(params=[NEWEST, 1], ids=["among the newest", "in the index"])
def _either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "NEWEST", request.param)


def found(officer: object, q: str = "", *, asked: Filter | None = None, **more: str) -> list[Report]:
    return Search(officer, Question.of({"q": q} | more), asked or Filter()).rows(0, 25)  # type: ignore[arg-type]


@pytest.mark.usefixtures("_either_way")
class TestFinding:
    def test_it_works(self, office: Cast) -> None:
        """Words of story, address, place and persons; all of them, newest first."""
        one = given.report(narrative="Karangan: dua perempuan di rumah bercat hijau.")
        two = given.report(narrative="Karangan: rumah HIJAU lagi, ada Orang Karangan.", address="Gang Melati")
        assert found(office.sari, "hijau") == [two, one]
        assert found(office.dewi, "rumah hijau perempuan") == [one]
        assert found(office.sari, "melati") == [two]
        assert found(office.sari, "0812-0000-0000") == [two, one]
        for nothing in ("kuning", "hijau kuning", "", "di", "🙂", "\x00"):
            assert found(office.sari, nothing) == []

    @pytest.mark.parametrize(
        ("narrative", "asked"),
        [
            ("Karangan: tetangga dikurung di gudang.", "mengurung"),
            ("Karangan: dia mengurung tetangga di gudang.", "dikurung gudang"),
            ("Karangan: anaknya mau diberangkatin bulan depan.", "keberangkatan"),
            ("Karangan: paspornya ditahan agen.", "menahan paspor"),
            ("Karangan: di kontrakan belakang.", "mengontrak"),
        ],
    )
    def test_a_word_is_found_in_any_of_its_forms(self, office: Cast, narrative: str, asked: str) -> None:
        report = given.report(narrative=narrative)
        given.report(narrative="Karangan: kurang jelas, berkurang, ada agenda.")
        assert found(office.sari, asked) == [report]

    def test_an_index_from_before_roots_is_found_by_its_words(self, office: Cast) -> None:
        report = given.report(narrative="Karangan: rumah hijau.")
        month = month_of(report.received_at)
        older = tokens.digests(["w:dikurung"], desk=office.at.pegadungan.pk, month=month)
        older += tokens.digests(["w:dikurung"], desk=office.at.unit.pk, month=month)
        WordIndex.objects.update_or_create(report=report, defaults={"digests": older})
        assert found(office.dewi, "dikurung") == [report]
        open_report(report=report, keyring=keyring(office.sari))
        assert found(office.dewi, "dikurung") == []

    def test_a_name_is_found_as_it_was_heard(self, office: Cast) -> None:
        report = given.report(narrative="Karangan: dibawa pak Soetrisno Karanganto dan bu Bunga.")
        named = given.report(narrative="", persons=[PersonAnswer("name", "Cahaya"), PersonAnswer("other", "kalung")])
        given.report(narrative="Karangan: ada bunga di halaman Kusnadi.")
        assert found(office.sari, "Sutrisno") == []
        for asked in ("Sutrisno", "pak sutrisno", "Sutrisno Karanganta", "boenga"):
            assert Search(office.sari, Question.of({"q": asked}), is_near=True).rows(0, 25) == [report]
        assert Search(office.sari, Question.of({"q": "tjahaja"}), is_near=True).rows(0, 25) == [named]
        for asked in ("Sutarno", "kalung", "0812-5555-6666", "", "\x00"):
            assert Search(office.sari, Question.of({"q": asked}), is_near=True).rows(0, 25) == []
        assert Search(office.bayu, Question.of({"q": "Sutrisno"}), is_near=True).rows(0, 25) == []

    def test_rw_place_and_signs_are_found_though_sealed(self, office: Cast) -> None:
        one = given.report(rw="017", place="Rusunami City Park", indicators=[14])
        two = given.report(rw="019", place="", indicators=[3, 14])
        assert found(office.sari, rw="17") == [one]
        assert found(office.sari, sign="14") == [two, one]
        assert found(office.sari, place="rusunami  CITY park", sign="14") == [one]
        assert found(office.sari, rw="abc", sign="999", place="") == []

    def test_what_is_readable_narrows_it(self, office: Cast) -> None:
        given.report()
        two = given.report(kind="pmi", village=CENGKARENG_TIMUR)
        assert found(office.dewi, "tetangga", asked=Filter(kind="pmi")) == [two]
        assert found(office.dewi, "tetangga", asked=Filter(village=PEGADUNGAN)) == []
        assert found(office.dewi, "tetangga", asked=Filter(reference="bukan nomor")) == []

    def test_another_desk_finds_nothing(self, office: Cast) -> None:
        report = given.report(narrative="Karangan: rumah hijau.")
        for person in (office.bayu, office.agus, office.rina):
            assert found(person, "hijau") == []
        recuse(report=report, officer=office.dewi, by=office.dewi)
        assert found(office.dewi, "hijau") == []
        assert found(office.sari, "hijau") == [report]

    def test_what_comes_later_is_found_too(self, office: Cast) -> None:
        report, code = given.received()
        answer(opened=given.seen_by_reporter(code), text="Karangan: sekarang di gudang biru.")
        answer(opened=given.seen_by_reporter(code), text="Karangan: bukan, di ruko.")
        assert found(office.sari, "gudang ruko tetangga") == [report]

    @pytest.mark.parametrize(
        ("told", "asked"),
        [
            ("hubungi +62 812-5555-6666 ya", "081255556666"),
            ("hubungi 081255556666 ya", "0812 5555 6666"),
            ("mobilnya B1234XYZ putih", "plat b 1234 xyz"),
            ("lihat https://s.id/lokerkmbj9", "s.id/lokerkmbj9"),
            ("dari PT. Sinar Rembulan Jaya", "pt sinar rembulan jaya"),
            ("hubungi +62 812-5555-6666 soal paspor hilang", "081255556666 hilang"),
            ("nol delapan satu dua lima lima lima lima enam enam enam enam", "0812-5555-6666"),
            ("hubungi O812-5555-6666 ya", "+62 812 5555 6666"),
            ("dia bilang 0812 trus 5555 6666", "wa.me/6281255556666"),
            ("mobil B 1234 XYZ", "B1234XYZ"),
            ("avanza be satu dua tiga empat ex ye zet", "plat b1234xyz"),
            ("tf BCA 123-456-7890", "rek be ce a 1234567890"),
            ("ig nya contoh_admin", "@contoh_admin"),
            ("lihat t.me/contoh_admin", "telegram @Contoh_Admin"),
            ("kirim ke hrd(at)contoh-rembulan(dot)xyz", "hrd@contoh-rembulan.xyz"),
            ("NIK 32O1 99O2 O285 OOO2", "3201990202850002"),
        ],
    )
    def test_a_number_is_found_in_any_spelling(self, office: Cast, told: str, asked: str) -> None:
        report = given.report(narrative=told)
        given.report(narrative="hubungi 081255556667, plat B 1235 XYZ, s.id/lokerkmbj8")
        assert found(office.sari, asked) == [report]

    def test_a_transfer_takes_the_words_along(self, office: Cast) -> None:
        report = given.taken(office.sari, narrative="Karangan: rumah hijau.")
        why = "Karangan: kejadiannya di Pegadungan."
        transfer(
            report=report,
            to_desk=office.at.pegadungan,
            to_unit=office.at.unit,
            reason=why,
            keyring=keyring(office.sari),
        )
        assert found(office.sari, "hijau") == []
        assert found(office.bayu, "hijau") == [report]

    def test_months_back(self, office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        now = clock.now()
        reports = []
        for days in (900, 400, 100, 40, 0):
            monkeypatch.setattr(clock, "now", lambda days=days: now - timedelta(days=days))
            reports.append(given.report(narrative="Karangan: rumah hijau."))
        monkeypatch.setattr(clock, "now", lambda: now)
        assert {one.pk for one in found(office.dewi, "hijau")} == {one.pk for one in reports}
        assert len({month_of(one.received_at) for one in reports}) == 5

    def test_what_was_not_indexed_is_once_it_is_opened(self, office: Cast) -> None:
        report = given.report(narrative="Karangan: rumah hijau.")
        WordIndex.objects.all().delete()
        assert found(office.sari, "hijau") == []
        open_report(report=report, keyring=keyring(office.sari))
        assert found(office.sari, "hijau") == [report]

    def test_an_assignment_that_ends_at_midnight_ends_the_finding(
        self, office: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        report = given.report(narrative="Karangan: rumah hijau.")
        end_assignment(assignment=office.sari.assignments.get(), ends_on=clock.today(), by=office.agus)
        assert found(office.sari, "hijau") == [report]
        today = clock.today()
        monkeypatch.setattr(clock, "today", lambda: today + timedelta(days=1))
        assert found(office.sari, "hijau") == []
        with pytest.raises(Refused, match="meja lain"):
            open_report(report=report, keyring=keyring(office.sari))

    def test_a_rare_word_costs_as_many_questions_as_there_are_stretches(
        self, office: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(search, "NEWEST", 1)
        questions = []
        for _number in range(3):
            given.report()
            given.report()
            with CaptureQueriesContext(connection) as asked:
                assert found(office.dewi, "kuning") == []
            questions.append(len(asked))
        assert set(questions) == {questions[0]} <= set(range(6 + len(STRETCHES)))

    def test_pages_go_on_where_the_last_ended(self, office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(search, "CHUNK", 2)
        told = [given.report(narrative="Karangan: rumah hijau.") for _number in range(5)]
        given.report(narrative="Karangan: rumah biru.")
        sought = Search(office.dewi, Question.of({"q": "hijau"}))
        assert [*sought.rows(0, 2), *sought.rows(2, 2), *sought.rows(4, 2), *sought.rows(6, 2)] == told[::-1]

    def test_no_word_is_readable(self, office: Cast) -> None:
        given.report(narrative="Karangan: rumah hijau.")
        [row] = WordIndex.objects.values_list("digests", flat=True)
        assert len(row) == len(set(row))
        assert all(isinstance(number, int) for number in row)
        assert len({abs(number).bit_length() for number in row}) > 1


class TestViews:
    def test_a_view_is_one_s_own(self, office: Cast) -> None:
        sari, dewi = keyring(office.sari), keyring(office.dewi)
        save_view(name="  Rumah   hijau ", fields={"q": "hijau", "rw": ""}, keyring=sari)
        [view] = views_of(sari, of=ViewOf.SEARCH)
        assert (view.name, view.fields) == ("Rumah hijau", {"q": "hijau"})
        assert b"hijau" not in bytes(SavedView.objects.get().envelope)
        assert views_of(dewi, of=ViewOf.SEARCH) == []
        forget_view(pk=view.pk, keyring=dewi)
        assert views_of(sari, of=ViewOf.SEARCH) == [view]
        forget_view(pk=view.pk, keyring=sari)
        assert views_of(sari, of=ViewOf.SEARCH) == []

    def test_what_is_no_view(self, office: Cast) -> None:
        sari = keyring(office.sari)
        for name, asked in ((" ", {"q": "hijau"}), ("Nama", {"q": ""}), ("Nama", {})):
            with pytest.raises(Refused):
                save_view(name=name, fields=asked, keyring=sari)
        for number in range(MOST):
            save_view(name=str(number), fields={"q": "x"}, keyring=sari)
        with pytest.raises(Refused, match="Paling banyak"):
            save_view(name="lagi", fields={"q": "x"}, keyring=sari)
        assert json.dumps([view.name for view in views_of(sari, of=ViewOf.SEARCH)][:2]) == '["0", "1"]'


class TestMap:
    def test_counts_by_village_rw_and_place(self, office: Cast) -> None:
        given.report(rw="017", place="Rusunami City Park")
        given.report(rw="17", place="Rusun Cinta Kasih Tzu Chi", danger=True)
        given.report(village=PEGADUNGAN)
        given.concluded(office.sari)
        counts = by_village(office.dewi)
        assert {code: (one.number, one.emergencies) for code, one in counts.items()} == {
            CENGKARENG_TIMUR: (2, 1), PEGADUNGAN: (1, 0),
        }  # fmt: skip
        assert set(by_village(office.sari)) == {CENGKARENG_TIMUR}
        rws, places = by_rw_and_place(office.sari, office.at.cengkareng_timur)
        assert rws == [("017", 2)]
        assert sorted(places) == [("Rusun Cinta Kasih Tzu Chi", 1), ("Rusunami City Park", 1)]


def test_without_the_ledger_no_words_are_kept(
    office: Cast, broken_ledger: Callable[[], AbstractContextManager[None]]
) -> None:
    with broken_ledger():
        given.report()
    assert not WordIndex.objects.exists()
