from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of, members_of
from pimpasa.accounts.roles import Permission, Role
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.keys.codes import is_code
from pimpasa.keys.models import LET_IN, Admission, DeskKey, DeskKeyGrant, OfficerKey
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Desk, Office, Village
from pimpasa.territory.queries.offices import villages_of

# By this a wrong code is told from what else is refused.
WRONG_CODE = "wrong_code"
# How long an administrator's request for a new key can be agreed to.
RENEWAL_HOLDS = timedelta(days=7)


def check_may_hold(key: OfficerKey) -> None:
    """Raise Refused for the key of somebody above the offices: nothing is ever granted to it (docs/adr/0086)."""
    if Role(key.officer.role).facts.is_above_offices:
        raise Refused(
            "above_offices",
            _("%(name)s holds no key: above an office nobody reads reports.") % {"name": key.officer.name},
        )


def check_fallback(office: Office) -> None:
    """Raise Refused for an office above others, a closed one, or, in the place of another, one that cannot read yet."""
    if office.level != Level.OFFICE or office.closed_on is not None:
        raise Refused("reads_nothing", _("%(office)s is no open office that reads reports.") % {"office": office})
    takes_over = Office.objects.filter(is_fallback=True).exclude(pk=office.pk).exists()
    if takes_over and not DeskKey.objects.filter(desk__office=office, desk__kind=Desk.Kind.UNIT).exists():
        raise Refused("unit_without_key", _("The office's unit has no key yet; finish the set-up first."))


def check_open_desk(office: Office, village: Village) -> None:
    """Raise Refused for another office's kelurahan, whose reports would come here, or one that has a desk already."""
    if not villages_of(office).filter(pk=village.pk).exists():
        raise Refused("not_of_jurisdiction", _("Choose a kelurahan of your jurisdiction."))
    if Desk.objects.filter(village=village, closed_on=None).exists():
        raise Refused("has_desk", _("This kelurahan has a desk already."))


def check_desk_name(desk: Desk, name: str) -> None:
    """Raise Refused for no name, one too long, or one that another open desk of the office has."""
    name = name.strip()
    if not name or len(name) > Desk.NAME_LENGTH:
        raise Refused("desk_name", _("Give the desk a name of at most %(n)s letters.") % {"n": Desk.NAME_LENGTH})
    others = Desk.objects.filter(office=desk.office, closed_on=None).exclude(pk=desk.pk)
    if others.filter(name__iexact=name).exists():
        raise Refused("desk_name_taken", _("Another desk of your office has this name."))


def check_hand_over(giver: Officer, receiver: Officer, desk: Desk) -> None:
    """Raise Refused unless the giver sits at the desk (or at its office's unit) and a colleague sits at it too."""
    check_permission(giver, Permission.HAND_OVER_KEYS)
    if giver.pk == receiver.pk:
        raise Refused("own_key", _("Somebody else lets you in: a colleague of the desk, or of its office's unit."))
    today = clock.today()
    seats = desks_of(giver, on=today)
    if not seats.filter(pk=desk.pk).exists() and not seats.filter(office=desk.office, kind=Desk.Kind.UNIT).exists():
        raise Refused("not_of_desk", _("Only somebody of this desk or of its office's unit can hand its key over."))
    if not members_of(desk, on=today).filter(pk=receiver.pk).exists():
        raise Refused("not_assigned", _("%(name)s is not assigned to this desk today.") % {"name": receiver.name})


def check_code(officer: Officer, typed: str, *, circle: str) -> OfficerKey:
    """The officer's key, locked, whose code for the circle was typed: the one to grant to.

    Raises Refused for another code, or where they have no key yet.
    """
    key = OfficerKey.objects.select_for_update().filter(officer=officer, retired_at=None).first()
    if key is None:
        raise Refused("never_signed_in", _("%(name)s has to sign in once first.") % {"name": officer.name})
    if not is_code(typed, public=bytes(key.public), circle=circle):
        raise Refused(
            WRONG_CODE,
            _(
                "This is not the code on %(name)s's screen. Meet them and let them read it out once more. If it still "
                "differs, let nobody in and tell your head of office or the auditor."
            )
            % {"name": officer.name},
        )
    return key


