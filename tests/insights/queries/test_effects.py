"""What came of a dialogue, counted: reports around its day, understanding, promises."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pimpasa.common import clock
from pimpasa.education import queries as bank
from pimpasa.insights.queries.effects import Promises, Verdict, effects, outcomes_of, reports_around
from pimpasa.outreach.actions.promises import keep_promise
from pimpasa.outreach.models import Dialogue
from pimpasa.reports.models import Report
from tests.factories import outreach as made
from tests.factories import reports as given
from tests.factories.acts import count_on
from tests.factories.people import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def held_ago(office: Cast, days: int) -> Dialogue:
    """Begun at this hour so many days ago, so that it is the same day for it and for what is reported then."""
    dialogue = made.held(office)
    dialogue.starts_at = clock.now() - timedelta(days=days)
    dialogue.ends_at = dialogue.starts_at + timedelta(minutes=90)
    dialogue.save()
    return dialogue


def reported(days_ago: int, number: int, village: str = "31.73.01.1006") -> None:
    for _one in range(number):
        report = given.report(village=village)
        Report.objects.filter(pk=report.pk).update(received_at=clock.now() - timedelta(days=days_ago))


def test_it_works(office: Cast) -> None:
    dialogue = held_ago(office, 40)
    key = made.counted(dialogue, before=(6, 20), after=(16, 20))
    keep_promise(promise=made.promise(office, dialogue), how="Karangan: dipasang", by=office.sari)
    made.promise(office, dialogue)
    found = effects(dialogue, "id")
    question = found.questions[0]
    assert question.name == bank.question(key).said("id").question  # type: ignore[union-attr]
    assert (question.right_before, question.before, question.right_after, question.after) == (6, 20, 16, 20)
    assert question.is_clear
    assert found.promises == Promises(made=2, due=1, kept=1)


def test_reports_before_and_after(office: Cast) -> None:
    dialogue = held_ago(office, 40)
    reported(45, 2)
    reported(40, 1)  # the day itself counts for neither
    reported(39, 3)
    reported(5, 1)  # after the thirty days
    reported(39, 1, village="31.73.06.1005")  # elsewhere
    count_on()
    found = reports_around(dialogue)
    assert found is not None
    assert (found.before, found.after, found.days_after, found.verdict) == (2, 3, 30, Verdict.CHANCE)


def test_no_report_is_read_for_it(office: Cast) -> None:
    dialogue = held_ago(office, 40)
    with CaptureQueriesContext(connection) as asked:
        reports_around(dialogue)
    assert [row["sql"] for row in asked if "reports_report" in row["sql"]] == []


def test_while_the_thirty_days_last(office: Cast) -> None:
    assert reports_around(made.held(office)) is None
    found = reports_around(held_ago(office, 11))
    assert found is not None
    assert (found.days_after, found.is_whole, found.verdict) == (10, False, Verdict.NONE)


def test_few_answers_are_no_finding(office: Cast) -> None:
    dialogue = held_ago(office, 1)
    made.counted(dialogue, before=(0, 9), after=(9, 9))
    found = effects(dialogue, "id")
    assert (found.questions[0].gain, found.together and found.together.gain) == (None, None)


def test_an_overview_asks_the_database_as_often_for_many_as_for_one(office: Cast) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            outcomes_of(office.at.office, first=clock.today() - timedelta(days=30), last=clock.today())
        return len(asked)

    first = held_ago(office, 3)
    made.counted(first, before=(4, 10), after=(8, 10))
    made.came(first, 12)
    before = ask()
    for days in (5, 7):
        made.came(held_ago(office, days), 20)
    assert ask() == before
    totals, rows = outcomes_of(office.at.office, first=clock.today() - timedelta(days=30), last=clock.today())
    assert (totals.held, totals.people, totals.before, totals.after) == (3, 52, 40, 80)
    assert [row.people for row in rows] == [20, 20, 12]
    assert outcomes_of(office.at.fallback, first=clock.today(), last=clock.today())[1] == []
