"""An area, an officer and a whole office go to another office, and nobody's report becomes unreadable by it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from pimpasa.accounts.actions import assign, rename_office
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.coverage import sheets
from pimpasa.coverage.actions.bringing_in import bring_in
from pimpasa.handling.queries.search import Question, Search
from pimpasa.keys.actions.letting_in import hand_over
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.models import DeskKeyGrant
from pimpasa.keys.queries import newest_key, open_route
from pimpasa.ledger.models import Entry
from pimpasa.moves.actions import agree, ask_area, ask_closing, ask_officer, close_office, drop, hand_on, keep_moves
from pimpasa.moves.models import Move
from pimpasa.moves.queries import left_behind, unfinished_at
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.states import State
from pimpasa.territory.models import Desk, Jurisdiction, Office
from pimpasa.territory.queries.offices import merged_villages, offices, units_merged_into
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import waiting_for
from tests.factories import people
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring, read_out
from tests.factories.territory import CENGKARENG_TIMUR, KAPUK, PEGADUNGAN

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=7)


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def gani(office: Cast) -> Officer:
    """Head of the other office, where Fani works."""
    at = office.at
    return people.officer("gani", Role.HEAD, at.fallback, desk=at.fallback_unit, giver=office.fani)


def on_the_day() -> datetime:
    """Noon of the day on which a move is due."""
    return timezone.make_aware(datetime.combine(clock.today() + DAYS, datetime.min.time())) + timedelta(hours=12)


def cengkareng_goes(office: Cast, gani: Officer) -> Move:
    move = ask_area(area="31.73.01", to_office=office.at.fallback, from_day=clock.today() + DAYS, by=office.agus)
    agree(move=move, by=gani)
    move.refresh_from_db()
    return move


def bayu_goes(office: Cast, gani: Officer) -> Move:
    move = ask_officer(officer=office.bayu, to_office=office.at.fallback, from_day=clock.today() + DAYS, by=office.agus)
    agree(move=move, by=gani)
    move.refresh_from_db()
    return move


def closing(office: Cast, gani: Officer) -> Move:
    move = ask_closing(successor=office.at.fallback, by=office.agus)
    agree(move=move, by=gani)
    move.refresh_from_db()
    return move


def reads(office: Cast, village: str) -> tuple[str, list[str]]:
    way, keys = open_route(office.at.village(village), on=clock.today())
    return way.office.name, [str(key.desk) for key in keys]


def kinds(officer: Officer) -> set[str]:
    return {entry.kind for entry in waiting_for(officer).entries}


def refusal(call: object, **values: object) -> str:
    with pytest.raises(Refused) as refused:
        call(**values)  # type: ignore[operator]
    return str(refused.value.code)


# An area


def test_until_its_day_nothing_changes(office: Cast, gani: Officer) -> None:
    cengkareng_goes(office, gani)
    assert keep_moves(at=clock.now()) == 0
    assert reads(office, CENGKARENG_TIMUR) == (office.at.office.name, ["Pimpasa Cengkareng Timur", "Bidang Inteldakim"])


def test_from_its_day_on_the_other_office_reads(office: Cast, gani: Officer) -> None:
    move = cengkareng_goes(office, gani)
    assert keep_moves(at=on_the_day()) == 1
    assert reads(office, CENGKARENG_TIMUR) == (office.at.fallback.name, ["Subdirektorat Intelijen"])
    assert reads(office, PEGADUNGAN) == (office.at.office.name, ["Pimpasa Pegadungan", "Bidang Inteldakim"])
    move.refresh_from_db()
    assert move.done_at is not None
    assert keep_moves(at=on_the_day()) == 0


def test_an_area_that_nobody_agreed_to_stays(office: Cast) -> None:
    ask_area(area="31.73.01", to_office=office.at.fallback, from_day=clock.today() + DAYS, by=office.agus)
    assert keep_moves(at=on_the_day()) == 0
    assert reads(office, KAPUK)[0] == office.at.office.name


def test_the_head_whom_it_leaves_sees_it_and_stops_it(office: Cast, gani: Officer) -> None:
    move = cengkareng_goes(office, gani)
    assert Kind.MOVE in kinds(office.hadi)
    drop(move=move, by=office.hadi)
    assert keep_moves(at=on_the_day()) == 0
    assert Kind.MOVE not in kinds(office.hadi)


def test_open_reports_stay_readable_until_the_unit_hands_them_on(office: Cast, gani: Officer) -> None:
    report = given.taken(office.sari)
    move = cengkareng_goes(office, gani)
    keep_moves(at=on_the_day())
    report.refresh_from_db()
    assert (report.desk, report.unit, report.office) == (None, office.at.unit, office.at.office)
    assert peek(report=report, keyring=keyring(office.dewi)).answers is not None
    assert Kind.HAND_ON in kinds(office.dewi)
    assert refusal(hand_on, move=move, keyring=keyring(office.fani)) == "not_of_unit"
    move.refresh_from_db()
    handed = hand_on(move=move, keyring=keyring(office.dewi))
    assert (handed.went, handed.stayed) == (1, [])
    report.refresh_from_db()
    assert (report.office, report.unit, report.state) == (office.at.fallback, office.at.fallback_unit, State.RECEIVED)
    assert peek(report=report, keyring=keyring(office.fani)).answers is not None
    with pytest.raises(Refused):
        peek(report=report, keyring=keyring(office.dewi))
    assert list(left_behind(move)) == []
    assert Kind.HAND_ON not in kinds(office.dewi)


def test_who_sat_at_a_desk_of_the_area_leaves_it_with_its_key(office: Cast, gani: Officer) -> None:
    cengkareng_goes(office, gani)
    keep_moves(at=on_the_day())
    desk = Desk.objects.get(pk=office.at.cengkareng_timur.pk)
    assert desk.closed_on == clock.today()
    assert list(desks_of(office.sari, on=clock.today())) == []
    assert not DeskKeyGrant.objects.filter(desk_key__desk=desk, officer_key__isnull=False).exists()


def test_a_finished_report_stays_with_the_unit(office: Cast, gani: Officer) -> None:
    report = given.concluded(office.sari)
    cengkareng_goes(office, gani)
    keep_moves(at=on_the_day())
    report.refresh_from_db()
    assert (report.office, report.desk) == (office.at.office, None)
    assert peek(report=report, keyring=keyring(office.dewi)).answers is not None


@pytest.mark.parametrize(
    ("area", "days", "code"),
    [
        ("31.73.01", 1, "too_soon"),
        ("31.73.01", 400, "too_soon"),
        ("36.71.01", 7, "no_area"),
        ("31.73", 7, "whole_area"),
    ],
)
def test_what_area_cannot_go(office: Cast, area: str, days: int, code: str) -> None:
    day = clock.today() + timedelta(days=days)
    assert refusal(ask_area, area=area, to_office=office.at.fallback, from_day=day, by=office.agus) == code


def test_an_area_is_asked_for_once(office: Cast, gani: Officer) -> None:
    cengkareng_goes(office, gani)
    day = clock.today() + DAYS
    again = refusal(ask_area, area="31.73.01", to_office=office.at.fallback, from_day=day, by=office.agus)
    assert again == "asked_already"


def test_one_person_moves_no_area(office: Cast, gani: Officer) -> None:
    move = ask_area(area="31.73.01", to_office=office.at.fallback, from_day=clock.today() + DAYS, by=office.agus)
    assert refusal(agree, move=move, by=office.hadi) == "other_office"
    assert refusal(agree, move=move, by=office.agus) == "not_permitted"
    agree(move=move, by=gani)
    assert refusal(agree, move=move, by=gani) == "agreed_already"


# An officer


def test_an_officer_goes_without_old_keys_and_is_let_in_anew(office: Cast, gani: Officer) -> None:
    report = given.received(village=PEGADUNGAN)[0]
    bayu_goes(office, gani)
    assert [str(desk) for desk in desks_of(office.bayu, on=clock.today())] == ["Pimpasa Pegadungan"]
    keep_moves(at=on_the_day())
    bayu = Officer.objects.get(pk=office.bayu.pk)
    assert (bayu.office, bayu.met_at) == (office.at.fallback, None)
    assert list(desks_of(bayu, on=clock.today() + DAYS)) == []
    with pytest.raises(NotGranted):
        peek(report=report, keyring=keyring(bayu))
    assert not DeskKeyGrant.objects.filter(officer_key__officer=bayu).exists()
    unit = office.at.fallback_unit
    assign(officer=bayu, desk=unit, starts_on=clock.today(), by=None)
    hand_over(desk=unit, to=bayu, code=read_out(bayu, unit.subject), keyring=keyring(office.fani))
    bayu.refresh_from_db()
    assert bayu.met_at is not None


def test_what_comes_after_is_sealed_to_a_key_that_they_never_had(office: Cast, gani: Officer) -> None:
    before = newest_key(office.at.pegadungan)
    bayu_goes(office, gani)
    keep_moves(at=on_the_day())
    after = newest_key(office.at.pegadungan)
    assert before is not None
    assert after is not None
    assert after.version == before.version + 1


def test_an_auditor_who_goes_reads_no_complaints_there(office: Cast, gani: Officer) -> None:
    move = ask_officer(officer=office.rina, to_office=office.at.fallback, from_day=clock.today() + DAYS, by=office.agus)
    agree(move=move, by=gani)
    keep_moves(at=on_the_day())
    rina = Officer.objects.get(pk=office.rina.pk)
    assert not rina.keys.get(retired_at=None).is_let_in


def test_the_last_who_holds_a_key_stays(office: Cast, gani: Officer) -> None:
    """Without Dewi only Hadi holds the unit's key, besides paper."""
    DeskKeyGrant.objects.filter(officer_key__officer=office.dewi).delete()
    move = ask_officer(officer=office.hadi, to_office=office.at.fallback, from_day=clock.today() + DAYS, by=office.agus)
    agree(move=move, by=gani)
    keep_moves(at=on_the_day())
    move.refresh_from_db()
    assert move.done_at is None
    assert Officer.objects.get(pk=office.hadi.pk).office == office.at.office


