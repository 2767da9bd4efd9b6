"""Sari, Dewi, Hadi and Rina are told of what waits for them in particular, once, and nothing of what it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from pimpasa.common import clock
from pimpasa.handling.actions.transferring import recuse
from pimpasa.reports.tasks import tell_desks
from pimpasa.verification.actions.checks import plan_check
from pimpasa.waiting import actions
from pimpasa.waiting.models import Notice
from pimpasa.waiting.tasks import mail_what_waits, push_what_waits
from tests.factories import papers
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def subjects() -> list[tuple[str, str]]:
    """Who got which subject since the last look."""
    letters = sorted((message.to[0].partition("@")[0], message.subject) for message in mail.outbox)
    mail.outbox.clear()
    return letters


def test_it_works(office: Cast) -> None:
    report = given.taken(office.sari)
    plan_check(report=report, plan=given.urgent_plan(), keyring=keyring(office.sari))
    assert mail_what_waits(timestamp=0) == 2
    words = "Menunggu Anda: Setujui cek mendesak (1)"
    assert subjects() == [("dewi", words), ("hadi", words)]
    assert mail_what_waits(timestamp=0) == 0


def test_each_kind_has_its_own_notice(office: Cast) -> None:
    papers.draft(office.dewi)
    papers.draft(office.dewi)
    papers.issued(office.dewi, office.hadi)
    assert mail_what_waits(timestamp=0) == 3
    assert subjects() == [
        ("dewi", "Menunggu Anda: Tanda tangani surat (1)"),
        ("hadi", "Menunggu Anda: Beri nomor surat (2)"),
        ("hadi", "Menunggu Anda: Tanda tangani surat (1)"),
    ]


def test_of_reports_desks_are_told_as_before_and_nobody_twice(office: Cast) -> None:
    given.report()
    given.report(danger=True)
    assert mail_what_waits(timestamp=0) == 0
    assert tell_desks(timestamp=0) == 1


def test_nothing_of_it_is_in_the_letter(office: Cast, settings: Settings) -> None:
    settings.ADDRESS = "https://pimpasa.invalid"
    report = given.taken(office.sari)
    plan_check(report=report, plan=given.urgent_plan(), keyring=keyring(office.sari))
    mail_what_waits(timestamp=0)
    for message in mail.outbox:
        text = f"{message.subject}\n{message.body}"
        assert "https://pimpasa.invalid/petugas/" in text
        for word in (given.TOLD.narrative, given.TOLD.place, report.reference, "TPPO", "Sari", str(report.pk)):
            assert word not in text


def test_who_keeps_out_is_told_nothing(office: Cast) -> None:
    report = given.taken(office.sari)
    recuse(report=report, officer=office.dewi, by=office.dewi)
    plan_check(report=report, plan=given.urgent_plan(), keyring=keyring(office.sari))
    mail_what_waits(timestamp=0)
    assert [who for who, _subject in subjects()] == ["hadi"]


def test_who_was_switched_off_is_told_nothing(office: Cast) -> None:
    papers.draft(office.dewi)
    office.hadi.is_active = False
    office.hadi.save()
    assert mail_what_waits(timestamp=0) == 0


def test_a_browser_is_told_by_itself(office: Cast) -> None:
    papers.draft(office.dewi)
    assert mail_what_waits(timestamp=0) == 1
    assert push_what_waits(timestamp=0) == 0
    assert {notice.via for notice in Notice.objects.all()} == {"mail", "push"}
    push_what_waits(timestamp=0)
    assert Notice.objects.count() == 2


def test_what_was_told_is_forgotten_in_time(office: Cast) -> None:
    papers.draft(office.dewi)
    mail_what_waits(timestamp=0)
    assert actions.forget(at=clock.now()) == 0
    assert actions.forget(at=clock.now() + actions.REMEMBERED + timedelta(days=1)) == 1
