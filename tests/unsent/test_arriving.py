"""What was written on a phone without a network: it comes in once, and what came in is never overwritten."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.unsent.actions import arrive, claim, forget, keep
from pimpasa.unsent.contents import Words
from pimpasa.unsent.models import Arrival, Writing
from pimpasa.unsent.opening import phone_key, words_of
from pimpasa.unsent.queries import arrived
from pimpasa.unsent.rules import MOST
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db
PAGE = "/petugas/laporan/"


@pytest.fixture
def office() -> Cast:
    return cast()


def words(text: str = "Karangan: dari HP") -> Words:
    return Words(page=PAGE, action=PAGE, fields={"text": [text]})


def texts(office: Cast) -> list[str]:
    opened = [words_of(row, keyring(office.sari)) for row in Writing.objects.all()]
    return sorted(row.fields["text"][0] for row in opened if row)


def test_it_comes_in_once_and_waits_for_its_officer(office: Cast) -> None:
    ident = uuid4()
    for _turn in range(2):
        assert arrive(pk=ident, officer=office.sari, words=words()) == Writing.objects.get()
    assert list(arrived(office.sari)) == [Writing.objects.get()]
    assert list(arrived(office.bayu)) == []


def test_what_was_sent_or_dropped_comes_in_no_more(office: Cast) -> None:
    ident = uuid4()
    arrive(pk=ident, officer=office.sari, words=words())
    forget(pk=ident, officer=office.sari)
    assert arrive(pk=ident, officer=office.sari, words=words()) is None
    assert Writing.objects.count() == 0


def test_words_that_were_saved_before_are_gone_on_with(office: Cast) -> None:
    ident = uuid4()
    keep(pk=ident, officer=office.sari, words=words("Karangan: separuh"))
    arrive(pk=ident, officer=office.sari, words=words("Karangan: separuh, lalu sisanya"))
    assert texts(office) == ["Karangan: separuh, lalu sisanya"]


@pytest.mark.parametrize("happens", [forget, claim])
def test_what_is_written_anew_after_sending_began_is_kept_beside(office: Cast, happens: object) -> None:
    ident = uuid4()
    arrive(pk=ident, officer=office.sari, words=words("Karangan: satu"))
    happens(pk=ident, officer=office.sari)  # type: ignore[operator]  # either verb
    fresh = arrive(pk=ident, officer=office.sari, words=words("Karangan: dua"))
    assert fresh
    assert fresh.pk != ident
    assert "Karangan: dua" in texts(office)
    assert fresh in arrived(office.sari)


def test_nobody_brings_in_under_anothers_id(office: Cast) -> None:
    ident = uuid4()
    arrive(pk=ident, officer=office.sari, words=words())
    with pytest.raises(Refused) as refused:
        arrive(pk=ident, officer=office.bayu, words=words("Karangan: lain"))
    assert refused.value.code == "anothers"
    assert texts(office) == ["Karangan: dari HP"]


def test_what_finds_no_room_comes_in_later(office: Cast) -> None:
    for _turn in range(MOST):
        keep(pk=uuid4(), officer=office.sari, words=words())
    ident = UUID(int=7)
    with pytest.raises(Refused) as refused:
        arrive(pk=ident, officer=office.sari, words=words("Karangan: penuh"))
    assert (refused.value.code, Arrival.objects.count()) == ("too_many", 0)
    Writing.objects.all().delete()
    assert arrive(pk=ident, officer=office.sari, words=words("Karangan: penuh"))


def test_the_phones_key_is_the_officers_own(office: Cast) -> None:
    keys = [phone_key(keyring(officer)) for officer in (office.sari, office.sari, office.bayu)]
    assert keys[0] == keys[1] != keys[2]
    assert len(keys[0]) == 32
