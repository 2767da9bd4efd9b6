"""What a reporter says of us, and who reads it."""

from __future__ import annotations

from pimpasa.complaints import opening
from pimpasa.complaints.actions import answering, complaining, feedback, passing_on
from pimpasa.complaints.kinds import Clarity
from pimpasa.complaints.models import Complaint
from pimpasa.reports.states import State
from pimpasa.sealing import receipts
from tests.acts.stage import Deed, scene
from tests.factories import reports as given
from tests.factories.people import Cast, keyring

WORDS = "Karangan: saya menunggu terlalu lama."


def complained() -> Complaint:
    report, code = given.received()
    return complaining.complain(report=report, receipt=receipts.parse(code), text=WORDS)


@scene(feedback.give_feedback)
def saying_a_last_word(office: Cast) -> Deed:
    report, code = given.received()
    given.conclude(given.take(report=report, by=office.sari), office.sari, State.NOT_A_VIOLATION)
    opened = given.seen_by_reporter(code)
    return lambda _who: feedback.give_feedback(opened=opened, clear=Clarity.YES, words=WORDS)


@scene(complaining.complain)
def complaining_about_a_report(office: Cast) -> Deed:
    report, code = given.received()
    return lambda _who: complaining.complain(report=report, receipt=receipts.parse(code), text=WORDS)


@scene(opening.read_complaint, may="rina")
def reading_a_complaint(office: Cast) -> Deed:
    complaint = complained()
    return lambda who: opening.read_complaint(complaint=complaint, keyring=keyring(who))


@scene(answering.answer_complaint, may="rina")
def answering_a_complaint(office: Cast) -> Deed:
    complaint = complained()
    return lambda who: answering.answer_complaint(complaint=complaint, text=WORDS, keyring=keyring(who))


@scene(passing_on.pass_on, may="rina")
def making_a_file_for_lapor(office: Cast) -> Deed:
    complaint = complained()
    summary = "Karangan: seorang warga menunggu jawaban lebih lama dari tenggat."
    return lambda who: passing_on.pass_on(complaint=complaint, summary=summary, keyring=keyring(who))
