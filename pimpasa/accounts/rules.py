from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import BEFORE_MEETING, Permission, Role
from pimpasa.accounts.service import Service, nip_in
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Desk, FormerName, Office
from pimpasa.territory.queries.offices import steward


def check_permission(officer: Officer, permission: Permission) -> None:
    """Raise Refused unless the officer's role has the permission."""
    if not officer.is_active:
        raise Refused("switched_off", _("This account is switched off."))
    if officer.met_at is None and permission not in BEFORE_MEETING and Role(officer.role).may(permission):
        raise Refused(
            "not_met", _("You can do this after a colleague has let you in by your code, on your first page.")
        )
    if not officer.may(permission):
        raise Refused(
            "not_permitted",
            _("Your role, %(role)s, may not do this: %(permission)s.")
            % {"role": Role(officer.role).label, "permission": permission.label},
        )


def can(officer: Officer, permission: Permission) -> bool:
    try:
        check_permission(officer, permission)
    except Refused:
        return False
    return True


def check_manage(administrator: Officer, office: Office) -> None:
    """Raise Refused unless this administrator keeps this office's officers."""
    check_permission(administrator, Permission.MANAGE_OFFICERS)
    if administrator.office_id != office.pk:
        raise Refused("other_office", _("You keep the officers of your own office only."))


def check_rename(administrator: Officer, office: Office, name: str) -> None:
    """Raise Refused for another's office, no name, the same one, or one that another office has or had."""
    check_manage(administrator, office)
    name = name.strip()
    if not 0 < len(name) <= Office.NAME_LENGTH:
        raise Refused("office_name", _("Name the office in at most %(n)s letters.") % {"n": Office.NAME_LENGTH})
    if name == office.name:
        raise Refused("same_name", _("The office has this name."))
    namesakes = Office.objects.filter(name__iexact=name).exclude(pk=office.pk)
    if namesakes.exists() or FormerName.objects.filter(name__iexact=name).exclude(office=office).exists():
        raise Refused("office_name_taken", _("Another office has this name, or had it."))


def roles_at(office: Office) -> list[Role]:
    """The roles that somebody can have at an office of this level."""
    return [role for role in Role if Level(office.level) in role.facts.levels]


def check_role_at(role: Role, office: Office) -> None:
    """Raise Refused for a role that nobody has at an office of this level, such as a Pimpasa of a Kanwil."""
    if role not in roles_at(office):
        raise Refused(
            "role_of_other_level",
            _("%(role)s is no role at %(office)s.") % {"role": role.label, "office": office.name},
        )


def check_service(service: Service) -> None:
    """Raise Refused for a NIP that is none."""
    if service.nip.strip() and not nip_in(service.nip):
        raise Refused("no_nip", _("A NIP has 18 digits, such as 19900101 201501 2 001."))


def check_shared(officer: Officer) -> None:
    """Raise Refused unless the officer's office answers for what all offices of this installation share.

    It is the one that reads what belongs to no jurisdiction: an installation has one, and has it from its first day.
    """
    if not officer.office.is_fallback:
        raise Refused(
            "shared",
            _("All offices share this, so one of them looks after it: %(office)s. Ask them for the change.")
            % {"office": steward() or _("who runs this server")},
        )


def check_keep_shared(officer: Officer) -> None:
    """Raise Refused unless the officer may change what all offices share (docs/adr/0051)."""
    check_permission(officer, Permission.KEEP_SHARED)
    check_shared(officer)


def can_keep_shared(officer: Officer) -> bool:
    try:
        check_keep_shared(officer)
    except Refused:
        return False
    return True


def check_loosen(head: Officer, office: Office) -> None:
    """Raise Refused unless the officer leads this office and has been met."""
    check_permission(head, Permission.SET_WAYS)
    if head.office_id != office.pk:
        raise Refused("other_office", _("You decide for your own office only."))


def check_assignable(officer: Officer, desk: Desk) -> None:
    """Raise Refused where an officer cannot sit at a desk: another office's, a closed one, a role without reports."""
    if officer.office_id != desk.office_id:
        raise Refused("desk_of_other_office", _("This desk belongs to another office."))
    if desk.closed_on is not None:
        raise Refused("desk_closed", _("This desk is closed."))
    if not officer.may(Permission.READ_REPORTS):
        raise Refused("reads_no_reports", _("Somebody with this role reads no reports and needs no desk."))
