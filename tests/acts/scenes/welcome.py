"""What an office shows residents of itself."""

from __future__ import annotations

from pimpasa.welcome import actions as welcome
from pimpasa.welcome.models import Recording
from tests.acts.stage import Deed, scene
from tests.factories.people import Cast
from tests.factories.photos import photo
from tests.factories.sounds import tone

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


@scene(welcome.add_recording, may="agus")
def reading_a_page_aloud(office: Cast) -> Deed:
    content = tone()
    at = office.at.office
    return lambda who: welcome.add_recording(office=at, page="/", pages=["/"], content=content, by=who)


@scene(welcome.remove_recording, may="agus")
def taking_a_recording_away(office: Cast) -> Deed:
    at = office.at.office
    welcome.add_recording(office=at, page="/", pages=["/"], content=tone(), by=office.agus)
    return lambda who: welcome.remove_recording(recording=Recording.objects.get(), by=who)
