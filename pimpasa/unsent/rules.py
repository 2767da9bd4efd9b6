"""How much is kept of what nobody sent, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.unsent.models import Arrival, Writing

# Shorter than the week in which a report that is set aside can still be taken back: none outlives its report.
LIFE = timedelta(days=5)
MOST = 40
LONGEST = 256 * 1024  # bytes of JSON; forty of them are 10 MB an officer
# A phone that nobody saw for three days erases what lies on it (carrying.rules), so after a month nothing comes again.
REMEMBERED = timedelta(days=30)
# Entries of visits come in under ids of their own: a long day has dozens, and a month of such days 6,000 rows.
MOST_A_DAY = 200
# A form that is being sent is not sent a second time meanwhile; a server that died in between holds it so long.
SENDING = timedelta(minutes=2)


def check_length(sealed: bytes) -> None:
    """Raise Refused for more than a form has room for."""
    if len(sealed) > LONGEST:
        raise Refused("too_long", _("This is too long to be kept for later. Send it, or copy it elsewhere."))


def check_room(officer: Officer) -> None:
    """Raise Refused where so much waits already; nothing of it is dropped for what comes."""
    if Writing.objects.filter(officer=officer).count() >= MOST:
        raise Refused(
            "too_many", _("At most %(most)d unsent writings are kept. Send or drop some first.") % {"most": MOST}
        )


def check_first(revision: int) -> None:
    """Raise Refused for a later saving of what is gone: sent meanwhile, or dropped."""
    if revision:
        raise Refused("gone", _("This was sent or dropped in another place meanwhile."))


def check_arrivals(officer: Officer, *, since: datetime) -> None:
    """Raise Refused where so many came in already since a moment a day ago; what did not stays on the phone."""
    if Arrival.objects.filter(officer=officer, came_at__gt=since).count() >= MOST_A_DAY:
        raise Refused(
            "too_many_today",
            _("At most %(most)d writings come in from a phone a day. The others stay there until tomorrow.")
            % {"most": MOST_A_DAY},
        )


def check_arrival(arrival: Arrival, officer: Officer) -> None:
    """Raise Refused for an id under which another officer's words came."""
    if arrival.officer_id != officer.pk:
        raise Refused("anothers", _("This was written by somebody else."))


def check_revision(writing: Writing, officer: Officer, revision: int) -> None:
    """Raise Refused for another officer's, and where another page or device wrote on it meanwhile."""
    if writing.officer_id != officer.pk or writing.revision != revision:
        raise Refused("changed_elsewhere", _("This was written on in another place meanwhile. Both are kept."))
