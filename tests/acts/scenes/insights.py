"""Numbers that are given out, and what offices are warned of."""

from __future__ import annotations

from datetime import date

from pimpasa.insights.actions import releasing
from tests.acts.stage import Deed, scene
from tests.factories.people import Cast


@scene(releasing.release)
def giving_out_open_data(office: Cast) -> Deed:
    return lambda _who: releasing.release(on=date(2026, 1, 2))
