"""What was written on a phone without a network: it comes in once, and what came in is never overwritten."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.unsent import rules
from pimpasa.unsent.actions import arrive, claim, forget, keep, purge
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


def test_a_day_has_room_for_so_many_and_no_more(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_A_DAY", 2)
    idents = [uuid4(), uuid4()]
    for ident in idents:
        arrive(pk=ident, officer=office.sari, words=words())
    with pytest.raises(Refused) as refused:
        arrive(pk=uuid4(), officer=office.sari, words=words("Karangan: ketiga"))
    assert refused.value.code == "too_many_today"
    assert arrive(pk=idents[0], officer=office.sari, words=words())
    assert arrive(pk=uuid4(), officer=office.bayu, words=words())
    Arrival.objects.update(came_at=clock.now() - timedelta(days=1, seconds=1))
    assert arrive(pk=uuid4(), officer=office.sari, words=words("Karangan: ketiga"))


def test_ids_are_forgotten_when_no_phone_brings_them_again(office: Cast) -> None:
    arrive(pk=uuid4(), officer=office.sari, words=words())
    came = Arrival.objects.get().came_at
    Writing.objects.all().delete()
    assert purge(at=came + rules.REMEMBERED) == 0
    assert purge(at=came + rules.REMEMBERED + timedelta(seconds=1)) == 1
    assert Arrival.objects.count() == 0


def test_the_phones_key_is_the_officers_own(office: Cast) -> None:
    keys = [phone_key(keyring(officer)) for officer in (office.sari, office.sari, office.bayu)]
    assert keys[0] == keys[1] != keys[2]
    assert len(keys[0]) == 32
