"""Where the ledger cannot be written, nothing of an act may stay."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from pimpasa.handling.actions.identifying import ask_identity, consent_to_identity, open_identity
from pimpasa.handling.actions.verifying import ask, take
from pimpasa.handling.opening import open_report
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.actions.drafting import save_draft
from pimpasa.reports.actions.submitting import submit
from pimpasa.reports.opening import peek
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
REASON = "Karangan: pelapor minta dihubungi."


@pytest.fixture
def office() -> Cast:
    return cast()


def test_receiving(office: Cast, broken_ledger: Broken) -> None:
    with broken_ledger():
        given.received()


def test_sending_keeps_the_draft(office: Cast, broken_ledger: Broken) -> None:
    key = b"k" * 32
    save_draft(browser_key=key, answers=given.TOLD)
    with broken_ledger():
        submit(browser_key=key, promise=given.promise())
    assert submit(browser_key=key, promise=given.promise())


def test_taking(office: Cast, broken_ledger: Broken) -> None:
    report = given.report()
    with broken_ledger():
        take(report=report, by=office.sari)


def test_asking(office: Cast, broken_ledger: Broken) -> None:
    opened = peek(given.taken(office.sari), keyring(office.sari))
    with broken_ledger():
        ask(opened=opened, text="Karangan: kapan itu terjadi?", by=office.sari)


def test_answering(office: Cast, broken_ledger: Broken) -> None:
    opened = given.seen_by_reporter(given.received()[1])
    with broken_ledger():
        answer(opened=opened, text="Karangan: kemarin malam.")


def test_concluding(office: Cast, broken_ledger: Broken) -> None:
    report = given.taken(office.sari)
    with broken_ledger():
        given.conclude(report, office.sari)


def test_opening(office: Cast, broken_ledger: Broken) -> None:
    report = given.report()
    with broken_ledger():
        open_report(report=report, keyring=keyring(office.sari))


def test_asking_agreeing_and_opening_who_reported(office: Cast, broken_ledger: Broken) -> None:
    report = given.report(**given.IDENTITY)
    with broken_ledger():
        ask_identity(report=report, keyring=keyring(office.sari), reason=REASON)
    asked = ask_identity(report=report, keyring=keyring(office.sari), reason=REASON)
    with broken_ledger():
        consent_to_identity(asking=asked, by=office.dewi)
    with broken_ledger():
        open_identity(asking=asked, keyring=keyring(office.sari))
