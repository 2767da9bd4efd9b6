"""What an office shows residents of itself."""

from __future__ import annotations

from pimpasa.welcome import actions as welcome
from tests.acts.stage import Deed, scene
from tests.factories.people import Cast
from tests.factories.photos import photo

WORDS = welcome.BoardWords(address="Jalan Karangan 12", telephone="(021) 555 0123", hours="Senin sampai Jumat")


@scene(welcome.set_board, may="agus")
def saying_where_the_office_is(office: Cast) -> Deed:
    return lambda who: welcome.set_board(office=office.at.office, words=WORDS, by=who)


@scene(welcome.set_emblem, may="agus")
def showing_an_emblem(office: Cast) -> Deed:
    content = photo()
    return lambda who: welcome.set_emblem(office=office.at.office, content=content, by=who)


@scene(welcome.remove_emblem, may="agus")
def taking_the_emblem_down(office: Cast) -> Deed:
    return lambda who: welcome.remove_emblem(office=office.at.office, by=who)
