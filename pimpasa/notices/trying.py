"""Whether the mail server takes letters: greet it, or send one that says nothing but that it came."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTP, SMTPAuthenticationError, SMTPException, SMTPNotSupportedError, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from pimpasa.notices.errors import NotSent

PATIENCE = 10  # seconds, for each step
SUBJECT = "Pimpasa: percobaan surat"
BODY = "Surat ini membuktikan bahwa Pimpasa dapat mengirim surat ke alamat Anda. Tidak ada yang perlu Anda lakukan.\n"


def greet() -> None:
    """Say good day to the mail server, with its password where it has one. Raises NotSent, one line."""
    with _greeted():
        pass


def send_one(*, address: str) -> str:
    """Send a letter that says nothing but that it came; returns the server's own words. Raises NotSent, one line."""
    letter = EmailMessage(SUBJECT, BODY, settings.DEFAULT_FROM_EMAIL, [address])
    with _greeted() as smtp:
        sender = sanitize_address(settings.DEFAULT_FROM_EMAIL, "utf-8")
        _expect(smtp.mail(sender), f"refuses the sender {settings.DEFAULT_FROM_EMAIL} (PIMPASA_EMAIL_FROM)")
        _expect(smtp.rcpt(address), f"refuses {address}")
        return _expect(smtp.data(letter.message().as_bytes().replace(b"\n", b"\r\n")), "refuses the letter")


@contextmanager
def _greeted() -> Iterator[SMTP]:
    where = f"the mail server {settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    backend = EmailBackend(timeout=PATIENCE)
    try:
        backend.open()
        if isinstance(backend.connection, SMTP):
            backend.connection.ehlo_or_helo_if_needed()
            yield backend.connection
    except SMTPAuthenticationError as refused:
        raise NotSent(f"{where} takes the name or password not: {_words(refused)}") from refused
    except SMTPResponseException as refused:
        raise NotSent(f"{where} refuses: {_words(refused)}") from refused
    except SMTPNotSupportedError as unable:
        raise NotSent(f"{where} can't do what is asked: {unable}") from unable
    except socket.gaierror as unknown:
        raise NotSent(f"the name {settings.EMAIL_HOST} is not known") from unknown
    except TimeoutError as silent:
        raise NotSent(f"{where} did not answer within {PATIENCE} s") from silent
    except ssl.SSLError as other:
        raise NotSent(f"{where} speaks TLS otherwise (smtp, smtp+tls, smtps): {other.reason or other}") from other
    except (OSError, SMTPException) as trouble:
        # What waits in vain for a line of the answer is called a closed connection by the library.
        if isinstance(trouble.__context__, TimeoutError):
            raise NotSent(f"{where} did not answer within {PATIENCE} s") from trouble
        raise NotSent(f"{where} is not reached: {trouble}") from trouble
    finally:
        backend.close()


def _expect(answer: tuple[int, bytes], otherwise: str) -> str:
    code, line = answer
    words = f"{code} {line.decode(errors='replace')}"
    if code // 100 != 2:
        raise NotSent(f"the mail server {otherwise}: {words}")
    return words


def _words(refused: SMTPResponseException) -> str:
    line = refused.smtp_error
    return f"{refused.smtp_code} {line.decode(errors='replace') if isinstance(line, bytes) else line}"
