"""Documents, chats, audio and film as an officer may look at them, and what files say of themselves."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Callable
from fractions import Fraction

import av
import numpy as np
import pikepdf
import pytest
import typst
from PIL import Image

from pimpasa.evidence.decoder.chats.turns import PAGE
from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening import previews
from pimpasa.evidence.opening.files import facts_of
from pimpasa.evidence.opening.previews import (
    Look,
    audio_of,
    film_of,
    look_of,
    metadata_of,
    page_of,
    redacted,
    thread_of,
)
from pimpasa.evidence.threads import Turn
from tests.factories.evidence import DRAFT_KEY, exhibit

pytestmark = pytest.mark.django_db
Sample = Callable[[str], bytes]
ANDROID = """23/09/25 14.05 - Pesan dan panggilan dienkripsi secara end-to-end.
23/09/25 14.06 - Orang Karangan: Gaji besar, tanpa dokumen
baris kedua
9/24/25, 2:05 PM - Calon Karangan: Benarkah?
"""
IPHONE = "\u200e[23/09/25 14.06.33] Orang Karangan: \u202ePaspor kami simpan\n[23/09/25 14.07.01] Calon: Kenapa?\n"


def document(pages: int = 2) -> bytes:
    source = "#set page(width: 100mm, height: 50mm, fill: red)\n" + "#pagebreak()\n".join(["Karangan"] * pages)
    return typst.compile(source.encode(), format="pdf")  # type: ignore[return-value]


def recording(seconds: int, *, film: bool = True, container: str = "mp4", **said: str) -> bytes:
    """A red film with a tone, or the tone alone."""
    out = io.BytesIO()
    with av.open(out, "w", format=container, options={"movflags": "use_metadata_tags"}) as target:
        target.metadata.update(said)
        tone = target.add_stream("aac", rate=44_100, layout="mono")
        if film:
            pictures = target.add_stream("libx264", rate=5)
            pictures.width, pictures.height, pictures.pix_fmt = 320, 160, "yuv420p"
            for number in range(seconds * 5):
                frame = av.VideoFrame.from_image(Image.new("RGB", (320, 160), "red"))
                frame.pts, frame.time_base = number, Fraction(1, 5)
                target.mux(pictures.encode(frame))
            target.mux(pictures.encode(None))
        for number in range(seconds * 44):
            at = np.arange(number * 1000, number * 1000 + 1000)
            wave = np.sin(at * 440 * 2 * math.pi / 44_100).astype(np.float32)[None]
            piece = av.AudioFrame.from_ndarray(wave, format="fltp", layout="mono")
            piece.rate, piece.pts = 44_100, number * 1000
            target.mux(tone.encode(piece))
        target.mux(tone.encode(None))
    return out.getvalue()


def kept(content: bytes, name: str, declared: str = "") -> Exhibit:
    return exhibit(content, name=name, declared=declared)


class TestPages:
    def test_it_works(self) -> None:
        page = page_of(kept(document(), "kontrak.pdf"), 2, key=DRAFT_KEY)
        assert (page.number, page.pages) == (2, 2)
        picture = Image.open(io.BytesIO(page.jpeg))
        assert picture.width == 2 * picture.height
        assert picture.convert("RGB").getpixel((picture.width - 5, 5))[0] > 200

    def test_a_page_too_far_is_the_last(self) -> None:
        assert page_of(kept(document(), "kontrak.pdf"), 99, key=DRAFT_KEY).number == 2

    @pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", document()[:500]])
    def test_a_broken_one_says_so(self, content: bytes) -> None:
        with pytest.raises(NotViewable) as told:
            page_of(kept(content, "kontrak.pdf"), 1, key=DRAFT_KEY)
        assert told.value.reason == previews.BROKEN

    def test_one_that_asks_for_a_password_says_so(self) -> None:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(document())) as pdf:
            pdf.save(out, encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))
        with pytest.raises(NotViewable) as told:
            page_of(kept(out.getvalue(), "kontrak.pdf"), 1, key=DRAFT_KEY)
        assert told.value.reason == previews.LOCKED

    def test_one_that_may_only_not_be_printed_is_shown(self) -> None:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(document())) as pdf:
            pdf.save(out, encryption=pikepdf.Encryption(user="", owner="rahasia"))
        assert page_of(kept(out.getvalue(), "kontrak.pdf"), 1, key=DRAFT_KEY).pages == 2

    @pytest.mark.parametrize("before", [b"\n\n", b"\xef\xbb\xbf", b" \r\n" * 300, bytes(8)])
    def test_one_that_begins_with_blanks_is_shown(self, before: bytes) -> None:
        assert page_of(kept(before + document(), "kontrak.pdf"), 1, key=DRAFT_KEY).pages == 2


class TestThread:
    def test_an_android_s(self) -> None:
        thread = thread_of(kept(ANDROID.encode(), "chat.txt"), key=DRAFT_KEY)
        assert [(turn.when, turn.who, turn.text) for turn in thread.turns] == [
            ("23/09/25 14.05", "", "Pesan dan panggilan dienkripsi secara end-to-end."),
            ("23/09/25 14.06", "Orang Karangan", "Gaji besar, tanpa dokumen\nbaris kedua"),
            ("9/24/25, 2:05 PM", "Calon Karangan", "Benarkah?"),
        ]

    def test_an_iphone_s_without_its_hidden_marks(self) -> None:
        thread = thread_of(kept(IPHONE.encode(), "_chat.txt"), key=DRAFT_KEY)
        assert [(turn.when, turn.who, turn.text) for turn in thread.turns] == [
            ("23/09/25 14.06.33", "Orang Karangan", "Paspor kami simpan"),
            ("23/09/25 14.07.01", "Calon", "Kenapa?"),
        ]

    def test_one_in_an_archive_beside_its_pictures(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("IMG-0001.jpg", b"\xff\xd8\xff")
            archive.writestr("WhatsApp Chat.txt", ANDROID)
        thread = thread_of(kept(out.getvalue(), "chat.zip"), key=DRAFT_KEY)
        assert thread.count == 3

    def test_plain_text_is_text(self) -> None:
        thread = thread_of(kept("Halo\nkedua".encode("utf-16"), "a.txt"), key=DRAFT_KEY)
        assert (thread.name, thread.turns) == ("", [Turn("", "", "Halo\nkedua")])

    def test_of_a_bomb_the_beginning_is_shown(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("chat.txt", b"0" * 60_000_000)
        thread = thread_of(kept(out.getvalue(), "chat.zip"), key=DRAFT_KEY)
        assert (thread.is_cut, len(thread.turns), thread.turns[0].text[:3]) == (True, PAGE, "000")

    def test_an_archive_without_a_text_has_no_turns(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.jpg", b"\xff\xd8\xff\x00")
        thread = thread_of(kept(out.getvalue(), "a.zip"), key=DRAFT_KEY)
        assert (thread.count, thread.turns) == (0, [])


class TestRecordings:
    def test_a_film_is_made_anew_and_short(self) -> None:
        webm = film_of(kept(recording(40), "video.mp4", "video/mp4"), key=DRAFT_KEY)
        with av.open(io.BytesIO(webm)) as made:
            assert made.format.name == "matroska,webm"
            pictures = list(made.decode(video=0))
        assert len(pictures) == 151  # those that the original has, five a second
        assert 29.8 <= (pictures[-1].time or 0) <= 30.1
        assert (pictures[0].width, pictures[0].height) == (320, 160)
        assert pictures[0].to_image().getpixel((10, 10))[0] > 200

    def test_it_begins_where_one_asks(self) -> None:
        webm = film_of(kept(recording(40), "video.mp4", "video/mp4"), key=DRAFT_KEY, start=35)
        with av.open(io.BytesIO(webm)) as made:
            assert len(list(made.decode(video=0))) == 25

    def test_a_sound_becomes_an_mp3(self) -> None:
        mp3 = audio_of(kept(recording(5, film=False), "suara.m4a", "audio/mp4"), key=DRAFT_KEY)
        with av.open(io.BytesIO(mp3)) as made:
            assert made.format.name == "mp3"
            assert 4.5 < sum(frame.samples / frame.rate for frame in made.decode(audio=0)) < 5.5

    @pytest.mark.parametrize("content", [recording(2)[:3000], b"\x00\x00\x00\x18ftypmp42" + bytes(5000)])
    def test_a_broken_one_says_so(self, content: bytes) -> None:
        with pytest.raises(NotViewable) as told:
            film_of(kept(content, "video.mp4", "video/mp4"), key=DRAFT_KEY)
        assert told.value.reason == previews.BROKEN


class TestClaims:
    def test_a_photo_s(self, sample: Sample) -> None:
        assert metadata_of(kept(sample("DSCN0010.jpg"), "a.jpg"), key=DRAFT_KEY) == {
            "taken": "2008:10:22 16:28:39",
            "device": "NIKON COOLPIX P6000",
            "software": "Nikon Transfer 1.1 W",
            "latitude": 43.467448,
            "longitude": 11.885127,
        }

    def test_damaged_ones_are_none(self, sample: Sample) -> None:
        assert "latitude" not in metadata_of(kept(sample("corrupted.jpg"), "a.jpg"), key=DRAFT_KEY)
        assert metadata_of(kept(b"\xff\xd8\xff" + bytes(100), "a.jpg"), key=DRAFT_KEY) == {}
        assert metadata_of(kept(b"\x01\x02\x03\x00", "a.bin"), key=DRAFT_KEY) == {}

    def test_a_film_s(self) -> None:
        said = {"creation_time": "2025-09-23T07:00:00Z", "com.apple.quicktime.location.ISO6709": "-06.1500+106.7300/"}
        content = recording(1, **said)
        said = metadata_of(kept(content, "video.mp4", "video/mp4"), key=DRAFT_KEY)
        assert (said["latitude"], said["longitude"]) == (-6.15, 106.73)
        assert said["taken"].startswith("2025-09-23T07:00:00")

    def test_a_document_s(self) -> None:
        assert "Typst" in metadata_of(kept(document(), "a.pdf"), key=DRAFT_KEY)["software"]


class TestRedacting:
    def test_nothing_of_what_lies_under_it_is_left(self) -> None:
        picture = Image.new("RGB", (200, 100), "white")
        for x in range(20, 60):
            for y in range(10, 50):
                picture.putpixel((x, y), (0, 0, 0) if (x + y) % 2 else (255, 0, 0))
        out = io.BytesIO()
        picture.save(out, "PNG")
        jpeg = redacted(kept(out.getvalue(), "a.png"), key=DRAFT_KEY, areas=[[10, 10, 20, 40]])
        made = Image.open(io.BytesIO(jpeg)).convert("RGB")
        assert made.size == (200, 100)
        under = {made.getpixel((x, y)) for x in range(32, 48) for y in range(16, 48)}
        assert max(max(c[i] for c in under) - min(c[i] for c in under) for i in range(3)) <= 6
        assert made.getpixel((150, 80)) == (255, 255, 255)

    def test_areas_outside_are_passed_over(self) -> None:
        out = io.BytesIO()
        Image.new("RGB", (20, 20), "red").save(out, "PNG")
        jpeg = redacted(kept(out.getvalue(), "a.png"), key=DRAFT_KEY, areas=[[120, 0, 10, 10], [50, 50, 900, 900]])
        assert Image.open(io.BytesIO(jpeg)).size == (20, 20)


@pytest.mark.parametrize(
    ("content", "name", "declared", "look"),
    [
        (b"\xff\xd8\xff", "a.jpg", "", Look.PICTURE),
        (b"%PDF-1.7", "a.pdf", "", Look.PAGES),
        (b"halo", "a.txt", "", Look.THREAD),
        (b"PK\x03\x04", "chat.zip", "", Look.ARCHIVE),
        (b"PK\x03\x04", "foto", "application/zip", Look.ARCHIVE),
        (b"FLV\x01", "a.flv", "", Look.FILM),
        (b"PK\x03\x04", "kontrak.docx", "", Look.DOCUMENT),
        (b"From: a@contoh.invalid\n", "surat.eml", "", Look.DOCUMENT),
        (b"OggS", "a.opus", "", Look.AUDIO),
        (b"\x00\x00\x00\x18ftypmp42", "a.mp4", "video/mp4", Look.FILM),
        (b"\x00\x00\x00\x18ftypmp42", "a.m4a", "audio/mp4", Look.AUDIO),
        (bytes(4), "a.bin", "", None),
    ],
)
def test_how_a_file_can_be_looked_at(content: bytes, name: str, declared: str, look: Look | None) -> None:
    assert look_of(facts_of(kept(content, name, declared), key=DRAFT_KEY)) is look
