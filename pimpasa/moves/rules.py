"""Who may let what go to another office, and what has to be done before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import unit_seats_of
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_manage, check_permission
from pimpasa.common import clock
from pimpasa.keys.models import DeskKey, DeskKeyGrant
from pimpasa.keys.queries import grants_of
from pimpasa.moves.kinds import What
from pimpasa.moves.models import Move
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Desk, District, Jurisdiction, Office

# So long before, at least, is it asked for: the head of the office that it leaves sees it, and can stop it.
NOTICE = timedelta(days=3)
EARLIEST = timedelta(days=366)
PENDING = Q(done_at=None, dropped_at=None)


def check_ask(administrator: Officer, move: Move, *, today: date) -> None:
    """Raise Refused unless the administrator of the office that it leaves may ask for this move."""
    check_manage(administrator, move.from_office)
    _check_recipient(move)
    if move.from_day is not None and not today + NOTICE <= move.from_day <= today + EARLIEST:
        raise Refused("too_soon", _("Choose a day from %(n)s days on, within a year.") % {"n": NOTICE.days})
    _CHECKS[What(move.what)](move)


def _check_recipient(move: Move) -> None:
    """It goes to another open office that can read what comes."""
    office = move.to_office
    if office.level != Level.OFFICE or office.closed_on is not None or office.pk == move.from_office_id:
        raise Refused("no_recipient", _("Choose another open office that reads reports."))
    if not DeskKey.objects.filter(desk__office=office, desk__kind=Desk.Kind.UNIT, desk__closed_on=None).exists():
        raise Refused("unit_without_key", _("The unit of %(office)s has no key yet.") % {"office": office})
    if Move.objects.filter(PENDING, what=What.OFFICE, from_office=office).exists():
        raise Refused("recipient_closes", _("%(office)s is about to close itself.") % {"office": office})


def districts_in(office: Office, area: str) -> Sequence[District]:
    """Those that an office answers for, of the kecamatan or kabupaten of a code."""
    of_area = Q(pk=area) | Q(regency=area)
    return list(District.objects.filter(of_area, jurisdiction__office=office).order_by("pk"))


def _check_area(move: Move) -> None:
    districts = districts_in(move.from_office, move.area)
    if not districts:
        raise Refused("no_area", _("Choose a kecamatan or kabupaten of your jurisdiction."))
    if len(districts) == Jurisdiction.objects.filter(office=move.from_office).count():
        raise Refused("whole_area", _("This is all of your area. Close the office instead; another then reads for it."))
    others = Move.objects.filter(PENDING, what=What.AREA, from_office=move.from_office).exclude(pk=move.pk)
    areas = others.values_list("area", flat=True)
    if any(area.startswith(move.area) or move.area.startswith(area) for area in areas):
        raise Refused("asked_already", _("It is asked already that this area, or a part of it, goes to another."))


def _check_officer(move: Move) -> None:
    officer = move.officer
    if officer is None or officer.office_id != move.from_office_id or not officer.is_active:
        raise Refused("no_colleague", _("Choose a colleague of the same office."))
    if Move.objects.filter(PENDING, officer=officer).exclude(pk=move.pk).exists():
        raise Refused("asked_already", _("It is asked already that %(name)s goes.") % {"name": officer.name})
    if officer.pk == move.asked_by_id:
        raise Refused("own_move", _("Ask another administrator for your own move."))


def _check_closing(move: Move) -> None:
    if move.from_office.is_fallback:
        raise Refused("is_fallback", _("This office reads what belongs to no other; another has to be chosen first."))
    if Move.objects.filter(PENDING, what=What.OFFICE, from_office=move.from_office).exclude(pk=move.pk).exists():
        raise Refused("asked_already", _("It is asked already that your office closes."))


_CHECKS = {What.AREA: _check_area, What.OFFICER: _check_officer, What.OFFICE: _check_closing}


def check_agree(head: Officer, move: Move) -> None:
    """Raise Refused unless the head of the office that it comes to agrees to what is asked, and still can be."""
    check_permission(head, Permission.AGREE_MOVES)
    if head.office_id != move.to_office_id:
        raise Refused("other_office", _("The head of %(office)s agrees to this.") % {"office": move.to_office})
    _check_pending(move)
    if move.agreed_at is not None:
        raise Refused("agreed_already", _("This is agreed already."))
    if move.from_day is not None and move.from_day <= clock.today():
        raise Refused("day_over", _("The day is over. It has to be asked for again, with another day."))
    _check_recipient(move)
    _CHECKS[What(move.what)](move)


def check_drop(officer: Officer, move: Move) -> None:
    """Raise Refused unless the administrator or the head of the office that it leaves stops what is not done yet."""
    if officer.office_id != move.from_office_id:
        raise Refused("other_office", _("This is another office's."))
    needed = Permission.AGREE_MOVES if officer.may(Permission.AGREE_MOVES) else Permission.MANAGE_OFFICERS
    check_permission(officer, needed)
    _check_pending(move)


def check_decline(head: Officer, move: Move) -> None:
    """Raise Refused unless the head of the office that it would come to does not want it."""
    check_permission(head, Permission.AGREE_MOVES)
    if head.office_id != move.to_office_id:
        raise Refused("other_office", _("This is another office's."))
    _check_pending(move)


def _check_pending(move: Move) -> None:
    if not move.is_pending:
        raise Refused("over", _("This is over already."))


def check_see(officer: Officer, move: Move) -> None:
    """Raise Refused unless it concerns the officer: a head of one of the offices, or the unit that hands on."""
    is_head = officer.may(Permission.AGREE_MOVES) and officer.office_id in (move.from_office_id, move.to_office_id)
    if not is_head and not _sits_at_unit(officer, move.from_office):
        raise Refused("other_office", _("This is another office's."))


def check_hand_on(officer: Officer, move: Move) -> None:
    """Raise Refused unless somebody of the unit hands on reports of an area that went, or of an office that closes."""
    check_permission(officer, Permission.VERIFY)
    if not _sits_at_unit(officer, move.from_office):
        raise Refused("not_of_unit", _("Somebody of the unit hands these reports on."))
    has_gone = move.what == What.AREA and move.done_at is not None
    if not has_gone and not move.awaits_closing:
        raise Refused("nothing_to_hand_on", _("There is nothing to hand on."))


def _sits_at_unit(officer: Officer, office: Office) -> bool:
    return office.pk in [desk.office_id for desk in unit_seats_of(officer)]


def check_close(head: Officer, move: Move, left: Sequence[str]) -> None:
    """Raise Refused unless the head of the office closes it as agreed, and nothing is `left` unfinished there."""
    check_permission(head, Permission.AGREE_MOVES)
    if head.office_id != move.from_office_id:
        raise Refused("other_office", _("The head of %(office)s closes it.") % {"office": move.from_office})
    _check_pending(move)
    if not move.awaits_closing:
        raise Refused("not_agreed", _("The other office has to agree first."))
    _check_closing(move)
    _check_recipient(move)
    if left:
        raise Refused("unfinished", _("First finish or hand on: %(what)s.") % {"what": ", ".join(left)})


def holds_alone(officer: Officer) -> bool:
    """Whether some desk's key has no holder but this officer and paper: who goes hands it over before."""
    grants = DeskKeyGrant.objects.filter(officer_key__officer=officer, officer_key__retired_at=None)
    return grants.exclude(pk__in=grants_of(officer).values("pk")).exists()
