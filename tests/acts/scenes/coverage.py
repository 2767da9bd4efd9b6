"""Offices, desks and people from a file, and what is known of villages; who runs the server brings it in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pimpasa.accounts.roles import Role
from pimpasa.coverage.actions import bringing_in, keeping, placing
from pimpasa.coverage.actions.bringing_in import Brought
from pimpasa.coverage.kinds import Column, RowKind
from pimpasa.coverage.models import Decision, Programme
from pimpasa.coverage.sheets import SheetRow
from pimpasa.keys.actions import offices
from pimpasa.territory.kinds import Level
from tests.acts.stage import Deed, scene
from tests.factories.people import Cast
from tests.factories.territory import KAPUK, make_district

ROWS = [SheetRow(2, RowKind.KANWIL, {Column.NAME: "Kanwil Contoh"}, Path())]


def quietly(_line: str) -> None:
    """Nobody watches how far it is."""


@scene(offices.choose_fallback)
def choosing_who_reads_what_is_nobody_s(office: Cast) -> Deed:
    return lambda _who: offices.choose_fallback(office=office.at.office)


@scene(bringing_in.bring_in)
def bringing_offices_in(office: Cast) -> Deed:
    return lambda _who: bringing_in.bring_in(rows=ROWS, is_rehearsal=False, progress=quietly)


@scene(bringing_in.bring_rows_in)
def bringing_the_rows_of_a_file_in(office: Cast) -> Deed:
    return lambda _who: bringing_in.bring_rows_in(rows=ROWS, is_rehearsal=False, progress=quietly, brought=Brought())


@scene(placing.place_office)
def placing_a_kanwil(office: Cast) -> Deed:
    return lambda _who: placing.place_office(name="Kanwil Contoh", level=Level.KANWIL, above=None)


@scene(placing.place_unit)
def placing_a_unit(office: Cast) -> Deed:
    new, _is_new = placing.place_office(name="Kantor Baru Contoh", level=Level.OFFICE, above=None)
    return lambda _who: placing.place_unit(office=new, name="Seksi Inteldakim")


@scene(placing.place_jurisdiction)
def placing_an_area(office: Cast) -> Deed:
    district = make_district("36.71.01")
    return lambda _who: placing.place_jurisdiction(office=office.at.office, districts=[district])


@scene(placing.place_desk)
def placing_a_desk(office: Cast) -> Deed:
    village = office.at.village(KAPUK)
    return lambda _who: placing.place_desk(office=office.at.office, village=village, name="Pimpasa Kapuk")


@scene(placing.place_officer)
def placing_an_officer(office: Cast) -> Deed:
    return lambda _who: placing.place_officer(
        office=office.at.office,
        name="Tini Contoh",
        email="tini@contoh.invalid",
        role=Role.PIMPASA,
        desk=office.at.cengkareng_timur,
    )


@scene(placing.place_decision)
def placing_a_decision(office: Cast) -> Deed:
    village = office.at.village(KAPUK)
    return lambda _who: placing.place_decision(
        office=office.at.office,
        village=village,
        number="W.11-GR.03.05",
        decided_on=date(2025, 9, 22),
        officer=office.sari,
        content=b"%PDF-1.7 karangan",
    )


@scene(placing.keep_programme)
def keeping_another_programme(office: Cast) -> Deed:
    village = office.at.village(KAPUK)
    return lambda _who: placing.keep_programme(
        office=office.at.office, village=village, name="Desa Migran Emas", contact="Balai desa"
    )


def decided(office: Cast) -> Decision:
    return keeping.record_decision(
        village=office.at.village(KAPUK),
        number="W.11-GR.03.05",
        decided_on=date(2025, 9, 22),
        ended_on=None,
        officer=office.sari,
        content=b"%PDF-1.7 karangan",
        by=office.hadi,
    )


def running(office: Cast) -> Programme:
    return keeping.enter_programme(
        village=office.at.village(KAPUK), name="Desa Migran Emas", contact="Balai desa", begun_on=None, by=office.agus
    )


@scene(keeping.record_decision, may="hadi agus")
def writing_a_decision_down(office: Cast) -> Deed:
    village = office.at.village(KAPUK)
    return lambda who: keeping.record_decision(
        village=village,
        number="W.11-GR.03.05",
        decided_on=date(2025, 9, 22),
        ended_on=None,
        officer=None,
        content=b"",
        by=who,
    )


@scene(keeping.end_decision, may="hadi agus")
def ending_a_decision(office: Cast) -> Deed:
    number = decided(office).pk
    return lambda who: keeping.end_decision(decision=Decision.objects.get(pk=number), ended_on=date(2026, 1, 1), by=who)


@scene(keeping.enter_programme, may="hadi agus")
def writing_a_programme_down(office: Cast) -> Deed:
    village = office.at.village(KAPUK)
    return lambda who: keeping.enter_programme(
        village=village, name="Desa Migran Emas", contact="Balai desa", begun_on=None, by=who
    )


@scene(keeping.end_programme, may="hadi agus")
def ending_a_programme(office: Cast) -> Deed:
    number = running(office).pk
    return lambda who: keeping.end_programme(
        programme=Programme.objects.get(pk=number), ended_on=date(2026, 1, 1), by=who
    )
