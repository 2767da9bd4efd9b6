"""Whether a company stands on the list. Not to be found there is no proof of anything."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from pimpasa.agencies.models import Agency, AgencyList
from pimpasa.common import clock
from pimpasa.linking.identifiers.agencies import normal_agency
from pimpasa.packs.kinds import PackName
from pimpasa.packs.queries import pack

# Scores of rapidfuzz, from 0 to 100.
SAME = 96
LIKE = 78


class Verdict(TextChoices):
    """What a look at the list says."""

    SAME = "same", _("On the list")
    LIKE = "like", _("A similar name is on the list")
    NONE = "none", _("Not found on the list")
    NO_LIST = "no_list", _("No list was brought in yet")


@dataclass(frozen=True)
class Match:
    """A company on the list whose name is near; `score` from 0 to 100."""

    agency: Agency
    score: int


@dataclass(frozen=True)
class Looked:
    """A name looked up on the newest list."""

    verdict: Verdict
    matches: list[Match]
    on: AgencyList | None


def newest_list() -> AgencyList | None:
    return AgencyList.objects.select_related("brought_in_by").first()


def is_stale(listed: AgencyList) -> bool:
    """Whether it is of a day so long ago that licences on it may have ended (packs: p3mi)."""
    return listed.as_of + pack(PackName.P3MI).stale_after < clock.today()


def look_up(name: str, *, limit: int = 5) -> Looked:
    """The companies whose names are nearest; forms such as PT, case and the order of words do not count."""
    on = newest_list()
    if on is None:
        return Looked(Verdict.NO_LIST, [], None)
    names = dict(Agency.objects.values_list("pk", "normal"))
    nearest = process.extract(normal_agency(name), names, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE, limit=limit)
    rows = Agency.objects.in_bulk([pk for _normal, _score, pk in nearest])
    matches = [Match(rows[pk], round(score)) for _normal, score, pk in nearest if pk in rows]
    return Looked(_verdict(matches), matches, on)


def _verdict(matches: list[Match]) -> Verdict:
    if not matches:
        return Verdict.NONE
    return Verdict.SAME if matches[0].score >= SAME else Verdict.LIKE
