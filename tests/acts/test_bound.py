"""Whatever a verb changes is in its act, which auditors can read: looked at after each scene of every verb."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.db.models import Max

from pimpasa.insights.queries.oversight import LoggedAct, offices_of
from pimpasa.ledger import row_audit
from pimpasa.ledger.bound import bindings
from pimpasa.ledger.queries import entries
from pimpasa.sites.officers.oversight.views.log import OTHERS, SUBJECTS
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
    last = entries().aggregate(last=Max("pk"))["last"] or 0
    deed(staged.somebody(office))
    assert differing() <= before
    assert list(unreadable(entries().filter(pk__gt=last))) == []


def unreadable(acts: Iterable[LoggedAct]) -> Iterator[str]:
    """What the auditor's page would show as a word of the program's."""
    acts = list(acts)
    offices_of(acts)
    for entry in acts:
        if entry.subject.partition(":")[0] not in SUBJECTS:
            yield f"{entry.act}: about {entry.subject}"
        if not entry.actor.startswith("officer:") and entry.actor not in OTHERS:
            yield f"{entry.act}: by {entry.actor}"
