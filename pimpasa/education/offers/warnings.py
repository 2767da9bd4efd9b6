"""The warning signs, in the order of their groups. A country alone is none, nor is a people or a faith."""

from __future__ import annotations

from pimpasa.education.offers.holding import HOLDING
from pimpasa.education.offers.leaving import LEAVING
from pimpasa.education.offers.owing import OWING
from pimpasa.education.offers.recruiting import RECRUITING
from pimpasa.education.offers.signs import Sign

WARNINGS: tuple[Sign, ...] = (*RECRUITING, *LEAVING, *OWING, *HOLDING)
BY_KEY: dict[str, Sign] = {sign.key: sign for sign in WARNINGS}
