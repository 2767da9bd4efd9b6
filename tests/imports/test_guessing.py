"""What is proposed for a message: by the words that the house knows, never more than a proposal."""

from __future__ import annotations

import pytest

from pimpasa.areas.kinds import Happening
from pimpasa.imports.actions import surroundings_of
from pimpasa.imports.contents import Piece
from pimpasa.imports.guessing import guess, happening_in, report_kind_in, rw_in_piece
from pimpasa.imports.kinds import Guess
from pimpasa.reports.kinds import Kind
from tests.factories import recaps
from tests.factories.people import Cast, cast
from tests.factories.territory import CENGKARENG_TIMUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.mark.parametrize(
    ("words", "proposal"),
    [
        (recaps.OFFER, Guess.REPORT),
        ("Karangan: ada yang dikurung di ruko", Guess.REPORT),
        ("Karangan: di sini ada WNA yang overstay", Guess.REPORT),
        (recaps.HELD, Guess.ACTIVITY),
        ("Karangan: sambang ke rumah pak RW, ada anak kecil ikut", Guess.ACTIVITY),
        (recaps.CROWDED, Guess.AREA),
        ("Karangan: ruko yang kosong sekarang dipakai", Guess.AREA),
        (f"{recaps.CROWDED}, hubungi 0812-0000-0000", Guess.OTHER),
        (recaps.GREETING, Guess.OTHER),
        ("Karangan: kerja bakti hari Minggu", Guess.OTHER),
    ],
)
def test_a_proposal(office: Cast, words: str, proposal: Guess) -> None:
    assert guess(Piece(words), surroundings_of(office.at.office)) == proposal


def test_the_place_is_read_from_the_words_or_their_column(office: Cast) -> None:
    surroundings = surroundings_of(office.at.office)
    village = surroundings.village_in(Piece(recaps.HELD))
    assert village is not None
    assert village.pk == CENGKARENG_TIMUR
    named = surroundings.village_in(Piece("Karangan", place="Kel. Pegadungan"))
    assert named is not None
    assert named.name == "Pegadungan"
    assert surroundings.village_in(Piece(recaps.GREETING)) is None


def test_what_stands_beside_it() -> None:
    assert rw_in_piece(Piece(recaps.OFFER)) == "017"
    assert rw_in_piece(Piece("Karangan", rw="5")) == "005"
    assert rw_in_piece(Piece(recaps.GREETING)) == ""
    assert happening_in(Piece(recaps.CROWDED)) == Happening.CROWDED
    assert report_kind_in(Piece("Karangan: mau kerja ke Malaysia lewat calo")) == Kind.PMI
    assert report_kind_in(Piece(recaps.GREETING)) is None
