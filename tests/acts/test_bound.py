"""Whatever a verb changes is in its act: after each scene of every verb, the audit finds nothing that it changed."""

from __future__ import annotations

import pytest

from pimpasa.ledger import row_audit
from pimpasa.ledger.bound import bindings
from tests.acts.stage import Staged, all_scenes
from tests.factories.people import Cast, cast

pytestmark = pytest.mark.django_db
SCENES = all_scenes()


@pytest.fixture
def office() -> Cast:
    return cast()


def differing() -> set[str]:
    return {fault for binding in bindings() for fault in row_audit.faults(binding)}


@pytest.mark.parametrize("staged", SCENES, ids=lambda staged: f"{staged.verb}:{staged.name}")
def test_what_it_changes_is_in_its_act(staged: Staged, office: Cast) -> None:
    deed = staged.make(office)
    before = differing()
    deed(staged.somebody(office))
    assert differing() <= before
