"""Synthetic reports are real ones in all but their words: they open, are in the log, and meet."""

from __future__ import annotations

import pytest

from pimpasa.common import clock
from pimpasa.config import simulation
from pimpasa.config.consistency import faults
from pimpasa.ledger.integration import integrate
from pimpasa.reports.mentions import links_of
from pimpasa.reports.models import Mention, Report
from pimpasa.reports.opening import peek
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db
KEY = b"k" * 32


@pytest.fixture
def office() -> Cast:
    return cast()


def some(office: Cast, count: int, *, seed: int = 7) -> simulation.Rows:
    places = [place for place in simulation.places() if place.office == office.at.office.pk]
    return simulation._batch(seed, 0, count, places, KEY, clock.now())


def test_they_open_and_are_in_the_log(office: Cast) -> None:
    simulation._copy(some(office, 30))
    integrate()
    assert list(faults()) == []
    told = {peek(report, keyring(office.dewi)).answers.narrative for report in Report.objects.all()}
    assert told == {simulation.told(7, number).narrative for number in range(30)}


def test_the_same_seed_tells_the_same(office: Cast) -> None:
    assert [simulation.told(7, n) for n in range(50)] == [simulation.told(7, n) for n in range(50)]
    assert [simulation.told(7, n) for n in range(50)] != [simulation.told(8, n) for n in range(50)]


def test_they_name_numbers_that_are_found(office: Cast, settings: object) -> None:
    settings.LINK_KEY = KEY  # type: ignore[attr-defined]
    simulation._copy(some(office, 5))
    assert Mention.objects.count() == 5
    report = Report.objects.filter(desk=office.at.cengkareng_timur).first() or Report.objects.earliest("id")
    assert len(links_of(peek(report, keyring(office.dewi)), office.dewi)) == 1


def test_all_words_are_plainly_invented() -> None:
    assert {simulation.told(1, number).narrative.partition(":")[0] for number in range(200)} == {"Karangan"}
