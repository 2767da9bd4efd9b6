"""A report comes in, is added to by its reporter, and is kept as long as its office says."""

from __future__ import annotations

from datetime import timedelta

from pimpasa.common import clock
from pimpasa.evidence.actions.exhibits import keep
from pimpasa.reports.actions import accepting, adding, answering, closing, keeping, moving, shredding, submitting, terms
from pimpasa.reports.actions.drafting import save_draft
from pimpasa.reports.contents import Addition, PersonAnswer
from pimpasa.reports.kinds import News, Wait
from pimpasa.reports.models import Report
from pimpasa.reports.states import State
from pimpasa.sealing import receipts
from pimpasa.sealing.envelopes import new_key
from tests.acts.stage import Deed, scene
from tests.factories import evidence, phones
from tests.factories import reports as given
from tests.factories.people import Cast

BROWSER_KEY = b"k" * 32
ANSWER = "Karangan: kemarin malam."


@scene(submitting.submit)
def sending_a_draft(office: Cast) -> Deed:
    save_draft(browser_key=BROWSER_KEY, answers=given.TOLD)
    return lambda _who: submitting.submit(browser_key=BROWSER_KEY, promise=given.promise())


@scene(accepting.submit_sealed)
def sending_what_a_phone_sealed(office: Cast) -> Deed:
    phone = phones.phone(danger=True)
    sealed = phone.seals()
    return lambda _who: phone.sends(sealed)


@scene(submitting.receive)
def receiving_a_report(office: Cast) -> Deed:
    code = receipts.new_code()
    return lambda _who: submitting.receive(answers=given.TOLD, code=code, draft_key=new_key())


@scene(answering.answer)
def answering_with_a_file(office: Cast) -> Deed:
    opened = given.seen_by_reporter(given.received()[1])
    tomorrow = clock.now() + timedelta(days=1)
    exhibit = keep(upload=evidence.sealed_upload(), key=opened.key, obtained="own", expires_at=tomorrow)
    return lambda _who: answering.answer(opened=opened, text=ANSWER, exhibits=[exhibit])


@scene(answering.answer)
def saying_that_it_got_worse(office: Cast) -> Deed:
    opened = given.seen_by_reporter(given.received()[1])
    return lambda _who: answering.answer(opened=opened, text="", news=News.WORSE)


@scene(closing.leave_to_units)
def a_report_that_came_as_its_desk_closed(office: Cast) -> Deed:
    closing.close_desk(desk=office.at.pegadungan, into=None, by=office.agus)
    Report.objects.filter(pk=given.report().pk).update(desk=office.at.pegadungan)
    return lambda _who: closing.leave_to_units()


@scene(closing.close_desk, may="agus")
def merging_a_desk(office: Cast) -> Deed:
    return lambda who: closing.close_desk(desk=office.at.pegadungan, into=office.at.cengkareng_timur, by=who)


@scene(keeping.set_periods, may="hadi")
def setting_periods(office: Cast) -> Deed:
    days = {State.DUPLICATE: 45}
    return lambda who: keeping.set_periods(office=office.at.office, days=days, by=who)


@scene(terms.set_terms, may="hadi")
def setting_terms(office: Cast) -> Deed:
    return lambda who: terms.set_terms(office=office.at.office, amounts={Wait.VERIFY: 4}, by=who)


@scene(moving.set_missing_deadlines)
def giving_a_deadline_to_what_has_none(office: Cast) -> Deed:
    Report.objects.filter(pk=given.report().pk).update(due_at=None)
    return lambda _who: moving.set_missing_deadlines()


@scene(shredding.shred_report)
def erasing_a_report(office: Cast) -> Deed:
    report = given.concluded(office.sari, State.NOT_A_VIOLATION)
    Report.objects.filter(pk=report.pk).update(set_aside_at=clock.now() - timedelta(days=8))
    return lambda _who: shredding.shred_report(report=report, on=clock.today())


@scene(adding.add)
def adding_a_sign_a_number_and_a_file(office: Cast) -> Deed:
    opened = given.seen_by_reporter(given.received()[1])
    tomorrow = clock.now() + timedelta(days=1)
    exhibit = keep(upload=evidence.sealed_upload(), key=opened.key, obtained="own", expires_at=tomorrow)
    addition = Addition((25,), (PersonAnswer("phone", "0812-0000-0009"),))
    return lambda _who: adding.add(opened=opened, addition=addition, exhibits=[exhibit])


@scene(adding.give_contact)
def leaving_a_number_afterwards(office: Cast) -> Deed:
    opened = given.seen_by_reporter(given.received()[1])
    return lambda _who: adding.give_contact(opened=opened, name="Karangan", way="0813-0000-0001")


@scene(adding.give_relation)
def saying_for_whom_afterwards(office: Cast) -> Deed:
    opened = given.seen_by_reporter(given.received()[1])
    return lambda _who: adding.give_relation(opened=opened, office="Ketua RW 17", relation="tetangga")


@scene(adding.withdraw_contact)
def taking_a_number_back(office: Cast) -> Deed:
    code = given.received()[1]
    adding.give_contact(opened=given.seen_by_reporter(code), name="", way="0813-0000-0001")
    opened = given.seen_by_reporter(code)
    return lambda _who: adding.withdraw_contact(opened=opened)


@scene(adding.withdraw_relation)
def taking_back_for_whom(office: Cast) -> Deed:
    code = given.received()[1]
    adding.give_relation(opened=given.seen_by_reporter(code), office="Ketua RW 17", relation="tetangga")
    opened = given.seen_by_reporter(code)
    return lambda _who: adding.withdraw_relation(opened=opened)
