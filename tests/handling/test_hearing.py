"""What officers get of sound: encoded by us, in another voice on wish, with what is heard written beside it."""

from __future__ import annotations

import io

import av
import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.connections.queries.links import links_of
from pimpasa.evidence.opening.previews import audio_of
from pimpasa.handling.actions.hearing import write_heard
from pimpasa.handling.opening import open_report
from pimpasa.reports.models import Heard
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring
from tests.factories.sound import recorded

HEARD = "Karangan: hubungi 0812-7777-0002, pintunya hijau"

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def pitches(sound: bytes) -> set[int]:
    """The tones of a recording's middle, window by window, in hertz rounded to tens."""
    with av.open(io.BytesIO(sound)) as source:
        rate = source.streams.audio[0].rate
        samples = [float(x) for frame in source.decode(audio=0) for x in frame.to_ndarray()[0][::4]]
    return {round(_pitch(samples[start : start + 1024], rate / 4), -1) for start in range(4000, 16_000, 2000)}


def _pitch(window: list[float], rate: float) -> float:
    lags = range(int(rate / 300), int(rate / 90))
    best = max(lags, key=lambda lag: sum(a * b for a, b in zip(window, window[lag:], strict=False)))
    return rate / best


def test_sound_is_encoded_anew(office: Cast) -> None:
    report, exhibit = recorded(voice_changed=False)
    exhibit.refresh_from_db()
    mp3 = audio_of(exhibit, key=open_report(report=report, keyring=keyring(office.sari)).key)
    assert len(pitches(mp3)) > 2


def test_another_voice_has_one_tone_alone(office: Cast) -> None:
    report, exhibit = recorded(voice_changed=True)
    exhibit.refresh_from_db()
    mp3 = audio_of(exhibit, key=open_report(report=report, keyring=keyring(office.sari)).key)
    assert len(pitches(mp3)) == 1


def test_what_is_heard_is_sealed_found_and_linked(office: Cast) -> None:
    other = given.report(narrative="Karangan: nomornya 0812-7777-0002")
    report, exhibit = recorded(voice_changed=False)
    heard = write_heard(report=report, exhibit=exhibit, words=HEARD, keyring=keyring(office.sari))
    assert b"pintunya" not in bytes(heard.words)
    opened = open_report(report=report, keyring=keyring(office.sari))
    assert [(one.heard.officer, one.words) for one in opened.heard_in(exhibit)] == [(office.sari, HEARD)]
    assert [other] in [link.near for link in links_of(opened, office.sari)]


def test_only_who_works_on_the_report_writes_it(office: Cast) -> None:
    report, exhibit = recorded(voice_changed=False)
    with pytest.raises(Refused):
        write_heard(report=report, exhibit=exhibit, words=HEARD, keyring=keyring(office.bayu))
    with pytest.raises(Refused) as nothing:
        write_heard(report=report, exhibit=exhibit, words="  ", keyring=keyring(office.sari))
    assert (nothing.value.code, Heard.objects.count()) == ("nothing_heard", 0)
