"""A surat perintah as a plan keeps it, and what the law asks of a check (Permenimipas 2/2025 art. 12, 13, 30)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.letters.models import Letter
from pimpasa.territory import zones
from pimpasa.verification.conditions import Conditions, check_conditions
from pimpasa.verification.kinds import CheckedPerson, CitizenPurpose, UrgentReason


@dataclass(frozen=True)
class Warrant:
    """Its number, who signed it, and the days it is valid (both included).

    `letter` is the id of the Letter that it was chosen from; one typed before letters were chosen has none.
    """

    number: str
    signer: str
    valid_from: date
    valid_until: date
    letter: str = ""

    def covers(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_until

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"valid_from": str(self.valid_from), "valid_until": str(self.valid_until)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Warrant:
        days = {name: date.fromisoformat(data[name]) for name in ("valid_from", "valid_until")}
        return cls(**{**data, **days})


def is_withdrawn(warrant: Warrant, *, at: datetime) -> bool:
    """Whether the letter that it was chosen from had been withdrawn by then."""
    return bool(warrant.letter) and Letter.objects.filter(pk=warrant.letter, withdrawn_at__lte=at).exists()


def no_letter() -> Refused:
    """The refusal of what is planned without a letter (Permenimipas 2/2025 art. 30 (1))."""
    return Refused(
        "no_letter",
        _("A field check needs a signed surat perintah: choose the one that names you (Permenimipas 2/2025 art. 30)."),
    )


def check_purpose(person: str, citizen_purpose: str) -> None:
    """Raise Refused for a citizen without one of the listed purposes (art. 12 and 13)."""
    if person == CheckedPerson.CITIZEN and citizen_purpose not in CitizenPurpose.values:
        raise Refused(
            "no_purpose_of_law",
            _("A citizen is checked in the field only for a purpose of Permenimipas 2/2025 art. 13: choose it."),
        )


def check_urgent(person: str, reason: str, found_directly: str, conditions: Conditions) -> None:
    """Art. 30 (2) to (4): only of a foreigner, only what the officer found directly; a report is not enough.

    Each of the other conditions is met by a fact (`conditions`).
    """
    if person != CheckedPerson.FOREIGNER:
        raise Refused(
            "citizen_without_letter", _("Without a letter only foreigners are checked (Permenimipas 2/2025 art. 30).")
        )
    if reason not in UrgentReason.values:
        raise Refused("not_on_list", _("Choose from the list."))
    if len(found_directly.strip()) < 20:
        raise Refused(
            "report_is_no_urgency",
            _("Say what you found yourself, there and then. A resident's report alone is not enough (art. 30 (3))."),
        )
    check_conditions(conditions)


def check_covered(warrant: Warrant | None, *, at: datetime, agreed_at: datetime | None, village: str = "") -> None:
    """Raise Refused unless the letter covers the moment, or a colleague agreed that day or the day before.

    Permenimipas 2/2025 art. 30 (4). `village` is the code of where it is; a letter covers nothing after it was
    withdrawn.
    """
    day = zones.day_of(at, village)
    is_of_day = warrant is not None and warrant.covers(day)
    if warrant is not None and is_of_day and not is_withdrawn(warrant, at=at):
        return
    if agreed_at is not None:
        agreed = zones.day_of(agreed_at)
        if agreed <= day <= agreed + timedelta(days=1):
            return
    if is_of_day:
        raise Refused("letter_withdrawn", _("The surat perintah was withdrawn. Choose another first."))
    raise Refused("day_not_covered", _("The surat perintah does not cover this day."))


def end_of_next_day(moment: datetime) -> datetime:
    """The last minute of the day after, there: until then the letter of what was urgent is owed."""
    here = zones.local(moment)
    return datetime.combine(here.date() + timedelta(days=1), time(23, 59), here.tzinfo)
