"""What is no single office's has an owner, which the document names."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Model

from pimpasa.territory.models import Office
from tests.factories.tables import owners

WHO_ACTED = {"brought_in_by", "confirmed_by", "read_by", "changed_by"}


def without_an_office() -> set[str]:
    """The tables from whose rows no way leads to an office, but an officer who acted is not whose a thing is."""
    ours = {model for model in apps.get_models() if model.__module__.startswith("pimpasa.")}
    theirs: set[type[Model]] = {Office}
    while more := {model for model in ours - theirs if leads_to(model) & theirs}:
        theirs |= more
    return {model._meta.label for model in ours - theirs}


def leads_to(model: type[Model]) -> set[type[Model]]:
    """What its rows hang on, whether they have to or not: a kind of dialogues may be an office's, and need not."""
    relations = [field for field in model._meta.fields if field.is_relation]
    belonging = [field for field in relations if not field.null and field.name not in WHO_ACTED]
    return {field.related_model for field in belonging if isinstance(field.related_model, type)}


def test_what_is_no_office_s_says_who_changes_it() -> None:
    assert owners().keys() == without_an_office()
