"""Officers are told that something waits, once, and nothing of what it is."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from pimpasa.accounts.actions import change_officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.config.environment import email
from pimpasa.notices import actions as notices
from pimpasa.reports.models import Report
from pimpasa.reports.tasks import tell_desks
from tests.factories import reports as given
from tests.factories.people import Cast, cast

pytestmark = pytest.mark.django_db
SARI, DEWI, HADI = "sari@contoh.invalid", "dewi@contoh.invalid", "hadi@contoh.invalid"


@pytest.fixture
def office() -> Cast:
    return cast()


def told() -> dict[str, str]:
    """Who got which subject since the last look."""
    found = {message.to[0]: message.subject for message in mail.outbox}
    mail.outbox.clear()
    return found


def test_the_desk_is_told_once(office: Cast) -> None:
    given.report()
    given.report()
    assert tell_desks(timestamp=0) == 1
    assert told() == {SARI: "2 laporan menunggu di Pimpasa Cengkareng Timur"}
    assert tell_desks(timestamp=0) == 0
    given.report()
    assert tell_desks(timestamp=0) == 1
    assert told() == {SARI: "1 laporan menunggu di Pimpasa Cengkareng Timur"}


def test_nothing_of_a_report_is_in_it(office: Cast, settings: Settings) -> None:
    settings.ADDRESS = "https://pimpasa.invalid"
    report = given.report()
    tell_desks(timestamp=0)
    (message,) = mail.outbox
    text = f"{message.subject}\n{message.body}"
    assert "https://pimpasa.invalid" in text
    for said in (given.TOLD.narrative, given.TOLD.place, report.reference, "TPPO", "017", str(report.pk)):
        assert said not in text
    assert (message.cc, message.bcc, message.to) == ([], [], [SARI])


def test_what_a_colleague_took_is_no_news(office: Cast) -> None:
    given.taken(office.sari)
    assert tell_desks(timestamp=0) == 0


def test_late_ones_reach_the_unit_too(office: Cast) -> None:
    given.taken(office.sari)
    Report.objects.update(due_at=clock.now() - timedelta(minutes=1))
    assert tell_desks(timestamp=0) == 3
    at_unit = "1 laporan terlambat di Bidang Inteldakim"
    assert told() == {SARI: "1 laporan terlambat di Pimpasa Cengkareng Timur", DEWI: at_unit, HADI: at_unit}
    assert tell_desks(timestamp=0) == 0


def test_a_deadline_that_comes_near_is_told_once_to_its_desk(office: Cast) -> None:
    given.taken(office.sari)
    Report.objects.update(due_at=clock.now() + timedelta(hours=7))
    assert tell_desks(timestamp=0) == 1
    assert told() == {SARI: "Waktu untuk 1 laporan hampir habis di Pimpasa Cengkareng Timur"}
    assert tell_desks(timestamp=0) == 0


def test_an_emergency_is_warned_of_later(office: Cast) -> None:
    given.taken(office.sari, danger=True)
    Report.objects.update(due_at=clock.now() + timedelta(hours=3))
    assert tell_desks(timestamp=0) == 0
    Report.objects.update(due_at=clock.now() + timedelta(hours=1))
    assert tell_desks(timestamp=0) == 1


def test_what_is_late_already_is_not_called_due_soon(office: Cast) -> None:
    """As after a night in which the worker stood still."""
    given.taken(office.sari)
    Report.objects.update(due_at=clock.now() - timedelta(hours=1))
    tell_desks(timestamp=0)
    assert {subject.split()[2] for subject in told().values()} == {"terlambat"}


def test_the_unit_hears_of_what_has_no_desk(office: Cast) -> None:
    report = given.report()
    Report.objects.filter(pk=report.pk).update(desk=None)
    tell_desks(timestamp=0)
    assert set(told()) == {DEWI, HADI}


def test_who_is_switched_off_is_told_nothing(office: Cast) -> None:
    change_officer(officer=office.sari, name="Sari Contoh", role=Role.PIMPASA, is_active=False, by=office.agus)
    given.report()
    assert tell_desks(timestamp=0) == 0


def test_a_mail_server_that_fails_is_tried_again(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    given.report()

    class Failing:
        def send_messages(self, _messages: object) -> int:
            raise SMTPServerDisconnected("gone")

    with monkeypatch.context() as broken:
        broken.setattr(notices, "get_connection", Failing)
        assert tell_desks(timestamp=0) == 0
    assert tell_desks(timestamp=0) == 1


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtps://nama:sandi%40@surat.invalid", {"EMAIL_PORT": 465, "EMAIL_HOST_PASSWORD": "sandi@"}),
        ("smtps://surat.invalid", {"EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False}),
        ("smtp+tls://surat.invalid", {"EMAIL_PORT": 587, "EMAIL_USE_TLS": True}),
        ("smtp://surat.invalid:2525", {"EMAIL_PORT": 2525, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}),
        ("", {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}),
    ],
)
def test_the_address_of_a_mail_server(url: str, expected: dict[str, object]) -> None:
    assert expected.items() <= email(url).items()
