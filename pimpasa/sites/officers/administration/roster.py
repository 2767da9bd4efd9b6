"""Who sits where, as tables for the administrator: officers with what they lack, desks with their gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.absences.models import Absence
from pimpasa.absences.queries import away_on
from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.queries import officers_of, seats_on, second_steps_of
from pimpasa.accounts.roles import Permission, Role
from pimpasa.common import clock
from pimpasa.keys.models import DeskKey
from pimpasa.keys.queries import desk_key_history, keyed_officers, keyless_seats
from pimpasa.territory.models import Desk, Office
from pimpasa.territory.queries.offices import desks_of_office, merged_villages

STEP_NAMES = {Authenticator.Type.TOTP: _("App"), Authenticator.Type.WEBAUTHN: _("Passkey")}


@dataclass(frozen=True)
class OfficerRow:
    """An officer with their desks, second steps and who stands in for them today."""

    officer: Officer
    desks: list[Desk]
    steps: list[str | Promise]
    absence: Absence | None
    is_keyed: bool

    @property
    def lacks_desk(self) -> bool:
        """Whether they read reports by their role, and sit nowhere."""
        reads = Role(self.officer.role).may(Permission.READ_REPORTS)
        return reads and self.officer.is_active and not self.desks


@dataclass(frozen=True)
class DeskRow:
    """A desk with its members, of whom `keyless` wait for its key, its newest key, and the kelurahan merged into it."""

    desk: Desk
    key: DeskKey | None
    merged: list[str]
    members: list[Officer]
    keyless: list[Officer]

    @property
    def has_gap(self) -> bool:
        return not self.members or bool(self.keyless)


def officer_rows(office: Office) -> list[OfficerRow]:
    """Everybody of an office, active ones first."""
    today = clock.today()
    officers = list(officers_of(office))
    keyed = keyed_officers(officers)
    steps = second_steps_of(office)
    absences = {absence.officer_id: absence for absence in away_on(today, office)}
    desks: dict[int, list[Desk]] = defaultdict(list)
    for seat in seats_on(today, office):
        desks[seat.officer_id].append(seat.desk)
    return [
        OfficerRow(
            officer,
            desks[officer.pk],
            [STEP_NAMES[kind] for kind in STEP_NAMES if kind in steps.get(officer.pk, ())],
            absences.get(officer.pk),
            is_keyed=officer.pk in keyed,
        )
        for officer in officers
    ]


def desk_rows(office: Office) -> list[DeskRow]:
    """Its open desks, the unit first."""
    today = clock.today()
    newest: dict[int, DeskKey] = {}
    for key in desk_key_history(office):
        newest.setdefault(key.desk_id, key)
    merged = merged_villages(office)
    members = _by_desk(seats_on(today, office))
    keyless = _by_desk(keyless_seats(office, on=today))
    return [
        DeskRow(desk, newest.get(desk.pk), merged.get(desk.pk, []), members[desk.pk], keyless[desk.pk])
        for desk in desks_of_office(office)
    ]


def _by_desk(seats: Iterable[Assignment]) -> dict[int, list[Officer]]:
    officers: dict[int, list[Officer]] = defaultdict(list)
    for seat in seats:
        officers[seat.desk_id].append(seat.officer)
    return officers
