"""Who may say that somebody of one case is somebody of another, who is asked, and who may end it.

Each unit speaks for its own case. Who reads both cases ties at once; who reads one asks the other's unit, which alone
chooses whom of its people that is (docs/adr/0098).
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.models import Case, Person, PersonTie
from pimpasa.cases.rules.cases import check_view, check_work
from pimpasa.cases.rules.standing import check_stands
from pimpasa.cases.tied import asked_of, asked_today, live_tie

# As many as questions to other desks.
MOST_ASKED_A_DAY = 10


def check_tie(officer: Officer, one: Person, two: Person, reason: str) -> None:
    """Raise Refused unless the officer works on one case, reads the other, and says how they know."""
    check_work(officer, one.case)
    check_view(officer, two.case)
    _check_two(one, two)
    _check_why(reason)


def check_ask(officer: Officer, one: Person, case: Case, reason: str) -> None:
    """Raise Refused unless the officer works on the person's case and asks another's unit, not too often."""
    check_work(officer, one.case)
    check_stands(one)
    _check_other(one, case)
    if case.shredded_at is not None:
        raise Refused("no_such_case", _("There is no such case."))
    if asked_of(one, case):
        raise Refused("asked_already", _("That unit was asked about this person already."))
    if asked_today(officer) >= MOST_ASKED_A_DAY:
        sentence = _("You asked %(n)d times today, which is the most of a day. Ask again tomorrow.")
        raise Refused("asked_often", sentence % {"n": MOST_ASKED_A_DAY})
    _check_why(reason)


def check_answer(officer: Officer, tie: PersonTie) -> None:
    """Raise Refused unless the officer reads the case whose unit is asked, and nobody answered yet."""
    check_view(officer, tie.other_case)
    if tie.two_id is not None or tie.ended_at is not None:
        raise Refused("answered_already", _("This was answered already."))


def check_agree(officer: Officer, tie: PersonTie, two: Person, reason: str) -> None:
    """Raise Refused unless somebody of the case that is asked is chosen, with a reason of its own."""
    check_answer(officer, tie)
    if two.case_id != tie.other_case_id:
        raise Refused("other_case", _("Choose somebody of the case that was asked."))
    _check_two(tie.one, two)
    _check_why(reason)


def check_end(officer: Officer, tie: PersonTie, case: Case, reason: str) -> None:
    """Raise Refused unless the officer works on one of both cases, and says why."""
    if case.pk not in (tie.one.case_id, tie.other_case_id):
        raise Refused("other_case", _("This is not about that case."))
    check_view(officer, case)
    if tie.ended_at is not None:
        raise Refused("ended_already", _("This was ended already."))
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words why."))


def _check_two(one: Person, two: Person) -> None:
    check_stands(one)
    check_stands(two)
    _check_other(one, two.case)
    if live_tie(one, two):
        raise Refused("tied_already", _("It says so already that they are the same person."))


def _check_other(one: Person, case: Case) -> None:
    if one.case_id == case.pk:
        raise Refused("same_case", _("They are in the same case: merge them there."))


def _check_why(reason: str) -> None:
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words why they are the same person."))
