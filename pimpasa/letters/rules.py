"""Who may enter, read and withdraw a surat perintah, and for what one can be used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import unit_seats_of
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.evidence.media import media_type
from pimpasa.letters.contents import LetterContents, LetterFacts, Use
from pimpasa.letters.kinds import LetterAct, acts_in
from pimpasa.letters.models import Letter, NamedOfficer
from pimpasa.territory import zones
from pimpasa.territory.models import Desk, Village
from pimpasa.vault.rules import check_in_use

LONGEST = 4_000
LONGEST_NUMBER = 120
LONGEST_VALID = timedelta(days=366)
MOST_NAMED = 40
SCANNED_AS = ("application/pdf", "image/jpeg", "image/png")


def check_enter(officer: Officer, unit: Desk) -> None:
    """Raise Refused unless the officer signs for the office and sits at the unit today.

    Whoever plans under a letter does not say alone that there is one.
    """
    check_permission(officer, Permission.ISSUE_PAPERS)
    _check_of_unit(officer, unit)


def check_withdraw(officer: Officer, letter: Letter, reason: str) -> None:
    """Raise Refused unless the officer signs for the office, says why, and the letter is still in force."""
    check_enter(officer, letter.unit)
    check_view(officer, letter)
    if letter.withdrawn_at is not None:
        raise Refused("letter_withdrawn", _withdrawn(letter))
    if len(reason.strip()) < 5:
        raise Refused("no_reason", _("Say in a few words why it is withdrawn."))


def check_view(officer: Officer, letter: Letter) -> None:
    """Raise Refused unless the letter names the officer, or they plan from its unit, and it is still kept."""
    check_permission(officer, Permission.READ_REPORTS)
    if not NamedOfficer.objects.filter(letter=letter, officer=officer).exists():
        check_permission(officer, Permission.PLAN_OPERATIONS)
        _check_of_unit(officer, letter.unit)
    check_in_use(letter)
    if letter.shredded_at is not None:
        raise Refused("erased", _("This letter was erased on %(day)s.") % {"day": zones.day(letter.shredded_at)})


def _check_of_unit(officer: Officer, unit: Desk) -> None:
    if unit.pk not in [desk.pk for desk in unit_seats_of(officer)]:
        raise Refused("not_of_unit", _("Only members of the unit see its letters."))


def check_letter(facts: LetterFacts, contents: LetterContents, officers: Sequence[Officer], unit: Desk) -> None:
    """Raise Refused unless a letter says who signed it, what is to be done, where, when and by whom."""
    words = (contents.signer, contents.task, *contents.places)
    if not facts.number.strip() or not contents.places or not all(word.strip() for word in words):
        raise Refused("letter_incomplete", _("A letter has a number, who signed it, what is to be done, and where."))
    if len(facts.number) > LONGEST_NUMBER or any(len(word) > LONGEST for word in (*words, contents.basis)):
        raise Refused("too_long", _("This is too long for a letter."))
    check_valid(facts)
    if len(officers) > MOST_NAMED or any(officer.office_id != unit.office_id for officer in officers):
        raise Refused(
            "not_of_office", _("A letter names officers of this office, at most %(most)d.") % {"most": MOST_NAMED}
        )
    if Letter.objects.filter(office=unit.office, number=facts.number.strip(), withdrawn_at=None).exists():
        raise Refused("entered_already", _("A letter of this number is there already."))


def check_valid(facts: LetterFacts) -> None:
    """Raise Refused where the last day comes before the first, or a year after it."""
    if facts.valid_until < facts.valid_from:
        raise Refused("letter_ends_first", _("The surat perintah ends before it begins."))
    if facts.valid_until - facts.valid_from > LONGEST_VALID:
        raise Refused("letter_too_long", _("A surat perintah is valid for a year at most; look at its days again."))


def check_scan(head: bytes) -> None:
    """Raise Refused unless what came in is a scan: `head` is how the file begins."""
    if media_type(head) not in SCANNED_AS:
        raise Refused("no_scan", _("The scan comes as PDF, or as a photo in JPEG or PNG."))


def check_use(letter: Letter, contents: LetterContents, use: Use) -> None:
    """Raise Refused unless the letter is in force on those days, and orders these officers to do this there.

    Permenimipas 2/2025 art. 30 (1).
    """
    if letter.withdrawn_at is not None:
        raise Refused("letter_withdrawn", _withdrawn(letter))
    check_days(letter, use)
    check_named(letter, use.officers)
    if use.act not in acts_in(contents.task):
        raise Refused(
            "other_act",
            _("The letter %(number)s does not order this: %(act)s.")
            % {"number": letter.number, "act": LetterAct(use.act).label},
        )
    is_its_place = use.place is None or use.place in contents.places
    is_its_village = use.village is None or holds_in(contents, use.village)
    if not is_its_place or not is_its_village:
        places = "; ".join(contents.places)
        raise Refused(
            "other_place",
            _("The letter %(number)s is for another place: %(places)s.") % {"number": letter.number, "places": places},
        )


def holds_in(contents: LetterContents, village: Village) -> bool:
    """Whether a letter holds in a village: it names it, or no village at all."""
    return not contents.villages or village.pk in contents.villages


def check_days(letter: Letter, use: Use) -> None:
    """Raise Refused unless the letter covers each day of the use."""
    if use.first < letter.valid_from:
        day = date_format(letter.valid_from, "j F Y")
        raise Refused("letter_not_yet", _("The letter %(number)s is valid from %(day)s only.") % _said(letter, day))
    if use.last > letter.valid_until:
        day = date_format(letter.valid_until, "j F Y")
        raise Refused("letter_expired", _("The letter %(number)s was valid until %(day)s.") % _said(letter, day))


def check_named(letter: Letter, officers: Sequence[Officer]) -> None:
    """Raise Refused unless the letter names each of them."""
    named = set(NamedOfficer.objects.filter(letter=letter).values_list("officer_id", flat=True))
    missing = [officer.name for officer in officers if officer.pk not in named]
    if missing:
        raise Refused(
            "not_named",
            _("The letter %(number)s does not name %(names)s.")
            % {"number": letter.number, "names": ", ".join(missing)},
        )


def _said(letter: Letter, day: str) -> dict[str, str]:
    return {"number": letter.number, "day": day}


def _withdrawn(letter: Letter) -> str:
    day = zones.day(letter.withdrawn_at) if letter.withdrawn_at else ""
    return _("The letter %(number)s was withdrawn on %(day)s. Choose another.") % _said(letter, day)
