"""Operations, from the plan to their end, and the support that a Pimpasa asks for."""

from __future__ import annotations

import uuid
from typing import Any

from pimpasa.cases.models import Case
from pimpasa.operations import opening
from pimpasa.operations.actions import calendar_links, ending, log, planning, shredding, support, teams
from pimpasa.operations.kinds import TeamRole
from pimpasa.operations.models import Operation, SupportRequest
from pimpasa.operations.states import SupportStep
from pimpasa.vault.opening import key_of
from tests.acts.stage import Deed, scene
from tests.factories import evidence
from tests.factories import operations as made
from tests.factories import reports as given
from tests.factories.people import Cast, keyring

WORDS = "Karangan: lantai berapa?"


def case_of(office: Cast) -> Case:
    return given.case(office.dewi, given.concluded(office.sari))


def asked_for(office: Cast) -> Operation:
    """Urgent, and Dewi's, of a case: a colleague of her unit decides."""
    return made.operation(office, case=case_of(office), planned=made.urgent_plan())


def asked_back(office: Cast) -> SupportRequest:
    """Sari asked for support, and the unit wants to know more."""
    return support.answer_support(
        request=made.support(office.sari), step=SupportStep.ASK_BACK, words=WORDS, keyring=keyring(office.dewi)
    )


def entering(operation: Operation, kind: str, **more: Any) -> Deed:
    """An entry of the log, whoever tries."""
    entry_id = uuid.uuid4()
    return lambda who: made.enter(operation, who, kind, ident=entry_id, **more)


@scene(planning.plan_operation, may="dewi hadi")
def planning_an_operation(office: Cast) -> Deed:
    letter = made.letter_of(made.team(office), at=office.at.unit)
    return lambda who: made.operation(office, by=who, letter=letter)


@scene(planning.plan_operation, may="dewi hadi")
def planning_an_operation_of_a_case(office: Cast) -> Deed:
    case = case_of(office)
    letter = made.letter_of(made.team(office), at=office.at.unit)
    return lambda who: made.operation(office, by=who, case=case, letter=letter)


@scene(planning.plan_operation, may="dewi hadi")
def asking_for_an_urgent_operation(office: Cast) -> Deed:
    return lambda who: made.operation(office, by=who, planned=made.urgent_plan())


@scene(planning.decide, may="hadi")
def agreeing_to_an_urgent_operation(office: Cast) -> Deed:
    operation = asked_for(office)
    return lambda who: planning.decide(operation=operation, agrees=True, words="", keyring=keyring(who))


@scene(planning.decide, may="hadi")
def refusing_an_urgent_operation(office: Cast) -> Deed:
    operation = asked_for(office)
    return lambda who: planning.decide(operation=operation, agrees=False, words=WORDS, keyring=keyring(who))


@scene(planning.hand_in_letter, may="dewi hadi")
def handing_in_the_letter_of_an_operation(office: Cast) -> Deed:
    operation = planning.decide(operation=asked_for(office), agrees=True, words="", keyring=keyring(office.hadi))
    letter = made.letter_of(made.team(office), at=office.at.unit)
    return lambda who: planning.hand_in_letter(operation=operation, letter=letter, keyring=keyring(who))


@scene(planning.call_off, may="dewi hadi")
def calling_an_operation_off(office: Cast) -> Deed:
    operation = made.operation(office, case=case_of(office))
    return lambda who: planning.call_off(operation=operation, reason=WORDS, keyring=keyring(who))


@scene(teams.set_team)
def setting_the_team(office: Cast) -> Deed:
    operation = made.operation(office)
    team = [(office.dewi, TeamRole.LEADER)]
    key = key_of(operation, keyring(office.dewi))
    return lambda who: teams.set_team(operation=operation, team=team, key=key, by=who)


@scene(teams.change_team, may="dewi hadi")
def changing_the_team(office: Cast) -> Deed:
    team = [(office.bayu, "leader")]
    operation = made.operation(office, letter=made.letter_of([*made.team(office), *team], at=office.at.unit))
    return lambda who: teams.change_team(operation=operation, team=team, keyring=keyring(who))


