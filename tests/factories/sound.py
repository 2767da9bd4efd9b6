"""Recordings in which a story is told."""

from __future__ import annotations

import io
import math
from array import array
from datetime import timedelta

import av

from pimpasa.common import clock
from pimpasa.evidence.actions.exhibits import keep, set_voice
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.reports.actions.adding import add
from pimpasa.reports.contents import Addition
from pimpasa.reports.models import Report
from tests.factories import reports as given

RATE = 16_000


def speech() -> bytes:
    """Two seconds of a tone that rises and falls as a voice does, as WAV."""
    phase = 0.0
    samples = array("h")
    for number in range(2 * RATE):
        phase += 2 * math.pi * (150 + 40 * math.sin(2 * math.pi * number / RATE)) / RATE
        samples.append(int(4000 * sum(math.sin(k * phase) / k for k in range(1, 12))))
    wav = io.BytesIO()
    with av.open(wav, "w", format="wav") as target:
        stream = target.add_stream("pcm_s16le", rate=RATE, layout="mono")
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(samples))
        frame.planes[0].update(samples.tobytes())
        frame.sample_rate = RATE
        target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return wav.getvalue()


def recorded(*, voice_changed: bool) -> tuple[Report, Exhibit]:
    report, code = given.received()
    opened = given.seen_by_reporter(code)
    upload = SealedUpload.of(speech(), name="cerita.wav", declared="audio/wav")
    exhibit = keep(upload=upload, key=opened.key, obtained="own", expires_at=clock.now() + timedelta(days=1))
    set_voice(exhibit_ids=[exhibit.pk], key=opened.key, voice_changed=voice_changed)
    exhibit.refresh_from_db()
    add(opened=opened, addition=Addition(), exhibits=[exhibit])
    return report, exhibit
