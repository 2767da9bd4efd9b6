"""A signed letter whose data were corrected says so, waits for the head, and is replaced or stays with a reason."""

from __future__ import annotations

import pytest

from pimpasa.accounts.models import Officer
from pimpasa.cases.actions.correcting import correct_event
from pimpasa.cases.actions.leading import change_leader
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.papers.actions import papers as actions
from pimpasa.papers.kinds import PaperKind
from pimpasa.papers.models import Paper
from pimpasa.papers.opening.papers import peek, stays_of
from pimpasa.papers.queries import corrections_after, is_outdated
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import waiting_for
from tests.factories import cases as given
from tests.factories import papers as made
from tests.factories.people import Cast, cast, keyring
from tests.refusals import refused

STAYS = "Karangan: hanya salah ketik nama pasar."


@pytest.fixture
def office(db: None) -> Cast:
    return cast()


def waits(officer: Officer) -> list[tuple[str, str]]:
    return [(entry.thing, entry.words) for entry in waiting_for(officer, [Kind.PAPER_OUTDATED]).entries]


def let_stand(paper: Paper, by: Officer, reason: str = STAYS) -> None:
    actions.let_stand(paper=paper, reason=reason, keyring=keyring(by))


def test_it_waits_for_the_head_until_it_stays_with_a_reason(office: Cast) -> None:
    paper = made.outdated(office.dewi, office.hadi)
    assert waits(office.hadi) == [(str(paper.pk), str(PaperKind.INFORMATION.label))]
    assert waits(office.dewi) == []
    with refused("no_reason"):
        let_stand(paper, office.hadi, reason="biar")
    with refused("not_permitted"):
        let_stand(paper, office.dewi)
    let_stand(paper, office.hadi)
    assert (waits(office.hadi), is_outdated(paper)) == ([], False)
    ((row, why),) = stays_of(peek(paper, keyring(office.dewi)))
    assert (row.officer, why) == (office.hadi, STAYS)
    assert [entry.act for entry in entries_of([paper.subject])][-1] == Act.PAPER_STAYS
    with refused("nothing_corrected"):
        let_stand(paper, office.hadi)


def test_what_is_corrected_after_that_waits_again(office: Cast) -> None:
    paper = made.outdated(office.dewi, office.hadi)
    let_stand(paper, office.hadi)
    assert paper.case is not None
    happened = given.event(office.dewi, paper.case)
    correct_event(event=happened, contents=None, reason=given.MISTAKE, keyring=keyring(office.dewi))
    assert len(waits(office.hadi)) == 1


def test_its_correction_being_written_it_waits_no_more(office: Cast) -> None:
    paper = made.outdated(office.dewi, office.hadi)
    later = made.draft(office.dewi, PaperKind.INFORMATION, case=paper.case, replaces=paper)
    assert (waits(office.hadi), is_outdated(paper)) == ([], True)
    actions.issue(paper=later, address=made.ADDRESS, keyring=keyring(office.hadi))
    paper.refresh_from_db()
    assert (is_outdated(paper), waits(office.hadi)) == (False, [])


def test_another_leader_stands_on_its_page_and_waits_for_nobody(office: Cast) -> None:
    case = given.own_case(office.dewi, office.at.unit)
    paper = made.signed(office.dewi, office.hadi, PaperKind.INFORMATION, case=case)
    change_leader(case=case, leader=office.hadi, reason="Karangan: Dewi pindah tugas.", keyring=keyring(office.dewi))
    assert [row.kind.value for row in corrections_after(paper)] == ["leader"]
    assert (is_outdated(paper), waits(office.hadi)) == (False, [])


def test_a_draft_and_a_paper_without_a_case_rest_upon_nothing_corrected(office: Cast) -> None:
    paper = made.signed(office.dewi, office.hadi)
    assert (is_outdated(paper), waits(office.hadi)) == (False, [])
