"""Finding out whether a report is true."""

from __future__ import annotations

import uuid
from typing import Any

from pimpasa.common import clock
from pimpasa.verification.actions import checks, findings, settings, steps, visits
from pimpasa.verification.contents import EntryContents, StepContents
from pimpasa.verification.models import FieldCheck, Finding
from tests.acts.stage import Deed, scene
from tests.factories import evidence, letters
from tests.factories import reports as given
from tests.factories.people import Cast, keyring

WORDS = "Karangan: belum ada sumber lain yang disebut jelas."
STEP = StepContents("default-talk", "Tanyakan", "confirms", "Karangan: pelapor yakin.")


def proposed(office: Cast) -> Finding:
    """Sari's finding waits for a second officer."""
    settings.set_second_review(office=office.at.office, is_wanted=True, by=office.hadi)
    report = given.taken(office.sari)
    return findings.record_finding(report=report, contents=given.finding(), keyring=keyring(office.sari))


def planned(office: Cast) -> FieldCheck:
    """Sari goes with a letter."""
    return given.check(given.taken(office.sari), office.sari)


def urgent(office: Cast) -> FieldCheck:
    """Sari asks to go without a letter."""
    report = given.taken(office.sari, kind="foreigner", indicators=[45])
    return checks.plan_check(report=report, plan=given.urgent_plan(), keyring=keyring(office.sari))


def entering(office: Cast, kind: str, text: str, **more: Any) -> Deed:
    """An entry of Sari's visit, whoever tries."""
    entry = {"check": planned(office), "entry_id": uuid.uuid4(), "kind": kind, **more}
    contents = EntryContents(at=clock.now().isoformat(), text=text)
    return lambda who: visits.add_entry(**entry, contents=contents, keyring=keyring(who))


@scene(steps.record_step, may="sari")
def recording_a_step(office: Cast) -> Deed:
    report = given.taken(office.sari)
    return lambda who: steps.record_step(report=report, kind="talk", contents=STEP, keyring=keyring(who))


@scene(findings.record_finding, may="sari")
def concluding_a_report(office: Cast) -> Deed:
    report = given.taken(office.sari)
    return lambda who: findings.record_finding(report=report, contents=given.finding(), keyring=keyring(who))


@scene(findings.record_finding, may="sari")
def proposing_a_finding(office: Cast) -> Deed:
    settings.set_second_review(office=office.at.office, is_wanted=True, by=office.hadi)
    return concluding_a_report(office)


@scene(findings.restate_finding)
def saying_anew_what_was_found(office: Cast) -> Deed:
    report = given.concluded(office.sari)
    settings.set_second_review(office=office.at.office, is_wanted=True, by=office.hadi)
    report.office.refresh_from_db()
    return lambda who: findings.restate_finding(report=report, contents=given.finding(), keyring=keyring(who))


@scene(findings.review_finding, may="dewi hadi")
def agreeing_to_a_finding(office: Cast) -> Deed:
    finding = proposed(office)
    return lambda who: findings.review_finding(finding=finding, agrees=True, words="", keyring=keyring(who))


@scene(findings.review_finding, may="dewi hadi")
def giving_a_finding_back(office: Cast) -> Deed:
    finding = proposed(office)
    return lambda who: findings.review_finding(finding=finding, agrees=False, words=WORDS, keyring=keyring(who))


@scene(checks.plan_check, may="sari")
def planning_a_field_check(office: Cast) -> Deed:
    report = given.taken(office.sari)
    letter = letters.letter([office.sari, office.bayu, office.dewi, office.hadi])
    return lambda who: checks.plan_check(report=report, plan=given.field_plan(), keyring=keyring(who), letter=letter)


@scene(checks.plan_check, may="sari")
def asking_for_an_urgent_field_check(office: Cast) -> Deed:
    report = given.taken(office.sari, kind="foreigner", indicators=[45])
    return lambda who: checks.plan_check(report=report, plan=given.urgent_plan(), keyring=keyring(who))


@scene(checks.decide_check, may="dewi hadi")
def agreeing_to_an_urgent_field_check(office: Cast) -> Deed:
    check = urgent(office)
    return lambda who: checks.decide_check(check=check, agrees=True, words="", keyring=keyring(who))


@scene(checks.decide_check, may="dewi hadi")
def refusing_an_urgent_field_check(office: Cast) -> Deed:
    check = urgent(office)
    return lambda who: checks.decide_check(check=check, agrees=False, words=WORDS, keyring=keyring(who))


@scene(checks.hand_in_letter, may="sari dewi hadi")
def handing_in_the_letter_of_a_field_check(office: Cast) -> Deed:
    check = checks.decide_check(check=urgent(office), agrees=True, words="", keyring=keyring(office.dewi))
    letter = letters.letter([office.sari])
    return lambda who: checks.hand_in_letter(check=check, letter=letter, keyring=keyring(who))


@scene(visits.add_entry, may="sari")
def writing_down_what_is_seen(office: Cast) -> Deed:
    return entering(office, "note", "Karangan: pintu terkunci.")


@scene(visits.add_entry, may="sari")
def keeping_a_photo_of_a_visit(office: Cast) -> Deed:
    return entering(office, "photo", "Karangan: pintu", photo=evidence.sealed_upload())


@scene(visits.add_entry, may="sari")
def signing_a_visit(office: Cast) -> Deed:
    return entering(office, "signature", "Sari Contoh")


@scene(settings.set_plan, may="hadi")
def setting_the_plan_of_a_kind_of_report(office: Cast) -> Deed:
    where = office.at.office
    return lambda who: settings.set_plan(office=where, kind="pmi", steps=[("talk", "Tanyakan")], by=who)


@scene(settings.set_second_review, may="hadi")
def wanting_a_second_officer(office: Cast) -> Deed:
    return lambda who: settings.set_second_review(office=office.at.office, is_wanted=True, by=who)
