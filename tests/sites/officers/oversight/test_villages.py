"""A village's own page: its decisions, who sat there, what else runs there, and how long people waited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pimpasa.accounts.models import Assignment, Officer
from pimpasa.common import clock
from pimpasa.coverage.models import Decision, DecisionFile, Programme
from pimpasa.insights.actions.publishing import publish_quarters
from pimpasa.insights.kinds import Stage
from pimpasa.insights.models import WaitCell
from pimpasa.insights.queries.quarters import over_by, waits_of_villages
from pimpasa.insights.queries.villages import history_of
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries
from tests.factories.people import Above, Cast, above
from tests.factories.territory import CENGKARENG_TIMUR, KAPUK, PEGADUNGAN, TANAH_TINGGI

SignIn = Callable[[Officer], Client]
HERE = f"/petugas/cakupan/desa/{KAPUK}/"
SEEN = f"/petugas/cakupan/desa/{CENGKARENG_TIMUR}/"
DECISION = {"number": "W.11-GR.03.05 Tahun 2025", "decided_on": "2025-09-22", "officer": "", "ended_on": ""}


@pytest.fixture
def levels(office: Cast) -> Above:
    return above(office)


def pdf(content: bytes = b"%PDF-1.7 karangan") -> SimpleUploadedFile:
    return SimpleUploadedFile("sk.pdf", content, "application/pdf")


def waited(office: Cast, code: str, minutes: int, number: int) -> None:
    """So many waits of the last quarter that is over, each of so many minutes below 64."""
    facts = {"kind": "tppo", "channel": "web", "urgency": 0, "state": "received", "late": False}
    WaitCell.objects.create(
        office=office.at.office, village_id=code, desk=office.at.unit, day=over_by(clock.today())[0].first,
        stage=Stage.OPENED, bucket=minutes, number=number, **facts,
    )  # fmt: skip


def test_a_decision_comes_and_ends_by_page(office: Cast, signed_in: SignIn) -> None:
    hadi = signed_in(office.hadi)
    assert "Belum ada keputusan" in hadi.get(HERE).content.decode()
    assert hadi.post(f"{HERE}keputusan/", DECISION | {"officer": office.sari.pk, "file": pdf()}).status_code == 302
    decision = Decision.objects.get()
    assert (decision.decided_on, decision.officer, decision.office) == (
        date(2025, 9, 22),
        office.sari,
        office.at.office,
    )
    page = hadi.get(HERE).content.decode()
    assert "W.11-GR.03.05 Tahun 2025" in page
    assert office.sari.name in page
    agus = signed_in(office.agus)
    ending = f"/petugas/cakupan/keputusan/{decision.pk}/akhiri/"
    assert agus.post(ending, {"ended_on": "2025-09-21"}).status_code == 422
    assert agus.post(ending, {"ended_on": "2026-01-31"}).status_code == 302
    assert "31 Januari 2026" in agus.get(HERE).content.decode()
    assert [entry.act for entry in entries() if entry.subject == decision.subject] == [
        Act.DECISION_ENDED,
        Act.DECISION_RECORDED,
    ]


def test_the_file_is_for_the_office_alone(office: Cast, levels: Above, signed_in: SignIn) -> None:
    signed_in(office.hadi).post(f"{HERE}keputusan/", DECISION | {"file": pdf()})
    path = f"/petugas/cakupan/keputusan/{Decision.objects.get().pk}/berkas/"
    taken = signed_in(office.rina).get(path)
    assert (taken.content, taken["Content-Type"]) == (b"%PDF-1.7 karangan", "application/pdf")
    assert taken["Content-Disposition"].startswith("attachment")
    assert [signed_in(who).get(path).status_code for who in (office.fani, levels.kartika, levels.damar)] == [404] * 3


@pytest.mark.parametrize("file", [pdf(b"<html>"), pdf(b"%PDF-" + b"0" * 5 * 1024**2)])
def test_what_is_no_pdf_of_a_few_pages_is_refused(office: Cast, signed_in: SignIn, file: SimpleUploadedFile) -> None:
    answer = signed_in(office.hadi).post(f"{HERE}keputusan/", DECISION | {"file": file})
    assert answer.status_code == 422
    assert DECISION["number"] in answer.content.decode()
    assert not Decision.objects.exists()
    assert not DecisionFile.objects.exists()


def test_a_number_is_a_village_s_once_and_no_day_is_to_come(office: Cast, signed_in: SignIn) -> None:
    hadi = signed_in(office.hadi)
    to_come = str(clock.today() + timedelta(days=1))
    assert hadi.post(f"{HERE}keputusan/", DECISION | {"decided_on": to_come}).status_code == 422
    assert [hadi.post(f"{HERE}keputusan/", DECISION).status_code for _time in range(2)] == [302, 422]


def test_a_programme_comes_ends_and_comes_again(office: Cast, signed_in: SignIn) -> None:
    agus = signed_in(office.agus)
    programme = {"name": "Desa Migran Emas", "contact": "Balai desa 021-000", "begun_on": "2025-01-01"}
    assert [agus.post(f"{HERE}program/", programme).status_code for _time in range(2)] == [302, 422]
    ending = f"/petugas/cakupan/program/{Programme.objects.get().pk}/akhiri/"
    assert [agus.post(ending, {"ended_on": "2026-02-01"}).status_code for _time in range(2)] == [302, 422]
    assert agus.post(f"{HERE}program/", programme).status_code == 302
    page = agus.get(HERE).content.decode()
    assert (page.count("Desa Migran Emas</b>"), page.count("1 Februari 2026")) == (2, 1)
    assert "Balai desa 021-000" in agus.get("/petugas/cakupan/?w=31.73.01").content.decode()


def test_who_may_end_and_who_may_take_the_file(office: Cast, signed_in: SignIn) -> None:
    signed_in(office.hadi).post(f"{HERE}keputusan/", DECISION | {"file": pdf()})
    signed_in(office.hadi).post(f"{HERE}program/", {"name": "Desa Migran Emas"})
    decision = f"/petugas/cakupan/keputusan/{Decision.objects.get().pk}/"
    programme = f"/petugas/cakupan/program/{Programme.objects.get().pk}/"
    paths = [f"{decision}berkas/", f"{decision}akhiri/", f"{programme}akhiri/"]
    everybody = [*office.everyone, office.fani]
    answers = {who: [signed_in(who).get(path).status_code for path in paths] for who in everybody}
    keeps, sees = [200, 200, 200], [200, 403, 403]
    assert answers == {
        office.hadi: keeps,
        office.agus: keeps,
        office.dewi: sees,
        office.rina: sees,
        office.sari: [403] * 3,
        office.bayu: [403] * 3,
        office.fani: [404, 403, 403],
    }


def test_a_village_of_another_office_is_nobody_s_here(office: Cast, signed_in: SignIn) -> None:
    elsewhere = f"/petugas/cakupan/desa/{TANAH_TINGGI}/"
    paths = [elsewhere, f"{elsewhere}keputusan/", f"{elsewhere}program/"]
    assert [signed_in(office.hadi).get(path).status_code for path in paths] == [404] * 3


def test_who_sat_there_before_stays_in_its_history(office: Cast, signed_in: SignIn) -> None:
    Assignment.objects.filter(desk=office.at.cengkareng_timur).update(starts_on=date(2026, 3, 1))
    before = Assignment.objects.create(
        officer=office.bayu, desk=office.at.cengkareng_timur, starts_on=date(2025, 1, 1), ends_on=date(2026, 2, 28)
    )
    history = history_of(office.hadi, CENGKARENG_TIMUR)
    assert history is not None
    assert history.here_since == date(2025, 1, 1)
    Assignment.objects.filter(pk=before.pk).update(ends_on=date(2026, 2, 20))
    history = history_of(office.hadi, CENGKARENG_TIMUR)
    assert history is not None
    assert history.here_since == date(2026, 3, 1)
    page = signed_in(office.hadi).get(SEEN).content.decode()
    assert (office.bayu.name in page, "20 Februari 2026" in page) == (True, True)


@pytest.mark.parametrize("who", ["kartika", "damar", "indah"])
def test_above_the_office_nobody_is_named_and_nothing_is_kept(
    office: Cast, levels: Above, signed_in: SignIn, who: str
) -> None:
    signed_in(office.hadi).post(f"{SEEN}keputusan/", DECISION | {"officer": office.sari.pk, "file": pdf()})
    page = signed_in(getattr(levels, who)).get(SEEN).content.decode()
    assert DECISION["number"] in page
    assert [somebody.name for somebody in office.everyone if somebody.name in page] == []
    assert "/keputusan/" not in page


def test_above_the_office_a_median_is_of_ten_and_leaves_ten(office: Cast, levels: Above, signed_in: SignIn) -> None:
    waited(office, CENGKARENG_TIMUR, 40, 12)
    waited(office, PEGADUNGAN, 20, 10)
    waited(office, KAPUK, 5, 3)
    publish_quarters(on=clock.today())
    quarter = over_by(clock.today())[0]
    codes = [CENGKARENG_TIMUR, PEGADUNGAN, KAPUK]
    assert waits_of_villages(codes, quarter) == {(CENGKARENG_TIMUR, Stage.OPENED): 40.5}
    assert "40 menit" in signed_in(levels.damar).get(SEEN).content.decode()
    table = signed_in(levels.damar).get("/petugas/cakupan/?w=31.73.01").content.decode()
    assert (table.count("40 menit"), table.count("6 menit")) == (1, 0)


def test_what_was_told_above_moves_when_ten_more_ended(office: Cast) -> None:
    waited(office, CENGKARENG_TIMUR, 40, 12)
    publish_quarters(on=clock.today())
    quarter = over_by(clock.today())[0]
    waited(office, CENGKARENG_TIMUR, 1, 9)
    publish_quarters(on=clock.today())
    assert waits_of_villages([CENGKARENG_TIMUR], quarter) == {(CENGKARENG_TIMUR, Stage.OPENED): 40.5}
    waited(office, CENGKARENG_TIMUR, 1, 30)
    publish_quarters(on=clock.today())
    assert waits_of_villages([CENGKARENG_TIMUR], quarter) == {(CENGKARENG_TIMUR, Stage.OPENED): 1.5 + 6 / 39}


def test_the_office_sees_its_own_waits(office: Cast, signed_in: SignIn) -> None:
    waited(office, KAPUK, 7, 1)
    last = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    WaitCell.objects.update(day=last)
    assert "8 menit" in signed_in(office.hadi).get(HERE).content.decode()
    assert "8 menit" not in signed_in(office.agus).get(HERE).content.decode()