def test_nobody_asks_for_themselves(office: Cast) -> None:
    day = clock.today() + DAYS
    assert refusal(ask_officer, officer=office.agus, to_office=office.at.fallback, from_day=day, by=office.agus) == (
        "own_move"
    )


# An office


def test_a_closed_office_is_read_by_its_successor(office: Cast, gani: Officer) -> None:
    finished = given.concluded(office.sari)
    move = closing(office, gani)
    close_office(move=move, keyring=keyring(office.hadi))
    assert reads(office, CENGKARENG_TIMUR) == (office.at.fallback.name, ["Subdirektorat Intelijen"])
    finished.refresh_from_db()
    assert (finished.office, finished.unit, finished.desk) == (office.at.fallback, office.at.fallback_unit, None)
    assert peek(report=finished, keyring=keyring(office.fani)).answers is not None
    with pytest.raises(Refused):
        peek(report=finished, keyring=keyring(office.dewi))
    assert not DeskKeyGrant.objects.filter(officer_key__officer__office=office.at.office).exists()
    closed = Office.objects.get(pk=office.at.office.pk)
    assert closed.closed_on == clock.today()
    assert closed not in offices()
    assert list(Desk.objects.filter(office=closed, closed_on=None)) == []
    assert not Jurisdiction.objects.filter(office=closed).exists()


