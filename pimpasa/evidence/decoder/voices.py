"""Another voice for who does not want to be known by theirs.

Every sound is split into short windows whose phases are thrown away: what makes a voice rise and fall, by which people
know each other, goes with them and cannot be worked out again from what is left. Words stay understood. A shift of all
tones hides the size of the throat, too; it alone could be turned back, so it only comes on top.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# An eighth lower.
SHIFT = 0.88
_FLAT = "afftfilt=real='hypot(re,im)':imag='0':win_size=1024:overlap=0.75"


class Changed:
    """A chain of filters: frames go in as float mono of one rate, and come out in another voice."""

    def __init__(self, rate: int) -> None:
        from av.filter import Graph

        self._graph = Graph()
        source = self._graph.add_abuffer(format="fltp", sample_rate=rate, layout="mono", time_base=None)
        before = source
        for name, arguments in (
            ("afftfilt", _FLAT.partition("=")[2]),
            ("asetrate", str(round(rate * SHIFT))),
            ("aresample", str(rate)),
            ("atempo", str(round(1 / SHIFT, 4))),
        ):
            step = self._graph.add(name, arguments)
            before.link_to(step)
            before = step
        before.link_to(self._graph.add("abuffersink"))
        self._graph.configure()
        self._passed = 0

    def through(self, frame: Any) -> Iterator[Any]:
        """What comes out when a frame goes in."""
        frame.pts = self._passed
        self._passed += frame.samples
        self._graph.push(frame)
        yield from self._ready()

    def rest(self) -> Iterator[Any]:
        """What is still inside when nothing more comes."""
        self._graph.push(None)
        yield from self._ready()

    def _ready(self) -> Iterator[Any]:
        import av

        while True:
            try:
                yield self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
