"""What an auditor sees of deadlines."""

from __future__ import annotations

import pytest
from django.db import connection

from pimpasa.handling.queries.queue import deadlines_of
from tests.factories import reports as given
from tests.factories.people import cast

pytestmark = pytest.mark.django_db


def test_the_nearest_are_found_without_reading_the_others() -> None:
    office = cast()
    first, second = given.report(danger=True), given.report()
    assert list(deadlines_of(office.at.office)) == [first, second]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    assert "report_due_at_office" in deadlines_of(office.at.office)[:50].explain()
