from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.roles import Permission, Role


@dataclass(frozen=True)
class Item:
    label: str | Promise
    url: str


# Each page of the office with the permission it takes; a Pimpasa works on the field's pages.
_FIELD = [
    ("field:queue", _("Waiting")),
    ("field:search", _("Search")),
    ("field:map", _("Map")),
    ("field:connections", _("Connections")),
    ("field:operations", _("Operations")),
    ("field:supports", _("Support")),
    ("field:concluded", _("Done")),
]
_OFFICE = [
    ("office:reports", _("Reports"), Permission.READ_REPORTS),
    ("office:search", _("Search"), Permission.READ_REPORTS),
    ("office:map", _("Map"), Permission.READ_REPORTS),
    ("office:connections", _("Connections"), Permission.READ_REPORTS),
    ("office:cases", _("Cases"), Permission.LEAD_CASES),
    ("office:operations", _("Operations"), Permission.PLAN_OPERATIONS),
    ("office:supports", _("Support"), Permission.PLAN_OPERATIONS),
    ("office:papers", _("Official papers"), Permission.LEAD_CASES),
    ("office:referrals", _("Referrals"), Permission.LEAD_CASES),
    ("office:officers", _("Officers"), Permission.MANAGE_OFFICERS),
    ("office:desks", _("Desks and places"), Permission.MANAGE_OFFICERS),
    ("office:agencies", _("Placement companies"), Permission.KEEP_AGENCIES),
    ("office:lessons", _("Learning"), Permission.WRITE_LESSONS),
    ("office:ways", _("How we verify"), Permission.SET_WAYS),
    ("office:paper_ways", _("Letterhead and templates"), Permission.SET_PAPERS),
    ("office:term_lengths", _("Terms of cases"), Permission.SET_PERIODS),
    ("office:keeping", _("Keeping and erasing"), Permission.DECIDE_KEEPING),
    ("office:privacy", _("Personal data"), Permission.DECIDE_KEEPING),
    ("office:deadlines", _("Deadlines"), Permission.READ_LOG),
    ("office:complaints", _("Complaints"), Permission.READ_LOG),
    ("office:log", _("Log of acts"), Permission.READ_LOG),
]


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page knows: whether it is a demonstration, and where an officer may go."""
    return {"demonstration": settings.PIMPASA_DEMO, "navigation": _navigation(getattr(request, "user", None))}


def _navigation(user: Any) -> list[Item]:
    if user is None or not user.is_authenticated:
        return []
    if user.role == Role.PIMPASA:
        return [Item(label, reverse(name)) for name, label in _FIELD]
    return [Item(label, reverse(name)) for name, label, needed in _OFFICE if user.may(needed)]
