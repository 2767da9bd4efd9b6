"""Cases: their people, what happened to them, what was decided about them and is due, and their end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pimpasa.cases.actions import (
    cases,
    correcting,
    decisions,
    events,
    export,
    leading,
    merging,
    persons,
    shredding,
    terms,
    tying,
)
from pimpasa.cases.contents import TermContents
from pimpasa.cases.kinds import Citizenship, PersonRole, Screening, TakKind, TermKind, Verdict
from pimpasa.cases.models import Case, CorrectionTold, Person
from pimpasa.cases.opening import cases as opening
from pimpasa.cases.states import CaseStep, Closure
from pimpasa.common import clock
from pimpasa.handling.actions.transferring import transfer
from pimpasa.reports.models import Report
from pimpasa.reports.states import State
from tests.acts.stage import Deed, scene
from tests.factories import cases as made
from tests.factories import reports as given
from tests.factories.people import Cast, keyring

REASON = "Karangan: untuk gelar kasus hari ini."
CONTENTS = TermContents("Karangan: kirim pemberitahuan.")


def own_case(office: Cast) -> Case:
    return made.own_case(office.dewi, office.at.unit)


def foreigner(office: Cast) -> Person:
    """A foreigner in a case of Dewi's, who was screened and showed no signs."""
    return made.screened(office.dewi, made.person(office.dewi, own_case(office)))


def closed(office: Cast) -> Report:
    """The last report of a closed case."""
    report = given.concluded(office.sari)
    cases.close(case=given.case(office.dewi, report), closure=Closure.ACTED, note="", keyring=keyring(office.dewi))
    return report


@scene(cases.open_case, may="dewi hadi")
def opening_a_case_from_a_report(office: Cast) -> Deed:
    report = given.concluded(office.sari)
    return lambda who: cases.open_case(report=report, title="Karangan: satu unit", keyring=keyring(who))


@scene(cases.open_own_case, may="dewi hadi")
def opening_a_case_of_one_s_own_finding(office: Cast) -> Deed:
    return lambda who: made.own_case(who, office.at.unit)


@scene(leading.change_leader, may="dewi hadi")
def giving_a_case_another_leader(office: Cast) -> Deed:
    case = own_case(office)
    return lambda who: leading.change_leader(case=case, leader=office.hadi, reason=REASON, keyring=keyring(who))


@scene(cases.join, may="dewi hadi")
def taking_a_further_report_in(office: Cast) -> Deed:
    case = own_case(office)
    report = given.concluded(office.sari)
    return lambda who: cases.join(case=case, report=report, keyring=keyring(who))


@scene(cases.follow_operation, may="dewi hadi")
def following_an_operation(office: Cast) -> Deed:
    case = own_case(office)
    return lambda who: cases.follow_operation(case=case, step=CaseStep.PLAN, keyring=keyring(who))


@scene(cases.close, may="dewi hadi")
def closing_a_case(office: Cast) -> Deed:
    case = given.case(office.dewi, given.concluded(office.sari))
    return lambda who: cases.close(case=case, closure=Closure.ACTED, note="Karangan.", keyring=keyring(who))


@scene(opening.view_case, may="dewi hadi")
def viewing_a_case(office: Cast) -> Deed:
    case = own_case(office)
    return lambda who: opening.view_case(case=case, keyring=keyring(who))


@scene(export.export_case, may="dewi hadi")
def exporting_a_case(office: Cast) -> Deed:
    case = own_case(office)
    return lambda who: export.export_case(case=case, keyring=keyring(who), reason=REASON)


@scene(export.export_report, may="sari dewi hadi")
def exporting_a_report(office: Cast) -> Deed:
    report = given.taken(office.sari)
    return lambda who: export.export_report(report=report, keyring=keyring(who), reason=REASON)


@scene(persons.add_person, may="dewi hadi")
def adding_a_person(office: Cast) -> Deed:
    case = own_case(office)
    return lambda who: made.person(who, case)


@scene(persons.change_person, may="dewi hadi")
def correcting_a_person(office: Cast) -> Deed:
    person = made.person(office.dewi, own_case(office))
    return lambda who: persons.change_person(
        person=person,
        contents=made.SOMEBODY,
        roles=[PersonRole.WITNESS],
        citizenship=Citizenship.FOREIGNER,
        reason=REASON,
        keyring=keyring(who),
    )


