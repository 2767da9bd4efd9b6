"""Every verb of the program is walked: with a ledger that cannot be written, and as everybody."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import copy

import pytest
from django.db import transaction

import pimpasa
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.verbs import VERBS
from tests.acts.stage import PEOPLE, Staged, all_scenes
from tests.factories.people import Cast, cast
from tests.factories.tables import everything, what_all_offices_share

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
SCENES = all_scenes()


def walk(scenes: list[Staged]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("staged", scenes, ids=lambda staged: f"{staged.verb}:{staged.name}")


@pytest.fixture
def office() -> Cast:
    return cast()


def test_every_verb_that_is_an_act_has_a_scene() -> None:
    for module in pkgutil.walk_packages(pimpasa.__path__, "pimpasa."):
        if not module.name.endswith("__main__") and "migrations" not in module.name and ".config." not in module.name:
            importlib.import_module(module.name)
    acts = {name for name, verb in VERBS.items() if not verb.unlogged and name.startswith("pimpasa.")}
    assert {staged.verb for staged in SCENES} >= acts


@walk([staged for staged in SCENES if not VERBS[staged.verb].unlogged])
def test_without_the_ledger_nothing_of_it_stays(staged: Staged, office: Cast, broken_ledger: Broken) -> None:
    deed = staged.make(office)
    with broken_ledger():
        deed(staged.somebody(office))


@walk([staged for staged in SCENES if staged.may])
def test_only_who_may(staged: Staged, office: Cast) -> None:
    deed = staged.make(office)
    before = everything()
    others = [getattr(office, name) for name in PEOPLE if name not in staged.may]
    for officer in [*others, *([] if "fani" in staged.may else strangers(office.fani))]:
        with pytest.raises((Refused, NotGranted)):
            deed(officer)
    assert everything() == before, "a refused verb left something behind"
    shared = what_all_offices_share()
    for name in staged.may:
        officer = getattr(office, name)
        with undone():
            deed(officer)
            assert officer.office.is_fallback or what_all_offices_share() == shared, "it changed what all offices share"


def strangers(fani: Officer) -> list[Officer]:
    """Fani of another office, as whatever she could be there: a head's or an administrator's word ends at the door."""
    return [as_role(fani, role) for role in Role if role != fani.role]


def as_role(officer: Officer, role: Role) -> Officer:
    another = copy(officer)
    another.role = role
    return another


@contextmanager
def undone() -> Iterator[None]:
    """What is done in it happened, and is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
