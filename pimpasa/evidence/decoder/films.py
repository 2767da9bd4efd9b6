"""Audio and film, decoded and encoded anew: a few minutes of the one, half a minute of the other, small.

Of a recording that was cut off, and of one in which something is damaged, what can be decoded is played.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
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
        with av.open(mp3, "w", format="mp3") as target:
            audio = _Audio(target, "libmp3lame", 44_100, changed=task["changed"])
            audio.add(_within(file, "audio", task["start"], AUDIO_SECONDS)).end()
        return mp3.getvalue()

    rehearse("mp3", "libmp3lame", None)
    return decoded


def film_decoder(task: dict[str, Any]) -> Decode:
    """WebM of FILM_SECONDS from `start` (seconds), ten pictures a second, with its audio where it has one."""
    import av

    def decoded(file: IO[bytes]) -> bytes:
        webm = io.BytesIO()
        with av.open(file) as source:
            original = _stream(source, "video")
            has_audio = _stream(source, "audio") is not None
            with av.open(webm, "w", format="webm") as target:
                pictures = _Pictures(target, original)
                audio = _Audio(target, "libopus", 48_000, changed=task["changed"]) if has_audio else None
                pictures.add(_within(file, "video", task["start"], FILM_SECONDS)).end()
                if audio:
                    audio.add(_within(file, "audio", task["start"], FILM_SECONDS)).end()
        return webm.getvalue()

    rehearse("webm", "libopus", "libvpx")
    return decoded


def streams_decoder(_task: dict[str, Any]) -> Decode:
    """JSON: whether it `has_picture` and `has_sound` that can be decoded, whatever the container is called."""
    import av

    def streams(file: IO[bytes]) -> bytes:
        with av.open(file) as source:
            has = {
                "has_picture": _stream(source, "video") is not None,
                "has_sound": _stream(source, "audio") is not None,
            }
        return json.dumps(has).encode()

    rehearse("mp3", "libmp3lame", None)
    return streams


def _stream(source: Any, kind: str) -> Any:
    """The first of a kind that a decoder is there for, or None; what shows a record's cover is no film."""
    from av.stream import Disposition

    streams = getattr(source.streams, kind)
    return next(
        (stream for stream in streams if stream.codec_context and not stream.disposition & Disposition.attached_pic),
        None,
    )


def _within(file: IO[bytes], kind: str, start: float, seconds: float) -> Iterator[tuple[float, Any]]:
    """Frames of one stream with their time since `start`, in seconds."""
    import av

    file.seek(0)
    with av.open(file, "r") as source:
        stream = _stream(source, kind)
        stream.thread_count = 1
        first = float((stream.start_time or 0) * stream.time_base)
        if start:
            with suppress(av.error.FFmpegError):  # what cannot be sought is decoded from its beginning
                source.seek(int((first + start) / stream.time_base), stream=stream)
        for frame in _decodable(source, stream):
            moment = (frame.time or 0) - first - start
            if moment > seconds:
                return
            if moment >= 0:
                yield moment, frame


def _decodable(source: Any, stream: Any) -> Iterator[Any]:
    """Every frame that can be decoded, past those that are damaged, to the end or where the file was cut off.

    Raises ValueError where there is none.
    """
    import av

    frames = 0
    with suppress(av.error.FFmpegError):
        for packet in source.demux(stream):
            with suppress(av.error.InvalidDataError):
                for frame in packet.decode():
                    frames += 1
                    yield frame
    if not frames:
        raise ValueError("nothing in it can be decoded")


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
