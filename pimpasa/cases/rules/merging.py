"""Who of a case may be merged into whom, what then holds of them, and when a merge may be split again.

The stricter of two states always wins: no merge makes anybody less protected, and no split does (docs/adr/0089).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.contents import PersonContents
from pimpasa.cases.kinds import Answer, Citizenship, PersonRole, Screening, Sex
from pimpasa.cases.models import Person, PersonMerge, Tak
from pimpasa.cases.models.merge import HOLDS
from pimpasa.cases.rules.cases import check_work
from pimpasa.cases.rules.correcting import check_reason
from pimpasa.cases.rules.standing import check_stands

STRICTNESS = (Screening.NOT_INDICATED, Screening.PAUSED, Screening.NONE, Screening.INDICATED)
# What two records may both say; a line of the other that the first does not have is added.
LISTED = ("documents", "contacts", "address", "notes")
NOTHING = {"", Sex.UNKNOWN.value, Answer.UNKNOWN.value, Answer.NOT_NOW.value}


def check_merge(officer: Officer, kept: Person, gone: Person, reason: str) -> None:
    """Raise Refused unless two people of one open case of the officer's are merged, with a reason."""
    check_work(officer, kept.case)
    if gone.case_id != kept.case_id:
        raise Refused(
            "other_case",
            _("They are people of two cases, each sealed with its own. Choose “Also in another case”."),
        )
    if gone.pk == kept.pk:
        raise Refused("one_person", _("Choose another person of this case."))
    check_stands(kept)
    check_stands(gone)
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words why they are the same person."))
    _check_actions(kept, gone)


def _check_actions(kept: Person, gone: Person) -> None:
    """An action that stands meets a foreigner: it does not go along to somebody of whom that is in doubt."""
    in_doubt = citizenship_of_both(kept.citizenship, gone.citizenship) != Citizenship.FOREIGNER
    stand = Tak.objects.filter(person__in=[kept, gone, *kept.absorbed.all(), *gone.absorbed.all()], lifted_on=None)
    if in_doubt and screening_of_both(kept.screening, gone.screening) == Screening.NOT_INDICATED and stand.exists():
        raise Refused(
            "tak_stands",
            _("An administrative action stands against this person as a foreigner. Have it lifted first."),
        )


def check_split(officer: Officer, merge: PersonMerge, reason: str) -> None:
    """Raise Refused unless the newest merge of somebody who stands is split, with a reason."""
    check_work(officer, merge.kept.case)
    if merge.split_at is not None:
        raise Refused("split_already", _("They were split already."))
    check_stands(merge.kept)
    newest = PersonMerge.objects.filter(HOLDS, kept=merge.kept_id).order_by("-id").values_list("pk", flat=True).first()
    if newest != merge.pk:
        raise Refused("not_newest", _("Somebody else was merged into this person since. Split them first."))
    check_reason(reason)


def screening_of_both(*screenings: str) -> Screening:
    """The strictest: signs that were found stay, and who was not screened is not."""
    return max((Screening(screening) for screening in screenings), key=STRICTNESS.index)


def citizenship_of_both(one: str, other: str) -> Citizenship:
    """What is known of either; not known where they contradict each other."""
    sure = {Citizenship(one), Citizenship(other)} - {Citizenship.UNKNOWN}
    return sure.pop() if len(sure) == 1 else Citizenship.UNKNOWN


def contents_of_both(kept: PersonContents, gone: PersonContents) -> PersonContents:
    """What is known of either, the first one's words first; a child of either is one."""
    names = [field.name for field in fields(kept)]
    words = {name: (getattr(kept, name).strip(), getattr(gone, name).strip()) for name in names}
    both = {name: first if first not in NOTHING else second or first for name, (first, second) in words.items()}
    both |= {name: _lines(*words[name]) for name in LISTED}
    both["other_names"] = ", ".join(_names(kept, gone))
    if Answer.YES.value in words["is_child"]:
        both["is_child"] = Answer.YES.value
    return replace(kept, **both)


def found_meanwhile(merge: PersonMerge, outcomes: Iterable[str]) -> list[str]:
    """What was found out while they were one that makes either stricter; `outcomes` are of their conversations since.

    That there were no signs was said of one of them, nobody knows of whom: it clears neither.
    """
    stricter = [outcome for outcome in outcomes if outcome != Screening.NOT_INDICATED]
    now = Screening(merge.kept.screening)
    if screening_of_both(merge.screening, merge.gone.screening, now) != screening_of_both(
        merge.screening, merge.gone.screening
    ):
        stricter.append(now)
    return stricter


def became_victim(merge: PersonMerge) -> bool:
    """Whether it was said while they were one that they may be a victim; nobody knows of whom, so it holds of both."""
    before = {*merge.before.roles, *merge.gone.roles}
    return merge.kept.is_possible_victim and PersonRole.POSSIBLE_VICTIM not in before


def is_free(screening: str, citizenship: str) -> bool:
    """Whether an action that was decided may stand against somebody."""
    return screening == Screening.NOT_INDICATED and citizenship == Citizenship.FOREIGNER


def _lines(first: str, second: str) -> str:
    there = {line.strip() for line in first.splitlines()}
    return "\n".join([first, *(line for line in second.splitlines() if line.strip() not in there)]).strip()


def _names(kept: PersonContents, gone: PersonContents) -> list[str]:
    """The other names of both, and the name that is not the first one's, each once."""
    names = [*kept.other_names.split(","), gone.name, *gone.other_names.split(",")]
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(name.strip().casefold(), name.strip())
    return [name for key, name in once.items() if name and key != kept.name.strip().casefold()]
