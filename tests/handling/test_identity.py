"""Who reported is sealed apart, and opened with a reason, once, with a second officer where the office wants one."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from pimpasa.accounts.actions import ask_to_loosen, put_in_force
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.kinds import Safeguard
from pimpasa.handling.actions.identifying import ask_identity, consent_to_identity, open_identity
from pimpasa.handling.models import IdentityOpening
from pimpasa.handling.queries.custody import handling_of
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db
REASON = "Karangan: pelapor minta dihubungi."
KNOWN = {"name": "Pelapor Karangan", "way": "0813-0000-0000"}


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def report(office: Cast) -> Report:
    return given.report(**given.IDENTITY)


def acts(report: Report) -> list[str]:
    return [entry.act for entry in entries_of([report.subject])]


def test_one_officer_with_a_reason_opens_it_once(office: Cast, report: Report) -> None:
    asked = ask_identity(report=report, keyring=keyring(office.sari), reason=REASON)
    assert open_identity(asking=asked, keyring=keyring(office.sari)) == KNOWN
    assert acts(report) == [Act.REPORT_RECEIVED, Act.IDENTITY_ASKED, Act.IDENTITY_OPENED]
    with pytest.raises(Refused):
        open_identity(asking=asked, keyring=keyring(office.sari))


@pytest.mark.parametrize("reason", ["", "   ", "karena", "\x00" * 5])
def test_a_reason_of_a_few_words_is_needed(office: Cast, report: Report, reason: str) -> None:
    with pytest.raises(Refused):
        ask_identity(report=report, keyring=keyring(office.sari), reason=reason)


def test_an_anonymous_reporter_has_none(office: Cast) -> None:
    with pytest.raises(Refused):
        ask_identity(report=given.report(), keyring=keyring(office.sari), reason=REASON)


def test_another_desk_may_neither_ask_nor_agree(office: Cast, report: Report) -> None:
    with pytest.raises(Refused):
        ask_identity(report=report, keyring=keyring(office.bayu), reason=REASON)
    asked = ask_identity(report=report, keyring=keyring(office.sari), reason=REASON)
    for stranger in (office.bayu, office.agus, office.rina):
        with pytest.raises(Refused):
            consent_to_identity(asking=asked, by=stranger)


class TestTwo:
    @pytest.fixture(autouse=True)
    def wanted(self, office: Cast, report: Report) -> None:
        put_in_force(office=office.at.office, safeguard=Safeguard.TWO_FOR_IDENTITY, by=office.agus)

    def test_it_waits_for_a_colleague(self, office: Cast, report: Report) -> None:
        asked = ask_identity(report=report, keyring=keyring(office.sari), reason=REASON)
        with pytest.raises(Refused):
            open_identity(asking=asked, keyring=keyring(office.sari))
        assert [(row.officer, why) for row, why in handling_of(peek(report, keyring(office.dewi))).askings] == [
            (office.sari, REASON)
        ]
        consent_to_identity(asking=asked, by=office.dewi)
        assert open_identity(asking=asked, keyring=keyring(office.sari)) == KNOWN
        assert acts(report)[1:] == [Act.IDENTITY_ASKED, Act.IDENTITY_CONSENTED, Act.IDENTITY_OPENED]

    def test_nobody_agrees_with_themselves(self, office: Cast, report: Report) -> None:
        asked = ask_identity(report=report, keyring=keyring(office.sari), reason=REASON)
        with pytest.raises(Refused):
            consent_to_identity(asking=asked, by=office.sari)
        with pytest.raises(IntegrityError), transaction.atomic():
            IdentityOpening.objects.filter(pk=asked.pk).update(consented_by=office.sari, consented_at=asked.asked_at)

    def test_the_one_who_agreed_does_not_open(self, office: Cast, report: Report) -> None:
        asked = ask_identity(report=report, keyring=keyring(office.sari), reason=REASON)
        consent_to_identity(asking=asked, by=office.dewi)
        with pytest.raises(Refused):
            open_identity(asking=asked, keyring=keyring(office.dewi))

    def test_only_the_administrator_sets_it(self, office: Cast) -> None:
        for stranger in (office.hadi, office.dewi, office.sari, office.rina):
            with pytest.raises(Refused):
                ask_to_loosen(office=office.at.office, safeguard=Safeguard.TWO_FOR_IDENTITY, by=stranger)
