"""The one sender of everything that goes out to people. Who is told, and of what, others decide."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from smtplib import SMTPConnectError, SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected
from socket import gaierror
from typing import TypeVar

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from pimpasa.accounts.models import Officer
from pimpasa.ledger.verbs import require_written
from pimpasa.notices.errors import AddressRefused, NotSent, ServerSilent
from pimpasa.notices.letters import Letter, Sentence, in_words, letter_to
from pimpasa.push.actions import tell

logger = logging.getLogger(__name__)
Listed = TypeVar("Listed")


def mail(*, letters: Iterable[Letter]) -> int:
    """Send letters over one connection; returns how many.

    Raises NotSent, AddressRefused for the one refused, ServerSilent where there is no server to talk to; NotAsDeclared
    within a verb whose act is not written yet.
    """
    require_written()
    messages = [_message(letter) for letter in letters]
    try:
        get_connection().send_messages(messages)
    except SMTPRecipientsRefused as refused:
        raise AddressRefused(f"the mail server refuses {len(refused.recipients)}") from refused
    except (SMTPConnectError, SMTPServerDisconnected, TimeoutError, ConnectionError, gaierror) as fault:
        raise ServerSilent(str(fault)) from fault
    except (OSError, SMTPException) as fault:
        raise NotSent(str(fault)) from fault
    return len(messages)


def mail_officers(*, officers: Iterable[Officer], sentence: Sentence, page: str = "") -> int:
    """Tell each of them by mail that something waits, never what. Raises as `mail`."""
    return mail(letters=[letter_to(officer, sentence, page=page) for officer in officers])


def push_officers(*, sentences: Mapping[Officer, Sequence[Sentence]]) -> int:
    """The same to their browsers, a line each; returns how many push services took it. It is tried once."""
    return tell({officer: "\n".join(map(in_words, lines)) for officer, lines in sentences.items()})


def send_each(listed: Iterable[Listed], send: Callable[[Listed], int], *, what: str) -> int:
    """Send for one after another; returns how many messages. What is not sent is logged, and stops no other's, unless
    the server is silent: then nobody waits out the same silence again, and all of them are told the next time.

    `what` is what they are told of, for the log. Each is told in a transaction of its own, which `send` opens and
    which holds the mark that it was told: where that goes back, it is told the next time.
    """
    sent = 0
    for row in listed:
        try:
            sent += send(row)
        except ServerSilent as fault:
            logger.warning("nobody was told of %s, the mail server is silent: %s", what, fault)
            break
        except NotSent as fault:
            logger.warning("%s was not told of %s: %s", row, what, fault)
    return sent


def _message(letter: Letter) -> EmailMessage:
    # A line break in a subject would begin another header.
    subject = " ".join(letter.subject.split())
    return EmailMessage(subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.address])