@scene(merging.merge_persons, may="dewi hadi")
def merging_two_persons(office: Cast) -> Deed:
    case = own_case(office)
    kept, gone = made.person(office.dewi, case), made.person(office.dewi, case, PersonRole.POSSIBLE_VICTIM)
    return lambda who: merging.merge_persons(kept=kept, gone=gone, reason=REASON, keyring=keyring(who))


@scene(merging.split_persons, may="dewi hadi")
def splitting_two_persons(office: Cast) -> Deed:
    merge = made.merged(office.dewi, own_case(office))
    return lambda who: merging.split_persons(merge=merge, reason=REASON, keyring=keyring(who))


def elsewhere(office: Cast) -> Case:
    """A case of Fani's office, which nobody else reads."""
    return made.own_case(office.fani, office.at.fallback_unit)


@scene(tying.tie_persons, may="dewi hadi")
def tying_persons_of_two_cases(office: Cast) -> Deed:
    one, two = (made.person(office.dewi, own_case(office), PersonRole.WITNESS) for _ in range(2))
    return lambda who: tying.tie_persons(one=one, two=two, reason=REASON, keyring=keyring(who))


@scene(tying.ask_tie, may="dewi hadi")
def asking_a_unit_about_its_case(office: Cast) -> Deed:
    one, case = made.person(office.dewi, own_case(office)), elsewhere(office)
    return lambda who: tying.ask_tie(one=one, case=case, reason=REASON, keyring=keyring(who))


@scene(tying.agree_tie, may="dewi hadi")
def agreeing_who_it_is(office: Cast) -> Deed:
    case = own_case(office)
    tie = made.tie_asked(office.fani, elsewhere(office), case)
    two = made.person(office.dewi, case)
    return lambda who: tying.agree_tie(tie=tie, two=two, reason=REASON, keyring=keyring(who))


@scene(tying.end_tie, may="dewi hadi")
def ending_a_tie(office: Cast) -> Deed:
    case = own_case(office)
    tie = made.tied(office.dewi, case, own_case(office))
    return lambda who: tying.end_tie(tie=tie, case=case, reason=REASON, keyring=keyring(who))


@scene(correcting.correct_finding, may="sari dewi")
def correcting_a_finding(office: Cast) -> Deed:
    finding = given.conclude(given.taken(office.sari), office.sari)
    right = given.finding(State.NOT_SUBSTANTIATED)
    return lambda who: correcting.correct_finding(finding=finding, contents=right, reason=REASON, keyring=keyring(who))


@scene(correcting.reopen_report, may="sari dewi")
def taking_an_outcome_back(office: Cast) -> Deed:
    report = given.concluded(office.sari)
    return lambda who: correcting.reopen_report(report=report, reason=REASON, keyring=keyring(who))


@scene(correcting.correct_transfer, may="dewi")
def sending_a_report_back(office: Cast) -> Deed:
    to = {"to_desk": office.at.pegadungan, "to_unit": office.at.unit}
    moved = transfer(report=given.report(), **to, reason=REASON, keyring=keyring(office.sari))
    back = {"to_desk": office.at.cengkareng_timur, "to_unit": office.at.unit}
    return lambda who: correcting.correct_transfer(transfer=moved, **back, reason=REASON, keyring=keyring(who))


@scene(correcting.correct_event, may="dewi")
def correcting_an_event(office: Cast) -> Deed:
    event = made.event(office.dewi, own_case(office))
    contents = replace(made.HAPPENED, day="2025-10")
    return lambda who: correcting.correct_event(event=event, contents=contents, reason=REASON, keyring=keyring(who))


@scene(correcting.correct_gelar, may="hadi")
def correcting_a_gelar(office: Cast) -> Deed:
    gelar = made.gelar(office.hadi, own_case(office))
    return lambda who: correcting.correct_gelar(
        gelar=gelar,
        held_on=gelar.held_on,
        verdict=Verdict.CRIME,
        contents=made.HELD,
        reason=REASON,
        keyring=keyring(who),
    )


@scene(correcting.reopen_case, may="dewi hadi")
def opening_a_closed_case_again(office: Cast) -> Deed:
    case = Case.objects.get(case_reports__report=closed(office))
    return lambda who: correcting.reopen_case(case=case, reason=REASON, keyring=keyring(who))


