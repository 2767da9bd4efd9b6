"""The partner's door: two secrets, ten guesses, every look in the log, answers that only the unit reads."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pimpasa.accounts.errors import Refused
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.referrals.actions.links import answer, look, take_file, unlock
from pimpasa.referrals.actions.sending import Sent, withdraw
from pimpasa.referrals.errors import NoSuchReferral, WrongCode
from pimpasa.referrals.kinds import AnswerKind
from pimpasa.referrals.models import Referral
from pimpasa.referrals.opening.referrals import open_referral
from pimpasa.referrals.queries import by_link, open_link
from pimpasa.referrals.rules import MOST_WRONG_CODES
from pimpasa.sealing import crockford
from pimpasa.sealing.errors import MalformedCode
from tests.factories import referrals as made
from tests.factories.people import Cast, keyring
from tests.factories.referrals import Whole
from tests.refusals import refused

Broken = Callable[[], AbstractContextManager[None]]
Later = Callable[[int], date]
pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(office: Cast, whole: Whole) -> Sent:
    return made.sent(office, whole)


def test_it_works(office: Cast, sent: Sent) -> None:
    door = made.door(sent)
    look(link=door)
    answer(link=door, kind=AnswerKind.WORDS, text="Karangan: kapan ia dapat datang?")
    answer(link=door, kind=AnswerKind.ACCEPTED, text="")
    look(link=door)
    opened = open_referral(referral=sent.referral, keyring=keyring(office.hadi))
    assert [(row.kind, text) for row, text in opened.answers] == [
        ("words", "Karangan: kapan ia dapat datang?"),
        ("accepted", ""),
    ]
    assert Referral.objects.get().state == "accepted"


def test_the_tenth_wrong_code_locks_it(sent: Sent) -> None:
    for _ in range(MOST_WRONG_CODES):
        with pytest.raises(WrongCode):
            unlock(link=sent.link, code=made.wrong_code(sent))
    with pytest.raises(NoSuchReferral):
        unlock(link=sent.link, code=sent.code)
    referral = Referral.objects.get()
    assert (referral.state, bytes(referral.envelope), bytes(referral.locked_seed or b"x")) == ("locked", b"", b"x")
    assert bytes(referral.grant) == b""
    assert list(entries_of([referral.subject]))[-1].act == Act.REFERRAL_LOCKED


def test_a_right_code_forgives_what_was_mistyped(sent: Sent) -> None:
    for _ in range(3):
        for _ in range(MOST_WRONG_CODES - 1):
            with pytest.raises(WrongCode):
                unlock(link=sent.link, code=made.wrong_code(sent))
        assert unlock(link=sent.link, code=sent.code)


def test_what_is_no_code_is_no_guess(sent: Sent) -> None:
    for _ in range(MOST_WRONG_CODES + 1):
        with pytest.raises(MalformedCode):
            unlock(link=sent.link, code="salah")
    assert unlock(link=sent.link, code=sent.code)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(bits=st.integers(0, 2**50 - 1))
def test_no_other_code_opens(sent: Sent, bits: int) -> None:
    Referral.objects.update(wrong_codes=0)
    code = crockford.encode(bits, 10) + crockford.check_symbol(bits)
    if code == crockford.normalise(sent.code):
        return
    with pytest.raises(WrongCode):
        unlock(link=sent.link, code=code)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(link=st.one_of(st.text(max_size=40), st.from_regex(r"\A[A-Za-z0-9_-]{27}\Z")))
def test_no_other_link_finds_it(sent: Sent, link: str) -> None:
    with pytest.raises(NoSuchReferral):
        by_link(link)
    assert Referral.objects.get().wrong_codes == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(seed=st.binary(max_size=40))
def test_no_other_seed_goes_through(sent: Sent, seed: bytes) -> None:
    with pytest.raises(WrongCode):
        open_link(sent.link, seed)


def test_over_withdrawn_and_unknown_are_alike(office: Cast, sent: Sent, days_pass: Later) -> None:
    door = made.door(sent)
    withdraw(referral=sent.referral, by=office.dewi)
    for closed in (lambda: by_link(sent.link), lambda: look(link=door), lambda: take_file(link=door, number=1)):
        with pytest.raises(NoSuchReferral):
            closed()
    referral = Referral.objects.get()
    assert (referral.state, bytes(referral.envelope), referral.link_id) == ("withdrawn", b"", None)


def test_when_its_time_is_over_it_does_not_open(sent: Sent, days_pass: Later) -> None:
    door = made.door(sent)
    days_pass(14)
    with pytest.raises(NoSuchReferral):
        look(link=door)
    with pytest.raises(NoSuchReferral):
        answer(link=door, kind=AnswerKind.ACCEPTED, text="")


class TestAnswers:
    def test_refusing_needs_a_reason_and_ends_it(self, office: Cast, sent: Sent) -> None:
        door = made.door(sent)
        look(link=door)
        with refused("no_words"):
            answer(link=door, kind=AnswerKind.REFUSED, text=" ")
        answer(link=door, kind=AnswerKind.REFUSED, text="Karangan: bukan wilayah kami.")
        with pytest.raises(NoSuchReferral):
            look(link=door)
        [(_row, text)] = open_referral(referral=sent.referral, keyring=keyring(office.dewi)).answers
        assert text == "Karangan: bukan wilayah kami."

    def test_nobody_accepts_what_they_did_not_open(self, sent: Sent) -> None:
        with pytest.raises(Refused):
            answer(link=made.door(sent), kind=AnswerKind.ACCEPTED, text="")

    def test_a_novel_is_too_long(self, sent: Sent) -> None:
        door = made.door(sent)
        look(link=door)
        with refused("too_long"):
            answer(link=door, kind=AnswerKind.WORDS, text="a" * 20_001)

    @pytest.mark.parametrize("number", [0, -1, 2])
    def test_a_file_that_is_not_there(self, sent: Sent, number: int) -> None:
        with refused("no_such_file"):
            take_file(link=made.door(sent), number=number)


class TestWithoutTheLedger:
    def test_looking(self, sent: Sent, broken_ledger: Broken) -> None:
        door = made.door(sent)
        with broken_ledger():
            look(link=door)

    def test_taking_a_file(self, sent: Sent, broken_ledger: Broken) -> None:
        door = made.door(sent)
        with broken_ledger():
            take_file(link=door, number=1)

    @pytest.mark.parametrize("kind", list(AnswerKind))
    def test_answering(self, sent: Sent, broken_ledger: Broken, kind: AnswerKind) -> None:
        door = made.door(sent)
        look(link=door)
        with broken_ledger():
            answer(link=door, kind=kind, text="Karangan: ya")

    def test_locking(self, sent: Sent, broken_ledger: Broken) -> None:
        Referral.objects.update(wrong_codes=MOST_WRONG_CODES - 1)
        with broken_ledger():
            unlock(link=sent.link, code=made.wrong_code(sent))

    def test_reading_and_withdrawing(self, office: Cast, sent: Sent, broken_ledger: Broken) -> None:
        with broken_ledger():
            open_referral(referral=sent.referral, keyring=keyring(office.dewi))
        with broken_ledger():
            withdraw(referral=sent.referral, by=office.dewi)