@scene(log.add_entry, may="sari dewi hadi")
def writing_into_the_log(office: Cast) -> Deed:
    return entering(made.operation(office), "arrived")


@scene(log.add_entry, may="sari dewi hadi")
def keeping_a_photo_in_the_log(office: Cast) -> Deed:
    return entering(made.operation(office), "photo", photo=evidence.sealed_upload())


@scene(log.add_entry, may="sari dewi hadi")
def ending_an_operation(office: Cast) -> Deed:
    """Its leader does, or who leads from the unit; Bayu is a member."""
    operation = made.operation(office, with_team=[(office.sari, "leader"), (office.bayu, "member")])
    made.enter(operation, office.sari)
    return entering(operation, "end")


@scene(ending.save_draft, may="sari dewi hadi")
def drafting_the_report_of_an_operation(office: Cast) -> Deed:
    operation = made.carried_out(office)
    return lambda who: ending.save_draft(operation=operation, draft=made.RESULT, keyring=keyring(who))


@scene(ending.record_result, may="dewi hadi")
def recording_the_report_of_an_operation(office: Cast) -> Deed:
    operation = made.carried_out(office, case=case_of(office))
    return lambda who: ending.record_result(operation=operation, result=made.RESULT, keyring=keyring(who))


@scene(opening.open_operation, may="sari dewi hadi")
def reading_an_operation(office: Cast) -> Deed:
    operation = made.operation(office)
    return lambda who: opening.open_operation(operation=operation, keyring=keyring(who))


@scene(opening.view_photo, may="sari dewi hadi")
def looking_at_a_photo_of_the_log(office: Cast) -> Deed:
    entry, _is_new = made.enter(made.operation(office), office.sari, "photo", photo=evidence.sealed_upload())
    return lambda who: opening.view_photo(entry=entry, keyring=keyring(who))


@scene(calendar_links.renew_feed, may="sari bayu dewi hadi fani")
def renewing_one_s_calendar_link(office: Cast) -> Deed:
    return lambda who: calendar_links.renew_feed(by=who)


@scene(support.ask_support, may="sari dewi")
def asking_for_support_for_a_report(office: Cast) -> Deed:
    report = given.taken(office.sari)
    return lambda who: made.support(who, report=report)


@scene(opening.open_support, may="sari dewi hadi")
def reading_a_request_for_support(office: Cast) -> Deed:
    request = made.support(office.sari)
    return lambda who: opening.open_support(request=request, keyring=keyring(who))


@scene(support.answer_support, may="dewi hadi")
def granting_support(office: Cast) -> Deed:
    request = made.support(office.sari)
    return lambda who: support.answer_support(request=request, step=SupportStep.GRANT, words="", keyring=keyring(who))


@scene(support.answer_support, may="dewi hadi")
def refusing_support(office: Cast) -> Deed:
    request = made.support(office.sari)
    return lambda who: support.answer_support(
        request=request, step=SupportStep.REFUSE, words=WORDS, keyring=keyring(who)
    )


@scene(support.answer_support, may="dewi hadi")
def asking_back_about_support(office: Cast) -> Deed:
    request = made.support(office.sari)
    return lambda who: support.answer_support(
        request=request, step=SupportStep.ASK_BACK, words=WORDS, keyring=keyring(who)
    )


@scene(support.add_to_support, may="sari")
def saying_more_about_support(office: Cast) -> Deed:
    request = asked_back(office)
    return lambda who: support.add_to_support(request=request, words="Karangan: tiga.", keyring=keyring(who))


@scene(shredding.shred_operation)
def erasing_an_operation(office: Cast) -> Deed:
    operation = made.reported(office)
    return lambda _who: shredding.shred_operation(operation=operation)


@scene(shredding.drop_support)
def erasing_a_request_for_support(office: Cast) -> Deed:
    request = made.support(office.sari)
    return lambda _who: shredding.drop_support(request=request)
