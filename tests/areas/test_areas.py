"""What is told of an area: sealed to its desk, without persons, no report, thirty days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.areas.models import AreaNote
from pimpasa.areas.opening import read_area
from pimpasa.areas.persons import names_in
from pimpasa.areas.queries import counts_for
from pimpasa.areas.tasks import drop_due
from pimpasa.common import clock
from pimpasa.reports.models import Report
from tests.factories.areas import CONTENTS, told
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def test_it_works(office: Cast) -> None:
    note = told(office)
    opened = read_area(notes=[note], keyring=keyring(office.sari))
    assert [read.contents for read in opened] == [CONTENTS]
    assert [(count.village, count.number) for count in counts_for(office.dewi)] == [("Cengkareng Timur", 1)]


def test_it_is_no_report(office: Cast) -> None:
    told(office)
    assert Report.objects.count() == 0


def test_neither_words_nor_teller_are_readable(office: Cast) -> None:
    note = AreaNote.objects.get(pk=told(office).pk)
    stored = bytes(note.envelope) + bytes(note.grant)
    assert [word for word in ("penghuni", "RW 17", "rw") if word.encode() in stored and len(word) > 2] == []


@pytest.mark.parametrize(
    "words",
    [
        "Karangan: hubungi 0812-3456-7890",
        "Karangan: mobil B 1234 XYZ sering parkir",
        "Karangan: paspornya A1234567",
        "Karangan: ig @karangan.orang",
        "Karangan: NIK 3173011504900001",
    ],
)
def test_what_leads_to_a_person_is_refused(office: Cast, words: str) -> None:
    with pytest.raises(Refused) as refused:
        told(office, replace(CONTENTS, words=words))
    assert refused.value.code == "leads_to_a_person"
    assert AreaNote.objects.count() == 0


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Ada orang bernama Budi Karangan di sini", ["Budi Karangan"]),
        ("Pak Joko menyewa lantai dua", ["Joko"]),
        ("Pak RW sudah tahu, ibu Lurah juga", []),
        ("Banyak penghuni baru di Rusunami City Park", []),
    ],
)
def test_names_are_noticed(words: str, names: list[str]) -> None:
    assert names_in(words) == names


@pytest.mark.parametrize("name", ["bayu", "dewi", "fani"])
def test_other_desks_do_not_read_it(office: Cast, name: str) -> None:
    note = told(office)
    with pytest.raises(Refused) as refused:
        read_area(notes=[note], keyring=keyring(getattr(office, name)))
    assert refused.value.code == "other_desk"


def test_it_is_gone_after_thirty_days(office: Cast) -> None:
    told(office)
    assert drop_due(on=clock.today() + timedelta(days=30)) == 0
    assert drop_due(on=clock.today() + timedelta(days=31)) == 1
    assert AreaNote.objects.count() == 0
