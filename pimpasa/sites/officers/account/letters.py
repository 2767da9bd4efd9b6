"""Letters about people's own accounts: an invitation, and that somebody's key is withdrawn."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.utils.translation import gettext as _

from pimpasa.accounts.models import Officer
from pimpasa.keys.models import OfficerKey
from pimpasa.keys.queries import who_vouch
from pimpasa.notices.actions import mail, mail_officers
from pimpasa.notices.errors import NotSent
from pimpasa.notices.letters import Letter, Sentence, in_words

logger = logging.getLogger(__name__)


def mail_invitation(officer: Officer, *, link: str) -> None:
    """The only letter with a way in, to the person alone. Raises NotSent."""
    body = in_words(
        lambda: (
            _(
                "You are invited to Pimpasa as an officer of %(office)s. Choose your password here, within three days:"
                "\n\n%(link)s\n\nThe link works once. If you expect no invitation, do not open it and tell your office."
            )
            % {"office": officer.office.name, "link": link}
        )
    )
    mail(letters=[Letter(officer.email, in_words(lambda: _("Your invitation to Pimpasa")), body)])


def tell_of_asking(officer: Officer) -> None:
    """The officer themself and everybody who may agree: a new key was asked for."""
    _tell(
        [officer, *who_vouch(officer.office)], lambda: _("A new key was asked for: %(name)s") % {"name": officer.name}
    )


def tell_of_withdrawal(officer: Officer) -> None:
    """The same people: the key is withdrawn."""
    people = [officer, *who_vouch(officer.office)]
    _tell(people, lambda: _("A key was withdrawn: %(name)s") % {"name": officer.name})


def tell_of_decline(key: OfficerKey) -> None:
    """Who asked, and everybody else who was told of the asking: the key stays."""
    asker = [key.renewal_asked_by] if key.renewal_asked_by else []
    people = [*asker, key.officer, *who_vouch(key.officer.office)]
    _tell(people, lambda: _("A new key was declined: %(name)s") % {"name": key.officer.name})


def _tell(people: Iterable[Officer], sentence: Sentence) -> None:
    """The first page says it, too, so that a mail server that is away stops nobody."""
    try:
        mail_officers(officers=dict.fromkeys(people), sentence=sentence)
    except NotSent as fault:
        logger.warning("a letter about a key was not sent: %s", fault)
