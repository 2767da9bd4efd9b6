"""The official list of placement companies is brought in."""

from __future__ import annotations

from datetime import date

from pimpasa.agencies import actions as agencies
from tests.acts.stage import Deed, scene
from tests.factories.people import Cast, entrusted

LIST = b"nama;izin\nPT Karangan Maju;SIP 1/KARANGAN\n"


@scene(agencies.bring_in, may="hadi agus")
def bringing_a_list_in(office: Cast) -> Deed:
    entrusted(office)
    return lambda who: agencies.bring_in(data=LIST, source="Karangan", as_of=date(2025, 9, 23), by=who)
