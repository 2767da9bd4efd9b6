"""Numbers that are given out, and what offices are warned of."""

from __future__ import annotations

from datetime import date

from pimpasa.common import clock
from pimpasa.insights.actions import releasing, warning
from pimpasa.insights.kinds import Pattern
from pimpasa.insights.queries.early_warnings import Alike
from tests.acts.stage import Deed, scene
from tests.factories.people import Cast
from tests.factories.warnings import warned


@scene(releasing.release)
def giving_out_open_data(office: Cast) -> Deed:
    return lambda _who: releasing.release(on=date(2026, 1, 2))


@scene(warning.raise_warning)
def telling_an_office_what_desks_have_alike(office: Cast) -> Deed:
    alike = Alike(Pattern.IDENTIFIER, b"karangan", "phone", {})
    return lambda _who: warning.raise_warning(office=office.at.office.pk, of=alike, again_before=clock.now())


@scene(warning.read_warning, may="dewi hadi")
def reading_an_early_warning(office: Cast) -> Deed:
    raised = warned(office)
    return lambda who: warning.read_warning(warning=raised, by=who)


@scene(warning.set_warning_terms, may="hadi")
def setting_when_to_be_warned(office: Cast) -> Deed:
    return lambda who: warning.set_warning_terms(office=office.at.office, desks=4, days=14, by=who)
