"""What is written around a sentence: to whom, where to sign in, and that nothing else stands there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from pimpasa.accounts.models import Officer

# Translated when it is sent: a worker has no reader whose language it could know.
Sentence = Callable[[], str]
LANGUAGE = "id"  # docs/adr/0009


@dataclass(frozen=True)
class Letter:
    """A message to one person, so that nobody sees who else is written to."""

    address: str
    subject: str
    body: str


def in_words(sentence: Sentence) -> str:
    with override(LANGUAGE):
        return sentence()


def letter_to(officer: Officer, sentence: Sentence, *, page: str = "") -> Letter:
    """The sentence as subject, and no contents: the body says where to sign in, at `page` (a path) if given."""
    return Letter(officer.email, in_words(sentence), in_words(lambda: _nothing_else(page)))


def _nothing_else(page: str) -> str:
    where = f"{settings.ADDRESS}{page}" if settings.ADDRESS else _("the address you know")
    return _("Please sign in at %(where)s. For safety nothing else stands in this message.") % {"where": where}
