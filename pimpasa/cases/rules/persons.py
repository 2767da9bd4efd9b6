"""What has to be before anything is done about a person. Facts of law carry their article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.cases.contents import GelarContents, PersonContents, ScreeningContents, TakContents
from pimpasa.cases.kinds import Answer, Citizenship, PersonRole, Screening, Sex, TakKind, TermKind, Verdict
from pimpasa.cases.models import Case, GelarKasus, Person, PersonMention, Tak, Term
from pimpasa.cases.questions import QUESTIONS, SIGNS
from pimpasa.cases.rules.cases import check_view, check_work
from pimpasa.common import clock
from pimpasa.reports.kinds import MentionKind

WAITING = (Screening.NONE, Screening.PAUSED)
FOREIGNERS_ONLY = gettext_lazy("Administrative immigration action concerns foreigners only (UU 6/2011 art. 75).")
FIRST_A_GELAR = gettext_lazy("First a gelar kasus has to decide it (Permenimipas 2/2025 art. 59).")


def check_person(contents: PersonContents, roles: Iterable[str], citizenship: str) -> None:
    """Raise Refused unless it says who, at least in a word, and how they stand to the case."""
    if not contents.name.strip():
        raise Refused(_("Give a name, or a word for somebody whose name is not known."))
    wanted = list(roles)
    if not wanted or not set(wanted) <= set(PersonRole.values):
        raise Refused(_("Choose how this person stands to the case."))
    if (
        citizenship not in Citizenship.values
        or contents.sex not in Sex.values
        or contents.is_child not in Answer.values
    ):
        raise Refused(_("Choose from the list."))


def check_change_roles(person: Person, roles: Iterable[str]) -> None:
    """Raise Refused where somebody would stop being a possible victim without a screening that says so."""
    gives_up = person.is_possible_victim and PersonRole.POSSIBLE_VICTIM not in set(roles)
    if gives_up and person.screening != Screening.NOT_INDICATED:
        raise Refused(_("A possible victim stays one until a screening found no signs of trafficking."))


def check_change_citizenship(person: Person, citizenship: str) -> None:
    """Raise Refused where an action that only meets foreigners would stand against somebody who is none."""
    if citizenship != Citizenship.FOREIGNER and Tak.objects.filter(person=person, lifted_on=None).exists():
        raise Refused(_("An administrative action stands against this person as a foreigner. Have it lifted first."))


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
    if outcome == Screening.NOT_INDICATED:
        _check_guardian(contents)
        _check_no_signs(contents)


def _check_guardian(contents: ScreeningContents) -> None:
    """Signs may be written down whoever sat by: a child who is in danger is not left waiting for a guardian's name."""
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
    if any(contents.answers[code] != Answer.NO for code in SIGNS):
        raise Refused(_("“No signs” needs a clear no to each sign: what nobody knows is no “no”. Go on later."))


def check_enforcement(person: Person) -> None:
    """Raise Refused while a paper or an action against this person would hit somebody who may be a victim.

    UU 6/2011 art. 86 to 88: no administrative action against victims of trafficking; UU 21/2007 art. 18: victims are
    not punished for what they were forced to do. So nothing is done against anybody before they were screened, and
    nobody of the case is sent away while a possible victim of it waits to be screened. Who is named by the same
    document in another case, and may be a victim there, is one here.
    """
    if why := refusals([person]).get(person.pk):
        raise Refused(why)


def refusals(people: Sequence[Person]) -> dict[UUID, str]:
    """Why nothing may be done against each of these people of one case; who is not in it may be met by a decision."""
    found = {person.pk: _not_cleared(person) for person in people if person.screening != Screening.NOT_INDICATED}
    cleared = [person for person in people if person.pk not in found]
    if cleared and _waiting(cleared[0].case).exists():
        why = _("A possible victim of this case is not screened yet (UU 6/2011 art. 86). Screen them first.")
        return found | dict.fromkeys([person.pk for person in cleared], why)
    why = _("Somebody with the same document may be a victim in another case (UU 6/2011 art. 86). Ask its office.")
    return found | dict.fromkeys(_victims_elsewhere(cleared), why)


