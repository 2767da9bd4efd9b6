"""What is kept of what an officer typed, for how long, and how it ends."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.keys.actions.officer_keys import make_officer_key
from pimpasa.keys.models import OfficerKey
from pimpasa.sealing import grants
from pimpasa.unsent.actions import claim, keep, purge, release
from pimpasa.unsent.contents import Words
from pimpasa.unsent.models import Writing
from pimpasa.unsent.opening import words_of
from pimpasa.unsent.queries import writings_at
from pimpasa.unsent.rules import LIFE, LONGEST, MOST, SENDING
from pimpasa.vault.actions import shred
from pimpasa.vault.models import GRACE
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db
PAGE = "/petugas/laporan/"


@pytest.fixture
def office() -> Cast:
    return cast()


def words(text: str = "Karangan", page: str = PAGE) -> Words:
    return Words(page=page, action=page, fields={"text": [text]})


def kept(office: Cast, page: str = PAGE, pk: UUID | None = None) -> Writing:
    return keep(pk=pk or uuid4(), officer=office.sari, words=words(page=page))


def test_its_officer_opens_it_and_nobody_else(office: Cast) -> None:
    writing = kept(office)
    assert words_of(writing, keyring(office.sari)) == words()
    assert words_of(writing, keyring(office.bayu)) is None


def test_it_is_found_by_its_page_and_officer(office: Cast) -> None:
    writing = kept(office)
    assert list(writings_at(office.sari, PAGE)) == [writing]
    assert list(writings_at(office.sari, "/petugas/")) == []
    assert list(writings_at(office.bayu, PAGE)) == []


def test_a_row_moved_to_another_does_not_open(office: Cast) -> None:
    writing = kept(office)
    Writing.objects.filter(pk=writing.pk).update(id=uuid4())
    assert words_of(Writing.objects.get(), keyring(office.sari)) is None


def test_nothing_is_sealed_to_a_key_that_somebody_put_into_the_database(office: Cast) -> None:
    given.taken(office.sari)  # an act, which takes up what was changed before it
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # as somebody does who rules the database
        cursor.execute("UPDATE keys_officerkey SET public = %s", [grants.PrivateKey.generate().public])
        cursor.execute("SET session_replication_role = origin")
    with pytest.raises(Refused) as refused:
        kept(office)
    assert refused.value.code == "no_key_yet"


def test_so_many_and_no_more(office: Cast) -> None:
    for _turn in range(MOST):
        kept(office)
    with pytest.raises(Refused) as refused:
        kept(office)
    assert (refused.value.code, Writing.objects.count()) == ("too_many", MOST)


def test_so_long_and_no_longer(office: Cast) -> None:
    with pytest.raises(Refused) as refused:
        keep(pk=uuid4(), officer=office.sari, words=words("x" * LONGEST))
    assert refused.value.code == "too_long"


def test_the_same_size_within_a_step(office: Cast) -> None:
    """Lengths are padded: a row's size does not tell how much was typed."""
    short = keep(pk=uuid4(), officer=office.sari, words=words("x" * 2000))
    longer = keep(pk=uuid4(), officer=office.sari, words=words("x" * 2010))
    assert len(short.envelope) == len(longer.envelope)


def test_it_is_sent_once_at_a_time(office: Cast) -> None:
    pk = kept(office).pk
    assert [claim(pk=pk, officer=office.sari), claim(pk=pk, officer=office.sari)] == [True, False]
    release(pk=pk, officer=office.sari)
    assert not claim(pk=pk, officer=office.bayu)
    assert claim(pk=pk, officer=office.sari)
    Writing.objects.update(claimed_at=clock.now() - SENDING - timedelta(seconds=1))
    assert claim(pk=pk, officer=office.sari)


def test_it_ends_after_its_days_and_before_any_report_can(office: Cast) -> None:
    kept(office)
    assert purge(at=clock.now() + LIFE - timedelta(minutes=1)) == 0
    assert purge(at=clock.now() + LIFE + timedelta(minutes=1)) == 1
    assert LIFE < GRACE


def test_it_is_erased_with_what_it_is_about(office: Cast) -> None:
    report, other_report = given.report(), given.report()
    kept(office, f"/petugas/laporan/{report.pk}/temuan/")
    staying = kept(office, f"/petugas/laporan/{other_report.pk}/temuan/")
    shred(report)
    assert list(Writing.objects.all()) == [staying]


def test_a_new_key_opens_nothing_of_before(office: Cast) -> None:
    writing = kept(office)
    OfficerKey.objects.filter(officer=office.sari).update(retired_at=clock.now())
    make_officer_key(officer=office.sari, passphrase="teh-manis-di-pagi")
    from pimpasa.keys.unlocking import Keyring, open_with_passphrase

    renewed = Keyring(office.sari, open_with_passphrase(office.sari, "teh-manis-di-pagi"))
    assert words_of(writing, renewed) is None
