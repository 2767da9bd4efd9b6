"""One letter to try the mail server: what it answers is said, and what it refuses is one line."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from pytest_django.fixtures import Settings

from pimpasa.config import doctor
from pimpasa.notices import trying
from pimpasa.notices.errors import NotSent
from tests.processes import free_port, pimpasa

TOOK = "250 2.0.0 Ok: queued as KARANGAN"
REFUSED = "550 5.1.1 no such mailbox"


@contextmanager
def server(answers: dict[str, str], *, talks: bool = True) -> Iterator[tuple[int, list[str]]]:
    """A mail server that answers each verb in its words; what it was told."""
    told: list[str] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def work() -> None:
        try:
            while True:
                peer, _ = listening.accept()
                with peer, peer.makefile("rwb") as line:
                    if talks:
                        _talk(line, answers, told)
                    else:
                        line.read()
        except OSError:
            return

    Thread(target=work, daemon=True).start()
    try:
        yield listening.getsockname()[1], told
    finally:
        listening.close()


def _talk(line: object, answers: dict[str, str], told: list[str]) -> None:
    def say(words: str) -> None:
        line.write(f"{words}\r\n".encode())  # type: ignore[attr-defined]
        line.flush()  # type: ignore[attr-defined]

    say(answers.get("", "220 surat.contoh.invalid"))
    while heard := line.readline().decode():  # type: ignore[attr-defined]
        told.append(heard.strip())
        verb = heard.split()[0].upper()
        say(answers.get(verb, "250 ok"))
        if verb == "DATA" and verb not in answers:
            raise AssertionError("DATA wants an answer of its own")
        if verb == "DATA" and answers[verb].startswith("354"):
            while (letter := line.readline().decode().rstrip("\r\n")) != ".":  # type: ignore[attr-defined]
                told.append(letter)
            say(answers["."])
        if verb == "QUIT":
            return


WELL = {"DATA": "354 go on", ".": TOOK}


@pytest.fixture
def named(settings: Settings) -> Settings:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    return settings


def test_what_the_server_answered_is_said(named: Settings) -> None:
    with server(WELL) as (named.EMAIL_PORT, told):
        assert trying.send_one(address="agus@contoh.invalid") == TOOK
    assert "mail FROM:<pimpasa@localhost>" in told[1]
    assert "rcpt TO:<agus@contoh.invalid>" in told[2]
    assert "Subject: Pimpasa: percobaan surat" in told


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"MAIL": REFUSED}, f"the mail server refuses the sender pimpasa@localhost (PIMPASA_EMAIL_FROM): {REFUSED}"),
        ({"RCPT": REFUSED}, f"the mail server refuses agus@contoh.invalid: {REFUSED}"),
        ({"DATA": "354 go on", ".": "552 too big"}, "the mail server refuses the letter: 552 too big"),
        ({"": "554 go away"}, "refuses: 554 go away"),
    ],
)
def test_what_it_refuses_is_one_line(named: Settings, answers: dict[str, str], words: str) -> None:
    with server(WELL | answers) as (named.EMAIL_PORT, _told), pytest.raises(NotSent) as refused:
        trying.send_one(address="agus@contoh.invalid")
    assert str(refused.value).endswith(words)
    assert "\n" not in str(refused.value)


def test_a_server_that_says_nothing_is_not_waited_for_long(named: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "PATIENCE", 0.5)
    with server({}, talks=False) as (named.EMAIL_PORT, _told), pytest.raises(NotSent, match=r"did not answer within"):
        trying.greet()


def test_the_doctor_greets_and_sends_nothing(named: Settings) -> None:
    with server(WELL) as (named.EMAIL_PORT, told):
        assert not doctor.mail_server().is_fault
    assert [line.split()[0] for line in told] == ["ehlo", "quit"]
    named.EMAIL_PORT = free_port()
    assert doctor.mail_server().remedy == "mend PIMPASA_EMAIL_URL, then: pimpasa mail test ADDRESS"


def test_the_command(tmp_path: Path) -> None:
    data = tmp_path / "data"
    none = pimpasa("mail", "test", "agus@contoh.invalid", data=data)
    assert (none.returncode, none.stderr.split(":")[1]) == (1, " no mail server is named")
    with server(WELL) as (port, _told):
        sent = pimpasa("mail", "test", "agus@contoh.invalid", data=data, PIMPASA_EMAIL_URL=f"smtp://127.0.0.1:{port}")
    assert sent.stdout == f"127.0.0.1:{port} took a letter to agus@contoh.invalid: {TOOK}\n"
    assert not (data / "postgres").exists()
