"""What officers do with a report before they verify it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.evidence.models import Exhibit
from pimpasa.handling import opening
from pimpasa.handling.actions import (
    concluding,
    disclosing,
    giving_up,
    grading,
    hearing,
    holding,
    identifying,
    reassigning,
    redacting,
    telling,
    transferring,
    verifying,
)
from pimpasa.handling.models import IdentityOpening
from pimpasa.keys.queries import sealing_keys
from pimpasa.ledger.acts import Act
from pimpasa.reports.actions import resealing
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.kinds import News, Urgency
from pimpasa.reports.models import LegalHold, Report
from pimpasa.reports.opening import peek
from pimpasa.reports.states import State
from pimpasa.vault.opening import key_of
from tests.acts.stage import Deed, scene
from tests.factories import evidence, phones
from tests.factories import reports as given
from tests.factories.people import Cast, keyring
from tests.factories.sound import recorded

REASON = "Karangan: pelapor minta dihubungi."
DIGEST = b"d" * 32


def asked(office: Cast) -> IdentityOpening:
    """Sari asks who reported."""
    report = given.report(**given.IDENTITY)
    return identifying.ask_identity(report=report, keyring=keyring(office.sari), reason=REASON)


def held(office: Cast) -> LegalHold:
    return holding.place_hold(
        report=given.report(), ends_on=clock.today() + timedelta(days=9), reason=REASON, keyring=keyring(office.dewi)
    )


def with_a_picture(office: Cast) -> tuple[Report, Exhibit]:
    report, code = given.received()
    opened = given.seen_by_reporter(code)
    exhibit = evidence.exhibit(evidence.PICTURE, key=opened.key, name="foto.png", declared="image/png")
    answer(opened=opened, text="Karangan: ini fotonya", exhibits=[exhibit])
    return report, exhibit


@scene(giving_up.give_up, may="dewi hadi")
def giving_up_what_does_not_open(office: Cast) -> Deed:
    phone = phones.phone(danger=True)
    report = phone.sends(phone.seals(grants=phone.empty_grants()))
    return lambda who: giving_up.give_up(report=report, keyring=keyring(who))


@scene(opening.open_report, may="sari dewi hadi")
def reading_a_report(office: Cast) -> Deed:
    report = given.report()
    return lambda who: opening.open_report(report=report, keyring=keyring(who))


@scene(opening.glance, may="sari dewi hadi")
def seeing_first_words_in_a_list(office: Cast) -> Deed:
    reports = [given.report(), given.report()]
    return lambda who: opening.glance(reports=reports, keyring=keyring(who))


@scene(verifying.take, may="sari dewi")
def taking_a_report(office: Cast) -> Deed:
    report = given.report()
    return lambda who: verifying.take(report=report, by=who)


@scene(verifying.ask, may="sari")
def asking_its_reporter(office: Cast) -> Deed:
    opened = peek(given.taken(office.sari), keyring(office.sari))
    return lambda who: verifying.ask(opened=opened, text="Karangan: kapan itu terjadi?", by=who)


@scene(verifying.take_over, may="dewi")
def stepping_in(office: Cast) -> Deed:
    report = given.taken(office.sari)
    return lambda who: verifying.take_over(report=report, by=who)


@scene(verifying.see_worse, may="sari dewi hadi")
def seeing_that_it_got_worse(office: Cast) -> Deed:
    report, code = given.received()
    answer(opened=given.seen_by_reporter(code), text="", news=News.WORSE)
    return lambda who: verifying.see_worse(report=report, by=who)


@scene(concluding.conclude, may="sari")
def giving_an_outcome(office: Cast) -> Deed:
    report = given.taken(office.sari)
    return lambda who: concluding.conclude(report=report, outcome=State.SUBSTANTIATED, digest=DIGEST, by=who)


@scene(concluding.reopen, may="sari dewi")
def taking_it_up_again(office: Cast) -> Deed:
    report = given.concluded(office.sari, State.NOT_SUBSTANTIATED)
    return lambda who: concluding.reopen(report=report, digest=DIGEST, by=who)


@scene(reassigning.reassign, may="sari dewi")
def giving_a_report_to_dewi(office: Cast) -> Deed:
    report = given.taken(office.sari)
    return lambda who: reassigning.reassign(report=report, to=office.dewi, reason=REASON, keyring=keyring(who))


@scene(reassigning.reassign_all, may="sari dewi")
def giving_several(office: Cast) -> Deed:
    reports = [given.taken(office.sari), given.taken(office.sari)]
    return lambda who: reassigning.reassign_all(reports=reports, to=office.dewi, reason=REASON, keyring=keyring(who))


@scene(reassigning.reassign_each, may="sari dewi")
def giving_each_of_several(office: Cast) -> Deed:
    reports = [given.taken(office.sari), given.report()]
    return lambda who: reassigning.reassign_each(reports=reports, to=office.dewi, reason=REASON, keyring=keyring(who))


@scene(transferring.transfer, may="sari dewi")
def handing_a_report_on(office: Cast) -> Deed:
    report = given.report()
    return lambda who: transferring.transfer(
        report=report, to_desk=office.at.pegadungan, to_unit=office.at.unit, reason=REASON, keyring=keyring(who)
    )


@scene(resealing.seal_anew)
def sealing_a_report_anew(office: Cast) -> Deed:
    report = given.report()
    keys = {"contents": key_of(report, keyring(office.sari))}
    holders = {"contents": sealing_keys([office.at.unit])}
    return lambda who: resealing.seal_anew(report=report, keys=keys, holders=holders, by=who)


@scene(transferring.recuse, may="sari hadi")
def keeping_an_officer_out(office: Cast) -> Deed:
    report = given.taken(office.sari)
    return lambda who: transferring.recuse(report=report, officer=office.sari, by=who)


@scene(identifying.ask_identity, may="sari dewi hadi")
def asking_who_reported(office: Cast) -> Deed:
    report = given.report(**given.IDENTITY)
    return lambda who: identifying.ask_identity(report=report, keyring=keyring(who), reason=REASON)


@scene(identifying.consent_to_identity, may="dewi hadi")
def agreeing_that_a_colleague_asks(office: Cast) -> Deed:
    asking = asked(office)
    return lambda who: identifying.consent_to_identity(asking=asking, by=who)


@scene(identifying.open_identity, may="sari")
def opening_who_reported(office: Cast) -> Deed:
    asking = asked(office)
    return lambda who: identifying.open_identity(asking=asking, keyring=keyring(who))


@scene(disclosing.disclose, may="sari dewi hadi")
def taking_a_report_out(office: Cast) -> Deed:
    report = given.report()
    return lambda who: disclosing.disclose(report=report, keyring=keyring(who), act=Act.REPORT_EXPORTED, reason=REASON)


@scene(disclosing.disclose, may="dewi hadi")
def opening_a_voice(office: Cast) -> Deed:
    report, exhibit = recorded(voice_changed=True)
    return lambda who: disclosing.disclose_voice(report=report, exhibit=exhibit, keyring=keyring(who), reason=REASON)


@scene(holding.place_hold, may="dewi hadi")
def holding_a_report(office: Cast) -> Deed:
    report = given.report()
    ends_on = clock.today() + timedelta(days=9)
    return lambda who: holding.place_hold(report=report, ends_on=ends_on, reason=REASON, keyring=keyring(who))


@scene(holding.lift_hold, may="dewi hadi")
def lifting_a_hold(office: Cast) -> Deed:
    hold = held(office)
    return lambda who: holding.lift_hold(hold=hold, by=who)


@scene(redacting.keep_copy, may="sari dewi")
def covering_a_picture(office: Cast) -> Deed:
    report, exhibit = with_a_picture(office)
    return lambda who: redacting.make_redacted_copy(
        report=report, exhibit=exhibit, areas=[(10, 10, 20, 20)], keyring=keyring(who)
    )


@scene(opening.log_look, may="sari dewi hadi")
def looking_at_a_file(office: Cast) -> Deed:
    report, exhibit = with_a_picture(office)
    return lambda who: opening.log_look(report=report, exhibit=exhibit, by=who)


@scene(hearing.write_heard, may="sari dewi")
def writing_down_what_is_heard(office: Cast) -> Deed:
    report, exhibit = recorded(voice_changed=False)
    words = "Karangan: katanya pintunya hijau."
    return lambda who: hearing.write_heard(report=report, exhibit=exhibit, words=words, keyring=keyring(who))


@scene(grading.grade, may="sari dewi")
def saying_that_it_is_no_emergency(office: Cast) -> Deed:
    report = given.report(danger=True)

    def deed(who: Officer) -> None:
        opened = peek(report, keyring(who))
        grading.grade(opened=opened, urgency=Urgency.ROUTINE, reason=REASON, by=who)

    return deed


@scene(grading.note_departure, may="sari dewi")
def noting_a_departure(office: Cast) -> Deed:
    report = given.report()
    tomorrow = clock.now() + timedelta(days=1)
    return lambda who: grading.note_departure(report=report, leaves_at=tomorrow, by=who)


@scene(telling.tell, may="sari bayu dewi hadi fani")
def writing_down_what_was_told(office: Cast) -> Deed:
    return lambda who: telling.tell(pk=uuid4(), answers=given.told_to_an_officer(), by=who)


@scene(telling.tell, may="sari bayu dewi hadi fani")
def writing_down_with_a_picture_that_was_handed_over(_office: Cast) -> Deed:
    files = [evidence.sealed_upload(name="surat.txt")]
    return lambda who: telling.tell(pk=uuid4(), answers=given.told_to_an_officer(), by=who, files=files)
