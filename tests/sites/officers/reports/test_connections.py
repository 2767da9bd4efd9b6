"""Connections on the pages: judged, asked for, decided."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.reports.models import Mention, Report, Share
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(office: Cast) -> tuple[Report, Report]:
    village = office.at.pegadungan.village
    assert village is not None
    mine = given.report(narrative="Karangan: hub 0812-3456 7890", persons=[])
    return mine, given.report(narrative="Karangan: WA 081234567890", persons=[], village=village.code)


def test_from_the_fact_to_the_reading(office: Cast, signed_in: SignIn, pair: tuple[Report, Report]) -> None:
    mine, theirs = pair
    sari, dewi = signed_in(office.sari), signed_in(office.dewi)
    page = sari.get(f"/petugas/laporan/{mine.pk}/").content.decode()
    assert "+6281234567890" in page
    assert str(theirs.pk) not in page
    asking = re.search(r'href="([^"]+/tanya/)"', page)
    assert asking
    assert sari.get(asking[1]).status_code == 200
    assert sari.post(asking[1], {"reason": "ya"}).status_code == 422
    assert sari.post(asking[1], {"reason": "Karangan: perekrut yang sama."}).status_code == 302
    assert "Sari Contoh bertanya kepada meja lain" in sari.get(f"/petugas/laporan/{mine.pk}/").content.decode()
    share = Share.objects.get()
    assert f"/petugas/berbagi/{share.pk}/" in dewi.get("/petugas/").content.decode()
    deciding = f"/petugas/berbagi/{share.pk}/"
    assert "Karangan: perekrut yang sama." in dewi.get(deciding).content.decode()
    assert dewi.post(deciding, {"decision": "refused", "reason": ""}).status_code == 422
    assert dewi.post(deciding, {"decision": ""}).status_code == 422
    assert dewi.post(deciding, {"decision": "granted", "reason": "Karangan: silakan."}).status_code == 302
    again = dewi.post(deciding, {"decision": "granted", "reason": "Karangan: sekali lagi."})
    assert again.status_code == 422
    assert "Seorang rekan sudah memutuskan." in again.content.decode()
    assert "Karangan: sekali lagi." in again.content.decode()
    page = sari.get(f"/petugas/laporan/{mine.pk}/").content.decode()
    assert f"/petugas/laporan/{theirs.pk}/" in page
    assert "Karangan: silakan." in page
    shared = sari.get(f"/petugas/laporan/{theirs.pk}/")
    assert shared.status_code == 200
    assert "Karangan: WA 081234567890" in shared.content.decode()
    assert sari.post(f"/petugas/laporan/{theirs.pk}/mulai/", follow=True).status_code in (200, 403)
    theirs.refresh_from_db()
    assert theirs.officer is None


def test_who_may_not_decide_or_ask(office: Cast, signed_in: SignIn, pair: tuple[Report, Report]) -> None:
    mine, theirs = pair
    mention = Mention.objects.get(report=mine)
    sari = signed_in(office.sari)
    asking = f"/petugas/laporan/{mine.pk}/penanda/{mention.pk}/tanya/"
    sari.post(asking, {"reason": "Karangan: perekrut yang sama."})
    for who in ("sari", "bayu", "agus", "rina"):
        assert signed_in(getattr(office, who)).get(f"/petugas/berbagi/{Share.objects.get().pk}/").status_code == 403
    assert signed_in(office.bayu).get(asking).status_code == 403
    other = Mention.objects.get(report=theirs)
    assert sari.get(f"/petugas/laporan/{mine.pk}/penanda/{other.pk}/tanya/").status_code == 404
    assert signed_in(office.dewi).get("/petugas/berbagi/999/").status_code == 404


def test_judging(office: Cast, signed_in: SignIn, pair: tuple[Report, Report]) -> None:
    mine, _theirs = pair
    mention, sari = Mention.objects.get(report=mine), signed_in(office.sari)
    path = f"/petugas/laporan/{mine.pk}/penanda/{mention.pk}/"
    assert sari.post(path, {"status": "refused"})["Location"].endswith("#connections")
    assert "Bukan penanda" in sari.get(f"/petugas/laporan/{mine.pk}/").content.decode()
    told = sari.post(path, {"status": "benar"}, follow=True).content.decode()
    assert "Pilih apakah ini penanda." in told
    assert signed_in(office.bayu).post(path, {"status": "confirmed"}, follow=True).status_code == 403
    mention.refresh_from_db()
    assert mention.status == "refused"
    assert sari.get(path).status_code == 405
