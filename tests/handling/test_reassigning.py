"""Sari gives a report to Tono, Tono takes one from Sari who is there, Dewi gives several on; always with a reason."""

from __future__ import annotations

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.handling.actions.grading import grade
from pimpasa.handling.actions.reassigning import reassign, reassign_all
from pimpasa.handling.actions.shredding import shred_reasons
from pimpasa.handling.actions.transferring import recuse
from pimpasa.handling.models import Grading, Reassignment
from pimpasa.handling.queries.custody import handling_of
from pimpasa.handling.queries.workload import loads
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.vault.models import GONE
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import waiting_for
from tests.factories import people
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db
WHY = "Karangan: besok saya di acara sepanjang hari."


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def tono(office: Cast) -> Officer:
    """A second Pimpasa at Sari's desk."""
    return people.officer("tono", Role.PIMPASA, office.at.office, desk=office.at.cengkareng_timur, giver=office.hadi)


def code_of_refusal(report: Report, to: Officer, by: Officer, reason: str = WHY) -> str:
    with pytest.raises(Refused) as refused:
        reassign(report=report, to=to, reason=reason, keyring=keyring(by))
    return refused.value.code


def kinds(officer: Officer) -> set[Kind]:
    return {entry.kind for entry in waiting_for(officer).entries}


def test_it_works(office: Cast, tono: Officer) -> None:
    report = given.taken(office.sari)
    reassign(report=report, to=tono, reason=WHY, keyring=keyring(office.sari))
    report.refresh_from_db()
    assert report.officer == tono
    [(reassignment, reason)] = handling_of(peek(report, keyring(tono))).reassignments
    assert (reassignment.before, reassignment.after, reason) == (office.sari, tono, WHY)
    assert WHY.encode() not in bytes(Reassignment.objects.get().reason)
    assert Kind.GIVEN in kinds(tono)
    assert Kind.TAKEN not in kinds(office.sari)


def test_a_colleague_takes_it_while_the_other_is_there_and_that_one_is_told(office: Cast, tono: Officer) -> None:
    report = given.taken(office.sari)
    reassign(report=report, to=tono, reason=WHY, keyring=keyring(tono))
    assert Kind.TAKEN in kinds(office.sari)
    assert Kind.GIVEN not in kinds(tono)


def test_nobody_gives_away_what_is_not_theirs_but_the_unit(office: Cast, tono: Officer) -> None:
    gita = people.officer("gita", Role.PIMPASA, office.at.office, desk=office.at.cengkareng_timur, giver=office.hadi)
    report = given.taken(office.sari)
    assert code_of_refusal(report, tono, gita) == "taken_by_colleague"
    assert code_of_refusal(report, office.sari, office.dewi) == "nobody_verifies"
    assert code_of_refusal(report, tono, office.sari, "ya") == "no_reason"
    assert code_of_refusal(report, office.bayu, office.sari) == "not_theirs"
    assert code_of_refusal(report, office.hadi, office.sari) == "not_theirs"
    assert code_of_refusal(given.report(), tono, office.dewi) == "state_forbids"
    reassign(report=report, to=tono, reason=WHY, keyring=keyring(office.dewi))
    assert {Kind.GIVEN} <= kinds(tono)
    assert {Kind.TAKEN} <= kinds(office.sari)


def test_who_is_kept_out_gets_none_and_then_nobody_of_several_goes(office: Cast, tono: Officer) -> None:
    first, second = given.taken(office.sari), given.taken(office.sari)
    recuse(report=second, officer=tono, by=tono)
    with pytest.raises(Refused):
        reassign_all(reports=[first, second], to=tono, reason=WHY, keyring=keyring(office.dewi))
    assert set(Report.objects.values_list("officer", flat=True)) == {office.sari.pk}
    assert not Reassignment.objects.exists()


def test_who_has_how_much(office: Cast, tono: Officer) -> None:
    reports = [given.taken(office.sari) for _number in range(3)]
    given.report()
    reassign_all(reports=reports[:1], to=tono, reason=WHY, keyring=keyring(office.dewi))
    of_unit = {load.officer: (load.open, load.bar) for load in loads(office.dewi)}
    assert (of_unit[office.sari], of_unit[tono], of_unit[None]) == ((2, 40), (1, 20), (1, 20))
    assert of_unit[office.bayu] == (0, 0)
    assert office.sari not in {load.officer for load in loads(office.bayu)}


def test_why_is_erased_with_the_report(office: Cast, tono: Officer) -> None:
    report = given.taken(office.sari)
    grade(opened=peek(report, keyring(office.sari)), urgency=Urgency.EMERGENCY, reason=WHY, by=office.sari)
    reassign(report=report, to=tono, reason=WHY, keyring=keyring(office.sari))
    shred_reasons(report=report)
    reasons = [*Reassignment.objects.values_list("reason"), *Grading.objects.values_list("reason")]
    assert [bytes(reason) for (reason,) in reasons] == [GONE, GONE]