def tak_refusals(people: Sequence[Person], *, is_decided: bool) -> dict[UUID, str]:
    """Why no administrative action meets each of these people of one case, the gravest reason first."""
    found = refusals(people)
    for person in people:
        if person.pk not in found and person.citizenship != Citizenship.FOREIGNER:
            found[person.pk] = str(FOREIGNERS_ONLY)
        elif person.pk not in found and not is_decided:
            found[person.pk] = str(FIRST_A_GELAR)
    return found


def _not_cleared(person: Person) -> str:
    if person.screening == Screening.INDICATED:
        return _("This person may be a victim of trafficking: no action against them (UU 6/2011 art. 86). Refer them.")
    return _("First find out, gently, whether this person may be a victim (UU 6/2011 art. 86). Screen them.")


def _victims_elsewhere(people: Sequence[Person]) -> set[UUID]:
    """Who of these people is named by the same NIK or passport as somebody who may be a victim."""
    marks = PersonMention.objects.filter(kind__in=[MentionKind.NIK, MentionKind.PASSPORT])
    own = [(bytes(digest), pk) for digest, pk in marks.filter(person__in=people).values_list("digest", "person_id")]
    unscreened = Q(person__roles__contains=[PersonRole.POSSIBLE_VICTIM], person__screening__in=WAITING)
    others = marks.filter(Q(person__screening=Screening.INDICATED) | unscreened, digest__in=[mark for mark, _pk in own])
    victims = {bytes(digest) for digest in others.values_list("digest", flat=True)}
    return {pk for mark, pk in own if mark in victims}


def check_nobody_waits(case: Case) -> None:
    """Raise Refused while somebody of the case who may be a victim waits to be screened or referred."""
    if _waiting(case).exists():
        raise Refused(_("A possible victim of this case is not screened yet. Screen them before it is closed."))
    if Term.objects.filter(case=case, kind=TermKind.REFER, done_on=None).exists():
        raise Refused(_("A possible victim waits to be referred. Refer them before the case is closed."))


def _waiting(case: Case) -> QuerySet[Person]:
    people = Person.objects.filter(case=case, roles__contains=[PersonRole.POSSIBLE_VICTIM])
    return people.filter(screening__in=WAITING)


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
    if GelarKasus.objects.filter(case=case, held_on=held_on, verdict=verdict).exists():
        raise Refused(_("A gelar kasus of that day with this decision is recorded already."))


def check_tak(officer: Officer, person: Person, decision: GelarKasus, kind: str) -> None:
    """Raise Refused unless a gelar kasus of the case decided it, for a foreigner who was screened without signs."""
    check_work(officer, person.case)
    if kind not in TakKind.values:
        raise Refused(_("Choose which of the six kinds (UU 6/2011 art. 75)."))
    if person.citizenship != Citizenship.FOREIGNER:
        raise Refused(FOREIGNERS_ONLY)
    check_enforcement(person)
    if decision.case_id != person.case_id or decision.verdict != Verdict.TAK:
        raise Refused(FIRST_A_GELAR)
    if Tak.objects.filter(person=person, decision=decision, kind=kind).exists():
        raise Refused(_("This action is recorded already."))


def check_tak_contents(decision: GelarKasus, contents: TakContents, *, starts_on: date, ends_on: date | None) -> None:
    """Raise Refused unless the action says what it rests on, and lies after its decision."""
    if not contents.number.strip() or not contents.basis.strip() or len(contents.reason.strip()) < 10:
        raise Refused(_("Give its number, the rule it rests on, and the reason in a sentence."))
    if starts_on < decision.held_on:
        raise Refused(_("It begins before it was decided."))
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("It ends before it begins."))


def check_lift(officer: Officer, person: Person, *, is_lifted: bool) -> None:
    check_view(officer, person.case)
    check_permission(officer, Permission.SET_GELAR)
    if is_lifted:
        raise Refused(_("It was lifted already."))
