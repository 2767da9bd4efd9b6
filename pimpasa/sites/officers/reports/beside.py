"""The list that an officer came from: where it is, and which report stands before and after another in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from pimpasa.reports.models import Report
from pimpasa.sites.officers.http import OfficerRequest

NAME = "list"


@dataclass(frozen=True)
class Beside:
    """A report's place in a page of a list: from 1 of `number`; addresses, empty where there is none."""

    before: str
    after: str
    place: int
    number: int


def remember_list(request: OfficerRequest, address: str, reports: Sequence[Report]) -> None:
    """Keep which reports a page of a list shows, in its order, with the session."""
    listed = {"address": address, "reports": [str(report.pk) for report in reports]}
    if request.session.get(NAME) != listed:  # else looking at the same list again would write the session
        request.session[NAME] = listed


def list_of(request: OfficerRequest) -> str:
    """The address of the list that the officer saw last."""
    return str(request.session.get(NAME, {}).get("address") or reverse("officers:reports"))


def beside(request: OfficerRequest, report: Report) -> Beside | None:
    """Where the report stands in that list; nothing where it is not in it, or alone."""
    ids = request.session.get(NAME, {}).get("reports", [])
    if str(report.pk) not in ids or len(ids) == 1:
        return None
    place = ids.index(str(report.pk))
    before = reverse("officers:report", args=[ids[place - 1]]) if place else ""
    after = reverse("officers:report", args=[ids[place + 1]]) if place + 1 < len(ids) else ""
    return Beside(before, after, place + 1, len(ids))
