"""Why a report stands where it stands: the signs that decided, and the deadline that runs."""

from __future__ import annotations

import pytest

from pimpasa.handling.actions.verifying import ask, take
from pimpasa.handling.priority import reasons_of_priority
from pimpasa.reports.indicators import INDICATORS, decisive, urgency_of
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def told(report: Report, office: Cast) -> list[str]:
    report.refresh_from_db()
    return reasons_of_priority(report, peek(report, keyring(office.dewi)).answers)


@pytest.mark.parametrize(
    ("danger", "ticked", "sentences"),
    [
        (True, [], ["Segera: pelapor mengatakan ada orang dalam bahaya."]),
        (False, [25], ["Segera, karena: "]),
        (True, [25], ["Segera: pelapor", "Segera, karena: "]),
        (False, [14, 1], ["Didahulukan, karena: "]),
        (False, [1, 2, 9], ["Didahulukan, karena: "]),
        (False, [7], ["Didahulukan, karena: "]),
        (False, [17], ["Sesuai urutan"]),
        (False, [], ["Sesuai urutan"]),
    ],
)
def test_the_signs_that_decided(office: Cast, danger: bool, ticked: list[int], sentences: list[str]) -> None:
    said = told(given.report(danger=danger, indicators=ticked), office)
    assert len(said) == len(sentences) + 1
    assert [line[: len(begun)] for line, begun in zip(said, sentences, strict=False)] == sentences


def test_only_what_decided_is_named(office: Cast) -> None:
    assert [sign.number for sign in decisive(danger=False, ticked=[25, 1, 14])] == [25]
    assert [sign.number for sign in decisive(danger=False, ticked=[1, 14])] == [14]
    assert [sign.number for sign in decisive(danger=False, ticked=[1, 2, 9])] == [1, 2, 9]


def test_every_sign_alone_has_a_standing_that_fits() -> None:
    for number in INDICATORS:
        named = decisive(danger=False, ticked=[number])
        waits = urgency_of(danger=False, ticked=[number]) == Urgency.ROUTINE
        assert bool(named) is not waits


def test_the_deadline_follows_the_state(office: Cast) -> None:
    report = given.report(indicators=[])
    assert told(report, office)[-1] == "Petugas membaca laporan: dalam 24 jam."
    take(report=report, by=office.sari)
    assert told(report, office)[-1] == "Laporan diperiksa: dalam 3 hari kerja; hari libur tidak dihitung."
    report.refresh_from_db()
    ask(opened=peek(report, keyring(office.sari)), text="Karangan?", by=office.sari)
    assert told(report, office)[-1] == "Pelapor menjawab pertanyaan: dalam 5 hari kerja; hari libur tidak dihitung."
    report.refresh_from_db()
    given.conclude(report, office.sari)
    decided = "Tindak lanjut laporan yang terbukti diputuskan: dalam 5 hari kerja; hari libur tidak dihitung."
    assert told(report, office)[-1] == decided
    given.case(office.dewi, report)
    assert told(report, office)[-1] == "Tidak ada tenggat."
    assert told(given.report(danger=True), office)[-1] == "Petugas membaca laporan darurat: dalam 6 jam."
