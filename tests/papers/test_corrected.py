"""A paper with its number says what of its case was corrected since; a draft is written anew instead."""

from __future__ import annotations

import pytest

from pimpasa.cases.actions.correcting import correct_event
from pimpasa.cases.kinds import Corrected
from pimpasa.cases.models import Case
from pimpasa.papers.queries import corrections_after
from tests.factories import cases as made
from tests.factories import papers
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def case(office: Cast) -> Case:
    return made.own_case(office.dewi, office.at.unit)


def test_only_what_was_corrected_after_it(office: Cast, case: Case) -> None:
    first, second = made.event(office.dewi, case), made.event(office.dewi, case)
    correct_event(event=first, contents=None, reason=made.MISTAKE, keyring=keyring(office.dewi))
    paper, draft = papers.issued(office.dewi, office.hadi, case=case), papers.draft(office.dewi, case=case)
    assert corrections_after(paper) == []
    correct_event(event=second, contents=None, reason=made.MISTAKE, keyring=keyring(office.dewi))
    (correction,) = corrections_after(paper)
    assert (correction.kind, correction.by) == (Corrected.EVENT, office.dewi)
    assert corrections_after(draft) == []


def test_a_paper_of_no_case_has_none(office: Cast) -> None:
    assert corrections_after(papers.issued(office.dewi, office.hadi)) == []
