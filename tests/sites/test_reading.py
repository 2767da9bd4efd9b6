"""Several questions in one statement give what each gives alone, of every model there is."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.models import Assignment, Officer
from pimpasa.common.reading import ask_together, lay_beside
from tests.factories.people import Cast
from tests.sites.officers.test_who_may import make_things

pytestmark = pytest.mark.django_db


def test_every_row_of_every_model_is_the_same(office: Cast) -> None:
    make_things(office)
    models = [model for model in apps.get_models() if model._default_manager.exists()]
    for model in models:
        fields = [field.attname for field in model._meta.concrete_fields]
        alone, together = model._default_manager.order_by("pk"), model._default_manager.order_by("pk")
        ask_together(together)
        assert [[_plain(getattr(row, name)) for name in fields] for row in together] == [
            [_plain(getattr(row, name)) for name in fields] for row in alone
        ], model
    assert len(models) > 80


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def test_it_is_one_statement_with_what_belongs_to_each_row(office: Cast) -> None:
    people = Officer.objects.select_related("office").order_by("name")
    seats = Assignment.objects.filter(officer=office.sari).select_related("desk__village", "officer")
    names = Officer.objects.order_by("name").values_list("name", flat=True)
    with CaptureQueriesContext(connection) as captured:
        ask_together(people, seats, names)
        shown = [(officer.name, officer.office.name) for officer in people]
        at = [(seat.desk.village.name, seat.officer.name) for seat in seats]
        assert list(names) == [name for name, _office in shown]
    assert len(captured) == 1
    assert shown == [(officer.name, officer.office.name) for officer in Officer.objects.order_by("name")]
    assert at == [(seat.desk.village.name, seat.officer.name) for seat in office.sari.assignments.all()]
    assert Officer.objects.count() == len(people)


def test_what_points_to_a_row_is_laid_beside_it_and_not_asked_again(office: Cast) -> None:
    people = Officer.objects.order_by("name")
    seats = Assignment.objects.all()
    with CaptureQueriesContext(connection) as captured:
        ask_together(people, seats)
        lay_beside(people, "assignments", seats)
        laid = {officer.name: [seat.desk_id for seat in officer.assignments.all()] for officer in people}
    assert len(captured) == 1
    asked = {
        officer.name: [seat.desk_id for seat in officer.assignments.all()]
        for officer in Officer.objects.order_by("name")
    }
    assert laid == asked
    assert any(laid.values())
    assert not all(laid.values())
