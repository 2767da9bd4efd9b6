"""Early warning: the log is followed act for act, and what several desks have alike is told to the units concerned."""

from __future__ import annotations

from datetime import datetime, timedelta

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.insights.actions.counting import ACTS_AT_ONCE
from pimpasa.insights.models import Bookmark, EarlyWarning, WarningTerms
from pimpasa.insights.queries.early_warnings import USUAL, Alike, alike, terms_of, without_reason
from pimpasa.insights.queries.facts import reports_in
from pimpasa.insights.rules import DAYS, check_read_warning, check_warning_terms
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record, unlogged
from pimpasa.territory.models import Office


@unlogged("each warning that comes of it is an act", whole=True)
def watch() -> int:
    """Look at what the next acts that are counted did; returns how many acts that were, none where all are looked at.

    It begins with what happens from its first run on: what came before is found where something new meets it.
    """
    counted = Bookmark.objects.filter(pk=Bookmark.COUNTS).first()
    newest = -1 if counted is None else counted.position
    Bookmark.objects.get_or_create(pk=Bookmark.WARNINGS, defaults={"position": newest})
    bookmark = Bookmark.objects.select_for_update().get(pk=Bookmark.WARNINGS)
    upto = min(newest, bookmark.position + ACTS_AT_ONCE)  # a log that was brought back is followed from there on
    acts = max(0, upto - bookmark.position)
    if acts:
        _warn(bookmark.position, upto)
    bookmark.position = upto
    bookmark.save()
    return acts


def _warn(after: int, upto: int) -> None:
    today = clock.today()
    several = [pattern for pattern in alike(reports_in(after, upto), today=today) if len(pattern.newest) > 1]
    terms = terms_of({office for pattern in several for office, _day in pattern.newest.values()})
    for pattern in several:
        for office in pattern.offices_to_warn(terms, today=today):
            again = clock.now() - timedelta(days=terms.get(office, USUAL).days)
            raise_warning(office=office, of=pattern, again_before=again)


@act(Act.WARNING_RAISED, idle="the office was warned of it within the days that it set")
def raise_warning(*, office: int, of: Alike, again_before: datetime) -> bool:
    """Tell an office what its desks have alike with others; True where it was not told lately."""
    rows = EarlyWarning.objects.select_for_update().filter(office=office, key=of.key)
    if rows.filter(raised_at__gte=again_before).exists():
        return False
    columns = {"pattern": of.pattern, "kind": of.kind, "raised_at": clock.now(), "read_at": None, "read_by": None}
    warning, _is_new = EarlyWarning.objects.update_or_create(office_id=office, key=of.key, defaults=columns)
    record(warning, by=SYSTEM, facts={"office": office, "pattern": of.pattern.value, "kind": of.kind})
    return True


@act(Act.WARNING_READ, idle="a colleague said so before")
def read_warning(*, warning: EarlyWarning, by: Officer) -> None:
    """Say that the unit knows of it now. Raises Refused by the rules."""
    warning = EarlyWarning.objects.select_for_update(of=("self",)).get(pk=warning.pk)
    check_read_warning(by, warning)
    if warning.read_at is not None:
        return
    warning.read_at, warning.read_by = clock.now(), by
    warning.save(update_fields=["read_at", "read_by"])
    record(warning, by=by, facts={"office": warning.office_id})


@act(Act.OFFICE_CHANGED)
def set_warning_terms(*, office: Office, desks: int, days: int, by: Officer) -> None:
    """Set at how many desks, within how many days, the office is warned from now on. Raises Refused by the rules."""
    check_warning_terms(by, office, desks=desks, days=days)
    WarningTerms.objects.update_or_create(office=office, defaults={"desks": desks, "days": days})
    record(office, by=by, facts={"warning_terms": {"desks": desks, "days": days}})


@unlogged("that they were raised and read stays in the log")
def forget_warnings(*, at: datetime) -> int:
    """Delete what was warned of before the most days that any office looks back, and what no report names any more."""
    deleted, _by_model = without_reason(before=at - timedelta(days=DAYS.most)).delete()
    return deleted
