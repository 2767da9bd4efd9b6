"""When a gelar kasus is whole, and what an administrative action needs."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.cases.contents import GelarContents, TakContents
from pimpasa.cases.kinds import Citizenship, Level, TakKind, Verdict
from pimpasa.cases.models import Case, GelarKasus, Person, Tak
from pimpasa.cases.models.person import about
from pimpasa.cases.rules.cases import check_view, check_work
from pimpasa.cases.rules.enforcement import FIRST_A_GELAR, FOREIGNERS_ONLY, check_enforcement
from pimpasa.common import clock
from pimpasa.packs.kinds import PackName
from pimpasa.packs.queries import pack
from pimpasa.vault.models import COUNTS


def check_gelar(
    officer: Officer,
    case: Case,
    contents: GelarContents,
    verdict: str,
    *,
    held_on: date,
    instead_of: GelarKasus | None = None,
) -> None:
    """Raise Refused unless the head of office records a whole gelar kasus (Permenimipas 2/2025 art. 59).

    `instead_of` is the one that it corrects.
    """
    check_work(officer, case)
    check_permission(officer, Permission.SET_GELAR)
    if verdict not in Verdict.values:
        raise Refused("no_verdict", _("Choose what was decided."))
    if held_on > clock.today():
        raise Refused("not_held_yet", _("A gelar kasus is recorded once it was held."))
    minutes = (contents.chair, contents.members, contents.evidence, contents.decision, contents.reason)
    if not all(len(text.strip()) >= 3 for text in minutes):
        raise Refused(
            "not_whole", _("Give chair, members, evidence, decision and reason (Permenimipas 2/2025 art. 59).")
        )
    _check_level(contents)
    _check_consideration(contents, verdict)
    alike = GelarKasus.objects.filter(COUNTS, case=case, held_on=held_on, verdict=verdict)
    if instead_of is not None:
        alike = alike.exclude(pk=instead_of.pk)
    if alike.exists():
        raise Refused("recorded_already", _("A gelar kasus of that day with this decision is recorded already."))


def _check_level(contents: GelarContents) -> None:
    if contents.level not in Level.values:
        raise Refused("no_level", _("Choose who set it: the director, the head of the Kanwil or the head of office."))
    if contents.level != Level.HEAD and len(contents.set_by.strip()) < 3:
        raise Refused("nobody_set_it", _("Name who set it, and by which letter."))


def _check_consideration(contents: GelarContents, verdict: str) -> None:
    """An administrative action rests on one of the considerations that art. 59 names, and on facts."""
    if verdict != Verdict.TAK and not contents.consideration:
        return
    if contents.consideration not in {entry.key for entry in pack(PackName.CONSIDERATIONS).entries}:
        raise Refused(
            "no_consideration", _("Choose the consideration on which the action rests (Permenimipas 2/2025 art. 59).")
        )
    if len(contents.met_by.strip()) < 10:
        raise Refused("no_facts", _("Say in a sentence by which facts the consideration is met."))


def check_tak(officer: Officer, person: Person, decision: GelarKasus, kind: str) -> None:
    """Raise Refused unless a gelar kasus of the case decided it, for a foreigner who was screened without signs."""
    check_work(officer, person.case)
    if kind not in TakKind.values:
        raise Refused("not_on_list", _("Choose which of the six kinds (UU 6/2011 art. 75)."))
    if person.citizenship != Citizenship.FOREIGNER:
        raise Refused(*FOREIGNERS_ONLY)
    check_enforcement(person)
    if decision.case_id != person.case_id or decision.verdict != Verdict.TAK or decision.is_corrected:
        raise Refused(*FIRST_A_GELAR)
    if Tak.objects.filter(about(person), decision=decision, kind=kind).exists():
        raise Refused("recorded_already", _("This action is recorded already."))


def check_tak_contents(decision: GelarKasus, contents: TakContents, *, starts_on: date, ends_on: date | None) -> None:
    """Raise Refused unless the action says what it rests on, and lies after its decision."""
    if not contents.number.strip() or not contents.basis.strip() or len(contents.reason.strip()) < 10:
        raise Refused("not_whole", _("Give its number, the rule it rests on, and the reason in a sentence."))
    if starts_on < decision.held_on:
        raise Refused("before_decision", _("It begins before it was decided."))
    if ends_on is not None and ends_on < starts_on:
        raise Refused("ends_before_start", _("It ends before it begins."))


def check_lift(officer: Officer, person: Person, *, is_lifted: bool) -> None:
    """Raise Refused unless the head of office lifts an action that still stands."""
    check_view(officer, person.case)
    # Who sets a gelar kasus takes back what it decided (Permenimipas 2/2025 art. 59).
    check_permission(officer, Permission.SET_GELAR)
    if is_lifted:
        raise Refused("lifted_already", _("It was lifted already."))
