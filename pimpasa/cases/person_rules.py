"""What has to be before anything is done about a person. Facts of law carry their article."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.cases.contents import GelarContents, PersonContents, ScreeningContents
from pimpasa.cases.kinds import Answer, Citizenship, PersonRole, Screening, TakKind, TermKind, Verdict
from pimpasa.cases.models import Case, GelarKasus, Person, Term
from pimpasa.cases.questions import QUESTIONS, SIGNS
from pimpasa.cases.rules import check_view, check_work
from pimpasa.common import clock


def check_person(contents: PersonContents, roles: Iterable[str], citizenship: str) -> None:
    """Raise Refused unless it says who, at least in a word, and how they stand to the case."""
    if not contents.name.strip():
        raise Refused(_("Give a name, or a word for somebody whose name is not known."))
    wanted = list(roles)
    if not wanted or not set(wanted) <= set(PersonRole.values) or citizenship not in Citizenship.values:
        raise Refused(_("Choose how this person stands to the case."))


def check_change_roles(person: Person, roles: Iterable[str]) -> None:
    """Raise Refused where somebody would stop being a possible victim without a screening that says so."""
    gives_up = person.is_possible_victim and PersonRole.POSSIBLE_VICTIM not in set(roles)
    if gives_up and person.screening != Screening.NOT_INDICATED:
        raise Refused(_("A possible victim stays one until a screening found no signs of trafficking."))


def check_screening(officer: Officer, person: Person, contents: ScreeningContents, outcome: str) -> None:
    """Raise Refused unless the conversation was held so that its outcome can be relied on."""
    check_work(officer, person.case)
    if outcome not in {*Screening.values} - {Screening.NONE}:
        raise Refused(_("Choose what the screening showed."))
    if set(contents.answers) - set(QUESTIONS) or set(contents.answers.values()) - set(Answer.values):
        raise Refused(_("Choose from the list."))
    if len(contents.reason.strip()) < 10:
        raise Refused(_("Say in a few words what you base it on."))
    if person.screening == Screening.INDICATED and outcome != Screening.INDICATED:
        raise Refused(_("Signs of trafficking were found before. Another conversation does not take them away."))
    if outcome != Screening.PAUSED:
        _check_guardian(contents)
    if outcome == Screening.NOT_INDICATED:
        _check_no_signs(contents)


def _check_guardian(contents: ScreeningContents) -> None:
    if contents.is_child != Answer.NO and not contents.guardian.strip():
        raise Refused(
            _("A child, or somebody whose age is not sure, is not screened alone: name the guardian or companion.")
        )


def _check_no_signs(contents: ScreeningContents) -> None:
    """“No signs” lets an office act against somebody, so nothing may have been left out."""
    if not contents.is_private or not contents.is_willing:
        raise Refused(_("“No signs” needs a conversation apart from others to which the person agreed."))
    answered = {code for code, answer in contents.answers.items() if answer != Answer.NOT_NOW}
    if answered != set(QUESTIONS):
        raise Refused(_("“No signs” needs every question asked. Choose “goes on later” otherwise."))
    if any(contents.answers[code] == Answer.YES for code in SIGNS):
        raise Refused(_("An answer was yes. Choose “signs of trafficking”, or go on later."))


def check_enforcement(person: Person) -> None:
    """Raise Refused while a paper or an action against this person would hit somebody who may be a victim.

    UU 6/2011 art. 86 to 88: no administrative action against victims of trafficking; UU 21/2007 art. 18: victims are
    not punished for what they were forced to do. So nothing is done against anybody before they were screened, and
    nobody of the case is sent away while a possible victim of it waits to be screened.
    """
    if person.screening == Screening.INDICATED:
        raise Refused(
            _("This person may be a victim of trafficking: no action against them (UU 6/2011 art. 86). Refer them.")
        )
    if person.screening != Screening.NOT_INDICATED:
        raise Refused(
            _("First find out, gently, whether this person may be a victim (UU 6/2011 art. 86). Screen them.")
        )
    if _waiting(person.case).exists():
        raise Refused(_("A possible victim of this case is not screened yet (UU 6/2011 art. 86). Screen them first."))


def check_nobody_waits(case: Case) -> None:
    """Raise Refused while somebody of the case who may be a victim waits to be screened or referred."""
    if _waiting(case).exists():
        raise Refused(_("A possible victim of this case is not screened yet. Screen them before it is closed."))
    if Term.objects.filter(case=case, kind=TermKind.REFER, done_on=None).exists():
        raise Refused(_("A possible victim waits to be referred. Refer them before the case is closed."))


def _waiting(case: Case) -> QuerySet[Person]:
    people = Person.objects.filter(case=case, roles__contains=[PersonRole.POSSIBLE_VICTIM])
    return people.filter(screening__in=[Screening.NONE, Screening.PAUSED])


def check_gelar(officer: Officer, case: Case, contents: GelarContents, verdict: str, *, held_on: date) -> None:
    """Raise Refused unless the head of office records a whole gelar kasus (Permenimipas 2/2025 art. 59)."""
    check_work(officer, case)
    check_permission(officer, Permission.SET_GELAR)
    if verdict not in Verdict.values:
        raise Refused(_("Choose what was decided."))
    if held_on > clock.today():
        raise Refused(_("A gelar kasus is recorded once it was held."))
    told = (contents.chair, contents.members, contents.evidence, contents.decision, contents.reason)
    if not all(len(one.strip()) >= 3 for one in told):
        raise Refused(_("Give chair, members, evidence, decision and reason (Permenimipas 2/2025 art. 59)."))


def check_tak(officer: Officer, person: Person, decision: GelarKasus, kind: str) -> None:
    """Raise Refused unless a gelar kasus of the case decided it, for a foreigner who was screened without signs."""
    check_work(officer, person.case)
    if kind not in TakKind.values:
        raise Refused(_("Choose which of the six kinds (UU 6/2011 art. 75)."))
    if person.citizenship != Citizenship.FOREIGNER:
        raise Refused(_("Administrative immigration action concerns foreigners only (UU 6/2011 art. 75)."))
    check_enforcement(person)
    if decision.case_id != person.case_id or decision.verdict != Verdict.TAK:
        raise Refused(_("First a gelar kasus has to decide it (Permenimipas 2/2025 art. 59)."))


def check_lift(officer: Officer, person: Person, *, is_lifted: bool) -> None:
    check_view(officer, person.case)
    check_permission(officer, Permission.SET_GELAR)
    if is_lifted:
        raise Refused(_("It was lifted already."))