def check_met(officer: Officer) -> OfficerKey:
    """The officer's key, locked. Raises Refused unless somebody who held a key let it in before."""
    key = OfficerKey.objects.select_for_update().filter(officer=officer, retired_at=None).first()
    if key is None or not key.is_let_in:
        raise Refused(
            "no_key",
            _("%(name)s has no key yet that a colleague let in; choose somebody else.") % {"name": officer.name},
        )
    return key


def can_vouch(officer: Officer) -> bool:
    """Whether an officer may say who somebody is: they were met themselves, and work at the unit or oversee it."""
    return vouching_keys(officer).exists()


def vouching_keys(officer: Officer) -> QuerySet[OfficerKey]:
    """The key by which an officer may say who somebody is; none for who may not."""
    oversees = officer.may(Permission.LEAD_CASES) or officer.may(Permission.READ_LOG)
    let_in = OfficerKey.objects.filter(LET_IN, officer=officer, retired_at=None)
    return let_in if oversees else let_in.none()


def check_agree_new_key(officer: Officer, subject: Officer) -> OfficerKey:
    """The key that an administrator asked to withdraw, locked.

    Raises Refused unless another, who has been met and works at the same office's unit or oversees it, agrees in time.
    """
    key = _asked_for(subject)
    if officer in (subject, key.renewal_asked_by) or officer.office_id != subject.office_id or not can_vouch(officer):
        raise Refused(
            "cannot_vouch", _("A colleague of the unit or an auditor agrees, who can read already; never who asked.")
        )
    return key


def check_decline_new_key(officer: Officer, subject: Officer) -> OfficerKey:
    """The same key, locked, for who declines: whoever may agree, and the one whose key it is.

    Raises Refused.
    """
    return _asked_for(subject) if officer == subject else check_agree_new_key(officer, subject)


def _asked_for(subject: Officer) -> OfficerKey:
    key = OfficerKey.objects.select_for_update().filter(officer=subject, retired_at=None).first()
    if key is None or key.renewal_asked_at is None or key.renewal_asked_at < clock.now() - RENEWAL_HOLDS:
        raise Refused("not_asked", _("Nobody asked for a new key for %(name)s.") % {"name": subject.name})
    return key


def has_auditor(office: Office) -> bool:
    """Whether an auditor of the office reads its complaints."""
    return Admission.in_use(office).filter(officer_key__officer__role=Role.AUDITOR).exists()


def can_admit(officer: Officer) -> bool:
    """Whether an officer lets others read complaints: one of its auditors, or who holds the unit's key before that."""
    if not officer.may(Permission.READ_LOG):
        return False
    if has_auditor(officer.office):
        is_one = officer.role == Role.AUDITOR
        return is_one and Admission.in_use(officer.office).filter(officer_key__officer=officer).exists()
    units = DeskKey.objects.filter(desk__office=officer.office, desk__kind=Desk.Kind.UNIT, desk__closed_on=None)
    own_grants = DeskKeyGrant.objects.filter(officer_key__officer=officer, officer_key__retired_at=None)
    return own_grants.filter(desk_key__in=units.order_by("-version")[:1]).exists()


def check_admit(giver: Officer, receiver: Officer) -> None:
    """Raise Refused unless the giver lets others read complaints, and the receiver audits or leads the same office."""
    if not can_admit(giver):
        raise Refused(
            "admits_nobody",
            _("An auditor who reads complaints lets others in; without one, whoever holds the unit's key."),
        )
    if receiver.office_id != giver.office_id or not receiver.may(Permission.READ_LOG):
        raise Refused("reads_no_complaints", _("%(name)s does not audit this office.") % {"name": receiver.name})
