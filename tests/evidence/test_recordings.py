"""Sound and film in the containers that phones, cameras and old programs write: what they hold decides."""

from __future__ import annotations

import io
import math
from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image

from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.opening import previews
from pimpasa.evidence.opening.previews import Look, audio_of, film_of, recording_of
from tests.factories.evidence import DRAFT_KEY, exhibit

pytestmark = pytest.mark.django_db
RATE = 44_100


def made(container: str, *, picture: str = "", sound: str = "", seconds: int = 3, cover: bool = False) -> bytes:
    """A red film with a tone, or either alone."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as target:
        frames = target.add_stream(picture, rate=25) if picture else None
        rate = 48_000 if sound == "libopus" else RATE
        tone = target.add_stream(sound, rate=rate, layout="mono") if sound else None
        if tone:
            tone.bit_rate = 64_000
        if cover:
            from av.stream import Disposition

            art = target.add_stream("mjpeg", rate=1)
            art.width, art.height, art.pix_fmt = 160, 80, "yuvj420p"
            art.disposition = Disposition.attached_pic
            target.mux(art.encode(av.VideoFrame.from_image(Image.new("RGB", (160, 80), "blue"))))
            target.mux(art.encode(None))
        if frames:
            frames.width, frames.height, frames.pix_fmt = 352, 288, "yuv420p"
            for number in range(seconds * 25):
                frame = av.VideoFrame.from_image(Image.new("RGB", (352, 288), "red"))
                frame.pts, frame.time_base = number, Fraction(1, 25)
                target.mux(frames.encode(frame))
            target.mux(frames.encode(None))
        if tone:
            even = av.AudioResampler(format=tone.format, layout="mono", rate=rate, frame_size=tone.frame_size or 1024)
            for number in range(seconds * 44):
                at = np.arange(number * 1000, number * 1000 + 1000)
                wave = np.sin(at * 440 * 2 * math.pi / RATE).astype(np.float32)[None]
                piece = av.AudioFrame.from_ndarray(wave, format="fltp", layout="mono")
                piece.rate, piece.pts = RATE, number * 1000
                for whole in even.resample(piece):
                    target.mux(tone.encode(whole))
            target.mux(tone.encode(None))
    return out.getvalue()


def seconds_of(content: bytes, kind: str) -> float:
    with av.open(io.BytesIO(content)) as recording:
        last = list(getattr(recording, "decode")(**{kind: 0}))[-1]  # noqa: B009 - one call for both kinds
    return float(last.time or 0)


FILMS = [
    ("flv", "flv1", "libmp3lame", "video/x-flv"),
    ("asf", "wmv2", "wmav2", "video/x-ms-wmv"),
    ("mpeg", "mpeg2video", "mp2", "video/mpeg"),
    ("mpegts", "mpeg2video", "mp2", "video/mp2t"),
    ("avi", "mpeg4", "libmp3lame", "video/x-msvideo"),
    ("matroska", "libx264", "aac", "video/x-matroska"),
    ("mov", "libx264", "aac", "video/quicktime"),
    ("3gp", "mpeg4", "aac", "video/3gpp"),
]


@pytest.mark.parametrize(("container", "picture", "sound", "declared"), FILMS)
def test_a_film_of_every_container_plays(container: str, picture: str, sound: str, declared: str) -> None:
    file = exhibit(made(container, picture=picture, sound=sound), name=f"film.{container}", declared=declared)
    assert recording_of(file, key=DRAFT_KEY) is Look.FILM
    webm = film_of(file, key=DRAFT_KEY)
    assert seconds_of(webm, "video") > 2
    assert seconds_of(webm, "audio") > 2


@pytest.mark.parametrize(
    ("container", "sound", "declared"),
    [
        ("3gp", "aac", "video/3gpp"),
        ("mp4", "aac", "video/mp4"),
        ("webm", "libopus", "video/webm"),
        ("mov", "aac", "video/quicktime"),
        ("asf", "wmav2", "video/x-ms-wmv"),
        ("flv", "libmp3lame", "video/x-flv"),
        ("mpegts", "mp2", "video/mp2t"),
        ("aiff", "pcm_s16be", "audio/aiff"),
        ("caf", "pcm_s16le", "audio/x-caf"),
    ],
)
def test_what_holds_a_sound_alone_is_heard(container: str, sound: str, declared: str) -> None:
    file = exhibit(made(container, sound=sound), name=f"suara.{container}", declared=declared)
    assert recording_of(file, key=DRAFT_KEY) is Look.AUDIO
    assert seconds_of(audio_of(file, key=DRAFT_KEY), "audio") > 2


def test_a_film_that_was_called_a_sound_is_seen() -> None:
    file = exhibit(made("mp4", picture="libx264", sound="aac"), name="suara.m4a", declared="audio/mp4")
    assert recording_of(file, key=DRAFT_KEY) is Look.FILM


def test_a_cover_is_no_film() -> None:
    file = exhibit(made("mp3", sound="libmp3lame", cover=True), name="lagu.mp3", declared="audio/mpeg")
    assert recording_of(file, key=DRAFT_KEY) is Look.AUDIO
    assert seconds_of(audio_of(file, key=DRAFT_KEY), "audio") > 2


def test_a_silent_film_is_seen() -> None:
    file = exhibit(made("mpeg", picture="mpeg1video"), name="film.mpg", declared="video/mpeg")
    assert recording_of(file, key=DRAFT_KEY) is Look.FILM
    assert seconds_of(film_of(file, key=DRAFT_KEY), "video") > 2


@pytest.mark.parametrize(("container", "picture", "sound", "declared"), FILMS[:6])
def test_of_one_that_was_cut_off_plays_what_arrived(container: str, picture: str, sound: str, declared: str) -> None:
    whole = made(container, picture=picture, sound=sound, seconds=6)
    file = exhibit(whole[: len(whole) * 6 // 10], name=f"film.{container}", declared=declared)
    assert recording_of(file, key=DRAFT_KEY) is Look.FILM
    assert seconds_of(film_of(file, key=DRAFT_KEY), "video") > 1.5


def test_it_begins_where_one_asks_in_a_stream_without_an_index() -> None:
    file = exhibit(made("mpeg", picture="mpeg2video", sound="mp2", seconds=6), name="film.mpg", declared="video/mpeg")
    assert 1.5 < seconds_of(film_of(file, key=DRAFT_KEY, start=4), "video") < 2.5


def test_one_whose_beginning_alone_arrived_says_so() -> None:
    file = exhibit(made("flv", picture="flv1")[:40], name="film.flv", declared="video/x-flv")
    with pytest.raises(NotViewable) as told:
        film_of(file, key=DRAFT_KEY)
    assert told.value.reason == previews.BROKEN
