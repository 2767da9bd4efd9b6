"""Synthetic reports are real ones in all but their words: they open, are in the log, are found, and meet."""

from __future__ import annotations

from collections import Counter

import pytest

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.config import simulation
from pimpasa.config.consistency import faults
from pimpasa.config.stories import BUSY_RECRUITERS, VOCABULARY, story, word
from pimpasa.connections.queries.links import links_of
from pimpasa.handling.queries.search import Question, Search
from pimpasa.insights.actions.counting import follow, recount
from pimpasa.insights.kinds import Stage
from pimpasa.insights.models import WaitFact
from pimpasa.ledger.actions import take_over_rows
from pimpasa.ledger.integration import integrate
from pimpasa.reports.models import Mention, Report, WordIndex
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.reports.tokens import index_of, tokens_of
from pimpasa.territory.models import Place
from pimpasa.verification.models import Finding
from pimpasa.verification.queries import findings_of
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring
from tests.factories.territory import CENGKARENG_TIMUR

pytestmark = pytest.mark.django_db
TOLD = ("narrative", "indicators", "village", "rw", "place", "address", "persons")


@pytest.fixture
def office() -> Cast:
    take_over_rows()
    return cast()


def some(office: Cast, count: int, *, seed: int = 7) -> simulation.Rows:
    places = [place for place in simulation.places() if place.office == office.at.office.pk]
    return simulation.batch(simulation.Plan(count, seed, places, clock.now()), 0, count)


def opened(office: Cast) -> list[OpenReport]:
    return [peek(report, keyring(office.dewi)) for report in Report.objects.order_by("id")]


def found(officer: Officer, **asked: str) -> list[Report]:
    return Search(officer, Question.of(asked)).rows(0, 100)


def test_it_works(office: Cast) -> None:
    """They open and are in the log."""
    simulation._copy(some(office, 30))
    integrate()
    assert list(faults()) == []
    assert [one.answers.narrative for one in opened(office)] == [story(7, number).narrative for number in range(30)]


def test_the_same_seed_tells_the_same(office: Cast) -> None:
    assert [story(7, n) for n in range(50)] == [story(7, n) for n in range(50)]
    assert [story(7, n) for n in range(50)] != [story(8, n) for n in range(50)]
    again, places = Report.objects.none(), []
    for _time in range(2):
        simulation._copy(some(office, 20))
        again = Report.objects.exclude(pk__in=[row.pk for row in again]).order_by("id")
        places.append([(row.village_id, row.state, row.kind, row.urgency) for row in again])
    assert places[0] == places[1]


def test_they_name_numbers_that_are_found(office: Cast) -> None:
    simulation._copy(some(office, 5))
    assert Mention.objects.count() == 5
    assert [len(links_of(one, office.dewi)) for one in opened(office)] == [1] * 5


def test_they_are_found_by_the_words_that_a_received_one_is_found_by(office: Cast) -> None:
    simulation._copy(some(office, 40))
    simulated = opened(office)
    known = set(Place.objects.filter(village=CENGKARENG_TIMUR).values_list("name", flat=True))
    assert {one.answers.place for one in simulated} == {"", *known}
    for one in simulated[:5]:
        twin = given.report(**{name: getattr(one.answers, name) for name in TOLD})
        tokens = tokens_of(peek(twin, keyring(office.dewi)).answers)
        assert tokens == tokens_of(one.answers)
        assert WordIndex.objects.get(report=one.report).digests == index_of(one.report, tokens).digests
        phone, rw, sign = one.answers.persons[0].value, one.answers.rw, str(one.answers.indicators[0])
        naming = {other.report for other in opened(office) if phone in other.answers.narrative}
        assert set(found(office.dewi, q=phone)) == naming >= {twin, one.report}
        assert {twin, one.report} <= set(found(office.dewi, q=phone, rw=rw, sign=sign))
    for name in known:
        in_place = {one.report for one in simulated if one.answers.place == name}
        assert in_place <= set(found(office.dewi, place=name))
    assert found(office.dewi, q="taktertulis") == []


def test_what_is_concluded_has_a_finding(office: Cast) -> None:
    simulation._copy(some(office, 40))
    for one in opened(office):
        outcomes = [found.contents.outcome for found in findings_of(one)]
        assert outcomes == ([] if one.report.is_open else [one.report.state])


def test_what_is_concluded_was_waited_for(office: Cast) -> None:
    """By the log, from which a page of numbers knows how long it took."""
    simulation._copy(some(office, 60))
    simulation._take_up()
    while follow():
        pass
    assert recount(mend=False).is_equal
    concluded = [report for report in Report.objects.all() if not report.is_open]
    waits = WaitFact.objects.filter(
        fact__in=[report.pk for report in concluded], officer__in=[office.sari, office.bayu]
    )
    assert Counter(waits.values_list("stage", flat=True)) == dict.fromkeys(
        (Stage.OPENED, Stage.VERIFIED), len(concluded)
    )
    minutes = waits.filter(stage=Stage.VERIFIED).values_list("minutes", flat=True)
    assert len(set(minutes)) > len(concluded) / 2
    assert all(finding.recorded_at <= clock.now() for finding in Finding.objects.all())


def test_some_words_are_common_and_most_are_rare() -> None:
    texts = [story(1, number).narrative for number in range(300)]
    holding = [sum(f" {word(rank)}" in text for text in texts) for rank in (0, 1, 40_000)]
    assert holding[0] > 200 > holding[1] > 50 > holding[2]
    assert len({word(rank) for rank in range(VOCABULARY)}) == VOCABULARY


def test_some_stories_are_told_twice() -> None:
    phones = [story(1, number).persons[0].value for number in range(300)]
    rare = [phone for phone in phones if int(phone[4:]) >= BUSY_RECRUITERS]
    assert 0 < len(rare) - len(set(rare)) < 20


def test_all_words_are_plainly_invented() -> None:
    assert {story(1, number).narrative.partition(":")[0] for number in range(200)} == {"Karangan"}


def test_a_story_that_is_told_again_is_sealed_anew(office: Cast) -> None:
    places = [place for place in simulation.places() if place.office == office.at.office.pk]
    plan = simulation.Plan(30, 7, places, clock.now(), stories=10)
    simulation._copy(simulation.batch(plan, 0, 30))
    reports = opened(office)
    assert [one.answers.narrative for one in reports] == [story(7, number % 10).narrative for number in range(30)]
    assert [one.report.village_id for one in reports] == [plan.place(number % 10).village for number in range(30)]
    assert len({bytes(one.report.envelope) for one in reports}) == 30
    indexes = {index.report_id: index.digests for index in WordIndex.objects.all()}
    assert indexes == {one.report.pk: index_of(one.report, tokens_of(one.answers)).digests for one in reports}
