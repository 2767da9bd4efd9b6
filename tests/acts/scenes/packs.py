"""Dated facts are read again, and an office says otherwise."""

from __future__ import annotations

from datetime import date

from pimpasa.packs import actions
from pimpasa.packs.kinds import PackName
from tests.acts.stage import Deed, scene
from tests.factories.people import Cast, entrusted


@scene(actions.read_again, may="hadi agus")
def reading_the_numbers_again(office: Cast) -> Deed:
    entrusted(office)
    return lambda who: actions.read_again(
        name=PackName.HOTLINES, read_from="Karangan: situs", read_on=date(2026, 11, 1), by=who
    )


@scene(actions.change_entry, may="hadi agus")
def putting_in_another_number(office: Cast) -> Deed:
    entrusted(office)
    texts = {("number", ""): "1 500 000"}
    return lambda who: actions.change_entry(name=PackName.HOTLINES, key="sapa", texts=texts, by=who)
