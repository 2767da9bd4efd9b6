from collections.abc import Sequence
from datetime import date

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pimpasa.accounts import rules
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.invitations import Way, token_of
from pimpasa.accounts.kinds import Safeguard
from pimpasa.accounts.models import Assignment, Loosening, Officer
from pimpasa.accounts.roles import Role
from pimpasa.accounts.service import Service, nip_in
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.territory.models import Desk, FormerName, Office


@act(Act.OFFICER_ADDED)
def add_officer(*, office: Office, email: str, name: str, role: Role, by: Officer | None) -> Officer:
    """Add an officer without a password; they choose one through their invitation.

    `by` is None only while an office is set up. Raises Refused for a stranger or an address already known.
    """
    if by is not None:
        rules.check_manage(by, office)
    rules.check_role_at(role, office)
    if Officer.objects.filter(email=email.strip().lower()).exists():
        raise Refused("address_taken", _("Somebody with this e-mail address is already here."))
    officer = Officer.objects.create_user(email, office=office, name=name, role=role)
    record(officer, by=by, facts=officer.facts)
    return officer


@act(Act.OFFICER_ADDED, idle="there is none")
def add_officers(*, officers: Sequence[Officer]) -> None:
    """Officers of a file, that rules found fit, without a password; each has an act."""
    Officer.objects.bulk_create(officers)
    for officer in officers:
        record(officer, by=None, facts=officer.facts)


@act(Act.OFFICER_CHANGED)
def change_officer(
    *, officer: Officer, name: str, role: Role, is_active: bool, by: Officer, service: Service | None = None
) -> None:
    """Change a name or role, or switch an account off or on; nobody does the latter two to themselves.

    `service` is what letters say of the officer; it stays as it is where nothing is said. Raises Refused.
    """
    rules.check_manage(by, officer.office)
    service = officer.service if service is None else service
    rules.check_service(service)
    rules.check_role_at(role, officer.office)
    if officer == by and (role != officer.role or not is_active):
        raise Refused("own_role", _("Ask another administrator to change your own role or account."))
    officer.name = name
    officer.role = role
    officer.is_active = is_active
    officer.nip = nip_in(service.nip)
    officer.position = service.position.strip()
    officer.rank = service.rank.strip()
    officer.save(update_fields=["name", "role", "is_active", "nip", "position", "rank"])
    record(officer, by=by, facts=officer.facts)


@act(Act.OFFICER_ASSIGNED)
def assign(*, officer: Officer, desk: Desk, starts_on: date, by: Officer | None) -> Assignment:
    """Seat an officer at a desk from a day on. The desk's key is handed over apart, by one who holds it."""
    if by is not None:
        rules.check_manage(by, desk.office)
    rules.check_assignable(officer, desk)
    try:
        with transaction.atomic():
            assignment = Assignment.objects.create(officer=officer, desk=desk, starts_on=starts_on)
    except IntegrityError as clash:
        raise Refused("seated_already", _("This officer already sits at this desk.")) from clash
    record(officer, by=by, facts=assignment.facts)
    return assignment


@act(Act.OFFICER_ASSIGNED, idle="there is none")
def seat_officers(*, seats: Sequence[Assignment]) -> None:
    """Seats of a file, that rules found fit; each has an act."""
    Assignment.objects.bulk_create(seats)
    for seat in seats:
        record(seat.officer, by=None, facts=seat.facts)


@act(Act.ASSIGNMENT_ENDED)
def end_assignment(*, assignment: Assignment, ends_on: date, by: Officer) -> None:
    """Let an assignment end on a day. Raises Refused for a day before it began."""
    rules.check_manage(by, assignment.desk.office)
    if ends_on < assignment.starts_on:
        raise Refused("ends_before_start", _("An assignment cannot end before it began."))
    assignment.ends_on = ends_on
    assignment.save(update_fields=["ends_on"])
    record(assignment.officer, by=by, facts=assignment.facts)


@act(Act.OFFICER_ASSIGNED)
def lend_seat(*, officer: Officer, desk: Desk, ends_on: date, by: Officer) -> Assignment:
    """Seat who stands in for a colleague, from today to that one's last day away; who may do so, absences decide."""
    rules.check_assignable(officer, desk)
    assignment = Assignment.objects.create(officer=officer, desk=desk, starts_on=clock.today(), ends_on=ends_on)
    record(officer, by=by, facts=assignment.facts)
    return assignment


