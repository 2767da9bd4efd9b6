"""What is wrong with an office's set-up, each with the page where it is mended. The machine's own: `pimpasa doctor`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.accounts.queries import auditors_of, heads_of
from pimpasa.common import clock
from pimpasa.insights.queries.upkeep import has_unvouched_rows, log_stands_still
from pimpasa.installation.queries import backup_kit
from pimpasa.keys.queries import newest_recovery_key
from pimpasa.notices.rules import can_send
from pimpasa.packs.queries import packs
from pimpasa.sites.officers.administration.roster import DeskRow, OfficerRow, desk_rows, officer_rows
from pimpasa.territory.models import Desk, Office
from pimpasa.territory.queries.offices import jurisdictions_of, steward
from pimpasa.timekeeping.queries import open_doubt
from pimpasa.welcome.queries import board_of

MEND = gettext_lazy("Mend it")
ENOUGH_AT_UNIT = 2  # one alone is ill or away on some day, and then nobody opens what is new


@dataclass(frozen=True)
class Setup:
    """What the checks look at, read once."""

    office: Office
    officers: list[OfficerRow]
    desks: list[DeskRow]


@dataclass(frozen=True)
class Fault:
    """What is wrong, in a sentence; `page` is where an officer mends it, empty where that is done at the machine."""

    sentence: str
    page: str = ""
    number: int | None = None
    label: str | Promise = MEND

    @property
    def url(self) -> str:
        arguments = [] if self.number is None else [self.number]
        return reverse(self.page, args=arguments) if self.page else ""


def faults_of(office: Office) -> list[Fault]:
    """All of an office's, what keeps reports unread first."""
    setup = Setup(office, officer_rows(office), desk_rows(office))
    return [fault for check in CHECKS for fault in check(setup)]


def unit_is_held(setup: Setup) -> Iterator[Fault]:
    for row in setup.desks:
        readers = len(row.members) - len(row.keyless)
        if row.desk.kind == Desk.Kind.UNIT and readers < ENOUGH_AT_UNIT:
            sentence = _("Officers of the unit who can open its reports: %(n)s. One of them is away some day.")
            yield Fault(sentence % {"n": readers}, "officers:officers")


def desks_are_held(setup: Setup) -> Iterator[Fault]:
    for row in setup.desks:
        if row.desk.kind == Desk.Kind.VILLAGE and not row.members:
            sentence = _("Nobody sits at %(desk)s; the unit alone reads what comes from there.")
            yield Fault(sentence % {"desk": row.desk.name}, "officers:desk", row.desk.pk)


def keys_are_handed_over(setup: Setup) -> Iterator[Fault]:
    for row in setup.desks:
        for officer in row.keyless:
            sentence = _("%(name)s sits at %(desk)s and cannot open it: a colleague hands its key over.")
            names = {"name": officer.name, "desk": row.desk.name}
            yield Fault(sentence % names, "officers:officer", officer.pk, gettext_lazy("See the officer"))


def officers_have_desks(setup: Setup) -> Iterator[Fault]:
    for row in setup.officers:
        if row.lacks_desk:
            sentence = _("%(name)s reads reports, and sits at no desk.") % {"name": row.officer.name}
            yield Fault(sentence, "officers:officer", row.officer.pk)


def officers_came(setup: Setup) -> Iterator[Fault]:
    for row in setup.officers:
        if row.officer.is_active and not row.is_keyed:
            sentence = _("%(name)s was added, and has not signed in yet.") % {"name": row.officer.name}
            yield Fault(sentence, "officers:invite", row.officer.pk, gettext_lazy("Invite"))


def head_and_auditor(setup: Setup) -> Iterator[Fault]:
    if not heads_of(setup.office).exists():
        sentence = _("No head of office can sign in: urgent checks and safeguards wait for one.")
        yield Fault(sentence, "officers:add_officer", label=gettext_lazy("Add an officer"))
    if not auditors_of(setup.office).exists():
        sentence = _("The office has no auditor: nobody looks at the log and at complaints.")
        yield Fault(sentence, "officers:add_officer", label=gettext_lazy("Add an officer"))


def second_steps(setup: Setup) -> Iterator[Fault]:
    if setup.office.one_step_is_enough:
        yield Fault(_("A password alone is enough to sign in here."), "officers:desks")
    names = [row.officer.name for row in setup.officers if row.is_keyed and row.officer.is_active and not row.steps]
    if names:
        yield Fault(_("Without a second step for signing in: %(names)s.") % {"names": ", ".join(names)})


def residents_see_the_office(setup: Setup) -> Iterator[Fault]:
    board = board_of(setup.office)
    if not board.address or not board.telephone:
        yield Fault(_("Residents see no address or telephone of the office."), "officers:board")
    if not jurisdictions_of(setup.office).exists():
        yield Fault(_("The office is responsible for no kecamatan; run at the machine: pimpasa setup"))


def mail_goes_out(_setup: Setup) -> Iterator[Fault]:
    if not can_send():
        yield Fault(_("No mail goes out: officers hear of new reports only when they look. Set it up at the machine."))


def what_is_lost_can_come_back(setup: Setup) -> Iterator[Fault]:
    if newest_recovery_key(setup.office) is None:
        yield Fault(_("There is no recovery kit; it is made at the machine by: pimpasa setup"))
    if backup_kit() is None:
        yield Fault(_("There is no backup kit, so no backup is made; run at the machine: pimpasa keys backup"))


def machine_works(_setup: Setup) -> Iterator[Fault]:
    if log_stands_still():
        yield Fault(_("The worker stands still: notices and the log wait. Start at the machine: pimpasa worker"))
    if open_doubt() is not None:
        yield Fault(_("The machine's clock is in doubt: nothing is erased. See at the machine: pimpasa clock show"))
    if has_unvouched_rows():
        yield Fault(_("The nightly audit found rows that no act vouches for. See at the machine: pimpasa doctor"))


def packs_are_read(setup: Setup) -> Iterator[Fault]:
    """What all offices share is told to who looks after it alone (docs/adr/0051)."""
    names = [str(pack.name.label) for pack in packs() if pack.stale(on=clock.today())]
    if names and setup.office == steward():
        sentence = _("To be read again, for they may be out of date: %(names)s.") % {"names": ", ".join(names)}
        yield Fault(sentence, "officers:packs", label=gettext_lazy("Read again"))


CHECKS: tuple[Callable[[Setup], Iterator[Fault]], ...] = (
    machine_works,
    unit_is_held,
    keys_are_handed_over,
    desks_are_held,
    officers_have_desks,
    officers_came,
    head_and_auditor,
    second_steps,
    residents_see_the_office,
    packs_are_read,
    mail_goes_out,
    what_is_lost_can_come_back,
)
