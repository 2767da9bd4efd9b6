"""What was written on a phone without a network, as it arrives: it is sent at once, or its officer decides.

It is sent as its form would have been, through the same address and with the same rules; nothing is done here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.handling.queries.tellings import telling_by_id
from pimpasa.reports.kinds import Card, Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.queries.lists import by_id
from pimpasa.reports.rules import check_read
from pimpasa.sites.officers.reports.versions import Change, changes, is_same, version_of
from pimpasa.unsent.contents import Words


@dataclass(frozen=True)
class Standing:
    """How what words are about stands now: `reason` why their officer reads it no more, or what changed since."""

    reason: str = ""
    changes: Sequence[Change] = field(default=())
    is_same: bool = False

    @property
    def sentence(self) -> str:
        """What the officer is told before they decide; empty where nothing happened."""
        if self.reason:
            return _("You may not read this report any more: %(reason)s Your words stay with you.") % {
                "reason": self.reason
            }
        if self.changes:
            return _("The report changed since you wrote this. Compare both, then decide.")
        return ""


def standing_of(words: Words, officer: Officer) -> Standing:
    """Of words about a report; anything else stands as it did."""
    report = _report_of(words)
    if report is None or not words.base:
        return Standing()
    try:
        check_read(officer, report)
    except Refused as refused:
        return Standing(reason=str(refused.reason))
    now = version_of(report)
    return Standing(changes=changes(words.base, now), is_same=is_same(words.base, now))


def goes_at_once(words: Words, standing: Standing) -> bool:
    """Whether it is sent without another look: a question to a report that is as it was, and what a person told.

    A finding never is. Where a code is to be handed over its officer has to be there when it is shown; who is in
    danger does not wait for that.
    """
    match _name_of(words.action):
        case "ask":
            return standing.is_same
        case "write_down":
            return waits_for_nothing(words) or words.fields.get("card") != [Card.GIVEN.value]
    return False


def waits_for_nothing(words: Words) -> bool:
    """Whether somebody is in danger, of whom an officer was told: not even files that are missing hold it back."""
    is_urgent = words.fields.get("urgency") == [str(Urgency.EMERGENCY.value)]
    return _name_of(words.action) == "write_down" and is_urgent


def seen_at(words: Words, pk: UUID) -> dict[str, str]:
    """Where what came in under an id is seen, and a sentence where somebody has to look at once."""
    if _name_of(words.action) != "write_down" or telling_by_id(pk) is None:
        return {"page": words.page}
    page = {"page": reverse("officers:telling", args=[pk])}
    if words.fields.get("card") != [Card.GIVEN.value]:
        return page
    return page | {"sentence": _("Open it now: its code is shown for a quarter of an hour.")}


def _report_of(words: Words) -> Report | None:
    match = _match(words.action)
    return by_id(match.kwargs["report_id"]) if match and "report_id" in match.kwargs else None


def _name_of(address: str) -> str:
    match = _match(address)
    return (match.url_name or "") if match else ""


def _match(address: str) -> ResolverMatch | None:
    try:
        return resolve(address.partition("?")[0])
    except Resolver404:
        return None
