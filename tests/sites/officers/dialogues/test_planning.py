"""Sari plans a dialogue on her phone in a minute; nothing she typed is lost, and nobody else's is changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pimpasa.common import clock
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import DialogueState
from pimpasa.territory.models import Jurisdiction
from tests.factories import outreach as made
from tests.factories.people import Cast
from tests.factories.territory import make_office, make_village

if TYPE_CHECKING:
    from tests.sites.conftest import SignIn

LIST = "/petugas/dialog/"


@pytest.fixture
def sari(office: Cast, signed_in: SignIn) -> Client:
    return signed_in(office.sari)


def typed(**changes: Any) -> dict[str, Any]:
    """What a hurried officer types beside what is filled in already."""
    day = clock.today() + timedelta(days=7)
    return {
        "kind": "ngopi",
        "village": "Cengkareng Timur, Kec. Cengkareng",
        "rws": "17, 19",
        "hall": "Balai Karangan",
        "on": day.isoformat(),
        "begins": "14:00",
        "agenda": "Karangan",
        "is_public": "on",
    } | changes


def test_it_works(office: Cast, sari: Client) -> None:
    page = sari.get(f"{LIST}baru/").content.decode()
    assert 'value="Cengkareng Timur, Kec. Cengkareng"' in page
    assert "Perkenalan Pimpasa dan warga" in page
    answer = sari.post(f"{LIST}baru/", typed(guests="Ibu Karangan\n\nPak Karangan", speakers=[office.dewi.pk]))
    planned = Dialogue.objects.get()
    assert answer.headers["Location"] == f"{LIST}{planned.pk}/"
    assert (planned.rws, planned.desk, planned.kind_id) == (["017", "019"], office.at.cengkareng_timur, "ngopi")
    assert planned.ends_at - planned.starts_at == timedelta(minutes=90)
    assert timezone.localtime(planned.starts_at).hour == 14
    assert [speaker.name for speaker in planned.speakers.all()] == ["Dewi Contoh", "Ibu Karangan", "Pak Karangan"]
    page = sari.get(answer.headers["Location"]).content.decode()
    for told in ("Ngopi Pimpasa", "14.00–15.30 WIB", "RW 017, 019", "Balai Karangan", "Dewi Contoh"):
        assert told in page


def test_the_hours_are_those_of_the_kelurahan(office: Cast, signed_in: SignIn) -> None:
    make_village("91.71.01.1001", name="Gurabesi Karangan", at=(-2.54, 140.71))
    make_office(districts=["91.71.01"])
    dewi = signed_in(office.dewi)
    answer = dewi.post(f"{LIST}baru/", typed(village="Gurabesi Karangan, Kec. Kecamatan 91.71.01"))
    planned = Dialogue.objects.get()
    assert planned.starts_at.hour == 5
    page = dewi.get(answer.headers["Location"]).content.decode()
    assert "14.00–15.30 WIT" in page
    assert 'value="14:00"' in dewi.get(f"{answer.headers['Location']}ubah/").content.decode()


def test_officers_of_the_east_read_their_own_time(office: Cast, signed_in: SignIn) -> None:
    Jurisdiction.objects.all().delete()
    make_office(districts=["91.71.01"])
    page = signed_in(office.rina).get(reverse("officers:log")).content.decode()
    assert " WIT" in page
    assert " WIB" not in page


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"rws": "seventeen"}, "Tulis nomor RW-nya"),
    ({"rws": "1717"}, "Tulis nomor RW-nya"),
    ({"rws": "0"}, "Tulis nomor RW-nya"),
    ({"village": "Tanah Tinggi"}, "Tidak ada kelurahan dengan nama ini"),
    ({"village": "cengkareng"}, "Yang mana? Cengkareng Barat, Kec. Cengkareng; Cengkareng Timur, Kec. Cengkareng"),
    ({"hall": ""}, "Sebutkan tempatnya."),
    ({"on": "kemarin"}, "Ini bukan tanggal"),
    ({"on": "2020-01-01"}, "Waktu ini sudah lewat"),
    ({"on": "0001-01-01"}, "Waktu ini sudah lewat"),
    ({"on": "9999-12-31", "begins": "23:59"}, "lima tahun"),
    ({"begins": "dua"}, "Ini bukan jam"),
    ({"ends": "13:00"}, "sebelum"),
    ({"kind": "pesta"}, "Pilih"),
    ({"speakers": ["999999"]}, "Pilih"),
    ({"guests": "x" * 2001}, "2000"),
    ({"guests": "x" * 121}, "Satu tamu tiap baris"),
    ({"rws": "17-19"}, "Tulis nomor RW-nya"),
    ({"rws": "17 sampai 19"}, "Tulis nomor RW-nya"),
    ({"hall": "x\x00"}, "kosong"),
]


def test_a_fault_is_said_beside_what_was_typed(sari: Client) -> None:
    for wrong, said in WRONG:
        answer = sari.post(f"{LIST}baru/", typed(agenda="Karangan: tetap ada", **wrong))
        page = answer.content.decode()
        assert (wrong, answer.status_code, "Karangan: tetap ada" in page) == (wrong, 422, True)
        assert said in page, wrong
    assert not Dialogue.objects.exists()


def test_rw_however_they_are_written(sari: Client) -> None:
    for text in ("17, 19", "RW 017 dan RW 019", "19/17", "017 019", "RW.17 & RW.19", "rw017/rw019"):
        sari.post(f"{LIST}baru/", typed(rws=text, hall=f"Karangan: aula {text}"))
        assert Dialogue.objects.get(hall=f"Karangan: aula {text}").rws == ["017", "019"]
        Dialogue.objects.all().delete()


def test_a_clash_is_refused_and_nothing_typed_is_lost(office: Cast, sari: Client) -> None:
    sari.post(f"{LIST}baru/", typed())
    answer = sari.post(f"{LIST}baru/", typed(hall="Karangan: musala"))
    page = answer.content.decode()
    assert (answer.status_code, "Karangan: musala" in page) == (422, True)
    assert "Sari Contoh: sudah ada di Balai Karangan" in page


def test_planned_again_it_keeps_all_but_day_and_letter(office: Cast, sari: Client) -> None:
    first = made.dialogue(office, letter_number="W.1/2026", partners="PKK Karangan", series="Karangan keliling")
    page = sari.get(f"{LIST}{first.pk}/lagi/").content.decode()
    for told in ("Balai Karangan RW 017", "PKK Karangan", "Karangan keliling", "Ibu Karangan, kader"):
        assert told in page
    assert "W.1/2026" not in page
    assert sari.post(f"{LIST}{first.pk}/lagi/", typed(series="Karangan keliling")).status_code == 302
    second = first.copies.get()
    assert second.series == first.series
    assert str(second.pk) in sari.get(f"{LIST}{first.pk}/").content.decode()


def test_changed_and_called_off(office: Cast, sari: Client) -> None:
    first = made.dialogue(office)
    assert 'value="017"' in sari.get(f"{LIST}{first.pk}/ubah/").content.decode()
    assert sari.post(f"{LIST}{first.pk}/ubah/", typed(hall="Karangan: musala")).status_code == 302
    assert sari.post(f"{LIST}{first.pk}/batal/", {"reason": "x"}).status_code == 422
    assert sari.post(f"{LIST}{first.pk}/batal/", {"reason": "Karangan: banjir"}).status_code == 302
    first.refresh_from_db()
    assert (first.hall, first.state) == ("Karangan: musala", DialogueState.CALLED_OFF)
    assert "Karangan: banjir" in sari.get(f"{LIST}{first.pk}/").content.decode()
    assert sari.post(f"{LIST}{first.pk}/ubah/", typed()).status_code == 403


def test_another_office_s_dialogues_are_its_own(office: Cast, signed_in: SignIn) -> None:
    planned = made.dialogue(office)
    assignment = office.at.fallback_unit.assignments.select_related("officer").get()
    fani = signed_in(assignment.officer)
    assert "Balai Karangan" not in fani.get(f"{LIST}?siapa=kantor").content.decode()
    for path in ("", "lagi/", "ubah/", "batal/", "undang/", "undangan.png", "undangan.pdf", "poster.pdf"):
        assert (path, fani.get(f"{LIST}{planned.pk}/{path}").status_code) == (path, 403)


def test_the_list_shows_mine_or_the_office_s(office: Cast, sari: Client) -> None:
    made.dialogue(office)
    made.dialogue(office, by=office.bayu, desk=office.at.pegadungan, hall="Karangan: lapangan")
    assert "Karangan: lapangan" not in sari.get(LIST).content.decode()
    assert "Karangan: lapangan" in sari.get(f"{LIST}?siapa=kantor").content.decode()
    assert "Balai Karangan RW 017" not in sari.get(f"{LIST}?kapan=lalu").content.decode()


def test_a_list_of_three_asks_as_often_as_one_of_one(office: Cast, sari: Client) -> None:
    first = made.dialogue(office)
    paths = (LIST, f"{LIST}?siapa=kantor", f"{LIST}{first.pk}/", f"{LIST}baru/")

    def asked(path: str) -> int:
        sari.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert sari.get(path).status_code == 200
        return len(queries)

    before = {path: asked(path) for path in paths}
    for hours in (2, 4):
        made.dialogue(
            office,
            starts_at=first.starts_at + timedelta(hours=hours),
            ends_at=first.ends_at + timedelta(hours=hours),
        )
    assert {path: asked(path) for path in paths} == before