@act(Act.ASSIGNMENT_ENDED)
def end_lent_seat(*, assignment: Assignment, ends_on: date, by: Officer | None) -> None:
    """Let a seat that was lent end sooner than was said."""
    assignment.ends_on = ends_on
    assignment.save(update_fields=["ends_on"])
    record(assignment.officer, by=by, facts=assignment.facts)


@act(Act.ASSIGNMENT_ENDED, idle="nobody sits there")
def empty_desk(*, desk: Desk, by: Officer | None) -> int:
    """Let every seat of a desk that ends end today; who may, decides whoever ends the desk. Returns how many."""
    today = clock.today()
    seats = Assignment.objects.filter(desk=desk).exclude(ends_on__lt=today).select_related("desk", "officer")
    for seat in seats:
        end_lent_seat(assignment=seat, ends_on=max(today, seat.starts_on), by=by)
    return len(seats)


@act(Act.ASSIGNMENT_ENDED, idle="they sit nowhere")
def empty_seats(*, officer: Officer, last_day: date, by: Officer | None) -> int:
    """Let all seats of somebody who goes end on a day, those that were to begin later too. Returns how many."""
    seats = Assignment.objects.filter(officer=officer).exclude(ends_on__lte=last_day).select_related("desk", "officer")
    for seat in seats:
        seat.starts_on = min(seat.starts_on, last_day)
        seat.save(update_fields=["starts_on"])
        end_lent_seat(assignment=seat, ends_on=last_day, by=by)
    return len(seats)


@act(Act.OFFICE_RENAMED)
def rename_office(*, office: Office, name: str, by: Officer) -> None:
    """Call an office by another name; the one before is remembered, so that no file founds it anew. Raises Refused."""
    rules.check_rename(by, office, name)
    FormerName.objects.filter(office=office, name=name.strip()).delete()
    FormerName.objects.create(office=office, name=office.name, until=clock.today())
    office.name = name.strip()
    office.save(update_fields=["name"])
    record(office, by=by, facts=office.facts)


@act(Act.OFFICER_CHANGED)
def forget_second_steps(*, officer: Officer, by: Officer) -> None:
    """Remove an officer's authenticator app, passkeys and codes, as when their phone is lost. Raises Refused."""
    rules.check_manage(by, officer.office)
    removed, _by_model = Authenticator.objects.filter(user=officer).delete()
    record(officer, by=by, facts={"second_steps_removed": removed})


@act(Act.OFFICE_CHANGED)
def put_in_force(*, office: Office, safeguard: Safeguard, by: Officer) -> None:
    """Let a safeguard hold at the office from now on; whoever asked to take it away has to ask anew."""
    rules.check_manage(by, office)
    Loosening.objects.filter(office=office, safeguard=safeguard).delete()
    columns = safeguard.column(is_in_force=True)
    Office.objects.filter(pk=office.pk).update(**columns)
    record(office, by=by, facts=columns)


@act(Act.LOOSENING_ASKED)
def ask_to_loosen(*, office: Office, safeguard: Safeguard, by: Officer) -> None:
    """Ask to take a safeguard away; it holds until the office's head agrees. Raises Refused by the rules."""
    rules.check_manage(by, office)
    Loosening.objects.update_or_create(
        office=office, safeguard=safeguard, defaults={"asked_by": by, "asked_at": clock.now()}
    )
    record(office, by=by, facts={"safeguard": str(safeguard)})


@act(Act.OFFICE_CHANGED)
def loosen(*, office: Office, safeguard: Safeguard, by: Officer) -> None:
    """Agree as the head that a safeguard is taken away. Raises Refused by the rules."""
    rules.check_loosen(by, office)
    loosening = Loosening.objects.select_for_update().filter(office=office, safeguard=safeguard).first()
    if loosening is None or loosening.asked_by_id == by.pk:
        raise Refused("not_asked", _("An administrator has to ask for this first; never one alone."))
    loosening.delete()
    columns = safeguard.column(is_in_force=False)
    Office.objects.filter(pk=office.pk).update(**columns)
    record(office, by=by, facts=columns)


@act(Act.OFFICER_INVITED)
def invite(*, officer: Officer, way: Way, by: Officer) -> str:
    """Make the link of somebody's first sign-in, and write down how it is handed over; returns what it says.

    Raises Refused by the rules.
    """
    rules.check_manage(by, officer.office)
    if not officer.is_active:
        raise Refused("switched_off", _("This account is switched off."))
    record(officer, by=by, facts={"email": officer.email, "way": str(way)})
    return token_of(officer, way)
