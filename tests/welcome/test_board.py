"""What an office shows of itself: only what a phone can dial and a decoder could read."""

from __future__ import annotations

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.territory.models import Village
from pimpasa.welcome.actions import MP3, BoardWords, add_recording, remove_emblem, set_board, set_emblem
from pimpasa.welcome.models import Board, Recording
from pimpasa.welcome.queries import board_of, emblem_of, office_for, recording_for, shown
from tests.factories.people import Cast, cast
from tests.factories.photos import photo
from tests.factories.sounds import tone
from tests.factories.territory import make_office, make_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def test_words_are_kept_without_blanks_around_them(office: Cast) -> None:
    at = office.at.office
    set_board(office=at, words=BoardWords(address="  Jalan Karangan 12 ", telephone=" 021 555 0123 "), by=office.agus)
    assert (board_of(at).address, board_of(at).telephone, board_of(at).dial) == (
        "Jalan Karangan 12",
        "021 555 0123",
        "0215550123",
    )


@pytest.mark.parametrize("number", ["halo", "12", "(021)"])
def test_what_no_phone_can_dial_is_refused(office: Cast, number: str) -> None:
    with pytest.raises(Refused) as refused:
        set_board(office=office.at.office, words=BoardWords(telephone=number), by=office.agus)
    assert refused.value.code == "no_number"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>", "no_picture"),
        (b"%PDF-1.7", "no_picture"),
        (photo()[:300], "broken_picture"),
        (b"\xff\xd8\xff" + b"0" * 5 * 1024**2, "too_large"),
    ],
    ids=["empty", "script", "pdf", "cut off", "too large"],
)
def test_only_a_picture_becomes_an_emblem(office: Cast, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        set_emblem(office=office.at.office, content=content, by=office.agus)
    assert refused.value.code == code
    assert emblem_of(office.at.office.pk) is None


def test_nothing_of_the_file_comes_along(office: Cast) -> None:
    at = office.at.office
    set_emblem(office=at, content=photo() + b"SECRET-TAIL", by=office.agus)
    emblem = emblem_of(at.pk)
    assert emblem is not None
    assert b"SECRET" not in emblem
    assert len(emblem) < 20_000
    remove_emblem(office=at, by=office.agus)
    assert not shown(at).has_emblem


def test_a_page_names_the_office_of_its_kelurahan(office: Cast) -> None:
    named = office_for(Village.objects.get(pk="31.73.01.1006"))
    assert named is not None
    assert named.office == office.at.office


def test_a_recording_is_encoded_anew_and_takes_the_place_of_the_one_before(office: Cast) -> None:
    at = office.at.office
    for pitch in (440.0, 880.0):
        add_recording(office=at, page="/", pages=["/"], content=tone(pitch=pitch) + b"SECRET-TAIL", by=office.agus)
    recording = Recording.objects.get(office=at)
    assert bytes(recording.sound).startswith(MP3)
    assert b"SECRET" not in bytes(recording.sound)
    assert recording_for(at, "/") == recording.pk
    assert recording_for(at, "/privasi/") is None


@pytest.mark.parametrize(
    ("page", "content", "code"),
    [("/petugas/", tone(), "no_such_page"), ("/", b"<script>", "no_sound"), ("/", b"", "no_sound")],
)
def test_only_sound_of_a_page_of_ours_is_heard(office: Cast, page: str, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        add_recording(office=office.at.office, page=page, pages=["/"], content=content, by=office.agus)
    assert refused.value.code == code


def test_the_words_of_each_office_stand_on_pages_of_its_own_kelurahan_alone(office: Cast) -> None:
    """Though every page's office is remembered: whose page was looked at before makes no difference."""
    village = make_village("36.71.01.1001", name="Karangan")
    elsewhere = make_office("Kantor Imigrasi Karangan", districts=["36.71.01"])
    Board.objects.create(office=elsewhere, address="Jalan Karangan 9")
    ours = Village.objects.get(pk="31.73.01.1006")
    for _turn in range(2):
        assert [named.office.name if (named := office_for(at)) else "" for at in (ours, village, None)] == [
            office.at.office.name,
            elsewhere.name,
            "",
        ]
    set_board(office=office.at.office, words=BoardWords(address="Jalan Baru 1"), by=office.agus)
    boards = [named.board.address if (named := office_for(at)) else "" for at in (ours, village)]
    assert boards == ["Jalan Baru 1", "Jalan Karangan 9"]
