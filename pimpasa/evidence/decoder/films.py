"""Audio and film, decoded and encoded anew: a few minutes of the one, half a minute of the other, small."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import IO, Any

from pimpasa.evidence.decoder import Decode, voices

AUDIO_SECONDS = 180
FILM_SECONDS = 30
FRAMES_A_SECOND = 10
LONGEST_SIDE = 480


def audio_decoder(task: dict[str, Any]) -> Decode:
    """MP3 of AUDIO_SECONDS from `start` (seconds)."""
    import av

    def decoded(file: IO[bytes]) -> bytes:
        mp3 = io.BytesIO()
        with av.open(file) as source, av.open(mp3, "w", format="mp3") as target:
            audio = _Audio(target, "libmp3lame", 44_100, changed=task["changed"])
            audio.add(_within(source, "audio", task["start"], AUDIO_SECONDS)).end()
        return mp3.getvalue()

    rehearse("mp3", "libmp3lame", None)
    return decoded


def film_decoder(task: dict[str, Any]) -> Decode:
    """WebM of FILM_SECONDS from `start` (seconds), ten pictures a second, with its audio where it has one."""
    import av

    def decoded(file: IO[bytes]) -> bytes:
        webm = io.BytesIO()
        with av.open(file) as source, av.open(webm, "w", format="webm") as target:
            pictures = _Pictures(target, source.streams.video[0])
            audio = _Audio(target, "libopus", 48_000, changed=task["changed"]) if source.streams.audio else None
            pictures.add(_within(source, "video", task["start"], FILM_SECONDS)).end()
            if audio:
                audio.add(_within(source, "audio", task["start"], FILM_SECONDS)).end()
        return webm.getvalue()

    rehearse("webm", "libopus", "libvpx")
    return decoded


def _within(source: Any, kind: str, start: float, seconds: float) -> Iterator[tuple[float, Any]]:
    """Frames of one stream with their time since `start`, in seconds."""
    stream = getattr(source.streams, kind)[0]
    stream.thread_count = 1
    first = float((stream.start_time or 0) * stream.time_base)
    source.seek(int((first + start) / stream.time_base), stream=stream)
    for frame in source.decode(stream):
        moment = (frame.time or 0) - first - start
        if moment > seconds:
            return
        if moment >= 0:
            yield moment, frame


class _Audio:
    def __init__(self, target: Any, codec: str, rate: int, *, changed: bool) -> None:
        import av

        self._target = target
        self._stream = target.add_stream(codec, rate=rate, layout="mono")
        self._even = av.AudioResampler(format="fltp", layout="mono", rate=rate)
        self._voice = voices.Changed(rate) if changed else None
        self._resampler = av.AudioResampler(format=self._stream.format, layout="mono", rate=rate)

    def add(self, frames: Iterator[tuple[float, Any]]) -> _Audio:
        for _moment, frame in frames:
            frame.pts = None
            self._say(self._even.resample(frame))
        return self

    def _say(self, frames: Iterable[Any]) -> None:
        for frame in frames:
            for spoken in self._voice.through(frame) if self._voice else [frame]:
                spoken.pts = None
                self._encode(self._resampler.resample(spoken))

    def _encode(self, pieces: Iterable[Any]) -> None:
        for piece in pieces:
            self._target.mux(self._stream.encode(piece))

    def end(self) -> None:
        self._say(self._even.resample(None))
        if self._voice:
            for spoken in self._voice.rest():
                spoken.pts = None
                self._encode(self._resampler.resample(spoken))
        self._encode(self._resampler.resample(None))
        self._target.mux(self._stream.encode(None))


class _Pictures:
    def __init__(self, target: Any, original: Any) -> None:
        scale = min(1, LONGEST_SIDE / max(original.width, original.height))
        # VP8 stores colour at half the size (4:2:0), so sides are even.
        self._size = (max(2, int(original.width * scale) & ~1), max(2, int(original.height * scale) & ~1))
        self._target = target
        self._stream = target.add_stream("libvpx", rate=FRAMES_A_SECOND)
        self._stream.pix_fmt = "yuv420p"
        self._stream.options = {"deadline": "realtime", "cpu-used": "8", "b": "400k"}
        self._stream.thread_count = 1
        self._next = 0

    def add(self, frames: Iterator[tuple[float, Any]]) -> _Pictures:
        for moment, frame in frames:
            number = int(moment * FRAMES_A_SECOND)
            if number >= self._next:
                self._encode(frame, number)
                self._next = number + 1
        return self

    def _encode(self, frame: Any, number: int) -> None:
        import av

        plain = frame.reformat(*self._size, format="rgb24" if frame.rotation else "yuv420p")
        if frame.rotation:
            plain = av.VideoFrame.from_image(  # type: ignore[no-untyped-call]  # untyped in av
                plain.to_image().rotate(frame.rotation, expand=True)
            )
        if self._next == 0:
            self._stream.width = plain.width
            self._stream.height = plain.height
        small = plain.reformat(format="yuv420p")
        small.pts = number
        small.time_base = Fraction(1, FRAMES_A_SECOND)
        self._target.mux(self._stream.encode(small))

    def end(self) -> None:
        self._target.mux(self._stream.encode(None))


def rehearse(container: str, audio: str, video: str | None) -> None:
    """Encode a moment of nothing, so that whatever a codec loads late is loaded while files can still be opened."""
    import av

    with av.open(io.BytesIO(), "w", format=container) as target:
        samples: Any = target.add_stream(audio, rate=48_000, layout="mono")
        if video:
            picture: Any = target.add_stream(video, rate=FRAMES_A_SECOND)
            picture.width = 16
            picture.height = 16
            picture.pix_fmt = "yuv420p"
            picture.thread_count = 1
            target.mux(picture.encode(av.VideoFrame(16, 16, "yuv420p")))
            target.mux(picture.encode(None))
        target.mux(samples.encode(None))
