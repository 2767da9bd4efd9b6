"""How a referral goes on and ends: the table of states, the police's receipt, the night, another office."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.actions import cases, shredding
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.states import Closure
from pimpasa.common import clock
from pimpasa.common.ids import uuid7
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.referrals.actions.links import answer, look
from pimpasa.referrals.actions.receiving import (
    accept_incoming,
    open_incoming,
    refuse_incoming,
    take_incoming_file,
)
from pimpasa.referrals.actions.sending import record_receipt, send_to_unit, withdraw
from pimpasa.referrals.actions.shredding import erase_due
from pimpasa.referrals.contents import PoliceReceipt
from pimpasa.referrals.kinds import AnswerKind
from pimpasa.referrals.models import Referral, ReferralAnswer
from pimpasa.referrals.opening.referrals import open_referral
from pimpasa.referrals.queries import Handover, handover_of, inbox_of
from pimpasa.referrals.rules import check_step
from pimpasa.referrals.states import REFERRAL_TRANSITIONS, ReferralState, ReferralStep
from tests.factories import referrals as made
from tests.factories.people import Cast, keyring
from tests.factories.referrals import WANTED, Whole
from tests.refusals import refused

Broken = Callable[[], AbstractContextManager[None]]
Later = Callable[[int], date]
pytestmark = pytest.mark.django_db
RECEIPT = PoliceReceipt("LP/B/0/KARANGAN", "Polisi Karangan", "Ipda", "2026-01-02")


class TestStates:
    def test_the_table_is_complete(self) -> None:
        assert set(REFERRAL_TRANSITIONS) == set(ReferralState)
        steps = {step for row in REFERRAL_TRANSITIONS.values() for step in row}
        assert steps == set(ReferralStep)
        reached = {to for row in REFERRAL_TRANSITIONS.values() for to in row.values()} | {ReferralState.SENT}
        assert reached == set(ReferralState)

    def test_the_ends_are_ends(self) -> None:
        ending = {ReferralStep.REFUSE, ReferralStep.WITHDRAW, ReferralStep.EXPIRE, ReferralStep.LOCK}
        over = {ReferralState.REFUSED, ReferralState.WITHDRAWN, ReferralState.EXPIRED, ReferralState.LOCKED}
        assert {state for state, row in REFERRAL_TRANSITIONS.items() if not row} == over
        for row in REFERRAL_TRANSITIONS.values():
            assert {to for step, to in row.items() if step not in ending} & over == set()

    @pytest.mark.parametrize("state", list(ReferralState))
    @pytest.mark.parametrize("step", list(ReferralStep))
    def test_what_is_not_in_it_is_refused(self, state: ReferralState, step: ReferralStep) -> None:
        referral = Referral(state=state)
        if step in REFERRAL_TRANSITIONS[state]:
            assert check_step(referral, step) == REFERRAL_TRANSITIONS[state][step]
        else:
            with pytest.raises(Refused, match=str(state.label)):
                check_step(referral, step)


class TestHandover:
    def test_from_owed_to_done(self, office: Cast, whole: Whole) -> None:
        assert handover_of(whole.case) == Handover.NONE
        made.decided_a_crime(office, whole.case)
        assert handover_of(whole.case) == Handover.OWED
        referral = made.handed_to_police(office, whole)
        assert handover_of(whole.case) == Handover.WAITING
        referral = record_receipt(referral=referral, receipt=RECEIPT, keyring=keyring(office.hadi))
        assert handover_of(whole.case) == Handover.DONE
        assert open_referral(referral=referral, keyring=keyring(office.dewi)).receipt == RECEIPT
        assert b"KARANGAN" not in bytes(Referral.objects.get().receipt or b"")

    def test_a_withdrawn_one_is_owed_again(self, office: Cast, whole: Whole) -> None:
        made.decided_a_crime(office, whole.case)
        withdraw(referral=made.handed_to_police(office, whole), by=office.dewi)
        assert handover_of(whole.case) == Handover.OWED

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"number": ""}, "not_whole"),
            ({"receiver": " "}, "not_whole"),
            ({"rank": ""}, "not_whole"),
            ({"day": ""}, "day_to_come"),
        ],
    )
    def test_a_receipt_is_whole(self, office: Cast, whole: Whole, changes: dict[str, str], why: str) -> None:
        referral = made.handed_to_police(office, whole)
        with refused(why):
            record_receipt(referral=referral, receipt=replace(RECEIPT, **changes), keyring=keyring(office.dewi))

    def test_it_is_recorded_once_and_of_the_police_alone(self, office: Cast, whole: Whole) -> None:
        referral, dewi = made.handed_to_police(office, whole), keyring(office.dewi)
        record_receipt(referral=referral, receipt=RECEIPT, keyring=dewi)
        with refused("recorded_already"):
            record_receipt(referral=referral, receipt=RECEIPT, keyring=dewi)
        with refused("no_handover"):
            record_receipt(referral=made.sent(office, whole).referral, receipt=RECEIPT, keyring=dewi)

    def test_without_the_ledger(self, office: Cast, whole: Whole, broken_ledger: Broken) -> None:
        referral = made.handed_to_police(office, whole)
        with broken_ledger():
            record_receipt(referral=referral, receipt=RECEIPT, keyring=keyring(office.dewi))


class TestTheNight:
    def test_what_is_over_is_erased(self, office: Cast, whole: Whole, days_pass: Later) -> None:
        first = made.sent(office, whole)
        later = made.sent(office, whole, made.everything(whole, office.dewi, days=60))
        assert erase_due(at=clock.now()) == 0
        days_pass(15)
        assert erase_due(at=clock.now()) == 1
        first.referral.refresh_from_db()
        assert (first.referral.state, bytes(first.referral.envelope)) == ("expired", b"")
        assert bytes(first.referral.locked_seed or b"") == b""
        assert look(link=made.door(later)).summary == WANTED.summary
        assert erase_due(at=clock.now()) == 0

    def test_what_was_accepted_stays_so(self, office: Cast, whole: Whole, days_pass: Later) -> None:
        door = made.door(made.sent(office, whole))
        look(link=door)
        answer(link=door, kind=AnswerKind.ACCEPTED, text="")
        days_pass(15)
        erase_due(at=clock.now())
        assert Referral.objects.values_list("state", flat=True).get() == "accepted"
        assert bytes(Referral.objects.get().envelope) == b""

    def test_with_its_case_everything_of_it_goes(self, office: Cast, whole: Whole, days_pass: Later) -> None:
        sent = made.sent(office, whole)
        door = made.door(sent)
        look(link=door)
        answer(link=door, kind=AnswerKind.ACCEPTED, text="Karangan")
        cases.close(case=whole.case, closure=Closure.values[0], note="Karangan", keyring=keyring(office.dewi))
        shredding.shred_due(on=days_pass(6 * 366))
        shredding.shred_due(on=days_pass(8))
        whole.case.refresh_from_db()
        assert whole.case.shredded_at is not None
        erase_due(at=clock.now())
        row = Referral.objects.values("envelope", "grant", "copy", "locked_seed").get()
        assert {bytes(value) for value in row.values()} == {b""}
        assert {bytes(value) for value in ReferralAnswer.objects.values_list("envelope", flat=True)} == {b""}
        assert [entry.act for entry in entries_of([sent.referral.subject])][-1] == Act.REFERRAL_SHREDDED
        assert erase_due(at=clock.now()) == 0

    def test_without_the_ledger(self, office: Cast, whole: Whole, days_pass: Later, broken_ledger: Broken) -> None:
        made.sent(office, whole)
        days_pass(15)
        with broken_ledger():
            erase_due(at=clock.now())


class TestAnotherOffice:
    @pytest.fixture
    def fani(self, office: Cast) -> Officer:
        return Officer.objects.get(email="fani@contoh.invalid")

    @pytest.fixture
    def referral(self, office: Cast, whole: Whole) -> Referral:
        wanted = made.everything(whole, office.dewi)
        return send_to_unit(
            case=whole.case,
            unit=office.at.fallback_unit,
            choice=wanted,
            keyring=keyring(office.dewi),
            referral_id=uuid7(),
        )

    def test_it_becomes_a_case_there(self, office: Cast, whole: Whole, referral: Referral, fani: Officer) -> None:
        fani_s = keyring(fani)
        assert list(inbox_of(fani)) == [referral]
        assert open_incoming(referral=referral, keyring=fani_s).summary == WANTED.summary
        file, chunks = take_incoming_file(referral=referral, number=1, keyring=fani_s)
        assert (file.name, b"".join(chunks)) == ("bukti-01.txt", whole.file)
        case = accept_incoming(referral=referral, title="Karangan: dari bandara", keyring=fani_s)
        notes = peek(case, fani_s).contents.notes
        for told in (WANTED.summary, "Korban Karangan", "Perekrutan"):
            assert told in notes
        [(row, text)] = open_referral(referral=referral, keyring=keyring(office.dewi)).answers
        assert (row.kind, text) == ("accepted", f"Kasus {case}")

    def test_or_is_refused_with_a_reason(self, office: Cast, referral: Referral, fani: Officer) -> None:
        open_incoming(referral=referral, keyring=keyring(fani))
        refuse_incoming(referral=referral, reason="Karangan: bukan wilayah kami.", keyring=keyring(fani))
        [(_row, text)] = open_referral(referral=referral, keyring=keyring(office.dewi)).answers
        assert text == "Karangan: bukan wilayah kami."
        assert not inbox_of(fani).exists()
        with refused("over"):
            open_incoming(referral=referral, keyring=keyring(fani))

    def test_nobody_else_reads_it(self, office: Cast, referral: Referral) -> None:
        for who in office.everyone:
            with pytest.raises(Refused):
                open_incoming(referral=referral, keyring=keyring(who))
            assert not inbox_of(who).exists()

    def test_one_s_own_office_is_no_other(self, office: Cast, whole: Whole) -> None:
        for desk in (office.at.unit, office.at.pegadungan):
            with refused("no_other_office"):
                send_to_unit(
                    case=whole.case,
                    unit=desk,
                    choice=WANTED,
                    keyring=keyring(office.dewi),
                    referral_id=uuid7(),
                )

    def test_without_the_ledger(
        self, office: Cast, whole: Whole, referral: Referral, fani: Officer, broken_ledger: Broken
    ) -> None:
        fani_s = keyring(fani)
        open_incoming(referral=referral, keyring=fani_s)
        with broken_ledger():
            open_incoming(referral=referral, keyring=fani_s)
        with broken_ledger():
            take_incoming_file(referral=referral, number=1, keyring=fani_s)
        with broken_ledger():
            accept_incoming(referral=referral, title="Karangan", keyring=fani_s)
        with broken_ledger():
            refuse_incoming(referral=referral, reason="Karangan", keyring=fani_s)
        with broken_ledger():
            send_to_unit(
                case=whole.case,
                unit=office.at.fallback_unit,
                choice=WANTED,
                keyring=keyring(office.dewi),
                referral_id=uuid7(),
            )


def test_days_are_counted_from_sending(office: Cast, whole: Whole) -> None:
    referral = made.sent(office, whole, made.everything(whole, office.dewi, days=3)).referral
    assert referral.expires_at - referral.sent_at == timedelta(days=3)
