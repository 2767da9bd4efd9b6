"""Sent past the Pimpasa: the unit handles it, and the desk gets no key, no row and no count, by no later hand."""

from __future__ import annotations

import pytest

from pimpasa.accounts.actions import assign
from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.connections.actions import inquire
from pimpasa.handling.actions.transferring import transfer
from pimpasa.handling.actions.verifying import take
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.models import ReportGrant, Share
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.lists import visible_to
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def test_the_unit_reads_it_and_the_desk_has_nothing(office: Cast) -> None:
    report = given.report(direct=True, mode="confidential", contact_way="0813-0000-0000")
    desks = ReportGrant.objects.filter(report=report).values_list("desk_key__desk", flat=True)
    assert set(desks) == {office.at.unit.pk}
    assert report.desk is None
    assert list(visible_to(office.sari)) == []
    assert list(visible_to(office.dewi)) == [report]
    assert peek(report, keyring(office.dewi)).answers.direct
    with pytest.raises(Refused) as refused:
        peek(report, keyring(office.sari))
    assert refused.value.code == "other_desk"


def test_an_act_says_so(office: Cast) -> None:
    report = given.report(direct=True)
    assert [entry.act for entry in entries_of([report.subject])] == [Act.REPORT_RECEIVED, Act.REPORT_DIRECT]
    other = given.report()
    assert [entry.act for entry in entries_of([other.subject])] == [Act.REPORT_RECEIVED]


def test_a_pimpasa_who_sits_at_the_unit_too_keeps_out(office: Cast) -> None:
    report, open_report = given.report(direct=True), given.report()
    assign(officer=office.sari, desk=office.at.unit, starts_on=clock.today(), by=None)
    assert list(visible_to(office.sari)) == [open_report]
    with pytest.raises(Refused) as refused:
        peek(report, keyring(office.sari))
    assert refused.value.code == "sent_past"


def test_nobody_hands_it_to_the_desk_later(office: Cast) -> None:
    report = take(report=given.report(direct=True), by=office.dewi)
    with pytest.raises(Refused) as refused:
        transfer(
            report=report,
            to_desk=office.at.cengkareng_timur,
            to_unit=office.at.unit,
            reason="Karangan: milik kelurahannya.",
            keyring=keyring(office.dewi),
        )
    assert refused.value.code == "sent_past"


def test_the_desk_that_asks_others_does_not_reach_it(office: Cast) -> None:
    given.report(direct=True)
    own = take(report=given.report(), by=office.sari)
    mention = own.mentions.get(kind="phone")
    inquire(mention=mention, reason="Karangan: nomor yang sama.", keyring=keyring(office.sari))
    assert not Share.objects.exists()
