"""People ask about their data, and breaches have a clock; both are sealed to the unit that answers for them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.privacy import queries
from pimpasa.privacy.actions.answering import answer_request
from pimpasa.privacy.actions.asking import ask
from pimpasa.privacy.actions.breaches import mark_told, record_breach
from pimpasa.privacy.kinds import Outcome, Right
from pimpasa.privacy.models import Breach, SubjectRequest
from pimpasa.privacy.opening import open_breach, open_request
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring
from tests.factories.tables import everything

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
DONE = "Karangan: dikirim lewat telepon."


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def dewi(office: Cast) -> Keyring:
    return keyring(office.dewi)


def test_somebody_asks_and_dewi_answers(office: Cast, dewi: Keyring) -> None:
    asked = given.subject_request(office.at.office)
    assert asked.due_at - asked.received_at == timedelta(hours=72)
    assert open_request(request=asked, keyring=dewi) == (given.ASKED, "")
    answer_request(request=asked, outcome=Outcome.GRANTED, text=DONE, keyring=dewi)
    asked.refresh_from_db()
    assert open_request(request=asked, keyring=keyring(office.hadi)) == (given.ASKED, DONE)
    with pytest.raises(Refused, match="sudah dijawab"):
        answer_request(request=asked, outcome=Outcome.REFUSED, text=DONE, keyring=dewi)
    acts = [entry.act for entry in entries_of([asked.subject])]
    assert acts == [Act.SUBJECT_ASKED, Act.SUBJECT_READ, Act.SUBJECT_ANSWERED, Act.SUBJECT_READ]


def test_a_breach_has_its_clock_from_its_discovery(office: Cast, dewi: Keyring) -> None:
    breach = given.breach(office.dewi)
    assert breach.due_at - breach.discovered_at == timedelta(hours=72)
    assert open_breach(breach=breach, keyring=dewi) == given.BREACH
    mark_told(breach=breach, by=office.hadi)
    breach.refresh_from_db()
    assert breach.told_by == office.hadi
    with pytest.raises(Refused, match="Sudah dicatat"):
        mark_told(breach=breach, by=office.hadi)


def test_one_to_come_is_none(office: Cast) -> None:
    with pytest.raises(Refused, match="belum tiba"):
        record_breach(
            office=office.at.office,
            discovered_at=clock.now() + timedelta(minutes=5),
            facts=given.BREACH,
            by=office.dewi,
        )


@pytest.mark.parametrize("who", ["sari", "bayu", "agus", "rina"])
def test_nobody_else_reads_or_records(office: Cast, who: str) -> None:
    asked, breach = given.subject_request(office.at.office), given.breach(office.dewi)
    person = getattr(office, who)
    for attempt in (
        lambda: open_request(request=asked, keyring=keyring(person)),
        lambda: open_breach(breach=breach, keyring=keyring(person)),
        lambda: answer_request(request=asked, outcome=Outcome.GRANTED, text=DONE, keyring=keyring(person)),
        lambda: mark_told(breach=breach, by=person),
        lambda: given.breach(person),
    ):
        with pytest.raises(Refused):
            attempt()


def test_another_office_s_unit_neither(office: Cast, dewi: Keyring) -> None:
    asked = given.subject_request(office.at.fallback)
    with pytest.raises(Refused, match="kantor lain"):
        open_request(request=asked, keyring=dewi)
    with pytest.raises(NotGranted):
        dewi.desk_private(asked.desk_key)


def test_what_waits_comes_first(office: Cast, dewi: Keyring) -> None:
    first, second = (given.subject_request(office.at.office) for _ in range(2))
    answer_request(request=first, outcome=Outcome.PARTLY, text=DONE, keyring=dewi)
    assert list(queries.requests_of(office.at.office)) == [second, first]
    assert list(queries.requests_of(office.at.fallback)) == []


def test_the_database_refuses_half_an_answer(office: Cast) -> None:
    asked, breach = given.subject_request(office.at.office), given.breach(office.dewi)
    with pytest.raises(IntegrityError), transaction.atomic():
        SubjectRequest.objects.filter(pk=asked.pk).update(outcome=Outcome.GRANTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Breach.objects.filter(pk=breach.pk).update(told_at=clock.now())


def test_without_the_ledger_nothing_happens(office: Cast, dewi: Keyring, broken_ledger: Broken) -> None:
    asked, breach = given.subject_request(office.at.office), given.breach(office.dewi)
    before = everything()
    for attempt in (
        lambda: ask(office=office.at.office, right=Right.ERASE, asked=given.ASKED),
        lambda: given.breach(office.dewi),
        lambda: mark_told(breach=breach, by=office.dewi),
        lambda: answer_request(request=asked, outcome=Outcome.GRANTED, text=DONE, keyring=dewi),
        lambda: open_request(request=asked, keyring=dewi),
        lambda: open_breach(breach=breach, keyring=dewi),
    ):
        with broken_ledger():
            attempt()
    assert everything() == before
