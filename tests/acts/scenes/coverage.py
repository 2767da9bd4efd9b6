"""Offices, desks and people from a file, and what is known of villages; who runs the server brings it in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pimpasa.accounts import actions as accounts
from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.roles import Role
from pimpasa.coverage.actions import bringing_in, keeping, placing
from pimpasa.coverage.actions.bringing_in import Brought
from pimpasa.coverage.kinds import Column, RowKind
from pimpasa.coverage.models import Decision, Programme
from pimpasa.coverage.sheets import SheetRow
from pimpasa.keys.actions import offices
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Desk
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


def desk_of_kapuk(office: Cast) -> Desk:
    village = office.at.village(KAPUK)
    return Desk(office=office.at.office, kind=Desk.Kind.VILLAGE, village=village, name="Pimpasa Kapuk")


@scene(placing.open_desks)
def opening_desks(office: Cast) -> Deed:
    return lambda _who: placing.open_desks(desks=[desk_of_kapuk(office)])


@scene(accounts.add_officers)
def adding_officers(office: Cast) -> Deed:
    return lambda _who: accounts.add_officers(officers=[tini(office)])


@scene(accounts.seat_officers)
def seating_officers(office: Cast) -> Deed:
    def seat() -> Assignment:
        return Assignment(officer=office.sari, desk=office.at.pegadungan, starts_on=date(2025, 9, 22))

    return lambda _who: accounts.seat_officers(seats=[seat()])


@scene(placing.place_decisions)
def placing_decisions(office: Cast) -> Deed:
    village = office.at.village(KAPUK)

    def decision() -> Decision:
        return Decision(village=village, office=office.at.office, number="W.11-GR.03.05", decided_on=date(2025, 9, 22))

    return lambda _who: placing.place_decisions(decisions=[decision()])


@scene(placing.keep_programmes)
def keeping_other_programmes(office: Cast) -> Deed:
    village = office.at.village(KAPUK)

    def programme() -> Programme:
        return Programme(office=office.at.office, village=village, name="Desa Migran Emas", contact="Balai desa")

    return lambda _who: placing.keep_programmes(programmes=[programme()])


def tini(office: Cast) -> Officer:
    return Officer(email="tini@contoh.invalid", name="Tini Contoh", role=Role.PIMPASA, office=office.at.office)


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
