"""When a screening's outcome can be relied on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.contents import ScreeningContents
from pimpasa.cases.kinds import Answer, Screening
from pimpasa.cases.models import Person
from pimpasa.cases.questions import QUESTIONS, SIGNS
from pimpasa.cases.rules.cases import check_work


def check_screening(officer: Officer, person: Person, contents: ScreeningContents, outcome: str) -> None:
    """Raise Refused unless the conversation was held so that its outcome can be relied on."""
    check_work(officer, person.case)
    if outcome not in {*Screening.values} - {Screening.NONE}:
        raise Refused("no_outcome", _("Choose what the screening showed."))
    if set(contents.answers) - set(QUESTIONS) or set(contents.answers.values()) - set(Answer.values):
        raise Refused("not_on_list", _("Choose from the list."))
    if len(contents.reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words what you base it on."))
    if person.screening == Screening.INDICATED and outcome != Screening.INDICATED:
        raise Refused(
            "signs_stay", _("Signs of trafficking were found before. Another conversation does not take them away.")
        )
    if outcome == Screening.NOT_INDICATED:
        _check_guardian(contents)
        _check_no_signs(contents)


def _check_guardian(contents: ScreeningContents) -> None:
    """Signs may be written down whoever sat by: a child who is in danger is not left waiting for a guardian's name."""
    if contents.is_child != Answer.NO and not contents.guardian.strip():
        raise Refused(
            "no_guardian",
            _("A child, or somebody whose age is not sure, is not screened alone: name the guardian or companion."),
        )


def _check_no_signs(contents: ScreeningContents) -> None:
    """“No signs” lets an office act against somebody, so nothing may have been left out."""
    if not contents.is_private or not contents.is_willing:
        raise Refused("not_apart", _("“No signs” needs a conversation apart from others to which the person agreed."))
    answered = {code for code, answer in contents.answers.items() if answer != Answer.NOT_NOW}
    if answered != set(QUESTIONS):
        raise Refused("not_all_asked", _("“No signs” needs every question asked. Choose “goes on later” otherwise."))
    if any(contents.answers[code] == Answer.YES for code in SIGNS):
        raise Refused("has_signs", _("An answer was yes. Choose “signs of trafficking”, or go on later."))
    if any(contents.answers[code] != Answer.NO for code in SIGNS):
        raise Refused(
            "no_clear_no", _("“No signs” needs a clear no to each sign: what nobody knows is no “no”. Go on later.")
        )
