"""What happened to people of a case, on a time line and a map; and the law of each day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.cases.contents import EventContents, read
from pimpasa.cases.kinds import EventKind
from pimpasa.cases.law import Provision, law_between, law_on
from pimpasa.cases.models import Case, Event, Person
from pimpasa.cases.opening import OpenCase
from pimpasa.cases.queries import locked_case
from pimpasa.cases.rules import cases as rules
from pimpasa.common import clock
from pimpasa.common.countries import COUNTRIES
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Village
from pimpasa.vault.opening import key_of

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True)
class OpenEvent:
    event: Event
    contents: EventContents

    @property
    def on(self) -> date | None:
        """The first day that it may have been, or None where nothing is known."""
        return first_day(self.contents.day)

    @property
    def law(self) -> list[Provision]:
        """What held on its day, or on any day that it may have been."""
        first, last = self.on, last_day(self.contents.day)
        return law_between(first, last) if first and last else []

    @property
    def is_between_laws(self) -> bool:
        """Whether the law changed between the first and the last day that it may have been."""
        first, last = self.on, last_day(self.contents.day)
        return bool(first and last and law_on(first) != law_on(last))


@transaction.atomic
def add_event(*, case: Case, contents: EventContents, keyring: Keyring) -> Event:
    """Add what happened. Raises Refused where it says too little, or names what the case does not have."""
    case = locked_case(case)
    rules.check_work(keyring.officer, case)
    _check(case, contents)
    event = Event(case=case, added_by=keyring.officer, added_at=clock.now())
    event.envelope = envelopes.seal_json(asdict(contents), key=key_of(case, keyring), context=event.context)
    event.save(force_insert=True)
    digest = ledger.digest_of(event.envelope)
    ledger.append(act=Act.EVENT_ADDED, subject=case.subject, actor=keyring.officer.actor, digest=digest)
    return event


def events_of(opened: OpenCase) -> list[OpenEvent]:
    """The events of an open case in the order in which they happened; those of no known day come last."""
    rows = Event.objects.filter(case=opened.case).select_related("added_by")
    events = [
        OpenEvent(
            row, read(EventContents, envelopes.open_json(bytes(row.envelope), key=opened.key, context=row.context))
        )
        for row in rows
    ]
    return sorted(events, key=lambda one: (one.on or date.max, one.event.pk))


def first_day(text: str) -> date | None:
    """The first day of `2025`, `2025-09` or `2025-09-23`; None for nothing, or for what is no day."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def last_day(text: str) -> date | None:
    """The last day of `2025`, `2025-09` or `2025-09-23`; None as in `first_day`."""
    first = first_day(text)
    if first is None or len(text.strip()) == len("2025-09-23"):
        return first
    if len(text.strip()) == len("2025"):
        return first.replace(month=12, day=31)
    return first.replace(day=monthrange(first.year, first.month)[1])


def _check(case: Case, contents: EventContents) -> None:
    if contents.kind not in EventKind.values or len(contents.text.strip()) < 3:
        raise Refused(_("Choose what it was, and say what happened."))
    if contents.day.strip() and first_day(contents.day) is None:
        raise Refused(_("Give a year, a month or a day, such as 2025, 2025-09 or 2025-09-23."))
    if contents.country not in COUNTRIES:
        raise Refused(_("Choose a country."))
    if contents.village and contents.country != "ID":
        raise Refused(_("A kelurahan lies in Indonesia: choose it as the country, or leave the kelurahan out."))
    if contents.village and not Village.objects.filter(pk=contents.village).exists():
        raise Refused(_("This kelurahan is not known."))
    if not _are_of(case, contents.persons):
        raise Refused(_("Choose a person of this case."))


def _are_of(case: Case, persons: list[str]) -> bool:
    try:
        wanted = {UUID(one) for one in persons}
    except ValueError:
        return False
    return Person.objects.filter(case=case, pk__in=wanted).count() == len(wanted)