def said(officer: Officer, words: str) -> list[Report]:
    return Search(officer, Question(q=words)).rows(0, 25)


def test_old_reports_of_a_closed_office_are_found_by_words_where_they_are_read(office: Cast, gani: Officer) -> None:
    finished = given.concluded(office.sari, narrative="Mereka dikurung di rumah hijau dekat pasar ikan.")
    move = closing(office, gani)
    found_before = {who: said(getattr(office, who), "pasar ikan") for who in ("dewi", "fani", "sari", "bayu")}
    assert found_before == {"dewi": [finished], "fani": [], "sari": [finished], "bayu": []}
    close_office(move=move, keyring=keyring(office.hadi))
    assert said(office.fani, "pasar ikan") == said(gani, "pasar ikan") == [finished]
    assert {who: said(getattr(office, who), "pasar ikan") for who in ("dewi", "sari", "bayu", "hadi")} == {
        "dewi": [],
        "sari": [],
        "bayu": [],
        "hadi": [],
    }
    assert said(office.fani, "pasar sayur") == []


def test_what_was_merged_into_a_closed_office_follows(office: Cast, gani: Officer) -> None:
    earlier = Desk.objects.create(
        office=Office.objects.create(name="Kantor Lama Contoh", closed_on=clock.today()),
        kind=Desk.Kind.UNIT,
        name="Seksi Inteldakim",
        closed_on=clock.today(),
        merged_into=office.at.unit,
    )
    close_office(move=closing(office, gani), keyring=keyring(office.hadi))
    earlier.refresh_from_db()
    office.at.unit.refresh_from_db()
    assert earlier.merged_into == office.at.unit.merged_into == office.at.fallback_unit
    assert units_merged_into([office.at.fallback_unit.pk]) == [office.at.unit.pk, earlier.pk]
    assert merged_villages(office.at.office) == {}