@scene(correcting.tick_off)
def ticking_off_what_was_corrected(office: Cast) -> Deed:
    finding = given.conclude(given.taken(office.sari), office.sari)
    correcting.correct_finding(finding=finding, contents=given.finding(), reason=REASON, keyring=keyring(office.dewi))
    notice = CorrectionTold.objects.get()
    return lambda who: correcting.tick_off(notice=notice, by=who)


@scene(persons.screen, may="dewi hadi")
def screening_somebody_with_signs(office: Cast) -> Deed:
    person = made.person(office.dewi, own_case(office))
    return lambda who: made.screened(who, person, Screening.INDICATED)


@scene(persons.seek_protected, may="hadi")
def looking_whether_somebody_is_protected_elsewhere(office: Cast) -> Deed:
    person = foreigner(office)
    made.person(office.fani, made.own_case(office.fani, office.at.fallback_unit), PersonRole.POSSIBLE_VICTIM)
    return lambda who: persons.seek_protected(person=person, by=who)


@scene(events.add_event, may="dewi hadi")
def adding_an_event(office: Cast) -> Deed:
    case = own_case(office)
    return lambda who: made.event(who, case)


@scene(events.choose_law, may="dewi hadi")
def choosing_the_law_of_an_event(office: Cast) -> Deed:
    event = made.event(office.dewi, own_case(office))
    words = {"offence": "trafficking", "rule": "old", "lawyer": "Karangan: Bu Lestari", "reason": REASON}
    return lambda who: events.choose_law(event=event, **words, keyring=keyring(who))


@scene(decisions.record_gelar, may="hadi")
def recording_a_gelar_kasus(office: Cast) -> Deed:
    case = own_case(office)
    return lambda who: made.gelar(who, case)


@scene(decisions.impose, may="dewi hadi")
def imposing_an_action(office: Cast) -> Deed:
    person = foreigner(office)
    decision = made.gelar(office.hadi, person.case, Verdict.TAK)
    ends_on = clock.today() + timedelta(days=30)
    return lambda who: made.tak(who, person, decision, TakKind.RESIDENCE, ends_on=ends_on)


@scene(decisions.lift, may="hadi")
def lifting_an_action(office: Cast) -> Deed:
    person = foreigner(office)
    tak = made.tak(office.dewi, person, made.gelar(office.hadi, person.case, Verdict.TAK))
    return lambda who: decisions.lift(tak=tak, keyring=keyring(who))


@scene(terms.set_term, may="dewi hadi")
def setting_a_term(office: Cast) -> Deed:
    case = own_case(office)
    return lambda who: made.term(who, case)


@scene(terms.keep_term, may="dewi hadi")
def keeping_a_term(office: Cast) -> Deed:
    term = made.term(office.dewi, own_case(office))
    return lambda who: terms.keep_term(term=term, outcome="Karangan: dikirim.", keyring=keyring(who))


@scene(terms.set_length, may="hadi")
def setting_the_days_of_a_term(office: Cast) -> Deed:
    return lambda who: terms.set_length(office=office.at.office, kind=TermKind.SPDP, days=5, verified_on=None, by=who)


@scene(terms.set_lengths, may="hadi")
def setting_the_days_of_all_terms(office: Cast) -> Deed:
    lengths = [terms.Length(TermKind.SPDP, 5, None), terms.Length(TermKind.REFER, 2, None)]
    return lambda who: terms.set_lengths(office=office.at.office, lengths=lengths, by=who)


@scene(shredding.erase_report)
def erasing_a_report_and_its_case(office: Cast) -> Deed:
    report = closed(office)
    Report.objects.filter(pk=report.pk).update(set_aside_at=clock.now() - timedelta(days=8))
    return lambda _who: shredding.erase_report(report=report, on=clock.today())


@scene(shredding.set_aside_report)
def setting_a_report_and_its_case_aside(office: Cast) -> Deed:
    report = closed(office)
    return lambda _who: shredding.set_aside_report(report=report)


@scene(shredding.take_back_report, may="dewi hadi")
def taking_a_report_and_its_case_back(office: Cast) -> Deed:
    report = closed(office)
    shredding.set_aside_report(report=report)
    return lambda who: shredding.take_back_report(report=report, by=who)


@scene(shredding.erase_case)
def erasing_a_case(office: Cast) -> Deed:
    case = own_case(office)
    return lambda _who: shredding.erase_case(case=case)
