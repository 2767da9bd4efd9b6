"""The warning signs, in the order of their groups. A country alone is none, nor is a people or a faith."""

from __future__ import annotations

from pimpasa.education.offers.coercion import COERCION
from pimpasa.education.offers.departure import DEPARTURE
from pimpasa.education.offers.money import MONEY
from pimpasa.education.offers.recent import RECENT
from pimpasa.education.offers.recruitment import RECRUITMENT
from pimpasa.education.offers.signs import Sign

WARNINGS: tuple[Sign, ...] = (*RECRUITMENT, *RECENT, *DEPARTURE, *MONEY, *COERCION)
BY_KEY: dict[str, Sign] = {sign.key: sign for sign in WARNINGS}
