"""The pages by which two people of a case become one, and two again."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.cases.kinds import PersonRole, Screening
from pimpasa.cases.models import Case, Person
from tests.factories import cases as given
from tests.factories.pages import page_of, refused
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
SAME = "Karangan: nomor HP dan wajahnya sama."


def merge(browser: Client, kept: Person, **told: object) -> str:
    answer = browser.post(f"/petugas/kasus/orang/{kept.pk}/gabung/", told)
    return str(answer.headers["Location"]) if answer.status_code == 302 else refused(answer)


def test_it_works(office: Cast, case: Case, dewi: Client) -> None:
    kept = given.person(office.dewi, case, name="Siti Karangan")
    assert "Sama dengan orang lain" not in page_of(dewi, case)
    gone = given.person(office.dewi, case, PersonRole.POSSIBLE_VICTIM, name="Bunga Karangan")
    assert "Sama dengan orang lain" in page_of(dewi, case)
    form = dewi.get(f"/petugas/kasus/orang/{kept.pk}/gabung/").content.decode()
    assert "Siapa lagi yang sebenarnya Siti Karangan?" in form
    assert "Bunga Karangan – Mungkin korban, Belum diskrining" in form
    assert "Pilih siapa orangnya." in merge(dewi, kept, reason=SAME)
    page = merge(dewi, kept, gone=gone.pk, reason="sama")
    assert "Tulis singkat mengapa mereka orang yang sama." in page
    assert merge(dewi, kept, gone=gone.pk, reason=SAME) == f"/petugas/kasus/{case.pk}/"
    page = page_of(dewi, case)
    assert page.count('<article class="app-card" id="orang-') == 1
    assert "Orang yang sama dengan Bunga Karangan" in page
    assert SAME in page
    row = kept.merges.get()
    split = f"/petugas/kasus/gabungan/{row.pk}/pisah/"
    assert split in page
    assert "Keduanya kembali seperti semula." in dewi.get(split).content.decode()
    refused(dewi.post(split, {"because": "beda"}))
    assert dewi.post(split, {"because": "Karangan: ternyata kakak beradik."}).status_code == 302
    page = page_of(dewi, case)
    assert page.count('<article class="app-card" id="orang-') == 2
    assert "kakak beradik" in page


def test_pages_of_who_was_merged_lead_on(office: Cast, case: Case, dewi: Client) -> None:
    row = given.merged(office.dewi, case)
    for path in ("", "skrining/", "tindakan/", "gabung/"):
        answer = dewi.get(f"/petugas/kasus/orang/{row.gone_id}/{path}")
        assert answer.status_code == 403
        assert "Orang ini sudah digabung dengan orang lain dalam kasus." in answer.content.decode()


def test_nobody_of_another_case_is_on_the_list(office: Cast, case: Case, dewi: Client) -> None:
    kept = given.person(office.dewi, case)
    assert dewi.get(f"/petugas/kasus/orang/{kept.pk}/gabung/").status_code == 403
    given.person(office.dewi, case, name="Dua Karangan")
    other = given.person(office.dewi, given.own_case(office.dewi, office.at.unit), name="Tiga Karangan")
    assert "Tiga Karangan" not in dewi.get(f"/petugas/kasus/orang/{kept.pk}/gabung/").content.decode()
    assert "Pilihlah dari daftar." in merge(dewi, kept, gone=other.pk, reason=SAME)


def test_a_conversation_goes_on_where_the_other_s_was(office: Cast, case: Case, dewi: Client) -> None:
    kept, gone = given.person(office.dewi, case), given.person(office.dewi, case, name="Dua Karangan")
    given.screened(office.dewi, gone, Screening.PAUSED, needs="Karangan: dokter anak")
    merge(dewi, kept, gone=gone.pk, reason=SAME)
    assert "Karangan: dokter anak" in dewi.get(f"/petugas/kasus/orang/{kept.pk}/skrining/").content.decode()
