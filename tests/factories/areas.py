"""What RT, RW and owners of lodgings tell of their area."""

from __future__ import annotations

from pimpasa.areas.actions import tell_area
from pimpasa.areas.contents import AreaContents
from pimpasa.areas.kinds import Happening
from pimpasa.areas.models import AreaNote
from tests.factories.people import Cast
from tests.factories.territory import CENGKARENG_TIMUR

CONTENTS = AreaContents(teller="rw", rw="RW 17", words="Karangan: banyak penghuni baru di satu lantai.")


def told(office: Cast, contents: AreaContents = CONTENTS, happening: Happening = Happening.CROWDED) -> AreaNote:
    return tell_area(village=office.at.village(CENGKARENG_TIMUR), happening=happening, contents=contents)
