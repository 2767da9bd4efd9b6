"""A resident finds out when the next Ngopi is, on any phone, and puts it into its calendar."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, time, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Event

from pimpasa.common import clock
from pimpasa.outreach.actions.planning import call_off_dialogue, change_plan
from pimpasa.outreach.invitation import hours_of
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import DialogueState
from tests.factories import outreach as made
from tests.factories.people import Cast
from tests.factories.territory import KAPUK, PEGADUNGAN, make_office, make_village

HALL = "Balai Karangan RW 017"


def read(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def events(path: str) -> list[Event]:
    calendar = Calendar.from_ical(Client().get(path).content)
    return list(calendar.walk("VEVENT"))


def test_it_works(office: Cast) -> None:
    planned = made.dialogue(office, partners="PKK Karangan", speakers=[office.dewi])
    page = read("/ngopi/")
    for told in ("Ngopi Pimpasa", HALL, "RW 017", f"/ngopi/{planned.pk}/"):
        assert told in page
    page = read(f"/ngopi/{planned.pk}/")
    for told in (HALL, "Karangan: kenali janji kerja palsu", "Dewi Contoh", "Ibu Karangan, kader", "PKK Karangan"):
        assert told in page
    assert f"/ngopi/{planned.pk}.ics" in page


def test_what_only_the_office_reads_is_not_there(office: Cast) -> None:
    planned = made.dialogue(office, material="Karangan: kopi", budget_line="521211", letter_number="W.10-1")
    page = read(f"/ngopi/{planned.pk}/") + read("/ngopi/") + str(events("/ngopi/kalender.ics"))
    assert [told for told in ("Karangan: kopi", "521211", "W.10-1", office.sari.email) if told in page] == []


def test_what_is_not_public_is_nowhere(office: Cast) -> None:
    hidden = made.dialogue(office, is_public=False)
    assert HALL not in read("/ngopi/")
    for path in (f"/ngopi/{hidden.pk}/", f"/ngopi/{hidden.pk}.ics"):
        read(path, status=404)
    assert events("/ngopi/kalender.ics") == []


def test_of_one_kelurahan(office: Cast) -> None:
    made.dialogue(office)
    made.dialogue(office, by=office.bayu, desk=office.at.pegadungan, village=office.at.village(PEGADUNGAN), hall="Sini")
    page = read(f"/ngopi/?w={PEGADUNGAN}")
    assert (HALL in page, "Sini" in page) == (False, True)
    assert [str(event["location"]) for event in events(f"/ngopi/kalender/{PEGADUNGAN}.ics")] == [
        "Sini, RW 017, Pegadungan"
    ]
    assert events(f"/ngopi/kalender/{KAPUK}.ics") == []


def test_nonsense_is_taken_kindly(office: Cast) -> None:
    made.dialogue(office)
    for query in ("w=x", "w=99.99.99.9999", "w=%00", "hal=x", "hal=-1", "w=%F0%9F"):
        assert HALL in read(f"/ngopi/?{query}")
    read("/ngopi/kalender/x.ics", status=404)
    read("/ngopi/00000000-0000-7000-8000-000000000000/", status=404)


def test_called_off_it_says_so_and_why(office: Cast) -> None:
    planned = made.dialogue(office)
    (before,) = events(f"/ngopi/{planned.pk}.ics")
    call_off_dialogue(dialogue=planned, reason="Karangan: banjir", by=office.sari)
    assert "Dibatalkan" in read("/ngopi/")
    assert "Karangan: banjir" in read(f"/ngopi/{planned.pk}/")
    (after,) = events(f"/ngopi/{planned.pk}.ics")
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert before["uid"] == after["uid"]
    assert after["summary"] == f"Batal: {before['summary']}"
    assert int(after["sequence"]) > int(before["sequence"])


def test_moved_it_is_told_anew_to_calendars(office: Cast) -> None:
    planned = made.dialogue(office)
    later = planned.starts_at + timedelta(days=1)
    plan = made.plan(office, starts_at=later, ends_at=later + timedelta(hours=1))
    change_plan(dialogue=planned, plan=plan, by=office.sari)
    (event,) = events("/ngopi/kalender.ics")
    assert (event.start, int(event["sequence"])) == (later, 2)


def test_in_jayapura_it_is_announced_in_the_time_of_jayapura(office: Cast) -> None:
    village = make_village("91.71.01.1001", name="Gurabesi Karangan", at=(-2.54, 140.71))
    make_office(districts=["91.71.01"])
    starts = datetime.combine(clock.today() + timedelta(days=1), time(5), UTC)
    planned = made.dialogue(office, village=village, starts_at=starts, ends_at=starts + timedelta(minutes=90))
    for path in ("/ngopi/", f"/ngopi/{planned.pk}/"):
        page = read(path)
        assert "14.00–15.30 WIT" in page
        assert "WIB" not in page
    (event,) = events(f"/ngopi/{planned.pk}.ics")
    assert (event.start, event.end) == (starts, starts + timedelta(minutes=90))
    assert hours_of(planned) == "14.00–15.30 WIT"


def test_held_ones_stand_below(office: Cast) -> None:
    planned = made.dialogue(office)
    Dialogue.objects.filter(pk=planned.pk).update(
        state=DialogueState.HELD,
        starts_at=planned.starts_at - timedelta(days=2),
        ends_at=planned.ends_at - timedelta(2),
    )
    page = read("/ngopi/")
    assert ("Sudah selesai" in page, "Belum ada jadwal" in page) == (True, True)


def test_it_is_light_and_asks_as_often_for_many_as_for_one(office: Cast) -> None:
    first = made.dialogue(office)

    def asked() -> int:
        read("/ngopi/")  # whose office a page names is remembered for some seconds
        with CaptureQueriesContext(connection) as queries:
            read("/ngopi/")
        return len(queries)

    before = asked()
    for hours in range(2, 42, 2):
        start = first.starts_at + timedelta(hours=hours)
        made.dialogue(office, starts_at=start, ends_at=start + timedelta(hours=1))
    assert asked() == before
    page = Client().get("/ngopi/").content
    assert len(gzip.compress(page)) < 8_000
