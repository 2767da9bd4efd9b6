"""Sari plans a Ngopi in RW 017; nobody is booked twice, and no hall."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.actions.planning import call_off_dialogue, change_plan
from pimpasa.outreach.models import DialogueKind
from pimpasa.outreach.states import DialogueState
from tests.factories import outreach as made
from tests.factories.people import Cast
from tests.factories.territory import PEGADUNGAN, TANAH_TINGGI
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_it_works(office: Cast) -> None:
    dialogue = made.dialogue(office, series="Karangan: keliling RW", speakers=[office.dewi])
    dialogue.refresh_from_db()
    assert (dialogue.state, dialogue.rws, dialogue.organiser) == (DialogueState.PLANNED, ["017"], office.sari)
    assert [(one.officer, one.guest) for one in dialogue.speakers.all()] == [
        (office.dewi, ""),
        (None, "Ibu Karangan, kader"),
    ]
    assert [entry.act for entry in entries_of([dialogue.subject])] == [Act.DIALOGUE_PLANNED]


def test_the_usual_kinds_are_there() -> None:
    assert list(DialogueKind.objects.values_list("pk", flat=True)) == [
        "ngopi", "sosialisasi", "sekolah", "sambang", "bimtek", "rakor",
    ]  # fmt: skip


def test_who_may_not(office: Cast) -> None:
    for who, code in ((office.bayu, "not_at_desk"), (office.agus, "not_permitted"), (office.rina, "not_permitted")):
        with refused(code):
            made.dialogue(office, by=who)


def test_an_officer_is_in_one_place_at_a_time(office: Cast) -> None:
    made.dialogue(office, speakers=[office.dewi])
    village = office.at.village(PEGADUNGAN)
    for speakers in ([office.dewi], [office.sari]):
        with pytest.raises(Refused) as refusal:
            made.dialogue(
                office, by=office.bayu, desk=office.at.pegadungan, village=village, hall="Lain", speakers=speakers
            )
        assert refusal.value.code == "officer_busy"
        assert "Contoh: sudah ada di Balai Karangan RW 017" in str(refusal.value.reason)
    made.dialogue(office, by=office.bayu, desk=office.at.pegadungan, village=village, hall="Lain")


def test_a_hall_holds_one_at_a_time_however_it_is_written(office: Cast) -> None:
    first = made.dialogue(office)
    with refused("hall_taken"):
        made.dialogue(office, by=office.hadi, desk=office.at.unit, hall="BALAI KARANGAN, RW.017")
    made.dialogue(office, starts_at=first.ends_at, ends_at=first.ends_at + timedelta(hours=1))


def test_called_off_it_is_free_again(office: Cast) -> None:
    first = made.dialogue(office)
    with refused("no_reason"):
        call_off_dialogue(dialogue=first, reason=" ", by=office.sari)
    call_off_dialogue(dialogue=first, reason="Karangan: banjir", by=office.sari)
    made.dialogue(office)
    with refused("not_in_this_state"):
        change_plan(dialogue=first, plan=made.plan(office), by=office.sari)


def test_what_cannot_be_planned(office: Cast) -> None:
    plan = made.plan(office)
    days_ago = {"starts_at": plan.starts_at - timedelta(days=2), "ends_at": plan.ends_at - timedelta(days=2)}
    refusals: list[tuple[dict[str, Any], str]] = [
        ({"village": office.at.village(TANAH_TINGGI)}, "not_in_area"),
        ({"rws": ["17"]}, "no_rw"),
        ({"ends_at": plan.starts_at}, "ends_before_start"),
        (days_ago, "time_is_over"),
        ({"ends_at": plan.starts_at + timedelta(hours=13)}, "too_long_a_day"),
        ({"hall": "  "}, "no_hall"),
        ({"speakers": [office.fani]}, "speaker_of_other_office"),
    ]
    for changes, code in refusals:
        with refused(code):
            made.dialogue(office, **changes)


def test_changed_it_is_told_anew(office: Cast) -> None:
    first = made.dialogue(office)
    changed = change_plan(dialogue=first, plan=made.plan(office, hall="Karangan: musala"), by=office.sari)
    assert (changed.hall, changed.version, changed.speakers.count()) == ("Karangan: musala", 2, 1)