def test_what_is_open_is_handed_on_before(office: Cast, gani: Officer) -> None:
    report = given.received()[0]
    move = closing(office, gani)
    assert refusal(close_office, move=move, keyring=keyring(office.hadi)) == "unfinished"
    assert hand_on(move=move, keyring=keyring(office.dewi)).went == 1
    assert unfinished_at(office.at.office) == []
    close_office(move=move, keyring=keyring(office.hadi))
    report.refresh_from_db()
    assert report.unit == office.at.fallback_unit


def test_who_holds_no_key_closes_nothing(office: Cast, gani: Officer) -> None:
    move = closing(office, gani)
    DeskKeyGrant.objects.filter(officer_key__officer=office.hadi).delete()
    with pytest.raises(NotGranted):
        close_office(move=move, keyring=keyring(office.hadi))
    assert Office.objects.get(pk=office.at.office.pk).closed_on is None


def test_an_office_closes_only_where_another_agreed(office: Cast) -> None:
    move = ask_closing(successor=office.at.fallback, by=office.agus)
    assert refusal(close_office, move=move, keyring=keyring(office.hadi)) == "not_agreed"


def test_who_reads_for_all_does_not_close(office: Cast) -> None:
    people.entrusted(office)
    assert refusal(ask_closing, successor=office.at.fallback, by=office.agus) == "is_fallback"


def test_each_step_is_an_act(office: Cast, gani: Officer) -> None:
    move = closing(office, gani)
    close_office(move=move, keyring=keyring(office.hadi))
    acts = Entry.objects.filter(subject=move.subject).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["move.asked", "move.agreed", "office.closed"]


# A name, and a file that says otherwise


HEADINGS = "jenis,bagian dari,nama,kode,surel,peran,nomor,tanggal,berkas,kontak"


def faults(folder: Path, *lines: str) -> list[str]:
    path = folder / "kantor.csv"
    path.write_text("\n".join([HEADINGS, *lines, ""]))
    rows, unread = sheets.read(path)
    brought = bring_in(rows=rows, is_rehearsal=False, progress=lambda _line: None)
    return [fault.sentence for fault in [*unread, *brought.faults]]


def test_an_old_file_founds_no_renamed_office_anew(office: Cast, tmp_path: Path) -> None:
    before = office.at.office.name
    rename_office(office=office.at.office, name="Kantor Imigrasi Bandara", by=office.agus)
    number = Office.objects.count()
    assert faults(tmp_path, f"kantor,,{before},,,,,,,", f"wilayah,{before},,31.73.01,,,,,,") == [
        f"“{before}” sekarang bernama Kantor Imigrasi Bandara; tulis nama itu.",
        f"“{before}” sekarang bernama Kantor Imigrasi Bandara; tulis nama itu.",
    ]
    assert Office.objects.count() == number


def test_an_old_file_takes_no_area_back(office: Cast, gani: Officer, tmp_path: Path) -> None:
    cengkareng_goes(office, gani)
    keep_moves(at=on_the_day())
    name = office.at.office.name
    lines = (f"wilayah,{name},,31.73.01,,,,,,", f"meja,{name},,{CENGKARENG_TIMUR},,,,,,")
    assert len(faults(tmp_path, *lines)) == 2
    assert reads(office, CENGKARENG_TIMUR)[0] == office.at.fallback.name


def test_an_old_file_takes_no_officer_back(office: Cast, gani: Officer, tmp_path: Path) -> None:
    bayu_goes(office, gani)
    keep_moves(at=on_the_day())
    line = f"petugas,{office.at.office.name},Bayu Contoh,{PEGADUNGAN},bayu@contoh.invalid,pimpasa,,,,"
    assert len(faults(tmp_path, line)) == 1
    assert Officer.objects.get(pk=office.bayu.pk).office == office.at.fallback


def test_an_old_file_opens_no_closed_office(office: Cast, gani: Officer, tmp_path: Path) -> None:
    close_office(move=closing(office, gani), keyring=keyring(office.hadi))
    assert len(faults(tmp_path, f"kantor,,{office.at.office.name},,,,,,,")) == 1
    assert Office.objects.get(pk=office.at.office.pk).closed_on == clock.today()


def test_no_office_takes_another_s_name(office: Cast) -> None:
    assert refusal(rename_office, office=office.at.office, name=office.at.fallback.name, by=office.agus) == (
        "office_name_taken"
    )


def test_a_name_that_comes_back_is_no_former_one(office: Cast) -> None:
    before = office.at.office.name
    for name in ("Kantor Imigrasi Bandara", before):
        rename_office(office=office.at.office, name=name, by=office.agus)
    assert [str(former) for former in office.at.office.former_names.all()] == ["Kantor Imigrasi Bandara"]
