"""Learning pages of an office, looks at the program's, and reviews of the quiz."""

from __future__ import annotations

from dataclasses import replace

from pimpasa.common import clock
from pimpasa.education import actions as education
from pimpasa.education.models import OfficePage
from pimpasa.education.queries import bank
from tests.acts.stage import Deed, scene
from tests.factories import lessons
from tests.factories.people import Cast


@scene(education.review_questions, may="dewi hadi")
def reviewing_a_question(office: Cast) -> Deed:
    question = bank()[0]
    read = {question.key: question.digest}
    return lambda who: education.review_questions(office=office.at.office, read=read, by=who)


@scene(education.take_back_review, may="dewi hadi")
def taking_a_review_back(office: Cast) -> Deed:
    question = bank()[0]
    education.review_questions(office=office.at.office, read={question.key: question.digest}, by=office.dewi)
    return lambda who: education.take_back_review(office=office.at.office, key=question.key, by=who)


@scene(education.check_page, may="dewi hadi")
def looking_at_a_page_again(office: Cast) -> Deed:
    today = clock.today()
    return lambda who: education.check_page(office=office.at.office, slug="tppo", on=today, what="Karangan", by=who)


@scene(education.write_page, may="dewi hadi")
def writing_a_page(office: Cast) -> Deed:
    return lambda who: education.write_page(office=office.at.office, page=None, words=lessons.WORDS, by=who)


@scene(education.write_page, may="dewi hadi")
def writing_a_page_anew(office: Cast) -> Deed:
    lessons.published(office.dewi)
    words = replace(lessons.WORDS, body="Karangan lain")
    return lambda who: education.write_page(office=office.at.office, page=OfficePage.objects.get(), words=words, by=who)


@scene(education.publish_page, may="dewi hadi")
def publishing_a_page(office: Cast) -> Deed:
    lessons.written(office.dewi)
    return lambda who: education.publish_page(page=OfficePage.objects.get(), by=who)


@scene(education.withdraw_page, may="dewi hadi")
def withdrawing_a_page(office: Cast) -> Deed:
    lessons.published(office.dewi)
    return lambda who: education.withdraw_page(page=OfficePage.objects.get(), by=who)
