"""Clocks that disagree, and who says what time it is."""

from __future__ import annotations

from datetime import timedelta

from pimpasa.common import clock
from pimpasa.timekeeping import actions
from pimpasa.timekeeping.models import Doubt, LastSight
from tests.acts.stage import Deed, scene
from tests.factories.people import Cast, entrusted


def last_believed(days_ago: int) -> None:
    LastSight.objects.update_or_create(defaults={"at": clock.now() - timedelta(days=days_ago)})


@scene(actions.doubt_clocks)
def finding_that_days_were_skipped(_office: Cast) -> Deed:
    last_believed(days_ago=3)
    return lambda _who: actions.doubt_clocks()


@scene(actions.confirm_time, may="hadi agus rina")
def confirming_the_time(office: Cast) -> Deed:
    entrusted(office)
    last_believed(days_ago=3)
    actions.doubt_clocks()
    doubt = Doubt.objects.get()
    return lambda who: actions.confirm_time(doubt=doubt, today=clock.today(), by=who)
