"""Who writes a monthly report, who receives it, and what may go where no key is."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import seats_of, sits_at, unit_seats_of
from pimpasa.accounts.roles import Permission, Role
from pimpasa.accounts.rules import check_permission
from pimpasa.areas.persons import identifiers_of_persons, names_in
from pimpasa.insights.periods import Month
from pimpasa.monthly.kinds import Of, Stage
from pimpasa.monthly.models import Monthly
from pimpasa.monthly.names import bare_names
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Desk, Office

MOST_WORDS = 6_000  # letters
DUE = timedelta(days=5)  # of the month after
KEPT_MONTHS = 12  # so many months back can be written


def last_month(today: date) -> date:
    return Month.of(today).later(-1).first


def due_on(month: date) -> date:
    """The last day on which the report of a month is in time."""
    return Month.of(month).later(1).first + DUE - timedelta(days=1)


def is_before(month: date, begun_on: date | None) -> bool:
    """Whether a month was over before its desk or office was there."""
    return begun_on is not None and Month.of(month) < Month.of(begun_on)


def check_month(month: date, today: date) -> None:
    """Raise Refused for a month that is not over, or too long ago.

    One from before the office was there is offered to nobody, yet written by who asks for it: an office that comes to
    this program has months of its own before.
    """
    earliest = Month.of(today).later(-KEPT_MONTHS).first
    if month.day != 1 or not earliest <= month <= last_month(today):
        raise Refused("no_month", _("Choose a month that is over, of the last year."))


def seat_for(officer: Officer) -> Desk | None:
    """The desk whose report an officer writes: the unit for the office's, else their kelurahan's; none above."""
    desks = seats_of(officer)
    units = [desk for desk in desks if desk.kind == Desk.Kind.UNIT]
    return next(iter(units or desks), None)


def kind_for(officer: Officer) -> Of:
    """Whose report an officer writes."""
    if officer.role == Role.KANWIL:
        return Of.KANWIL
    seat = seat_for(officer)
    return Of.OFFICE if seat is not None and seat.kind == Desk.Kind.UNIT else Of.PIMPASA


def check_write(officer: Officer, monthly: Monthly) -> None:
    """Raise Refused unless it is the report of the officer's own desk, office or Kanwil, and not sent."""
    check_permission(officer, Permission.WRITE_MONTHLY)
    if officer.office_id != monthly.office_id or kind_for(officer) != monthly.of:
        raise Refused("not_yours", _("This is another's monthly report."))
    if monthly.desk_id is not None and not sits_at(officer, monthly.desk_id):
        raise Refused("not_yours", _("This is another's monthly report."))
    if monthly.stage != Stage.DRAFT:
        raise Refused("sent_already", _("It is sent. Take it back before it is received, to change it."))


def check_words(words: str) -> None:
    """Raise Refused for more than a report's length."""
    if len(words) > MOST_WORDS:
        raise Refused("too_long", _("Write at most %(n)s letters.") % {"n": MOST_WORDS})


def check_summary(words: str) -> None:
    """Raise Refused for words that lead to a person: above an office nobody reads of people.

    It finds numbers, plates and accounts, and names after a form of address; other names it cannot know.
    """
    check_words(words)
    leading = [*identifiers_of_persons(words), *names_in(words)]
    if leading:
        raise Refused(
            "leads_to_person",
            _("Above the office nobody reads of people. Leave out: %(what)s.") % {"what": ", ".join(leading)},
        )


def check_names(monthly: Monthly, nobody_because: str) -> None:
    """Raise Refused for bare names in what goes up, until the sender says why they are nobody's."""
    if monthly.of == Of.PIMPASA:
        return
    names = bare_names(monthly.summary, monthly.office)
    if names and not nobody_because.strip():
        words = _("This looks like somebody's name: %(what)s. Change it, or say below why it is nobody's.")
        raise Refused("looks_like_names", words % {"what": ", ".join(names)})
    check_summary(nobody_because)


def recipient_of(monthly: Monthly) -> Office | None:
    """A Pimpasa's goes to their own office, an office's to what stands above it, a Kanwil's to the nation."""
    return monthly.office if monthly.of == Of.PIMPASA else monthly.office.above


def check_send(officer: Officer, monthly: Monthly) -> None:
    """Raise Refused unless the writer sends it, and there is somebody above."""
    check_write(officer, monthly)
    if monthly.of == Of.OFFICE:
        check_permission(officer, Permission.LEAD_OFFICE)
    if recipient_of(monthly) is None:
        raise Refused("nobody_above", _("Nothing stands above your office here; ask who runs the server."))


def check_take_back(officer: Officer, monthly: Monthly) -> None:
    """Raise Refused unless whoever writes it takes it back before it is received."""
    if monthly.stage == Stage.SENT:
        monthly.stage = Stage.DRAFT
        try:
            check_write(officer, monthly)
        finally:
            monthly.stage = Stage.SENT
        return
    check_write(officer, monthly)
    raise Refused("not_sent", _("It is not sent."))


def receives_from(officer: Officer, monthly: Monthly) -> bool:
    """Whether it was sent to where this officer receives."""
    if monthly.to_office_id != officer.office_id or not officer.may(Permission.RECEIVE_MONTHLY):
        return False
    if officer.office.level != Level.OFFICE:
        return True
    return monthly.office_id in [desk.office_id for desk in unit_seats_of(officer)]


def check_receive(officer: Officer, monthly: Monthly) -> None:
    """Raise Refused unless it was sent here and nobody received it yet."""
    check_permission(officer, Permission.RECEIVE_MONTHLY)
    if not receives_from(officer, monthly):
        raise Refused("not_yours", _("This is another's monthly report."))
    if monthly.stage != Stage.SENT:
        raise Refused("not_sent", _("It is not sent, or received already."))


def check_read(officer: Officer, monthly: Monthly) -> None:
    """Raise Refused unless the officer writes it, or it was received where they receive."""
    is_theirs = officer.may(Permission.WRITE_MONTHLY) and officer.office_id == monthly.office_id
    is_seated = monthly.desk_id is None or sits_at(officer, monthly.desk_id)
    if is_theirs and is_seated and kind_for(officer) == monthly.of:
        return
    if not (receives_from(officer, monthly) and monthly.stage == Stage.RECEIVED):
        raise Refused("not_yours", _("This is another's monthly report."))
