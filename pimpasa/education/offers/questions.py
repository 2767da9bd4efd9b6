"""The same check without a text: questions that anybody can answer, or say that they don't know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.education.offers.checking import Checked, Found, Level, level_of
from pimpasa.education.offers.promises import PROMISES
from pimpasa.education.offers.warnings import BY_KEY


class Said(StrEnum):
    """An answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Question:
    """What is asked; `when` is the answer that shows the warning sign, `good` what the other one speaks for."""

    sign: str
    text: str | Promise
    when: Said = Said.YES
    good: str = ""


# Who knows less than this of an offer, and no sign, learns nothing from an answer.
FEWEST_ANSWERS = 3
ABROAD = "abroad"
ABROAD_TEXT = _("Is the work in another country?")

QUESTIONS: tuple[Question, ...] = (
    Question("no_company", _("Do you know the company's name and where its office is?"), Said.NO),
    Question("broker", _("Does a private person or a broker arrange it?")),
    Question("chat_only", _("Does everything go through chat only?")),
    Question("far_pay", _("Is the pay far above what is usual, though no skill is asked for?")),
    Question("office_work_mekong", _("Is it office, chat or marketing work in Cambodia, Myanmar or Laos?")),
    Question("gambling_fraud", _("Has the work to do with online gambling, or with talking people into paying?")),
    Question("no_contract", _("Is there a work agreement that you can read before you leave?"), Said.NO, "contract"),
    Question("wrong_visa", _("Are you to leave on a visa for tourism, a visit, pilgrimage or umrah?")),
    Question("lie", _("Are you told to lie to officers, or to tell nobody at home?")),
    Question("papers_kept", _("Does somebody else keep your passport, identity card or certificates?")),
    Question("pays", _("Do you have to pay much first, or do you get money that you will owe?")),
    Question("wage_cut", _("Will costs be taken out of your wages?")),
    Question("fine", _("Is there a large fine if you pull out?")),
    Question("shelter", _("Is somebody kept in a shelter, or not allowed to go out or home?")),
    Question("phone", _("Will the phone be taken away?")),
    Question("child", _("Is somebody under 18 to go, or is an age changed on paper?")),
    Question("one_way", _("Is there a great hurry, leaving within days?")),
)


def check_answers(answers: Mapping[str, str]) -> Checked:
    """The signs that answers (Said, by a question's sign) show; what is missing is not known."""
    warnings = [BY_KEY[question.sign] for question in QUESTIONS if answers.get(question.sign) == question.when]
    opposite = {Said.YES: Said.NO, Said.NO: Said.YES}
    good = {
        question.good
        for question in QUESTIONS
        if question.good and answers.get(question.sign) == opposite[question.when]
    }
    certain = sum(answers.get(question.sign) in opposite for question in QUESTIONS)
    return Checked(
        level_of(warnings) if warnings or certain >= FEWEST_ANSWERS else Level.UNSAID,
        tuple(Found(sign) for sign in sorted(warnings, key=lambda sign: -sign.weight)),
        tuple(Found(sign) for sign in PROMISES if sign.key in good),
    )
