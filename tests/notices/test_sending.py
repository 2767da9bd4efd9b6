"""What goes out to people: each by themselves, a sentence and where to sign in, and one fault stops no other's."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.utils.translation import gettext, override
from pytest_django.fixtures import Settings

from pimpasa.accounts.models import Officer
from pimpasa.notices import actions as notices
from pimpasa.notices.errors import AddressRefused, NotSent
from pimpasa.notices.letters import Letter
from tests.factories.people import Cast, cast


def sentence() -> str:
    return gettext("A promise is due today")


@pytest.mark.django_db
class TestOfficers:
    @pytest.fixture
    def office(self) -> Cast:
        return cast()

    def test_each_gets_a_message_of_their_own(self, office: Cast, settings: Settings) -> None:
        settings.ADDRESS = "https://contoh.invalid"
        with override("en"):
            assert notices.mail_officers(officers=[office.sari, office.dewi], sentence=sentence, page="/petugas/") == 2
        assert [message.to for message in mail.outbox] == [[office.sari.email], [office.dewi.email]]
        assert {message.subject for message in mail.outbox} == {"Ada janji yang jatuh tempo hari ini"}
        assert all("https://contoh.invalid/petugas/" in str(message.body) for message in mail.outbox)

    def test_nobody_is_sent_nothing(self) -> None:
        assert notices.mail_officers(officers=[], sentence=sentence) == 0
        assert mail.outbox == []

    def test_browsers_are_handed_a_line_for_each_sentence(self, office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        handed: list[dict[Officer, str]] = []
        monkeypatch.setattr(notices, "tell", lambda words: handed.append(words) or len(words))
        assert notices.push_officers(sentences={office.sari: [lambda: "satu", lambda: "dua"]}) == 1
        assert handed == [{office.sari: "satu\ndua"}]


class TestFaults:
    def test_a_refused_address_is_told_apart(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Refusing:
            def send_messages(self, _messages: object) -> int:
                raise SMTPRecipientsRefused({"warga@contoh.invalid": (550, b"")})

        monkeypatch.setattr(notices, "get_connection", Refusing)
        with pytest.raises(AddressRefused) as refused:
            notices.mail(letters=[Letter("warga@contoh.invalid", "Pengingat", "Isi")])
        assert "warga" not in str(refused.value)

    def test_one_that_is_not_sent_stops_no_other(self, caplog: pytest.LogCaptureFixture) -> None:
        def send(name: str) -> int:
            if name == "kedua":
                raise NotSent("gone")
            return 1

        assert notices.send_each(["pertama", "kedua", "ketiga"], send, what="a day") == 2
        assert "kedua was not told of a day: gone" in caplog.text

    @pytest.mark.parametrize("silence", [TimeoutError(), ConnectionRefusedError(), SMTPServerDisconnected()])
    def test_a_silent_server_is_waited_for_once(
        self, silence: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        asked = []

        class Silent:
            def send_messages(self, messages: list[object]) -> int:
                asked.append(messages)
                raise silence

        def send(address: str) -> int:
            return notices.mail(letters=[Letter(address, "Pengingat", "Isi")])

        monkeypatch.setattr(notices, "get_connection", Silent)
        desks = [f"meja{number}@contoh.invalid" for number in range(40)]
        assert notices.send_each(desks, send, what="new reports") == 0
        assert len(asked) == 1
        assert "nobody was told of new reports" in caplog.text


def test_a_line_break_begins_no_header() -> None:
    assert notices.mail(letters=[Letter("warga@contoh.invalid", "Pengingat:\nBcc: lain@contoh.invalid", "Isi")]) == 1
    assert mail.outbox[0].subject == "Pengingat: Bcc: lain@contoh.invalid"
